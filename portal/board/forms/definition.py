"""What a figure means, in the words of its office."""

from django import forms

from portal.board.models import Definition


class DefinitionForm(forms.ModelForm):
    class Meta:
        model = Definition
        fields = ("counted", "base", "formula", "source", "reason")
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("counted", "base", "formula", "source")}

    def __init__(self, *args, is_change: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_change:
            del self.fields["reason"]

    @property
    def said(self) -> dict:
        said = dict(self.cleaned_data)
        return {"reason": said.pop("reason", ""), "said": said}
