"""What a question is about, without the words that only make it a question."""

import re

from portal.text import folded_text

BLANKS = re.compile(r"\s+")
# Longer ones first, so that no part of a phrase is left behind.
QUESTION = sorted(
    (
        "属于什么垃圾", "是什么垃圾", "算什么垃圾", "什么垃圾", "哪种垃圾", "哪类垃圾", "扔哪个桶", "丢哪个桶", "投哪个桶",
        "放哪个桶", "扔到哪里", "丢到哪里", "扔在哪里", "扔哪里", "丢哪里", "放哪里", "投哪里", "扔哪", "丢哪", "往哪扔",
        "怎么倒掉", "怎么倒", "往哪倒", "倒哪里", "倒哪儿", "倒哪", "怎么扔", "怎么丢", "怎么投放", "怎么处理", "怎样处理", "如何处理", "怎么办理", "怎么办", "怎么弄", "怎么分类", "怎么分", "如何投放", "怎样投放", "如何分类",
        "哪个桶", "什么桶", "请问", "我想", "我要", "想要", "想问", "一下", "有没有", "有哪些", "哪些", "是什么", "什么是", "在哪里", "在哪儿",
        "在哪", "哪里", "哪儿", "什么时候", "什么", "怎么样", "怎么", "怎样", "如何", "多少", "可以", "能不能", "吗", "呢",
        "？", "?", "。", "！",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
ENGLISH = ("what", "where", "which", "how", "do", "does", "i", "is", "the", "a", "an", "to", "of", "can", "my", "in", "into",
           "put", "sort", "recycle", "goes", "go", "bin", "throw", "away", "are", "old", "used", "broken", "get", "rid", "dispose", "of", "should")  # fmt: skip
PHRASE = re.compile("|".join(map(re.escape, QUESTION)))
FILLER = re.compile(rf"\b(?:{'|'.join(ENGLISH)})\b", re.IGNORECASE)


# As people here speak, and as it is written.
_SPOKEN = {
    "啥辰光": "什么时候", "几时": "什么时候", "啥": "什么", "咋": "怎么", "哪能": "怎么", "哪块": "哪里", "阿有": "有没有", "阿要": "要不要",
    "掼": "扔", "特的": "掉的", "特了": "掉了", "脱了": "掉了", "物事": "东西", "小囡": "孩子", "屋里": "家里", "阿拉": "我们", "侬": "你",
}  # fmt: skip
_DIALECT = re.compile("|".join(map(re.escape, sorted(_SPOKEN, key=len, reverse=True))))
_ASKS = re.compile(r"伐(?=[\s？?。！]*$)")


def as_written(query: str) -> str:
    """The dialect's words as the site writes them."""
    return _ASKS.sub("吗", _DIALECT.sub(lambda word: _SPOKEN[word[0]], query))


def essence(query: str) -> str:
    """The words of a question that name its matter; the whole question when nothing else is left."""
    kept = FILLER.sub(" ", PHRASE.sub(" ", as_written(query)))
    return BLANKS.sub(" ", kept).strip() or query.strip()


# What is said of a thing beside its name: whose it is and how it is. Its note says where how it is matters.
_BEFORE = re.compile(
    "^(?:我家的?|家里的?|家用的?|普通的?|这个|那个|一个|一只|一台|一把|一张|一条|几个|很多|.{1,6}的|废旧的?|废弃的?|老旧的?|旧|老|坏掉的?|坏|废|"
    "过期|碎|破|脏|烂|剩|隔夜|发霉|没用完|用剩|吃剩)"
)
_AFTER = re.compile(
    "(?:不要了|不用了|不能用了|没用了|坏了|坏掉了|旧了|用完了|没有?(?:喝|吃|用)完|(?:喝|吃|用)剩的?|过期了|要扔|要丢|该扔|应该|剩的半瓶|要|该|扔|丢|了|渣|子|[（(][^（）()]*[）)])$"
)
_BEFORE_EN = re.compile("^(?:old|used|broken|some|my|an?|the) ")
_ONE = re.compile("(?<=[a-z]{2})(?:ies|s)$")
# Then it is no household waste, however its name sounds.
_TRADE = re.compile("医院|诊所|实验室|化验室|厂|工地|养.{0,2}场|化粪池|河里|田里|大棚|饭店|汽修|店里")
# Then what could be recycled is not.
_SOILED = re.compile("脏|油腻|油污|沾|没洗|未洗|湿")
MOST_NAMES = 8
# Somebody asks where a thing goes, whatever else the sentence tells.
_SORTING = re.compile(
    "扔|丢|倒掉|怎么倒|倒哪|垃圾|桶|投放|往哪放|放哪|要.{0,3}洗|捐|想卖|坏了|回收|收废|处理|怎么分|算.{0,2}(?:干|湿)|卖钱|bin|recycl|throw|dispos|rubbish|trash"
)


def names_of(*words: str) -> list[str]:
    """Names as they are compared: neither width, capitals, blanks nor the bars between them count; each once."""
    plain = (BLANKS.sub("", folded_text(word)).replace("|", "") for word in words)
    return list(dict.fromkeys(filter(None, plain)))


def named_things(query: str) -> list[str]:
    """The names that a question may mean, as they are compared; what was typed first, then with less and less around it."""
    found = [query, essence(query)]
    waiting = [folded_text(found[-1]).strip()] if not _TRADE.search(query) else []
    while waiting and len(found) < MOST_NAMES:
        last = waiting.pop(0)
        less = [_BEFORE.sub("", last), _AFTER.sub("", last), _BEFORE_EN.sub("", last), _ONE.sub(_singular, last)]
        shorter = [word for word in dict.fromkeys(less) if len(word) > 1 and word != last and word not in found]
        found += shorter
        waiting += shorter
    return names_of(*found)


def is_about_sorting(query: str) -> bool:
    return bool(_SORTING.search(folded_text(query)))


def is_soiled(query: str) -> bool:
    return bool(_SOILED.search(query))


def one_of(word: str) -> str:
    """An English word in its singular; any other as it is."""
    return _ONE.sub(_singular, word)


def _singular(end: re.Match[str]) -> str:
    return "y" if end[0] == "ies" else ""
