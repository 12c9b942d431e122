"""An article for WeChat carries its own styles, leaves out whom nobody asked, and is made of what is public."""

import pytest
from bs4 import BeautifulSoup

from portal.cms.exports.article import article_of, plain
from portal.cms.exports.sheet import notice_sheet, paragraphs_of, shortened
from portal.cms.models.blocks import pasted_rows
from portal.home.models import NewsIndexPage, NewsPage
from tests.factories.cms import image

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
# What the editor of official accounts keeps: no classes, no scripts, no links to other sites.
KEPT = {"section", "p", "span", "strong", "img", "table", "tbody", "tr", "th", "td", "h2", "h3", "ul", "ol", "li", "br"}


@pytest.fixture
def news(site):
    index = NewsIndexPage.objects.get(locale=site.locale)
    unasked = image("没问过的人", shows_people=True)
    body = [
        ("heading", "大标题"),
        ("paragraph", '<p>见<a href="https://example.org/a">附件</a>和<b>重点</b></p><ul><li>一</li></ul>'),
        ("image", {"image": image("广场", words="广场上的摊位"), "caption": "广场"}),
        (
            "gallery",
            {"title": "现场", "pictures": [{"image": unasked, "caption": ""}, {"image": image("书"), "caption": ""}]},
        ),
        ("table", {"caption": "数量", "rows": "街道\t公斤\n红梅\t210\n"}),
        ("quote", {"text": "第一行\n第二行", "source": "王女士"}),
        ("notice", {"kind": "watch", "title": "注意", "text": "下雨改期"}),
        ("questions", {"title": "问答", "items": [{"question": "收费吗", "answer": "<p>不收费</p>"}]}),
    ]
    said = {"title": "旧书换绿植", "slug": "books", "summary": "三百人来换书。", "published_on": "2026-11-24"}
    return index.add_child(instance=NewsPage(**said, cover=image("封面"), body=body))


def test_every_tag_wears_its_own_style_and_none_is_dropped(news):
    article = article_of(news)
    soup = BeautifulSoup(article.html, "html.parser")
    tags = soup.find_all(True)
    assert {tag.name for tag in tags} <= KEPT
    assert {name for tag in tags for name in tag.attrs} == {"style", "src", "alt"}
    text = soup.get_text(" ", strip=True)
    for words in ("大标题", "附件（https://example.org/a）", "重点", "210", "王女士", "下雨改期", "不收费", "http"):
        assert words in text
    assert all(tag["src"].startswith("http") for tag in soup("img"))


def test_nobody_is_shown_who_was_not_asked(news):
    article = article_of(news)
    assert article.left_out == ["没问过的人"]
    assert [each.title for each in article.pictures] == ["封面", "广场", "书"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ('"两\n行"\t3\r\n', [["两 行", "3"]]),
        ("a|b\n\n1 | 2", [["a", "b"], ["1", "2"]]),
        ("\t\n a\t", [["a", ""]]),
        ('a "b"\tc', [['a "b"', "c"]]),
        ("", []),
    ],
)
def test_what_a_spreadsheet_puts_on_the_clipboard(given, expected):
    assert pasted_rows(given) == expected


def test_scripts_and_events_do_not_come_along():
    assert plain('<p onclick="x()" class="y">a<i>b</i></p>').count("=") == 1


def test_the_sheet_holds_whole_paragraphs_while_there_is_room(news):
    assert paragraphs_of(news) == ["大标题", "见 附件 和 重点", "一"]
    assert shortened(["一二", "三四", "五六"], most=4) == ["一二", "三四", "……"]
    assert shortened(["一二三四五六"], most=4) == ["一二……"]


def test_one_a3_page(news):
    data = notice_sheet(news)
    assert data.startswith(b"%PDF")
    assert b"/Count 1" in data or data.count(b"/Type /Page\n") <= 1
