"""Search: any two characters that stand in an issue find it; nothing a person types breaks it."""

import random

import pytest
from helpers import projects
from hypothesis import given
from hypothesis import strategies as st

from greenshield.project.projection.search import index_text, query, words

ASKED = "SELECT i.clue_no AS clue_no FROM issue i JOIN issue_search s ON s.rowid = i.fid WHERE "
ISSUES = 2000
HAN = "采石场云岭青禾矿水电站码头养殖农田道路建房旅游设施工业园区保护核心缓冲实验东西南北"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    rng = random.Random(3)
    with projects.make(tmp_path_factory.mktemp("search") / "p") as project:
        with project.action("me") as action:
            for n in range(ISSUES):
                name = "".join(rng.choices(HAN, k=rng.randint(2, 7)))
                fields = {
                    "clue_no": f"QH-2026-{n:04d}",
                    "facility_name": f"{name}{['', f'（{n % 7}期）', f'No.{n}'][n % 3]}",
                    "description": "".join(rng.choices(HAN, k=12)),
                }
                action.create("issue", f"{projects.COUNTY}:{n}", fields)
        yield project


def found(project, text):
    asked = query(text)
    if not asked:
        return set()
    return {row["clue_no"] for row in project.rows(ASKED + "issue_search MATCH ?", asked)}


def holding(project, text):
    rows = project.rows("SELECT clue_no, facility_name, description FROM issue")
    return {
        row["clue_no"]
        for row in rows
        if any(text.lower() in str(value).lower() for value in row.values())
    }


def test_that_every_two_character_word_finds_exactly_the_issues_that_hold_it(project):
    rng = random.Random(4)
    for _ in range(120):
        word = "".join(rng.choices(HAN, k=2))
        assert found(project, word) == holding(project, word), word


def test_that_a_single_character_finds_them_too(project):
    for character in HAN:
        assert found(project, character) == holding(project, character), character


@pytest.mark.parametrize(
    "word", ["0231", "231", "31", "No.1997", "1999", "2026-0001", "qh-2026-00"]
)
def test_that_digits_and_latin_letters_are_found_from_any_place_in_a_word(project, word):
    assert holding(project, word) <= found(project, word)
    assert holding(project, word)


def test_that_longer_words_and_several_words_narrow_the_search(project):
    row = project.rows("SELECT clue_no, description FROM issue WHERE clue_no = 'QH-2026-0077'")[0]
    assert row["clue_no"] in found(project, row["description"])
    assert found(project, row["description"]) <= found(project, row["description"][:5])
    assert row["clue_no"] in found(project, f"{row['description'][3:6]} {row['clue_no']}")
    assert found(project, "采石 zzz") == set()


def test_that_full_width_and_half_width_capitals_and_small_are_one(project):
    assert found(project, "ＱＨ－２０２６－０００１") == found(project, "qh-2026-0001") != set()


@pytest.mark.parametrize("text", ["𬇹𫠠庄", "㐀㐁", "ｶﾀｶﾅ", "Привет", "é", "Ⅳ号", "㈱", "①②", "ﬁn"])
def test_that_rare_letters_are_found(project, text):
    with project.action("me") as action:
        action.create("issue", f"{projects.COUNTY}:{text}", {"clue_no": f"R-{text}"})
    assert f"R-{text}" in found(project, text)
    assert f"R-{text}" in found(project, text[:2])


def test_that_nothing_to_look_for_finds_nothing():
    for text in ("", "   ", "。，！", "*", '"', "_", "\0"):
        assert query(text) == ""


@given(st.text() | st.text("\"*^():+-{}NEARORANDNOT采石1a \0'\\;%_", max_size=30))
def test_that_no_text_however_hostile_raises(project, text):
    found(project, text)


@given(st.text(HAN + "ab12，。 （）－ＡＢ", min_size=1, max_size=30), st.data())
def test_that_any_part_of_a_text_is_asked_with_words_that_its_index_holds(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    indexed = index_text([text]).split()
    for part in filter(None, query(text[start:end]).split(" AND ")):
        word = part.strip('"*')
        if part.endswith("*"):
            assert any(w.startswith(word) for w in indexed), (part, indexed)
        else:
            assert word in indexed
    assert set(words(text)) == set(indexed)
