"""PDF files, parsed: what acts, hides a file or fetches one is refused; what tells of people is left out.

Runs in the child process of `reencode`. Only what can be reached from the document's root is looked at and written, so
that earlier states of the file (its incremental history) go, and with them whatever they held.
"""

import io
import re
import warnings
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from portal.evidence.child.traces import bare_jp2, bare_jpeg
from portal.evidence.child.unfit import UnfitError

# What a link may do. A page may be opened with GO alone, for nobody asked for anything yet.
GO = frozenset({"/GoTo", "/Named"})
HARMLESS = GO | {"/URI", "/Hide", "/ResetForm", "/SetOCGState", "/GoToR"}
ACTIONS = frozenset({"/A", "/PA", "/Next"})
ACTING = frozenset(
    "/JavaScript /Launch /SubmitForm /ImportData /Rendition /Movie /Sound /RichMediaExecute /GoToE /GoTo3DView".split()
)
ACTIVE_KEYS = frozenset("/JS /EF /XFA /RichMediaContent /RichMediaSettings /Collection".split())
ACTIVE_MARKS = frozenset("/FileAttachment /RichMedia /Screen /Movie /Sound /3D /Projection".split())
# A signature ends with the rewriting, as do its certificates; the original keeps them.
FORGOTTEN = (
    "/Metadata /PieceInfo /LastModified /Thumb /CreatorInfo /AF /AA /OPI /SpiderInfo /Perms /DSS /Legal /SigFlags "
    "/JavaScript /EmbeddedFiles /FFilter"
).split()
MARK_FORGETS = "/T /M /NM /CreationDate".split()
WEB = re.compile(rb"(https?|mailto|tel):", re.IGNORECASE)
JPEG_CODE, JPEG_2000_CODE = "/DCTDecode", "/JPXDecode"


def clean_pdf(data: bytes) -> bytes:
    """The same pages as a fresh file; the same bytes for the same file."""
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise UnfitError("locked")
            if not len(pdf.pages):
                raise UnfitError("damaged")
            for item in list(_reachable(pdf)):
                _judge(item)
            _forget(pdf)
            return _saved(pdf)
    except pikepdf.PasswordError as error:
        raise UnfitError("locked") from error
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise UnfitError("damaged") from error


def _saved(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)  # fields that no form lists
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _reachable(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    """Every dictionary from the root down, each once; one that was changed meanwhile is followed as it is then."""
    seen, waiting = set(), [pdf.Root]
    while waiting:
        item = waiting.pop()
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Array):
            below = list(item)
        else:
            yield item
            below = [value for _key, value in item.items()]
        waiting += [value for value in below if isinstance(value, Array | Dictionary | Stream)]


def _judge(item: Dictionary | Stream) -> None:
    """Raise UnfitError for what does something by itself, holds a file, or fetches one."""
    keys = item.keys()
    names = {str(item[key]) for key in ("/S", "/Subtype") if isinstance(item.get(key), Name)}
    if keys & ACTIVE_KEYS or names & ACTING or (names & ACTIVE_MARKS and "/Rect" in keys):
        raise UnfitError("active")
    if "/AF" in keys and len(item["/AF"]):
        raise UnfitError("active")
    if isinstance(item, Stream) and ("/F" in keys or ("/Ref" in keys and "/Form" in names)):
        raise UnfitError("remote")
    for key in keys & ACTIONS:
        _judge_action(item[key], HARMLESS)
    if "/OpenAction" in keys:
        _judge_action(item["/OpenAction"], GO)
    if isinstance(item.get("/AA"), Dictionary):
        for action in item["/AA"].values():
            _judge_action(action, GO | {"/Hide", "/SetOCGState"})


def _judge_action(action: object, allowed: frozenset[str]) -> None:
    for one in action if isinstance(action, Array) else [action]:
        if isinstance(one, Dictionary) and "/S" in one and str(one["/S"]) not in allowed:
            raise UnfitError("active")


def _forget(pdf: Pdf) -> None:
    """Leave out who made it, with what, when, where; author, company, thumbnails, notes of programs."""
    for key in pdf.trailer.keys() - {"/Root", "/Size"}:
        del pdf.trailer[key]
    for item in _reachable(pdf):
        for key in FORGOTTEN:
            if key in item:
                del item[key]
        _forget_signature(item)
        _forget_author(item)
        _forget_path(item)
        if isinstance(item, Stream):
            _bare_picture(pdf, item)


def _forget_signature(item: Dictionary | Stream) -> None:
    value = item.get("/V")
    if isinstance(value, Dictionary) and ("/ByteRange" in value or value.get("/Type") in {"/Sig", "/DocTimeStamp"}):
        del item["/V"]


def _forget_author(item: Dictionary | Stream) -> None:
    """Of a mark on a page (note, highlight, stamp): who made it and when. A form field keeps its name, /T."""
    if "/Rect" in item and "/Subtype" in item:
        for key in MARK_FORGETS:
            if key in item and not (key == "/T" and item["/Subtype"] == "/Widget"):
                del item[key]


def _forget_path(item: Dictionary | Stream) -> None:
    """Links lead into the web or to a page of this file; one into somebody's disk goes, its text stays."""
    action = item.get("/A")
    if isinstance(action, Dictionary) and (action.get("/S") == "/GoToR" or not _is_web(action)):
        del item["/A"]
    if isinstance(item.get("/URI"), Dictionary):
        del item["/URI"]


def _is_web(action: Dictionary) -> bool:
    return action.get("/S") != "/URI" or bool(WEB.match(bytes(action.get("/URI", b""))))


def _bare_picture(pdf: Pdf, item: Stream) -> None:
    """A photo on a page keeps its pixels and loses what its camera wrote into it."""
    codes = item.get("/Filter", Array())
    codes = [codes] if isinstance(codes, Name) else list(codes)
    if not codes or str(codes[-1]) not in {JPEG_CODE, JPEG_2000_CODE}:
        return
    given = item.get("/DecodeParms", Array())
    options = [given] if isinstance(given, Dictionary) else list(given)
    wrapped = Stream(pdf, item.read_raw_bytes())
    if len(codes) > 1:
        wrapped.Filter = Array(codes[:-1])
        if len(options) == len(codes):
            wrapped.DecodeParms = Array(options[:-1])
    bare = (bare_jpeg if str(codes[-1]) == JPEG_CODE else bare_jp2)(wrapped.read_bytes())
    last = options[-1] if len(options) == len(codes) and isinstance(options[-1], Dictionary) else None
    item.write(bare, filter=codes[-1], decode_parms=last)
