"""A little work that a phone does by itself where very much comes at once: find a number whose hash, together with the
word of the form's key, begins with enough zero bits. People notice a second; who sends thousands pays for each.
Nothing is asked of another host, and nobody has to recognise traffic lights."""

import hashlib
import re

BITS = 14
NUMBER = re.compile(r"[0-9]{1,10}")


def is_proof(word: str, number: str, bits: int = BITS) -> bool:
    """Whether sha256("word:number") begins with so many zero bits."""
    if not NUMBER.fullmatch(number):
        return False
    digest = hashlib.sha256(f"{word}:{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0
