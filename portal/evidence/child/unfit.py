"""Why the child takes no file. It loads no Django, so it says a code of `enums.Refusal` in plain letters."""


class UnfitError(Exception):
    """`code` is a value of `Refusal`; `values` stand in its words."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)
