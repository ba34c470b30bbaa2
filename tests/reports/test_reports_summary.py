"""The summary's totals are its drill-down, whatever the rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.workflow import STATES
from greenshield.reports.summary import (
    PROGRESS,
    UNDONE,
    SummaryInput,
    SummaryRow,
    contributions,
    progress_of,
    tabulate,
)


def row(number, state="rectifying", county="220581", **rest):
    return SummaryRow(f"id-{number}", state, county, number=f"{county}-2024-{number:04d}", **rest)


rows = st.builds(
    SummaryRow,
    issue_id=st.uuids().map(str),
    state=st.sampled_from(sorted(STATES)),
    came_from=st.sampled_from(["", "clue", "rectifying", "publicized", "lookback", "closed"]),
    division_code=st.sampled_from(["220581", "220582", "220601", "320102", "220581-K1", ""]),
    zone_codes=st.lists(st.sampled_from(["core", "buffer", "experimental"])).map(tuple),
    level=st.sampled_from(["national", "provincial", ""]),
    source=st.sampled_from(["central_1", "patrol", ""]),
    key_problem=st.sampled_from(["K1", "K2", "K4", ""]),
    clue=st.booleans(),
    checked=st.booleans(),
    verdict=st.sampled_from(["true", "not_true", ""]),
    adopted=st.booleans(),
    rebound=st.booleans(),
    overdue=st.booleans(),
    area_m2=st.none() | st.floats(0, 1e9),
    restored_m2=st.none() | st.floats(allow_nan=True, allow_infinity=True, width=32),
    fine_yuan=st.none() | st.decimals(0, 10**9, places=2) | st.just("no sum"),
    accountable=st.integers(0, 9),
    referrals=st.integers(0, 3),
)
inputs = st.lists(rows, max_size=25).map(lambda r: SummaryInput(tuple(r), "2024-12-31"))


@given(inputs)
def test_that_every_total_is_the_sum_of_its_issues(source):
    table = tabulate(source)
    for line in table.rows:
        width = {"county": None, "city": 4, "province": 2}[line.kind]
        inside = [
            added
            for one, added in table.drill
            if (one.division_code or "000000")[:width] == line.code[:width]
        ]
        for key in table.columns:
            expected = sum(Decimal(str(added.get(key, 0))) for added in inside)
            assert Decimal(str(line.values[key])) == pytest.approx(expected, rel=Decimal("1e-9"))


@given(inputs)
def test_that_provinces_add_up_to_all_rows(source):
    table = tabulate(source)
    problems = sum(r.values[("total", "problems")] for r in table.rows if r.kind == "province")
    assert problems == sum(1 for r in source.rows if progress_of(r))
    assert len(table.drill) == len(source.rows)


@given(inputs)
def test_that_each_way_to_divide_the_problems_adds_up_to_all_of_them(source):
    for line in tabulate(source).rows:
        whole = line.values[("total", "problems")]
        for group in ("progress", "key_problem", "zone", "level", "source"):
            assert sum(v for (g, _), v in line.values.items() if g == group) == whole
        clues = line.values[("clue", "checked")]
        assert clues == sum(line.values[("clue", c)] for c in ("true", "not_true", "other"))


@given(inputs, st.randoms(use_true_random=False))
def test_that_the_order_of_rows_changes_nothing(source, random):
    shuffled = list(source.rows)
    random.shuffle(shuffled)
    assert tabulate(source).rows == tabulate(replace(source, rows=tuple(shuffled))).rows


@given(rows)
def test_that_an_adopted_closing_never_counts_as_closed(one):
    if one.adopted and progress_of(one) not in UNDONE | {""}:
        added = contributions(one)
        assert ("progress", "closed") not in added
        assert not {("progress", "accepted"), ("progress", "publicity")} & set(added)
        assert added[("progress", "adopted_done")] == added[("apart", "adopted")] == 1


BY_STATE = {
    "clue": "", "assigned": "", "checked": "", "dismissed": "", "void": "",
    "registered": "not_started", "planned": "not_started", "rectifying": "rectifying",
    "self_checked": "awaiting", "city_reviewed": "awaiting", "accepted": "accepted",
    "publicized": "publicity", "closed": "closed", "filed": "closed", "lookback": "closed",
    "suspended": "suspended",
}  # fmt: skip


@pytest.mark.parametrize("state", sorted(STATES))
def test_that_every_state_is_a_problem_in_one_column_or_none(state):
    came_from = {"suspended": "rectifying", "lookback": "closed"}.get(state, "")
    progress = progress_of(row(1, state, came_from=came_from))
    assert progress == BY_STATE[state]
    assert progress in ("", *PROGRESS)


def test_that_rates_and_counts_are_those_counted_by_hand():
    source = SummaryInput(
        (
            row(1, "closed", area_m2=10_000, fine_yuan="15000.50", accountable=2),
            row(2, "filed", area_m2=2500.0),
            row(3, "publicized"),
            row(4, "closed", adopted=True),
            row(5, "rectifying", rebound=True, overdue=True),
            row(6, "suspended"),
            row(7, "registered"),
            row(8, "self_checked"),
            row(9, "dismissed", clue=True, checked=True, verdict="not_true"),
            row(10, "clue", clue=True),
            row(11, "void"),
            row(12, "suspended", came_from="assigned", clue=True, overdue=True),
            row(13, "suspended", came_from="lookback"),
            row(14, "suspended", came_from="publicized"),
        ),
        "2024-12-31",
    )
    county = tabulate(source).rows[0]
    value = county.values
    assert value[("total", "problems")] == 10
    counts = {code: value[("progress", code)] for code in PROGRESS}
    assert counts == {
        "not_started": 1, "rectifying": 0, "awaiting": 1, "accepted": 0, "publicity": 1,
        "closed": 3,
        "rebound": 1, "suspended": 2, "adopted_done": 1,
    }  # fmt: skip
    assert county.share([("progress", "closed")], ("total", "problems")) == 3 / 10
    assert value[("apart", "overdue")] == value[("apart", "void")] == 1
    assert value[("clue", "issued")] == 3
    assert value[("clue", "not_true")] == 1
    assert value[("sum", "fine_yuan")] == Decimal("15000.50")
    assert value[("sum", "area_m2")] == 12_500
