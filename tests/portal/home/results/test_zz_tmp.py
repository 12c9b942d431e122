from pathlib import Path
from urllib.parse import unquote

import pytest

from portal.home.results.search import search
from tests.portal.home.results.test_recall import ASKED, answers

pytestmark = [pytest.mark.django_db]


def test_x(stocked):
    out = open("/tmp/front/misses.txt", "w")
    for l in "abc":
        for line in (ASKED / f"{l}.tsv").read_text().splitlines():
            q, e = line.split("\t")
            f = [unquote(h.url) for h in search(q)[:5]]
            if not any(answers(u, e) for u in f):
                print(l, q, "|", e, "|", f, file=out)
    p = Path("/tmp/front/d.txt")
    for q in p.read_text().splitlines():
        print("d", q, "|", [unquote(h.url) for h in search(q)[:5]], file=out)
    out.close()
