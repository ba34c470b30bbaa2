"""A list that comes again splits and merges problems: planned for the city, filled once signed."""

import pytest
from helpers.imports import workbook
from helpers.open_sessions import COUNTY
from helpers.owed import DEADLINE, ON, SIGNED_ON, merge, part, sign, split
from test_ledger_reissue import HEADER, codes, decide, patch, row, said

from greenshield.domain.evidence import MoveRequest
from greenshield.services import (
    issues,
    ledger_compare,
    lookup,
    moves,
    obligations,
    rules,
)
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reissue import import_list

HALF = 0.0005
SPLIT = [
    row("N3-1", patch(0.01, HALF), "拆一"),
    row("N3-2", patch(0.01 + HALF, HALF), "拆二"),
]
MERGED = [row("N45", patch(0.02, 0.002), "合")]


FIRST = [row("N3", patch(0.01)), row("N4", patch(0.02)), row("N5", patch(0.021))]


@pytest.fixture
def owed(session, tmp_path):
    """Three problems of a list, since then in rectification; a person wrote to each."""
    rules.use(session, "default-2026")
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, FIRST), LedgerOptions())
    for n, number in enumerate(("N3", "N4", "N5")):
        issues.set_fields(session, number, {"remark": f"人写{number}", "deadline": DEADLINE})
        issue = lookup.issue(session.project, number).entity_id
        with session.project.action(session.who.actor_id) as action:
            action.set_fields("issue", issue, {"issue_no": f"{COUNTY}-2026-000{n + 1}"})
            data = {"state": "rectifying", "file_sha256": "ab" * 32, "sheet": "台账", "row": 3}
            moves.make(session, action, issue, MoveRequest("adopt", ON, "", (), data), {})
    return session


def again(tmp_path, rows, name="二.xlsx"):
    return workbook(tmp_path / name, HEADER, rows)


def take(session, file, decisions=None):
    return import_list(session, file, LedgerOptions(), decisions)


def live(session):
    rows = session.project.rows("SELECT clue_no FROM issue WHERE state <> 'void' ORDER BY clue_no")
    return [one["clue_no"] for one in rows]


@pytest.mark.parametrize(
    ("rows", "olds", "news"),
    [(SPLIT, ["N3"], ["N3-1", "N3-2"]), (MERGED, ["N4", "N5"], ["N45"])],
)
def test_that_a_decided_split_or_merge_waits_for_the_city_and_is_then_filled(
    owed, tmp_path, rows, olds, news
):
    file = again(tmp_path, rows)
    found = ledger_compare.compare(owed.project, file, LedgerOptions(dry_run=True))
    assert len(found.verdicts.split) + len(found.verdicts.merged) == 1
    number = lookup.issue(owed.project, olds[0]).get("issue_no")
    choice = {number: "拆分"} if len(news) > 1 else {news[0]: "合并"}
    sheet = decide(owed, file, tmp_path / "定.xlsx", choice)
    before = live(owed)
    done = take(owed, file, sheet)
    assert "reissue_waits_signature" in codes(done)
    assert live(owed) == before  # nothing is made before it is signed
    for old in olds:
        assert lookup.issue(owed.project, old).state == "rectifying"
        assert lookup.issue(owed.project, old).get("remark") == f"人写{old}"
        assert len(lookup.issue(owed.project, old).pending()) == 1
    assert sign(owed, olds[0]) == "void"
    assert set(news) <= set(live(owed))
    done = take(owed, file)
    assert (done.imported.created, done.imported.refused) == (0, 0)
    for number, _, _, _, _, text in rows:
        new = lookup.issue(owed.project, number)
        assert (new.state, new.get("deadline")) == ("rectifying", DEADLINE)
        assert said(owed, number) == text
    late = {o.number for o in obligations.read(owed.project, as_of=SIGNED_ON) if o.overdue}
    assert {lookup.issue(owed.project, one).get("issue_no") for one in news} <= late


def test_that_the_city_is_told_what_the_list_says_otherwise(owed, tmp_path):
    file = again(tmp_path, SPLIT)
    number = lookup.issue(owed.project, "N3").get("issue_no")
    done = take(owed, file, decide(owed, file, tmp_path / "定.xlsx", {number: "拆分"}))
    told = [p.params["value_now"] for p in done.problems if p.code == "lineage_fact_differs"]
    assert told == ["拆一", "拆二"]


def test_that_a_deadline_of_the_list_that_no_part_gets_is_told_by_row(owed, tmp_path):
    """A list may repeat the deadline from before an extension: it goes into no plan by itself."""
    issues.set_fields(owed, "N4", {"deadline": "2025-06-30"})  # as the list says
    file = again(tmp_path, [*SPLIT, *MERGED])
    number = lookup.issue(owed.project, "N3").get("issue_no")
    sheet = decide(owed, file, tmp_path / "定.xlsx", {number: "拆分", "N45": "合并"})
    told = [p for p in take(owed, file, sheet).problems if p.code == "reissue_deadline_held"]
    assert [(p.row, p.params["clue_no"]) for p in told] == [(2, "N3-1"), (3, "N3-2")]
    assert {(p.params["told"], p.params["deadline"]) for p in told} == {("2025-06-30", DEADLINE)}
    assert not any(p.fatal for p in told)


def test_that_rows_that_leave_ground_open_are_refused_by_place_and_m2(owed, tmp_path):
    """The comparison takes nine tenths for a split; what is owed for the rest may not vanish."""
    rows = [row("N3-1", patch(0.01, HALF)), row("N3-2", patch(0.01 + HALF, 0.9 * HALF))]
    file = again(tmp_path, rows)
    number = lookup.issue(owed.project, "N3").get("issue_no")
    done = take(owed, file, decide(owed, file, tmp_path / "定.xlsx", {number: "拆分"}))
    (lacking,) = [p for p in done.problems if p.code in ("lineage_uncovered", "lineage_rest_owed")]
    assert (lacking.file, lacking.row) == ("二.xlsx", 2)
    assert not lookup.issue(owed.project, "N3").pending()
    assert live(owed) == ["N3", "N4", "N5"]


def test_that_a_row_of_a_problem_that_was_split_and_merged_again_is_told_the_heir_of_today(
    owed, tmp_path
):
    halves = (part("N3-1", patch(0.01, HALF)), part("N3-2", patch(0.01 + HALF, HALF)))
    split(owed, "N3", *halves)
    merge(owed, ["N3-1", "N3-2"], part("N3-M"))
    file = again(tmp_path, [row("N3", patch(0.01), "清单改"), row("N3-1", patch(0.01, HALF), "改")])
    done = take(owed, file)
    told = [p for p in done.imported.problems if p.code == "ledger_issue_replaced"]
    heir = lookup.issue(owed.project, "N3-M")
    assert {p.params["successors"] for p in told} <= {"N3-M", heir.get("issue_no")}
    assert len(told) == 2
    assert done.imported.created == 0
    assert heir.get("description") == "占用"
