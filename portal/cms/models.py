"""What every page and picture shares."""

import datetime as dt
import secrets
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.models import AbstractGroupApprovalTask, Page, PagePermissionTester
from wagtail.search import index

from portal.cms.authors import author_of
from portal.cms.marking import marked_file
from portal.cms.page_form import GuardedPageForm, OverridePanel
from portal.cms.pagecache import mark_shared
from portal.cms.sharing import absolute
from portal.evidence.enums import AiLabel


class PortalImage(AbstractImage):
    shows_people = models.BooleanField(_("shows people who can be recognised"), default=False)
    people_agreed = models.BooleanField(
        _("the people shown agreed to its publication"),
        default=False,
        help_text=_("For anyone under 14 a guardian's consent is needed."),
    )

    ai_label = models.CharField(
        _("made by AI"),
        max_length=10,
        choices=AiLabel.choices,
        blank=True,
        db_default="",
        help_text=_("Readers see it on the picture. What the file itself says stands whatever is chosen here."),
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "shows_people", "people_agreed", "ai_label")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_upload_to(self, filename):
        """A name that nobody guesses: a picture of a draft is shown by no address but its own."""
        return super().get_upload_to(f"{secrets.token_hex(8)}{Path(filename).suffix.lower()}")

    def generate_rendition_file(self, filter, *, source=None):  # noqa: A002 - Wagtail's name
        made = super().generate_rendition_file(filter, source=source)
        return marked_file(made, self.ai_label) if self.ai_label else made


class Rendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]


class SecondPersonTester(PagePermissionTester):
    """A page begins as a draft, whoever writes it: none is made, and none copied, right into public."""

    def can_publish_subpage(self):
        return False


class BasePage(Page):
    """A page of this portal: it has a summary and can draw itself as a card on another page."""

    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One or two sentences; shown on cards, in search and when the page is shared."),
    )
    cover = models.ForeignKey(
        PortalImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover picture")
    )

    card_template = "cms/card.html"

    base_form_class = GuardedPageForm
    content_panels = [
        *Page.content_panels,
        OverridePanel("override_reason"),
        FieldPanel("summary"),
        FieldPanel("cover"),
    ]
    promote_panels = Page.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return SecondPersonTester(user, self)

    @property
    def preview_sizes(self):
        """A small phone first: most residents read on one."""
        phone, *others = super().preview_sizes
        return [{**phone, "device_width": 360}, *others]

    def why_outdated(self, moment: dt.datetime) -> str:
        """What makes a page a thing of the past at that moment, in words; nothing when it is not."""
        return ""

    def serve(self, request, *args, **kwargs):
        request.shown_page = self
        return mark_shared(super().serve(request, *args, **kwargs))

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "breadcrumb": self.breadcrumb(request)}

    def breadcrumb(self, request) -> list[dict]:
        """The way from the front page to here; nothing for the front page itself."""
        ancestors = self.get_ancestors().filter(depth__gt=1)
        above = [{"label": page.title, "url": page.get_url(request)} for page in ancestors]
        return [{**above[0], "label": _("Home")}, *above[1:], {"label": self.title}] if above else []

    def get_structured_data(self, request) -> dict:
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.summary,
            "inLanguage": self.locale.language_code,
            "url": absolute(self.get_url(request) or ""),
        }

    def get_card_context(self, request) -> dict:
        return {"page": self, "request": request}

    def render_card(self, request) -> str:
        return render_to_string(self.card_template, self.get_card_context(request), request=request)


class SecondPersonTask(AbstractGroupApprovalTask):
    """Approval by one of a group, but never by whoever wrote the words or asked for the approval."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        return [action for action in actions if action[0] != "approve" or not _is_first_person(obj, user)]

    def on_action(self, task_state, user, action_name, **kwargs):
        # Whoever changed a word while approving it has become its author.
        if action_name == "approve" and _is_first_person(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)


def _is_first_person(page, user) -> bool:
    state = page.current_workflow_state
    return user.pk in {state.requested_by_id if state else None, author_of(page)}
