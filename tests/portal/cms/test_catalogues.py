from pathlib import Path

import polib
import pytest

from portal.cms.catalogues import Word, catalogue_path, compile_catalogues, room_of, updated
from portal.cms.management.commands.messages import changed_catalogues, words_in


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("cells/models/scheme.py", "cells"),
        ("templates/surveys/respond.html", "surveys"),
        ("portal/inbox/queries.py", "inbox"),
        ("portal/clock.py", "cms"),
        ("portal/settings/base.py", "cms"),
        ("templates/base.html", "cms"),
        ("templates/components/button.html", "cms"),
        ("templates/account/login.html", "accounts"),
        ("templates/emails/cells/decided.txt", "cells"),
        ("templates/sms/code.txt", "inbox"),
    ],
)
def test_room_of_a_file(path, room):
    assert room_of(Path(path)) == room


def texts(catalogue):
    return [(entry.msgctxt, entry.msgid, entry.msgstr_plural or entry.msgstr) for entry in catalogue]


def test_update_keeps_translations_drops_gone_words_and_adds_new_ones():
    before = polib.pofile('msgid "Send"\nmsgstr "发送"\n\nmsgid "Gone"\nmsgstr "没了"\n')
    words = [Word("b.py", "New"), Word("a.py", "Send"), Word("b.py", "Send"), Word("b.py", "May", context="month")]
    after = updated(before, words, "zh_Hans")
    assert texts(after) == [(None, "Send", "发送"), ("month", "May", ""), (None, "New", "")]
    assert next(iter(after)).occurrences == [("a.py", "")]


def test_english_is_its_own_id_with_both_plural_forms():
    words = [Word("a.html", "One cell", "%(n)s cells"), Word("a.html", "Send")]
    assert texts(updated(polib.POFile(), words, "en")) == [
        (None, "One cell", {0: "One cell", 1: "%(n)s cells"}),
        (None, "Send", "Send"),
    ]


def test_chinese_has_one_plural_form_and_keeps_it_when_a_second_place_has_no_plural():
    words = [Word("a.py", "One cell"), Word("b.html", "One cell", "%(n)s cells")]
    before = polib.pofile('msgid "One cell"\nmsgid_plural "%(n)s cells"\nmsgstr[0] "%(n)s 个细胞"\n')
    assert texts(updated(before, words, "zh_Hans")) == [(None, "One cell", {0: "%(n)s 个细胞"})]


def test_fuzzy_stays_until_somebody_takes_it_away():
    before = polib.pofile('#, fuzzy\nmsgid "Send"\nmsgstr "送"\n')
    assert [entry.fuzzy for entry in updated(before, [Word("a.py", "Send")], "zh_Hans")] == [True]


def test_compiling_writes_only_what_changed(tmp_path):
    list(changed_catalogues(tmp_path, "cells", [Word("a.py", "Send")], write=True))
    written = compile_catalogues(tmp_path)
    assert [path.relative_to(tmp_path / "locale").parts[:2] for path in written] == [
        ("cells", "en"),
        ("cells", "zh_Hans"),
    ]
    assert compile_catalogues(tmp_path) == []


def test_second_update_changes_nothing_and_check_writes_nothing(tmp_path):
    words = [Word("a.py", "Send"), Word("a.html", "100%% of %(n)s\nlines")]
    assert len(list(changed_catalogues(tmp_path, "cells", words, write=False))) == 2
    assert not catalogue_path(tmp_path, "cells", "en").exists()
    assert len(list(changed_catalogues(tmp_path, "cells", words, write=True))) == 2
    assert list(changed_catalogues(tmp_path, "cells", words, write=True)) == []


TEMPLATE = """
  <p title="{% translate "Open now" %}">it's {% blocktranslate trimmed with a=b %}
    Hello {{ a }},
    you{% endblocktranslate %}
 {% blocktranslate trimmed count n=x %}One cell{% plural %}{{ n }} cells{% endblocktranslate %}
     {% include "x" with label=_("Send it") only %} {% translate "May" context "month" as m %} don't
"""


def test_words_of_a_template():
    found = [(word.context, word.id, word.plural) for word in words_in(TEMPLATE, Path("templates/cells/x.html"))]
    assert found == [
        ("", "Open now", ""),
        ("", "Hello %(a)s, you", ""),
        ("", "One cell", "%(n)s cells"),
        ("", "Send it", ""),
        ("month", "May", ""),
    ]


def test_words_of_python():
    source = (
        'A = _("Hello "\n    "you")\nB = npgettext_lazy("c", "one", "many", n)\nC = gettext(name)\nD = other("no")\n'
    )
    found = [(word.context, word.id, word.plural) for word in words_in(source, Path("cells/x.py"))]
    assert found == [("", "Hello you", ""), ("c", "one", "many")]
