"""Kinds of target: each a record that knows what may be said of it and how that is judged. A new one is a file here,
its name in TargetKind, and the comparisons that go with it in `portal.directory.plan`."""

from portal.board.targets.kinds import number, outside, trend, words
from portal.board.targets.kinds.kind import Kind

KINDS: dict[str, Kind] = number.KINDS | trend.KINDS | words.KINDS | outside.KINDS
