"""Whom to tell of a hole in the portal: /.well-known/security.txt, as RFC 9116 has it."""

from datetime import UTC, datetime, timedelta

# The standard asks for less than a year; whoever keeps a copy looks again after half of one.
GOOD_FOR = timedelta(days=180)


def security_text(contacts: list[str], base_url: str, now: datetime) -> str:
    """The whole file; `now` is aware."""
    expires = (now + GOOD_FOR).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: zh, en",
        f"Canonical: {base_url}/.well-known/security.txt",
    ]
    return "\n".join([*lines, ""])
