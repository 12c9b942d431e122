"""The key that a page of a wave would carry."""

from surveys.forms.keys import blank_key, fill


def new_key(wave, now) -> str:
    return fill(blank_key(wave, now).encode(), now).decode()
