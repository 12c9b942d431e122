"""A Chinese word inside a sentence is found, on both databases; odd queries break nothing."""

import pytest
from wagtail.models import Page

from portal.cms.search import asked, indexed

SENTENCE = "本区各单位积极创建无废细胞，推动生活垃圾源头减量和资源化利用。"


@pytest.fixture(scope="module")
def module_page(module_rows):
    root = Page.get_first_root_node()
    return root.add_child(instance=Page(title=SENTENCE, slug="sentence"))


@pytest.fixture
def page(module_page, db):
    return module_page


@pytest.mark.parametrize(
    "query", ["无废细胞", "无废", "废", "资源化利用", "源头减量和资源", "垃圾 减量", "单位", "生活垃圾"]
)
def test_words_in_a_sentence_are_found(page, query):
    assert page in list(Page.objects.all().search(query))


@pytest.mark.parametrize("query", ["细无", "废品回收", "无废 学校", "zero"])
def test_what_is_not_there_is_not_found(page, query):
    assert page not in list(Page.objects.all().search(query))


@pytest.mark.parametrize("query", ['"', "  ", "'", '"无废', "AND", "a OR", "(", "*", "\\", "无废" * 5000, "😀", "-"])
def test_odd_queries_answer(page, query):
    list(Page.objects.all().search(query))


def test_text_is_cut_into_signs_and_pairs():
    assert indexed("建无废城").split() == ["建", "无", "废", "城", "建无", "无废", "废城"]
    assert asked("无废城 2025") == "无废 废城  2025"
    assert asked("废") == "废"
