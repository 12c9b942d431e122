"""What a question is about, without the words that only make it a question."""

import re

BLANKS = re.compile(r"\s+")
# Longer ones first, so that no part of a phrase is left behind.
QUESTION = sorted(
    (
        "属于什么垃圾", "是什么垃圾", "算什么垃圾", "什么垃圾", "哪种垃圾", "哪类垃圾", "扔哪个桶", "丢哪个桶", "投哪个桶",
        "放哪个桶", "扔到哪里", "丢到哪里", "扔在哪里", "扔哪里", "丢哪里", "放哪里", "投哪里", "扔哪", "丢哪", "往哪扔",
        "怎么扔", "怎么丢", "怎么投放", "怎么处理", "怎样处理", "如何处理", "怎么办理", "怎么办", "怎么弄", "怎么分类", "怎么分", "如何投放", "怎样投放", "如何分类",
        "哪个桶", "什么桶", "请问", "我想", "我要", "想要", "想问", "一下", "有没有", "有哪些", "哪些", "是什么", "什么是", "在哪里", "在哪儿",
        "在哪", "哪里", "哪儿", "什么时候", "什么", "怎么样", "怎么", "怎样", "如何", "多少", "可以", "能不能", "吗", "呢",
        "？", "?", "。", "！",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
ENGLISH = ("what", "where", "which", "how", "do", "does", "i", "is", "the", "a", "an", "to", "of", "can", "my", "in", "into",
           "put", "goes", "go", "bin", "throw", "away", "are")  # fmt: skip
PHRASE = re.compile("|".join(map(re.escape, QUESTION)))
FILLER = re.compile(rf"\b(?:{'|'.join(ENGLISH)})\b", re.IGNORECASE)


def essence(query: str) -> str:
    """The words of a question that name its matter; the whole question when nothing else is left."""
    kept = FILLER.sub(" ", PHRASE.sub(" ", query))
    return BLANKS.sub(" ", kept).strip() or query.strip()
