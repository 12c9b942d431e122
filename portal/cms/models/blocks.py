"""Blocks that an editor combines; each is drawn by templates/blocks/<name>.html."""

import csv
import io
import json
import logging
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from portal.evidence.enums import AiLabel
from portal.faults import trouble_of

logger = logging.getLogger(__name__)

TEXT = ["bold", "link", "ol", "ul", "document-link"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(required=False, label=_("Who said it"))


class NoticeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("information", _("Information")), ("watch", _("Take care")), ("met", _("Done"))],
        default="information",
        label=_("Kind"),
    )
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))


class FigureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, label=_("Caption"))


class FilmBlock(blocks.StructBlock):
    """A film with a picture before it starts, and captions for who does not hear it."""

    title = blocks.CharBlock(label=_("Title"))
    film = DocumentChooserBlock(label=_("Film"), help_text=_("An MP4 file (H.264), at most 60 MB."))
    picture = ImageBlock(label=_("Picture before it starts"))
    captions = DocumentChooserBlock(
        required=False,
        label=_("Captions"),
        help_text=_("A WebVTT file (.vtt); every film in which somebody speaks needs it."),
    )
    without_speech = blocks.BooleanBlock(required=False, label=_("Nobody speaks in it"))
    ai_label = blocks.ChoiceBlock(choices=AiLabel.choices, required=False, label=_("made by AI"))

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        if value["film"] and value["film"].file_extension != "mp4":
            errors["film"] = ValidationError(_("This is no MP4 file."))
        if value["captions"] and value["captions"].file_extension != "vtt":
            errors["captions"] = ValidationError(_("This is no WebVTT file."))
        if not value["captions"] and not value["without_speech"]:
            errors["captions"] = ValidationError(_("Add captions, or say that nobody speaks in it."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return value

    def get_context(self, value, parent_context=None):
        said = AiLabel(value["ai_label"]).label if value["ai_label"] else ""
        return {**super().get_context(value, parent_context), "ai_words": said}


class DownloadsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    documents = blocks.ListBlock(DocumentChooserBlock(), label=_("Documents"))


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"))
    rows = blocks.TextBlock(
        label=_("Rows"),
        help_text=_(
            "Copy the cells in Excel or WPS and paste them here; or type one row a line, cells divided by |. "
            "The first row is the head."
        ),
    )

    def rows_of(self, value) -> list[list[str]]:
        """The cells of each row, the head first; every row as wide as the widest."""
        lines = pasted_rows(value["rows"] or "")
        width = max(map(len, lines), default=0)
        return [line + [""] * (width - len(line)) for line in lines]

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        lines = self.rows_of(value)
        head, body = lines[:1], lines[1:]
        labelled = [list(zip(head[0], row, strict=True)) for row in body]
        return {**context, "head": head, "body": labelled}


def pasted_rows(text: str) -> list[list[str]]:
    r"""What a spreadsheet puts on the clipboard: tabs between cells, quotes round a cell of several lines; or bars.

    >>> pasted_rows('street\tkg\n"two\nlines"\t3')
    [['street', 'kg'], ['two lines', '3']]
    >>> pasted_rows("a | b")
    [['a', 'b']]
    """
    mark = "\t" if "\t" in text else "|"
    rows = csv.reader(io.StringIO(text), delimiter=mark) if mark == "\t" else (x.split("|") for x in text.splitlines())
    cells = ([" ".join(cell.split()) for cell in row] for row in rows)
    return [row for row in cells if any(row)]


class FeaturedPagesBlock(blocks.StructBlock):
    """Cards of whatever pages an editor picks: each page draws its own (house.md)."""

    title = blocks.CharBlock(required=False, label=_("Title"))
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request = (parent_context or {}).get("request")
        pages = [page.localized.specific for page in value["pages"] if page]
        cards = [page.render_card(request) for page in pages if page.live and hasattr(page, "render_card")]
        return {**context, "cards": cards}


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    pictures = blocks.ListBlock(FigureBlock(), label=_("Pictures"))


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT)


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    items = blocks.ListBlock(QuestionBlock(), label=_("Questions and answers"))


def _is_block(item) -> bool:
    return isinstance(item, dict) and isinstance(item.get("type"), str) and "value" in item


class SoundStream(blocks.StreamBlock):
    """What cannot be drawn (a value of another kind, a picture that is gone) is left out, and the rest of the page stands."""

    def to_python(self, value):
        """As it is stored: a list of blocks by type and value; what is none is dropped."""
        if isinstance(value, str):
            with suppress(ValueError):
                value = json.loads(value)
        if isinstance(value, list):
            value = [item for item in value if isinstance(item, tuple) or _is_block(item)]
        elif isinstance(value, (dict, int, float)):
            value = []
        return super().to_python(value)

    def render_basic(self, value, context=None):
        drawn = [self._drawn(value, position, context) for position in range(len(value))]
        return format_html_join("\n", '<div class="block-{}">{}</div>', [pair for pair in drawn if pair])

    def _drawn(self, value, position: int, context) -> tuple[str, str] | None:
        try:
            child = self._child(value, position)
            return child.block_type, child.render(context=context)
        except Exception as fault:
            if trouble_of(fault):
                raise
            logger.warning("block %s of a page cannot be drawn: %s", position, type(fault).__name__)
            return None

    def _child(self, value, position: int):
        """By itself where it cannot be read together with the others of its kind."""
        try:
            return value[position]
        except (TypeError, ValueError, AttributeError, KeyError, LookupError):
            raw = value.raw_data[position]
            kind = self.child_blocks[raw["type"]]
            return value.StreamChild(kind, kind.to_python(raw["value"]))


class ContentBlocks(SoundStream):
    heading = blocks.CharBlock(label=_("Heading"), template="blocks/heading.html", form_classname="title")
    paragraph = blocks.RichTextBlock(label=_("Paragraph"), features=TEXT, template="blocks/paragraph.html")
    image = FigureBlock(label=_("Image"), template="blocks/image.html")
    quote = QuoteBlock(label=_("Quotation"), template="blocks/quote.html")
    notice = NoticeBlock(label=_("Notice"), template="blocks/notice.html")
    table = TableBlock(label=_("Table"), template="blocks/table.html")
    downloads = DownloadsBlock(label=_("Downloads"), template="blocks/downloads.html")
    featured_pages = FeaturedPagesBlock(label=_("Featured pages"), template="blocks/featured_pages.html")


class StoryBlocks(ContentBlocks):
    """What longer pages also carry: many pictures, and what people keep asking."""

    gallery = GalleryBlock(label=_("Gallery"), template="blocks/gallery.html")
    film = FilmBlock(label=_("Film"), template="blocks/film.html")
    questions = QuestionsBlock(label=_("Questions and answers"), template="blocks/questions.html")
