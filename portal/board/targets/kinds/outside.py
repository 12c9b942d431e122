"""What does not apply here, and what others set and measure."""

from portal.board.enums import State, TargetKind
from portal.board.targets.kinds.kind import Kind

KINDS = {
    TargetKind.NOT_APPLICABLE: Kind(lambda *_: State.NOT_APPLICABLE, is_settled=True),
    TargetKind.SET_ELSEWHERE: Kind(lambda *_: State.SET_ELSEWHERE, is_settled=True),
}
