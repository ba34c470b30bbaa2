"""The small parts of the ledger: cells, keys, copied text, remembered columns."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.ledger_columns import columns
from greenshield.domain.ledger_filter import Sort
from ui.ledger import cells, copying
from ui.ledger import columns as remembered
from ui.ledger.answer import Answer
from ui.ledger.counts import choices
from ui.ledger.filter_bar import FilterBar
from ui.ledger.key_list import KeyList
from ui.ledger.views import ViewTabs
from ui.prefs import Prefs

DAY = "2026-11-21"


# -- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "deadline", "text", "tone"),
    [
        ("rectifying", "2026-11-20", "2026-11-20 · 1 day late", "late"),
        ("rectifying", "2026-10-22", "2026-10-22 · 30 days late", "late"),
        ("rectifying", "2026-11-21", "2026-11-21 · today", "soon"),
        ("rectifying", "2026-11-22", "2026-11-22 · 1 day left", "soon"),
        ("rectifying", "2026-12-21", "2026-12-21 · 30 days left", ""),
        ("rectifying", "2027-12-21", "2027-12-21", ""),
        ("closed", "2026-11-20", "2026-11-20", ""),
        ("rectifying", None, "", ""),
        ("rectifying", "someday", "someday", ""),
    ],
)
def test_that_a_deadline_tells_the_days_that_matter(qapp, state, deadline, text, tone):
    row = {"state": state, "deadline": deadline}
    cell = cells.cell(columns()["deadline"], row, DAY)
    assert (cell.text, cell.tone, cell.bold) == (text, tone, tone == "late")


@pytest.mark.parametrize(
    ("came_from", "late"), [("assigned", "check_due"), ("planned", "deadline")]
)
def test_that_of_a_suspended_issue_the_day_counts_that_counted_before(qapp, came_from, late):
    day = "2026-11-20"
    row = {"state": "suspended", "came_from": came_from, "deadline": day, "check_due": day}
    tones = {name: cells.cell(columns()[name], row, DAY).tone for name in ("deadline", "check_due")}
    assert tones == {"deadline": "", "check_due": ""} | {late: "late"}


def test_that_a_check_is_due_only_while_somebody_is_to_check(qapp):
    row = {"state": "assigned", "check_due": "2026-11-20"}
    assert cells.cell(columns()["check_due"], row, DAY).tone == "late"
    row["state"] = "checked"
    assert cells.cell(columns()["check_due"], row, DAY).tone == ""


@pytest.mark.parametrize(
    ("name", "row", "text"),
    [
        ("area_rs", {"area_rs": 12345.67}, "12,345.7"),
        ("area_rs", {"area_rs": 12000.0}, "12,000"),
        ("lon", {"lon": 125.1}, "125.100000"),
        ("state", {"state": "clue"}, "clue"),
        ("zone_code", {"zone_code": ["core", "buffer"]}, "core zone, buffer zone"),
        ("adopted", {"adopted": True}, "yes"),
        ("adopted", {"adopted": False}, ""),
        ("area_id", {"area_id": "a", "area": "Reserve"}, "Reserve"),
        ("area_id", {"area_id": "gone", "area": None}, "gone"),
        ("description", {"description": "one\n two\tthree"}, "one two three"),
        ("source_code", {"source_code": None}, ""),
        ("source_code", {"source_code": "of_old"}, "of_old"),
        ("area_rs", {"area_rs": "odd"}, "odd"),
    ],
)
def test_that_a_cell_says_its_value_in_words_on_one_line(qapp, name, row, text):
    assert cells.cell(columns()[name], row, DAY).text == text


def test_that_every_column_has_a_title_and_shows_nothing_for_nothing(qapp):
    for column in columns().values():
        assert cells.title(column)
        assert cells.cell(column, {"state": "clue"} if column.name == "state" else {}, DAY)


# -- keys ------------------------------------------------------------------------------------------

some_keys = st.lists(st.integers(1, 200), unique=True, max_size=60)


@given(some_keys, st.lists(st.integers(1, 200), unique=True, max_size=20))
def test_that_a_key_leads_to_its_row_and_back(keys, asked):
    known = KeyList(np.array(keys, np.int32))
    for row, key in enumerate(keys):
        assert (known.at(row), known.row_of(key)) == (key, row)
    rows = known.rows_of(np.array(asked, np.int32)).tolist()
    assert sorted(rows) == sorted(keys.index(key) for key in asked if key in keys)
    assert all(known.row_of(key) == -1 for key in asked if key not in keys)
    assert known.same(np.array(keys, np.int32))
    assert known.between(1, 4).tolist() == keys[1:4]


# -- copied text -----------------------------------------------------------------------------------


def copied(titles, lines):
    out = copying.Copied(titles)
    for line in lines:
        out.add(line)
    assert out.count == len(lines)
    return out


def test_that_copied_rows_keep_their_columns_whatever_stands_in_them(qapp):
    data = copied(["A", "B"], [["x\ty", "<b>"], ["", "2"]])
    assert data.text() == "A\tB\nx y\t<b>\n\t2\n"
    assert "<td>&lt;b&gt;</td>" in data.html()
    many = copied(["A"], [["x"]] * 6000)
    assert many.text().count("\n") == 6001
    assert not many.html()


# -- what is remembered ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"ledger.columns": ["colour", 7, None], "ledger.sort": ["colour", True]},
        {"ledger.columns": "number", "ledger.widths": [1], "ledger.sort": [1, 2, 3]},
        {"ledger.columns": [], "ledger.widths": {"number": "wide", "colour": 3}},
    ],
)
def test_that_damaged_settings_give_the_columns_of_the_first_day(qapp, tmp_path, kept):
    prefs = Prefs(tmp_path / "window.json")
    for key, value in kept.items():
        prefs.set(key, value)
    layout = remembered.load(prefs)
    assert (layout.names, layout.sort) == (remembered.FIRST, Sort())
    assert layout.width("number") == layout.width("issue_no") + 2
    prefs.flush()


def test_that_columns_order_and_widths_come_back(qapp, tmp_path):
    prefs = Prefs(tmp_path / "window.json")
    remembered.keep_columns(prefs, ["state", "number"])
    remembered.keep_width(prefs, "state", 9.04)
    remembered.keep_width(prefs, "number", 1e9)
    remembered.keep_sort(prefs, Sort("state", descending=True))
    prefs.flush()
    layout = remembered.load(Prefs(tmp_path / "window.json"))
    assert layout.names == ("state", "number")
    assert (layout.width("state"), layout.width("number")) == (9.0, 200.0)
    assert layout.sort == Sort("state", descending=True)
    remembered.forget(prefs)
    assert remembered.load(prefs).names == remembered.FIRST
    prefs.flush()


# -- counts ---------------------------------------------------------------------------------


def test_that_codes_are_offered_in_the_order_of_their_table_and_names_by_count(qapp):
    answer = Answer(
        np.empty(0, np.int32), 9, DAY,
        {"states": {"closed": 2, "clue": 7}, "areas": {"a": 1, "b": 5, "": 3, "c": 0}},
        {"": 9}, {},
        {"a": "First", "b": "Second", "c": "Third"},
    )  # fmt: skip
    assert choices("states", answer, ()) == [("clue", "clue (7)"), ("closed", "closed (2)")]
    assert choices("areas", answer, ()) == [
        ("b", "Second (5)"), ("a", "First (1)"), ("c", "Third (0)"), ("", "(none) (3)"),
    ]  # fmt: skip
    assert ("void", "void (0)") in choices("states", answer, ("void",))


def test_that_a_month_that_is_set_before_the_first_answer_is_a_condition(qtbot):
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.set_value({"due_month": "2026-11"})
    assert bar.value() == {"due_month": "2026-11"}
    bar.set_value({})
    assert bar.value() == {}


def test_that_a_text_that_is_taken_away_takes_its_cross_with_it(qtbot):
    bar = FilterBar()
    qtbot.addWidget(bar)
    heard = []
    bar.text.textChanged.connect(heard.append)  # as the line's own cross does
    bar.set_value({"text": "pit"})
    bar.set_value({})
    assert heard == ["pit", ""]
    assert not bar._typing.isActive()


def test_that_the_tab_of_all_says_what_the_other_three_leave_out(qtbot):
    tabs = ViewTabs()
    qtbot.addWidget(tabs)
    last = tabs.count() - 1
    tabs.set_counts({"clues": 36, "issues": 32, "closed": 12, "mine": 5, "": 81})
    assert tabs.tabText(last) == "All  81 (1 void)"
    tabs.set_counts({"clues": 36, "issues": 32, "closed": 12, "mine": 5, "": 80})
    assert tabs.tabText(last) == "All  80"
