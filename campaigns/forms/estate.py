"""What a street tells of an estate, and what the district decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.enums import EstateKind
from campaigns.forms.choices import communities_by_area
from campaigns.models import Estate
from campaigns.models.event import LONG
from portal.directory.forms import LabelledChoiceField
from portal.directory.models import Area, Community


class EstateForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=EstateKind.choices, widget=forms.RadioSelect)
    area = LabelledChoiceField(Area.objects.none(), label=_("Area"), empty_label=None)
    community = forms.ModelChoiceField(
        Community.objects.none(), label=_("Community"), required=False, empty_label=_("None in particular")
    )

    class Meta:
        model = Estate
        fields = ["area", "kind", "name", "name_en", "community", "households", "story", "story_en"]
        widgets = {
            "story": forms.Textarea(attrs={"rows": 8}),
            "story_en": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {"story": _("What was done, by whom, and what others can take from it. No names of residents.")}

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = list(areas)
        self.fields["area"].queryset = areas
        if len(self.areas) == 1:
            del self.fields["area"]
        self.fields["community"].queryset = Community.objects.all()
        self.fields["community"].choices = communities_by_area(self.areas)

    @property
    def chosen_area(self) -> Area:
        return self.cleaned_data.get("area") or self.areas[0]

    def facts(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "area"}}


class RecogniseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    recognised_on = forms.DateField(
        label=_("Recognised on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LapseForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why does it no longer stand?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
