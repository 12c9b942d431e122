"""Mail addresses, https addresses and telephone numbers as URIs, for those who report a hole."""

import re

from django.core.exceptions import ImproperlyConfigured

MAIL = re.compile(r"[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+")
TELEPHONE = re.compile(r"\+?\d[\d ()-]{3,}\d")
HOTLINE = re.compile(r"[19]\d{2,5}")  # such as 12345 and 110: dialled without an area


def contact_uris(written: list[str], footer_phone: str) -> list[str]:
    """Addresses as URIs, in the order of preference: mail, https or telephone, then the number of the footer.

    A word that is none of these raises ImproperlyConfigured. Of the footer's number, which may have words beside it, what can be
    dialled is taken; nothing when there is none.
    """
    found = [contact_uri(word) for word in written]
    phone = TELEPHONE.search(footer_phone)
    return list(dict.fromkeys([*found, *([telephone_uri(phone[0])] if phone else [])]))


def contact_uri(word: str) -> str:
    if word.startswith("https://"):
        return word
    if MAIL.fullmatch(word.removeprefix("mailto:")):
        return f"mailto:{word.removeprefix('mailto:')}"
    if TELEPHONE.fullmatch(word.removeprefix("tel:")):
        return telephone_uri(word.removeprefix("tel:"))
    raise ImproperlyConfigured(
        f'PORTAL_SECURITY_CONTACT: "{word}" is no mail address, no https address and no telephone number.'
    )


def telephone_uri(phone: str) -> str:
    """RFC 3966: with the country, or with where a short number is good; numbers without one are Chinese."""
    digits = "".join(filter(str.isdigit, phone))
    if phone.startswith("+"):
        return f"tel:+{digits}"
    if HOTLINE.fullmatch(digits):
        return f"tel:{digits};phone-context=+86"
    return f"tel:+86{digits.removeprefix('0')}"
