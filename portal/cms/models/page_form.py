"""The form in which an editor writes a page: a draft is always taken, a page for others is looked through first."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from portal import clock
from portal.cms.validators import findings

# A picture without words shuts somebody out; no reason makes that good.
FIRM = frozenset({"alt"})


class GuardedPageForm(WagtailAdminPageForm):
    override_reason = forms.CharField(
        label=_("Submit all the same, because"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if what is named above shall stand as it is; the reason is kept in the ledger."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Wagtail's script writes it while one types the title; who is faster, or has no scripts, gets it on saving.
            self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        if (
            not cleaned.get("slug")
            and "slug" in self.fields
            and not slugify(cleaned.get("title", ""), allow_unicode=True)
        ):
            self.add_error("slug", self.fields["slug"].error_messages["required"])
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        found = findings(self.instance, clock.now())
        reason = self.cleaned_data.get("override_reason", "").strip()
        standing = [finding for finding in found if finding.code in FIRM or not reason]
        for finding in standing:
            self.add_error("override_reason", forms.ValidationError(finding.words, code=finding.code))
        if found and not standing:
            # What is told to the ledger once the page is kept (wagtail_hooks).
            self.instance.overridden = (reason, [finding.code for finding in found])


class OverridePanel(FieldPanel):
    """The field for the reason; there only when there is something to give a reason for."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.form is not None and bool(self.form.errors.get(self.field_name))
