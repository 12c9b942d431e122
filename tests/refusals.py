"""What a test says of a step that is not taken: the kind of refusal, and its words where they matter."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from portal.procedure.refusals import Kind, Refused


@contextmanager
def refused(kind: str, words: str = "") -> Iterator[pytest.ExceptionInfo[Refused]]:
    with pytest.raises(Refused) as caught:
        yield caught
    assert (caught.value.kind, words in str(caught.value.words)) == (Kind(kind), True), caught.value
