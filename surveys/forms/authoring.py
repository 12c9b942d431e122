"""How a questionnaire begins: from lines of text, from the library, from an earlier version, from nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.pasted import told_words
from surveys.models import QuestionnaireVersion
from surveys.questionnaire.pasted import LONGEST, definition_of

EXAMPLE = "1. 您对附近的分类设施满意吗？\nA. 满意\nB. 比较满意\nC. 不太满意\nD. 不满意\n2. 您最希望改进什么？（填空）"


class PastedForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=100, required=False, help_text=_("Empty: the first line."))
    text = forms.CharField(
        label=_("Questions as lines of text"),
        max_length=LONGEST,
        strip=False,
        help_text=_("As you would write them in a document: numbered questions, answers with A., B. or □ below."),
        widget=forms.Textarea(attrs={"rows": 12, "placeholder": EXAMPLE}),
    )

    def clean(self):
        super().clean()
        if "text" not in self.cleaned_data:
            return
        self.definition, self.told = definition_of(self.cleaned_data["text"], self.cleaned_data.get("title", ""))
        if not any(item["kind"] not in {"section", "note"} for item in self.definition["items"]):
            self.add_error("text", _("No question was found. Begin each with its number, such as “1.”."))

    @property
    def told_words(self) -> list[str]:
        return [told_words(each) for each in self.told]


class LibraryForm(forms.Form):
    NAMES = (
        ("resident", _("Residents")),
        ("organisation", _("Organisations")),
        ("event", _("After an event")),
        ("community", _("A waste sorting point")),
        ("school", _("A school")),
    )
    name = forms.ChoiceField(label=_("From the library"), choices=NAMES)


class EarlierForm(forms.Form):
    version = forms.ModelChoiceField(
        QuestionnaireVersion.objects.all(),
        label=_("From an earlier version"),
        empty_label=None,
        to_field_name="public_id",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].label_from_instance = lambda version: f"{version.questionnaire.title.zh} ({version})"


class BlankForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=100)
