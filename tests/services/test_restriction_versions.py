"""The same negative list again: on another day, issued anew, its day corrected, voided before."""

from __future__ import annotations

import pytest
from helpers.open_sessions import a_keeper

from greenshield import messages
from greenshield.domain.errors import UsageError
from greenshield.project.rebuilding import differences
from greenshield.services import (
    calendar,
    restriction_import,
    restriction_list,
    restriction_preview,
    restriction_void,
)
from greenshield.services.restriction_import import ListOptions

FIRST, SECOND = "2021-01-01", "2026-06-01"
HEAD = "行为,适用空间,管控要求\n"
TEXT = HEAD + "采砂,生态保护红线,禁止\n打井,生态保护红线,限制\n"


@pytest.fixture
def session(tmp_path):
    with a_keeper(tmp_path / "p") as session:
        yield session


@pytest.fixture
def take(session, tmp_path):
    def taken(day="", again="", text=TEXT, **more):
        file = tmp_path / "清单.csv"
        file.write_text(text, "utf-8")
        options = ListOptions(valid_from=day, again=again, **more)
        looked = restriction_preview.of(session, file, options).counts
        done = restriction_import.import_file(session, file, options)
        assert (looked["created"], looked["updated"]) == (done.imported, done.updated)
        for told in done.problems:
            for lang in ("zh", "en"):
                assert "{" not in messages.text(told.code, told.params, lang)
        return done

    return taken


def counts(done):
    return done.imported, done.updated, done.unchanged


def days(session, on=""):
    return [item["list_from"] or "" for item in restriction_list.items(session.project, on)]


@pytest.mark.parametrize("day", [SECOND, "1999-01-01"])
def test_that_another_day_of_the_same_list_moves_nothing_and_is_told(session, take, day):
    take(FIRST)
    done = take(day)
    assert counts(done) == (0, 0, 2)
    (told,) = done.problems
    assert (told.code, told.fatal) == ("restrictions_same_again", False)
    assert told.params == {"name": "清单", "since": FIRST, "day": day}
    assert days(session, "2022-01-01") == [FIRST, FIRST]


def test_that_a_row_that_another_reading_would_take_is_not_taken_then(session, take):
    take(FIRST, text=TEXT + "护岸,生态保护红线,\n")
    done = take(SECOND, text=TEXT + "护岸,生态保护红线,\n", level="限制")
    assert (done.imported, done.updated, len(days(session))) == (0, 0, 2)


def test_that_a_reissue_is_a_version_of_its_own_and_only_once(session, take):
    take(FIRST)
    assert counts(take(SECOND, "reissue")) == (2, 0, 0)
    assert counts(take(SECOND, "reissue")) == counts(take(SECOND)) == (0, 0, 2)
    assert counts(take()) == counts(take(FIRST)) == (0, 0, 2)
    assert (days(session, "2022-01-01"), days(session, SECOND)) == ([FIRST] * 2, [SECOND] * 2)
    # The day of the later one was wrong: that one alone is corrected.
    assert counts(take("2027-01-01", "redate")) == (0, 2, 0)
    assert days(session) == [FIRST, FIRST, "2027-01-01", "2027-01-01"]
    assert counts(take(SECOND, "reissue")) == (2, 0, 0)
    assert len(days(session)) == 6
    assert differences(session.project) == []


def test_that_a_wrong_day_is_corrected_for_every_row_and_the_history_keeps_it(session, take):
    more = TEXT + "护岸,生态保护红线,\n挖塘,生态保护红线,禁止\n"
    take(FIRST, text=more, level="限制")
    row = restriction_list.items(session.project)[1]
    restriction_void.void_row(session, row["id"], "录错")
    # The row without a level is refused this time: its day is corrected as well. What is voided
    # stays as it is.
    done = take(SECOND, "redate", text=more)
    assert (done.updated, done.refused) == (3, 1)
    assert days(session) == [SECOND] * 3
    assert [p.code for p in done.problems if not p.fatal] == ["restriction_rows_void"]
    (void,) = restriction_list.items(session.project, voided=True)
    assert void["list_from"] == FIRST
    one = restriction_list.items(session.project)[0]["id"]
    events = session.project.journal.of_entity(one, "restriction")
    held = [(e.body.get("fields") or {}).get("list_from") for e in events]
    assert [day for day in held if day] == [FIRST, SECOND]
    assert session.project.rows("SELECT * FROM conflict") == []
    assert differences(session.project) == []


def test_that_an_undated_list_gets_its_day_unless_it_is_issued_anew(session, take):
    take()
    assert counts(take(SECOND, "reissue")) == (2, 0, 0)
    assert days(session) == ["", "", SECOND, SECOND]
    assert counts(take(FIRST)) == (0, 2, 0)
    assert days(session) == [FIRST, FIRST, SECOND, SECOND]


def test_that_the_day_of_another_file_stays_taken(session, take):
    take(FIRST)
    take(SECOND, text=HEAD + "护岸,红线,禁止\n")
    for again in ("", "reissue", "redate"):
        with pytest.raises(UsageError, match="restrictions_version_taken"):
            take(SECOND, again)


@pytest.mark.parametrize("day", ["", FIRST])
def test_that_a_voided_list_is_not_silently_left_out_of_force(session, take, day):
    take(FIRST)
    restriction_void.void(session, "清单", FIRST, "录错")
    done = take(day)
    assert counts(done) == (0, 0, 2)
    (told,) = done.problems
    assert (told.code, told.fatal) == ("restrictions_are_void", False)
    assert told.params == {"name": "清单", "since": FIRST, "count": 2, "on": calendar.today()}
    assert "--restore" in messages.remedy(told.code, told.params)
    assert "--" not in messages.remedy(told.code, told.params, window=True)
    assert days(session) == []
    # A version that was voided for its wrong day leaves room for the right one.
    assert counts(take(SECOND)) == (2, 0, 0)
    restriction_void.void(session, "清单", FIRST, "误作废", restore=True)
    assert days(session) == [FIRST, FIRST, SECOND, SECOND]


def test_that_a_voided_row_stays_so_and_is_told(session, take):
    take(FIRST)
    row = restriction_list.items(session.project)[0]
    restriction_void.void_row(session, row["id"], "录错")
    done = take(FIRST, text=TEXT, space="control")
    assert counts(done) == (0, 0, 2)
    (told,) = done.problems
    assert (told.code, told.params["rows"]) == ("restriction_rows_void", "2")
    assert session.project.rows("SELECT * FROM conflict") == []
