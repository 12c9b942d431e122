"""A questionnaire as people write it in a document, line by line, as a definition.

"1. 您对…满意吗？" begins a question, "A. 满意 B. 不满意", "□ 是" or "① 是" list its answers, （多选）, （填空）, （排序） and
the like say its kind, "一、基本情况" is a heading. A stroke parts Chinese from English: "满意 | Satisfied".
What is not understood is told by its line.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.enums import Dimension
from surveys.questionnaire.codes import coded, items_with_codes
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.records import Kind
from surveys.questionnaire.scale_words import scale_of_words

QUESTION = re.compile(r"(?:第\s*|Q\s*)?\d{1,3}\s*(?:题)?\s*[.．、:：)）]\s*(?=\S)(?!\d)")
HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|第[一二三四五六七八九十]+部分\s*[:：、]?)\s*(?=\S)")
OPTION = re.compile(r"[（(]?[A-Za-z][)）.．、:：]\s*(?=\S)|[□○◯☐◻▢]\s*(?=\S)|[①-⑳]\s*(?=\S)|[-–•·*]\s+(?=\S)")
INLINE = re.compile(r"(?<=\s)(?:[A-Z][.．、:：)）]|[□○◯☐◻▢]|[①-⑳])\s*(?=\S)")
MARK = re.compile(r"[（(【\[]\s*([^（()）【】\[\]]{1,12})\s*[)）】\]]")
BLANK = re.compile(r"[_＿]{2,}|（\s*）|\(\s*\)")
OTHER = re.compile(r"其他|其它|请注明|请说明|other", re.IGNORECASE)
NONE = re.compile(r"^(以上)?(都没有|都不是|均无|均没有|没有|无|none)", re.IGNORECASE)
SKIP = re.compile(r"[（(]?\s*(?:请)?(?:跳|转)(?:至|到|答)[^）)]*[)）]?")
END = re.compile(r"[（(]\s*(?:结束|终止|谢谢|停止)[^）)]*[)）]")
MARKS = {word: kind for kind in KINDS.values() for word in kind.marks}
SECTION, SINGLE, TEXT, SATISFACTION = (KINDS[word] for word in ("section", "single", "text", "satisfaction"))
OPTIONAL, REQUIRED = frozenset({"选填", "可不填", "非必填", "可以不填"}), frozenset({"必填", "必答"})
ENDING = {
    "zh": "谢谢您。这次调查不需要您继续填写，没有保存任何回答。",
    "en": "Thank you. You need not go on. Nothing was stored.",
}
LONGEST = 20_000

Words = dict[str, str]


class What(StrEnum):
    """What of the lines could not be taken as it stands."""

    LINE = "line"
    SKIP = "skip"
    NO_OPTIONS = "no_options"
    LANGUAGE = "language"
    WAY_OUT = "way_out"


@dataclass(frozen=True)
class Told:
    """`line` as the author's text counts; nought where it is about all of it."""

    line: int
    what: What
    words: str = ""


@dataclass
class Question:
    line: int
    text: str
    kind: Kind | None = None
    required: bool | None = None
    options: list[str] | None = None


def definition_of(text: str, title: str = "") -> tuple[dict[str, Any], list[Told]]:
    """The definition, and what is for the author to look at. Without a question `items` is empty."""
    reading = _Reading()
    for number, line in enumerate(text[:LONGEST].splitlines(), 1):
        reading.read(number, line.strip())
    return reading.definition(title)


class _Reading:
    def __init__(self) -> None:
        self.head: list[str] = []  # what stands before the first question
        self.parts: list[Question] = []
        self.told: list[Told] = []
        self.scales: dict[str, list[dict[str, Any]]] = {}
        self.has_ending = False

    def read(self, number: int, line: str) -> None:
        if not line:
            return
        last = self.parts[-1] if self.parts else None
        if found := QUESTION.match(line):
            self._begin(number, line[found.end() :])
        elif (found := HEADING.match(line)) and not OPTION.match(line):
            self.parts.append(Question(number, line[found.end() :], SECTION))
        elif OPTION.match(line) and last and last.kind != SECTION:
            last.options = [*(last.options or []), *_options_in(line)]
        elif last is None:
            self.head.append(line)
        elif last.kind != SECTION and not last.options and BLANK.fullmatch(line):
            last.kind = last.kind or TEXT
        elif last.kind != SECTION and not last.options and MARK.fullmatch(line):
            self._marks(last, line)
        else:
            self.told.append(Told(number, What.LINE, line))

    def _begin(self, number: int, text: str) -> None:
        first = INLINE.search(text)
        question = Question(number, text[: first.start()] if first else text)
        if first:
            question.options = _options_in(text[first.start() :])
        question.text = self._marks(question, question.text)
        self.parts.append(question)

    def _marks(self, question: Question, text: str) -> str:
        """The text without its marks; what the marks say is noted."""

        def noted(found: re.Match[str]) -> str:
            said = [word.strip().replace("～", "-").replace("~", "-") for word in re.split("[，,、；;]", found[1])]
            known = [_noted(question, word) for word in said]
            return "" if all(known) else found[0]

        return MARK.sub(noted, text)

    def definition(self, title: str) -> tuple[dict[str, Any], list[Told]]:
        items = [item for item in (self._item(part) for part in self.parts) if item]
        named = [item for _, item in items_with_codes([(item["kind"], item) for item in items])]
        head = [title] if title else self.head[:1]
        rest = self.head if title else self.head[1:]
        name = _words(head[0]) if head else {"zh": "", "en": ""}
        if any(item["text"]["zh"] == item["text"]["en"] for item in named):
            self.told.insert(0, Told(0, What.LANGUAGE))
        return {
            "title": name,
            "introduction": _words("\n".join(rest)) if rest else name,
            "minutes": max(1, round(len(named) / 3)),
            **({"endings": {"end1": ENDING}} if self.has_ending else {}),
            **({"scales": self.scales} if self.scales else {}),
            "items": named,
        }, sorted(self.told, key=lambda told: told.line)

    def _item(self, part: Question) -> dict[str, Any] | None:
        text = BLANK.sub("", part.text).strip() if part.options is None else part.text.strip()
        kind = part.kind or self._guessed(part)
        item: dict[str, Any] = {"id": "", "kind": kind.word, "text": _words(text)}
        if part.required or (part.required is None and kind.is_mostly_required):
            item["required"] = True
        if "options" in kind.parts:
            if not part.options:
                self.told.append(Told(part.line, What.NO_OPTIONS, text))
                return item | {"kind": TEXT.word, "required": False}
            item |= self._answers(part, kind, text)
        return item | kind.preset

    def _guessed(self, part: Question) -> Kind:
        return SINGLE if part.options else TEXT

    def _answers(self, part: Question, kind: Kind, text: str) -> dict[str, Any]:
        options = coded([self.option(part, option, kind) for option in part.options or []], "code", "a")
        found = scale_of_words([option["text"]["zh"] for option in options]) if kind is SINGLE else None
        if found:
            name, steps, is_whole = found
            self.scales[name] = steps
            if not is_whole:
                self.told.append(Told(part.line, What.WAY_OUT, text))
            return {"kind": SATISFACTION.word, "scale": name}
        is_age = "年龄" in text and kind is SINGLE
        return {"options": options, **({"dimension": Dimension.AGE.value} if is_age else {})}

    def option(self, part: Question, written: str, kind: Kind) -> dict[str, Any]:
        marks: dict[str, Any] = {}
        if END.search(written):
            self.has_ending = True
            marks["ends"] = "end1"
        if SKIP.search(written):
            self.told.append(Told(part.line, What.SKIP, written))
        if BLANK.search(written) or (OTHER.search(written) and ("注明" in written or "说明" in written)):
            marks["other"] = True
        bare = BLANK.sub("", SKIP.sub("", END.sub("", written)))
        bare = re.sub(r"[（(]\s*(?:请)?(?:注明|说明)\s*[)）]?|[:：]\s*$", "", bare).strip(" 　:：；;，,")
        if kind.is_several and NONE.match(bare):
            marks["exclusive"] = True
        return {"code": "", "text": _words(bare or written), **marks}


def _noted(question: Question, said: str) -> bool:
    """Whether a word between brackets says of which kind a question is, or whether it must be answered."""
    kind = next((kind for word, kind in MARKS.items() if said.startswith(word)), None)
    if kind:
        question.kind = kind
    elif said in OPTIONAL | REQUIRED:
        question.required = said in REQUIRED
    return bool(kind) or said in OPTIONAL | REQUIRED


def _options_in(line: str) -> list[str]:
    """One line may hold several answers."""
    starts = [0, *(found.start() for found in INLINE.finditer(line))]
    pieces = [line[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [OPTION.sub("", piece, count=1).strip() for piece in pieces if piece]


def _words(text: str) -> Words:
    chinese, _stroke, english = re.sub(r"[|｜]", "|", text).partition("|")
    chinese = chinese.strip()
    return {"zh": chinese, "en": english.strip() or chinese}


def options_of(lines: str, kind: Kind) -> list[dict[str, Any]]:
    """Answers that an author pasted, one a line, with or without A., B. or □ before them."""
    reading, part = _Reading(), Question(0, "", kind)
    written = [option for line in lines.splitlines() if line.strip() for option in _options_in(line.strip())]
    return [reading.option(part, option, kind) for option in written if option]
