"""Which measures a plan's words propose, and which they only name."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from greenshield import resources
from greenshield.domain.errors import UnreadableError
from greenshield.domain.proposing import MOST, PlanWords, proposed

PHRASES = tomllib.loads((Path(__file__).parent / "plan_phrases.toml").read_text("utf-8"))
DICTIONARY = ("自然恢复", "拆除", "退耕还湿", "清理", "关停取缔")


@pytest.fixture(scope="module")
def words():
    return PlanWords.of(tomllib.loads(resources.path("plan_words.toml").read_text("utf-8")))


def wrong(phrases, words):
    """(text, word, True where it was told and should not have been)."""
    out = []
    for phrase in phrases:
        right, named = phrase.get("proposes", []), phrase.get("only_names", [])
        told = proposed(phrase["text"], [*right, *named], DICTIONARY, words)
        out += [(phrase["text"], word, True) for word in named if word in told]
        out += [(phrase["text"], word, False) for word in right if word not in told]
    return out


def judged(phrases):
    return sum(len(p.get("proposes", [])) + len(p.get("only_names", [])) for p in phrases)


def test_that_the_phrases_the_rules_were_made_by_are_all_judged_right(words):
    assert judged(PHRASES["tuned"]) == 111
    assert wrong(PHRASES["tuned"], words) == []


def test_that_of_phrases_kept_apart_one_in_seven_words_is_judged_wrong_and_one_is_missed(words):
    bad = wrong(PHRASES["kept"], words)
    missed = [one for one in bad if not one[2]]
    assert (judged(PHRASES["kept"]), len(bad), len(missed)) == (50, 7, 1), bad
    # A word that is merely contained would be wrong wherever it is only named.
    assert sum(len(p.get("only_names", [])) for p in PHRASES["kept"]) == 24


def test_that_a_longer_word_of_the_dictionary_is_the_one_that_is_meant(words):
    assert proposed("自然恢复", ["恢复", "自然恢复"], DICTIONARY, words) == {"自然恢复"}
    assert proposed("旅游开发", ["开发", "旅游开发"], DICTIONARY, words) == {"开发", "旅游开发"}
    assert proposed("", ["造林"], DICTIONARY, words) == set()
    assert proposed("x" * MOST + "造林", ["造林", "", " "], DICTIONARY, words) == set()


def test_that_a_word_that_is_barred_very_often_is_not_looked_at_for_ever(words):
    assert proposed("不得造林，" * 150 + "造林", ["造林"], DICTIONARY, words) == {"造林"}
    assert proposed("不得造林，" * 250 + "造林", ["造林"], DICTIONARY, words) == set()


def test_that_a_malformed_list_of_words_is_named():
    with pytest.raises(UnreadableError, match="plan_words_malformed"):
        PlanWords.of({"denies": ["不得"]})
