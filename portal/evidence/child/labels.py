"""What a picture says of itself: that a program made it. Read before its notes go, wherever in the file they stand."""

import re

GENERATED, COMPOSITE, SUSPECTED = "generated", "composite", "suspected"
# GB 45438-2025: a field AIGC, in EXIF, XMP or a text of the file, that holds JSON with a Label of 1, 2 or 3.
_AIGC = re.compile(rb"AIGC[^{}]{0,80}\{[^{}]{0,400}?Label[^0-9{}]{1,16}([123])")
_AIGC_LABELS = {b"1": GENERATED, b"2": SUSPECTED, b"3": SUSPECTED}
# IPTC's kinds of a digital source, in XMP or in a manifest of C2PA.
_SOURCE = re.compile(
    rb"(composite(?:WithTrainedAlgorithmicMedia|Synthetic))|(trainedAlgorithmicMedia)|(algorithmicMedia)"
)


def ai_label(data: bytes, texts: str = "") -> str:
    """The strongest word that the file says, or nothing; `texts` are those that its format packs."""
    found = set()
    # Notes of two bytes a sign read as those of one.
    for notes in (data, data.replace(b"\0", b""), texts.encode()):
        found |= {_AIGC_LABELS[match[1]] for match in _AIGC.finditer(notes)}
        found |= {COMPOSITE if match[1] else GENERATED for match in _SOURCE.finditer(notes)}
    return next((label for label in (GENERATED, COMPOSITE, SUSPECTED) if label in found), "")
