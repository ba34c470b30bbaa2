"""Which measures a plan's words propose, and which they only name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from greenshield import resources
from greenshield.domain.errors import UnreadableError
from greenshield.domain.plan_words import PlanWords
from greenshield.domain.proposing import PIECE, pieces, proposed

PHRASES = tomllib.loads((Path(__file__).parent / "plan_phrases.toml").read_text("utf-8"))
DICTIONARY = ("自然恢复", "拆除", "退耕还湿", "清理", "关停取缔")


@pytest.fixture(scope="module")
def words():
    return PlanWords.of(tomllib.loads(resources.path("plan_words.toml").read_text("utf-8")))


def wrong(phrases, words):
    """(text, word, how: missed, surely or perhaps told where it should not have been)."""
    out = []
    for phrase in phrases:
        right, named = phrase.get("proposes", []), phrase.get("only_names", [])
        told = proposed(pieces(phrase["text"]), [*right, *named], DICTIONARY, words)
        out += [
            (phrase["text"], word, "sure" if told[word] else "perhaps")
            for word in named
            if word in told
        ]
        out += [(phrase["text"], word, "missed") for word in right if word not in told]
    return out


def judged(phrases, kind):
    return sum(len(p.get(kind, [])) for p in phrases)


def counts(phrases, words):
    """How many are proposed and only named, and of these missed, surely and perhaps told."""
    bad = [how for *_, how in wrong(phrases, words)]
    both = judged(phrases, "proposes"), judged(phrases, "only_names")
    return both, tuple(bad.count(how) for how in ("missed", "sure", "perhaps"))


def test_that_the_phrases_the_rules_were_made_by_are_judged_right(words):
    assert counts(PHRASES["tuned"], words) == ((70, 74), (0, 0, 1))


@pytest.mark.parametrize(
    ("part", "of", "bad"), [("kept", (26, 24), (1, 6, 0)), ("later", (25, 25), (3, 5, 3))]
)
def test_that_of_phrases_kept_apart_few_are_missed_and_more_told_wrong(words, part, of, bad):
    assert counts(PHRASES[part], words) == (of, bad), wrong(PHRASES[part], words)


def test_that_what_goes_on_is_proposed_what_ends_is_not_and_a_doubt_is_told(words):
    def said(text):
        return proposed([text], ["采砂"], DICTIONARY, words).get("采砂")

    assert said("采砂场复工") is said("保留采砂场") is said("防止洪涝采砂清淤") is True
    assert said("关闭采砂场") is said("采砂场停止生产") is said("防止采砂反弹") is None
    assert said("采砂场一处") is said("采砂场整改后继续生产") is False
    assert proposed(["采砂场一处", "采砂"], ["采砂"], DICTIONARY, words) == {"采砂": True}


def test_that_a_longer_word_of_the_dictionary_is_the_one_that_is_meant(words):
    assert {*proposed(["自然恢复"], ["恢复", "自然恢复"], DICTIONARY, words)} == {"自然恢复"}
    two = ["开发", "旅游开发"]
    assert {*proposed(["旅游开发"], two, DICTIONARY, words)} == {*two}
    assert {*proposed(["扩大旅游开发区"], two, DICTIONARY, words)} == {"旅游开发"}
    assert proposed(pieces(""), ["造林", "", " "], DICTIONARY, words) == {}


@pytest.mark.parametrize("filler", ["甲乙，", "甲乙。"])
def test_that_a_long_text_is_looked_at_to_its_end(words, filler):
    long = filler * PIECE + "禁止以下行为：甲，采砂，乙。" + filler * PIECE + "造林"
    told = proposed(pieces(long), ["造林", "采砂"], DICTIONARY, words)
    assert (len(pieces(long)) > 3, told["造林"]) == (True, True)
    assert "采砂" not in told or filler == "甲乙，"
    for at in range(PIECE - 3, PIECE + 3):
        assert proposed(pieces("甲" * at + "造林"), ["造林"], DICTIONARY, words) == {"造林": True}


def test_that_a_word_that_is_barred_very_often_is_not_looked_at_for_ever(words):
    some = pieces("不得造林，" * 150 + "造林")
    assert proposed(some, ["造林"], DICTIONARY, words) == {"造林": True}
    # What was not looked at may propose it.
    many = pieces("不得造林，" * 250 + "造林")
    assert proposed(many, ["造林"], DICTIONARY, words) == {"造林": False}


def test_that_a_malformed_list_of_words_is_named():
    with pytest.raises(UnreadableError, match="plan_words_malformed"):
        PlanWords.of({"denies": ["不得"]})
