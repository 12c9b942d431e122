"""A version as an XLSForm file."""

import io

from portal.directory.models import Area
from portal.text import xml_text
from surveys.forms.sheet import communities
from surveys.models import QuestionnaireVersion
from surveys.questionnaire.xlsform_out import sheets_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsform(version: QuestionnaireVersion, areas: list[Area]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - megabytes that most workers never need

    book = Workbook()
    book.remove(book.active)
    for name, (columns, rows) in sheets_of(version.definition, str(version.number), _places(areas)).items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([xml_text(str(row.get(column, ""))) for column in columns])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s"  # words, also where they begin like a formula
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _places(areas: list[Area]) -> dict:
    def words(place) -> dict[str, str]:
        return {"zh": place.name, "en": getattr(place, "name_en", "") or place.name}

    return {area.code: (words(area), {each.code: words(each) for each in communities(area)}) for area in areas}
