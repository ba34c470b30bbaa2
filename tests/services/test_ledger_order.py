"""The order of texts: numbers by value, Chinese by pinyin."""

from hypothesis import given
from hypothesis import strategies as st

from greenshield.services import ledger_order


def sorted_texts(*texts):
    return [texts[n] for n in ledger_order.order(texts)]


def test_that_numbers_inside_a_text_go_by_their_value():
    told = ["TB-2", "TB-9", "TB-10", "TB-10-1", "TB-100", "TC-1"]
    assert sorted_texts(*reversed(told)) == told
    assert sorted_texts("2026-10", "2026-9", "0007", "08") == ["0007", "08", "2026-9", "2026-10"]


def test_that_chinese_goes_by_pinyin_and_then_by_tone():
    told = ["安图", "白山", "长岭", "辉南", "吉林", "柳河", "通榆", "延吉", "镇赉"]
    assert sorted_texts(*reversed(told)) == told
    assert sorted_texts("是", "石", "诗", "史") == ["诗", "石", "史", "是"]


def test_that_digits_and_letters_come_before_chinese_whatever_their_case_and_width():
    assert sorted_texts("甲", "b", "Ａ", "10", "９") == ["９", "10", "Ａ", "b", "甲"]
    assert sorted_texts("张10", "张9", "张") == ["张", "张9", "张10"]


@given(st.lists(st.text(max_size=8), max_size=30))
def test_that_each_text_has_its_place_whatever_stands_in_it(texts):
    assert len(ledger_order.keys(texts)) == len(texts)
    assert sorted(ledger_order.order(texts)) == list(range(len(texts)))


@given(st.lists(st.integers(0, 10**12), max_size=30))
def test_that_whole_numbers_are_sorted_as_numbers(numbers):
    texts = [f"A{n}" for n in numbers]
    assert [int(t[1:]) for t in sorted_texts(*texts)] == sorted(numbers)
