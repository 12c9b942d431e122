"""Why a file is not taken in."""

from portal.evidence.enums import Refusal


class RefusedFileError(Exception):
    """A file is not taken in; `message` tells the person who sent it why and what to do."""

    def __init__(self, code: Refusal, **values: object) -> None:
        self.code = Refusal(code)
        self.values = values
        super().__init__(self.code.value)

    @property
    def message(self) -> str:
        return str(self.code.label) % self.values if self.values else str(self.code.label)


class QuotaExceededError(RefusedFileError):
    """The owner's space is full."""

    def __init__(self, *, limit_bytes: int) -> None:
        super().__init__(Refusal.QUOTA, limit=limit_bytes // (1024 * 1024))
