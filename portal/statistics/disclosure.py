"""Which cells of a table of estimates must not be shown because too few people stand behind them."""

from collections.abc import Mapping


def suppressed_keys(sizes: Mapping[str, int], min_n: int, *, complementary: bool = False) -> set[str]:
    """Keys to withhold: those with fewer than ``min_n`` respondents.

    ``sizes``: respondents of each key of one request.  With ``complementary``, when exactly one key is withheld the
    one with the next smallest number is too, so that it cannot be had by subtraction (tie: first in byte order).
    """
    withheld = {key for key, n in sizes.items() if n < min_n}
    if complementary and len(withheld) == 1 and len(sizes) > 1:
        others = (key for key in sizes if key not in withheld)
        withheld.add(min(others, key=lambda key: (sizes[key], key.encode())))
    return withheld
