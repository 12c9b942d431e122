from surveys.results.words import common_words, counted, headings, suggested_headings


def test_a_word_counts_once_a_text_and_from_three_texts_on():
    texts = ["垃圾分类垃圾分类", "垃圾分类很好", "希望垃圾分类", "旧衣箱", "1234 1234"]
    assert ("分类", 3) in counted(texts)
    assert all(number == 3 for _, number in counted(texts))


def test_counted_in_a_process_of_its_own_and_words_are_data():
    assert common_words(['"; import os', "垃圾桶", "垃圾桶", "垃圾桶"]) == [("垃圾桶", 3)]


TEXTS = [
    "希望小区多设旧衣回收箱",
    "旧衣没有地方放",
    "旧衣箱太少",
    "大件家具没人收",
    "大件垃圾预约不上",
    "大件垃圾要收钱吗",
    "很好",
]


def test_headings_are_words_of_many_texts_with_texts_as_they_were_written():
    found = headings(TEXTS)
    assert {word for word, _number, _quotes in found} <= {"旧衣", "大件", "大件垃圾", "垃圾"}
    assert all(number >= 3 and set(quotes) <= set(TEXTS) for _word, number, quotes in found)
    assert all(word in quote for word, _number, quotes in found for quote in quotes)


def test_headings_come_from_a_process_of_its_own():
    assert suggested_headings(["旧衣箱太少"] * 3) == [tuple(row) for row in headings(["旧衣箱太少"] * 3)]
