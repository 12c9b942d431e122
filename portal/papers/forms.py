"""The file of a table: cleans to the table, or says in words what is wrong with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from portal.papers.files.limits import DEFAULT
from portal.papers.tables import Asked, Table, table_of
from portal.papers.words import problem

ACCEPTED = ".xlsx,.xls,.et,.ods,.csv"


class TableForm(forms.Form):
    file = forms.FileField(
        label=_("Table"),
        help_text=_("XLSX, XLS, ODS, ET or CSV. The columns may stand in any order; a title above them is fine."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("The file is empty.")},
    )

    def __init__(self, *args, asked: Asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_file(self) -> Table:
        try:
            # One byte more than may be read tells that there are more.
            return table_of(read_grid(self.cleaned_data["file"].read(DEFAULT.file_bytes + 1)), self.asked)
        except UnreadableError as error:
            raise forms.ValidationError(problem(error), code=error.code) from error
