"""A paper for printing and keeping: the same words, set by typst."""

import json
from pathlib import Path

from portal.papers.documents.paper import Paper, heading, shares
from portal.typesetting import typeset

SOURCE = Path(__file__).with_name("paper.typ")
# Signs of 8.5 points across A4 between the margins.
ROOM = 108


def paper_pdf(paper: Paper) -> bytes:
    tables = [
        {
            "title": heading(index, table),
            "head": table.head,
            "rows": [[str(cell) for cell in row] for row in table.rows],
            "shares": shares(table, ROOM),
            "note": table.note,
            "empty": table.empty,
        }
        for index, table in enumerate(paper.tables)
    ]
    words = vars(paper) | {"tables": tables}
    moment = {} if paper.made_at is None else {"timestamp": paper.made_at}
    return typeset(SOURCE, {"paper": json.dumps(words, ensure_ascii=False)}, **moment)
