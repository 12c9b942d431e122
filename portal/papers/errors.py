"""What cannot be read, as a code and its values; `portal.papers.words` says it in either language."""

from typing import Any


class UnreadableError(Exception):
    """A file, a table or a cell that is not understood."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        super().__init__(code)
