"""Words in both languages, and the answers that a question offers in such words."""

import re
from dataclasses import dataclass

# ${people}: what was answered to an earlier question, in the words of a later one.
PIPE = re.compile(r"\$\{\s*(\w+)\s*\}")


@dataclass(frozen=True)
class Wording:
    zh: str
    en: str

    def written(self, language: str) -> str:
        """As the author wrote it, places for earlier answers and all."""
        return self.zh if language.startswith("zh") else self.en

    def in_language(self, language: str) -> str:
        return PIPE.sub("…", self.written(language))

    @property
    def piped(self) -> set[str]:
        """The questions whose answers stand in these words."""
        return {*PIPE.findall(self.zh), *PIPE.findall(self.en)}


NO_WORDS = Wording("", "")


@dataclass(frozen=True)
class Option:
    code: str
    text: Wording
    exclusive: bool = False  # "none of these": nothing else may be ticked beside it
    other: bool = False  # brings a text field
    polarity: int | None = None  # -2 to 2 on a balanced scale; None is "unclear"
    ends: str = ""  # code of the ending that this answer leads to
