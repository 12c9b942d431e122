"""What must not come with a contractor's file: names, numbers of telephones and of identity, addresses of mail.

Looked for in every column, used or not. What is found is told by its cell and never shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from portal.cms.validators import personal_data
from portal.papers.text import label_form

HEADS = [
    "姓名",
    "名字",
    "受访者",
    "被访人",
    "联系人",
    "电话",
    "手机",
    "联系方式",
    "身份证",
    "证件",
    "护照",
    "微信",
    "邮箱",
    "住址",
    "地址",
    "门牌",
    "房号",
    "name",
    "phone",
    "mobile",
    "tel",
    "telephone",
    "idcard",
    "idnumber",
    "passport",
    "wechat",
    "email",
    "mail",
    "address",
]
SHORT = frozenset(head for head in HEADS if head.isascii())  # these alone, not in the middle of another word
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+", re.ASCII)
LANDLINE = re.compile(r"(?<![0-9.])0[1-9][0-9]{1,2}[- ]?[0-9]{7,8}(?![0-9.])")
SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯"
    "江尹薛闫段雷龙史陶贺毛顾郝龚邵万钱戴严莫孔向常汤"
)
NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
FEWEST, ALIKE, DIFFERENT = 5, 0.6, 0.8

Rows = Mapping[int, Sequence[str]]  # by the number that the file shows


def personal_heads(head: Sequence[str]) -> list[int]:
    """Columns whose name says that a person can be found by it."""
    return [at for at, title in enumerate(head) if _is_personal(title)]


def _is_personal(title: str) -> bool:
    form = label_form(title)
    words = set(re.split(r"[^a-z]+", form))
    return bool(words & SHORT) or any(head in form for head in HEADS if head not in SHORT)


def personal_cells(rows: Rows) -> Iterator[tuple[int, int]]:
    """(row, column) of numbers and addresses that are a person's."""
    for number, texts in rows.items():
        for at, text in enumerate(texts):
            if len(text) > MAIL_LEAST and (personal_data(text) or MAIL.search(text) or LANDLINE.search(text)):
                yield number, at


MAIL_LEAST = 5


def columns_of_names(rows: Rows) -> list[int]:
    """Columns that hold what looks like the names of people: a surname first, and nearly each another."""
    width = max((len(texts) for texts in rows.values()), default=0)
    columns = {at: [texts[at] for texts in rows.values() if at < len(texts) and texts[at]] for at in range(width)}
    return [at for at, texts in columns.items() if _are_names(texts)]


def _are_names(texts: Sequence[str]) -> bool:
    named = [text for text in texts if NAME.fullmatch(text) and text[0] in SURNAMES]
    return len(named) >= max(FEWEST, ALIKE * len(texts)) and len(set(named)) >= DIFFERENT * len(named)
