"""The kinds of files, and why one is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    IMAGE = "image", _("Photo")
    PDF = "pdf", _("PDF document")
    OFFICE = "office", _("Office document")


class AiLabel(models.TextChoices):
    """What the file itself said before its notes went (portal.evidence.child.labels)."""

    GENERATED = "generated", _("labelled as made by AI")
    COMPOSITE = "composite", _("labelled as made in part by AI")
    SUSPECTED = "suspected", _("labelled as possibly made by AI")


class Refusal(models.TextChoices):
    """Each label says what is wrong and what to do; its %-values come with the refusal."""

    EMPTY = "empty", _("The file is empty. Please choose it again.")
    TOO_LARGE = "too_large", _("The file is larger than %(limit)s MB. Please send a smaller one.")
    UNKNOWN = "unknown", _("This kind of file is not accepted. Please send JPG, PNG, WebP, HEIC, PDF, DOCX or XLSX.")
    PICTURES_ONLY = "pictures_only", _("Only photos are accepted here: JPG, PNG, WebP or HEIC.")
    MARKUP = "markup", _("The file holds web or program code, whatever its name says. Please send a photo or a PDF.")
    HEIC = "heic", _("AVIF and pictures in a row (live photos) are not accepted. Please send the photo as JPG.")
    DESIGN = "design", _("Files of design programs (PSD, EPS, AI) are not accepted. Please export a JPG or PDF.")
    OTHER_OFFICE = "other_office", _("DOC, XLS, ODT and ODS are not accepted. Please save as DOCX, XLSX or PDF.")
    ARCHIVE = "archive", _("Archives are not accepted. Please send the files one by one.")
    DAMAGED = "damaged", _("The file is damaged or incomplete. Please open it once, save it again and send that.")
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        _(
            "The picture is larger than %(megapixels)s megapixels or %(side)s pixels a side. Please make it smaller, or "
            "send it in parts."
        ),
    )
    TOO_HARD = "too_hard", _("The file could not be processed with reasonable effort. Please send a smaller one.")
    BOMB = "bomb", _("The file unpacks to far more than it holds. Please save it again and send that.")
    ACTIVE = (
        "active",
        _(
            "The document holds macros, programs or attached files. Please print it to a PDF and send that; send attached "
            "files one by one."
        ),
    )
    REMOTE = (
        "remote",
        _(
            "The document fetches something from elsewhere: a template, a picture, another file or a data source. Please "
            "break these links (or print it to a PDF) and send it again."
        ),
    )
    LOCKED = "locked", _("The document is protected by a password. Please save it without protection and send that.")
    FILM = "film", _("The film is no MP4 with H.264 and AAC. Please export it as “MP4 (H.264)” and send that.")
    CAPTIONS = "captions", _("The captions are no WebVTT file in UTF-8. Please save them as .vtt.")
    QUOTA = "quota", _("Your space for files is full (%(limit)s MB). Please remove files that are no longer needed.")
    BUSY = "busy", _("Many files are being looked at just now. Nothing was lost; please send it again in a moment.")
