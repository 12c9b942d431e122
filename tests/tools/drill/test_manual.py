import pytest

from tools.drill.manual import Block, blocks, filled, with_settings

TEXT = """# Title
```sh first
echo v1
```
Words.
```python
no
```
```sh
a
b
```
"""


def test_blocks_are_taken_out_as_they_stand():
    assert blocks(TEXT) == [Block("first", 3, "echo v1\n"), Block("", 10, "a\nb\n")]


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        ("a 8000 b", {"8000": "18000"}, "a 18000 b"),
        ("v1.0.0", {"v1.0": "x", "v1.0.0": "y"}, "y"),
        ("one two", {"one": "two", "two": "three"}, "two three"),
        ("as it is", {}, "as it is"),
    ],
)
def test_names_are_filled_in_once(text, names, wanted):
    assert filled(text, names) == wanted


def test_settings_are_filled_in_between_quotes():
    assert with_settings("# A=1\nA=''\nB='x'\n", {"A": "two words"}) == "# A=1\nA='two words'\nB='x'\n"


@pytest.mark.parametrize("values", [{"C": "1"}, {"A": "it's"}, {"A": "two\nlines"}])
def test_what_cannot_be_filled_in_is_refused(values):
    with pytest.raises(ValueError):
        with_settings("A=''\n", values)
