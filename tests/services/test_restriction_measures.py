"""A negative list's cell of measures, as the documents word it."""

from __future__ import annotations

import pytest

from greenshield import messages, reference
from greenshield.domain.errors import UnreadableError
from greenshield.services import restriction_measures
from greenshield.services.restriction_measures import Words

ARTICLE_26 = "砍伐、放牧、狩猎、捕捞、采药、开垦、烧荒、开矿、采石、挖沙等活动"


def read(text):
    return restriction_measures.read(reference.code_tables(), text)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (ARTICLE_26, ARTICLE_26.removesuffix("等活动").split("、")),
        ("禁止在自然保护区内进行" + ARTICLE_26, ARTICLE_26.removesuffix("等活动").split("、")),
        ("采石等", ["采石"]),
        ("采石、取土等对生态有影响的人为活动", ["采石", "取土"]),
        ("从事旅游开发活动", ["旅游开发"]),
        ("旅游开发项目", ["旅游开发"]),
        ("严禁采矿", ["采矿"]),
        ("禁止养殖。", ["养殖"]),
        ("采石和挖沙", ["采石", "挖沙"]),
        ("开展采石、采砂或者取土的行为", ["采石", "采砂", "取土"]),
        ("参与放牧", ["参与放牧"]),
        ("高等级公路建设", ["高等级公路建设"]),
        ("拆墙、厂房外墙粉刷", ["拆墙", "厂房外墙粉刷"]),
        ("挖、采石", ["采石"]),
    ],
)
def test_that_a_measure_is_read_without_what_lists_put_around_it(cell, words):
    found = read(cell)
    assert (found.words, found.remarks()) == (words, [])
    again = read("、".join(found.words))
    assert again.words == words


@pytest.mark.parametrize(
    ("cell", "words", "code"),
    [
        ("除科研外的采集", ["采集"], "restriction_condition_left"),
        ("除科研、监测以外，采集", ["采集"], "restriction_condition_left"),
        ("采集（科研除外）", ["采集"], "restriction_condition_left"),
        ("擅自采矿", ["采矿"], "restriction_condition_left"),
        ("养殖（网箱、围网）", ["养殖"], "restriction_condition_left"),
        ("其他破坏行为", ["其他破坏"], "restriction_word_unsafe"),
        ("旅游和房地产开发", ["旅游和房地产开发"], "restriction_word_unsafe"),
        ("可能造成生态功能退化的建设", ["可能造成生态功能退化的建设"], "restriction_word_unsafe"),
        ("采石等级以上开发", ["采石等级以上开发"], ""),
        ("挖", ["挖"], "restriction_word_unsafe"),
        ("等活动", ["等活动"], "restriction_word_unsafe"),
        ("严禁" * 9000, ["严禁" * 9000], "restriction_word_unsafe"),
    ],
)
def test_that_what_cannot_be_looked_for_safely_is_told_with_what_to_do(cell, words, code):
    found = read(cell)
    assert found.words == words
    assert [one for one, _ in found.remarks()] == ([code] if code else [])
    for name, params in found.remarks():
        assert len(params["given"]) <= 301
        for lang in ("zh", "en"):
            assert "{" not in messages.text(name, params, lang)


def test_that_codes_are_known_behind_what_is_put_around_them():
    found = read("退出（两断三清）、严禁拆除、宜林等")
    assert (found.codes, found.targets, found.words) == (["withdraw", "demolish"], ["forest"], [])
    assert found.remarks() == []


def test_that_words_for_the_same_measure_are_looked_for_together():
    assert {"挖沙等活动", "挖沙", "采砂", "挖砂"} <= {*restriction_measures.alike("挖沙等活动")}
    assert {"开荒", "开垦"} <= {*restriction_measures.alike("开垦")}
    assert restriction_measures.alike("造林") == ("造林",)


def test_that_a_malformed_list_of_words_is_named():
    with pytest.raises(UnreadableError, match="list_words_malformed"):
        Words.of({"starts": ["禁止"]})
