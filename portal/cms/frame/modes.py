"""How a visitor wants the pages: size and contrast, kept in two cookies of one word each.

The server writes the choice into <html>, so it works without scripts; responses vary on Cookie
(middleware `vary_on_modes`), so a cache never hands one visitor's choice to another.
"""

MODES = ("normal", "elder", "extra")
CONTRASTS = ("auto", "light", "dark", "high")
ONE_YEAR = 365 * 24 * 60 * 60
CHOICES = {"mode": MODES, "contrast": CONTRASTS}


def chosen(request) -> dict:
    return chosen_by(request.COOKIES)


def chosen_by(cookies) -> dict:
    """The visitor's choice; anything that is not on offer counts as none."""
    found = {}
    for name, offered in CHOICES.items():
        value = cookies.get(name, "")
        found[name] = value if value in offered else offered[0]
    return found


def keep(response, asked, *, secure: bool) -> None:
    """Remember the words that are on offer; the first of each is the default and needs no cookie."""
    for name, offered in CHOICES.items():
        value = asked.get(name)
        if value == offered[0]:
            response.delete_cookie(name, samesite="Lax")
        elif value in offered:
            response.set_cookie(name, value, max_age=ONE_YEAR, samesite="Lax", secure=secure, httponly=True)
