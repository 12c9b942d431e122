"""References that people read out and write down, and that nobody guesses."""

import secrets

# No sign that looks like another one: neither I, L, O and U nor 0 and 1.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def draw(length: int) -> str:
    """So many signs at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
