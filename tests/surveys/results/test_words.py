from surveys.results.words import common_words, counted


def test_a_word_counts_once_a_text_and_from_three_texts_on():
    texts = ["垃圾分类垃圾分类", "垃圾分类很好", "希望垃圾分类", "旧衣箱", "1234 1234"]
    assert ("分类", 3) in counted(texts)
    assert all(number == 3 for _, number in counted(texts))


def test_counted_in_a_process_of_its_own_and_words_are_data():
    assert common_words(['"; import os', "垃圾桶", "垃圾桶", "垃圾桶"]) == [("垃圾桶", 3)]
