"""One part of an Office file as XML: what tells of people, places on disks and earlier states is taken out."""

import re

from lxml import etree

from portal.evidence.child.formulas import check_fields, check_formula
from portal.evidence.child.unfit import UnfitError

NOBODY = "-"
RELATED = re.compile(r"\{.*/officeDocument/(\d+/)?relationships\}")
GONE = frozenset(
    (
        # Word: what was deleted, who marked it, the printer of letters, variables of programs.
        "del moveFrom delText rsid rsids docVars mailMerge attachedTemplate trackRevisions docId dataBinding "
        "saveThroughXslt proofErr permStart permEnd rPrChange pPrChange sectPrChange tblPrChange tblPrExChange "
        "trPrChange tcPrChange tblGridChange numberingChange cellIns cellDel cellMerge moveFromRangeStart "
        "moveFromRangeEnd moveToRangeStart moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd "
        "customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd "
        "customXmlMoveToRangeStart customXmlMoveToRangeEnd "
        # Excel: who opened it, where it lay, how each person looked at it.
        "fileSharing absPath revisionPtr customWorkbookViews customSheetViews webPublishing webPublishItems "
        "webPublishObjects customProperties fileRecoveryPr dataConsolidate documentManagement"
    ).split()
)
UNWRAPPED = frozenset({"ins", "moveTo"})
# Containers that may not stand empty.
HOLDERS = frozenset("ext extLst hyperlinks imgProps AlternateContent Choice customProperties".split())
EMPTIED_ATTRIBUTES = frozenset({"author", "refreshedBy"})
GONE_ATTRIBUTES = frozenset(
    "initials dateUtc paraId textId refreshedDate refreshedDateIso securityDescriptor lastModifiedBy userId".split()
)
REVISION = re.compile(r"\{http://schemas\.microsoft\.com/office/spreadsheetml/\d{4}/\d*/?revision\d*")
# Word writes the path of a picture where its description belongs.
WORDS_FOR_THE_BLIND = frozenset({"descr", "alt", "title"})
ON_A_DISK = re.compile(r"[A-Za-z]:[\\/]|\\\\|file:", re.IGNORECASE)
FETCHED = re.compile(r"\s*([a-z][a-z0-9+.-]*://|\\\\)", re.IGNORECASE)


def local(item: etree._Element) -> str:
    """Its name; whichever of two namespaces (transitional, strict) it stands in."""
    return item.tag.rpartition("}")[2]


def detach(tree: etree._Element, identities: set[str]) -> None:
    """Take out what refers to relations that are gone; of a page's set-up and a link only the reference."""
    found = [(item, name) for item in tree.iter("*") for name in _references(item, identities)] if identities else []
    for item, name in found:
        if local(item) == "pageSetup" or (local(item) == "hyperlink" and len(item)):
            del item.attrib[name]
        else:
            remove(item)


def _references(item: etree._Element, identities: set[str]) -> list[str]:
    return [name for name, value in item.attrib.items() if value in identities and RELATED.match(name)]


def remove(item: etree._Element) -> None:
    """Without it, but with the text behind it; a holder of nothing else goes too."""
    above = item.getparent()
    if above is None:
        return
    _leave_text(item, above, item.tail)
    above.remove(item)
    if not len(above) and local(above) in HOLDERS:
        remove(above)


def _unwrap(item: etree._Element) -> None:
    above = item.getparent()
    if above is None:
        return
    place = above.index(item)
    _leave_text(item, above, item.tail)
    above[place : place + 1] = list(item)


def _leave_text(item: etree._Element, above: etree._Element, text: str | None) -> None:
    if text and text.strip():
        before = item.getprevious()
        if before is None:
            above.text = (above.text or "") + text
        else:
            before.tail = (before.tail or "") + text


def bare_part(tree: etree._Element) -> None:
    """UnfitError for what a program would fetch or run from here."""
    check_fields(tree)
    _accept_changes(tree)
    for item in [item for item in tree.iter("*") if local(item) in GONE]:
        remove(item)
    for item in tree.iter("*"):
        check_formula(item, local(item))
        _bare_attributes(item)
    if local(tree) == "comments":
        _bare_authors(tree)


def _accept_changes(tree: etree._Element) -> None:
    """The text as it stands now: what was deleted goes with its row, what was inserted is text like any other."""
    for item in [item for item in tree.iter("{*}trPr") if item.find("{*}del") is not None]:
        remove(item.getparent())
    for item in [item for item in tree.iter("*") if local(item) in UNWRAPPED]:
        _unwrap(item)


def _bare_attributes(item: etree._Element) -> None:
    for name, value in item.attrib.items():
        space, _, plain = name.rpartition("}")
        if plain in EMPTIED_ATTRIBUTES:
            item.set(name, NOBODY)
        elif _is_trace(item, space, plain):
            del item.attrib[name]
        elif plain == "macro" or (plain in WORDS_FOR_THE_BLIND and ON_A_DISK.search(value)):
            item.set(name, "")
        elif plain == "src" and FETCHED.match(value):
            raise UnfitError("remote")


def _is_trace(item: etree._Element, space: str, plain: str) -> bool:
    if plain in GONE_ATTRIBUTES or plain.startswith("rsid") or REVISION.match(space):
        return True
    return (plain == "date" and "wordprocessingml" in space) or (
        plain == "user" and local(item) in {"scenario", "undo"}
    )


def _bare_authors(tree: etree._Element) -> None:
    """Notes in cells: the list of authors, and the name that Excel writes before each note."""
    authors = list(tree.iter("{*}author"))
    names = [author.text or "" for author in authors]
    for note in tree.iter("{*}comment"):
        number = note.get("authorId", "")
        name = names[int(number)] if number.isdigit() and int(number) < len(names) else ""
        first = next(note.iter("{*}t"), None)
        if name and first is not None and (first.text or "").startswith(f"{name}:"):
            first.text = first.text.removeprefix(f"{name}:")
    for author in authors:
        author.text = NOBODY
