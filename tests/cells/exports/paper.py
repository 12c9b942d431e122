"""What a certificate says on paper: read back from its PDF, and as its row has it. Blanks are the typesetter's."""

import io

from pypdf import PdfReader

from cells.models import Certificate


def printed(pdf: bytes) -> str:
    """All the words of the document, in the order in which they stand."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return _close(page.extract_text())


def written(row: Certificate) -> str:
    """The words that a certificate of this row has, and no others."""
    issued, until = (f"{day.year}年{day.month}月{day.day}日" for day in (row.issued_on, row.valid_until))
    words = [
        "试行·方案草案" if row.is_draft else "",
        "江苏省常州市天宁区无废细胞证书",
        row.holder,
        "经自评、街道初审、专家评审、认定和公示，符合天宁区“无废细胞”建设要求，特发此证。",
        row.level_name,
        f"{row.level_name_en}·TianningDistrict,Changzhou",
        f"证书编号{row.number}",
        f"单位类型{row.unit_type.name.partition('（')[0]}",
        f"有效期{issued}至{until}",
        f"依据文号{row.basis_number}" if row.basis_number else "",
        row.issuer,
        issued,
        "扫码查验，以网站显示为准",
    ]
    return _close("".join(words))


def _close(text: str) -> str:
    return "".join(text.split())
