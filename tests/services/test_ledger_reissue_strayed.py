"""What a list that comes again puts elsewhere, or parts in part, waits for a person."""

import openpyxl
import pytest
from helpers.imports import workbook
from shapely import Polygon, affinity, box

from greenshield.geo import codec
from greenshield.project.projection.geometry import from_field
from greenshield.services import ledger_compare, ledger_compare_out, ledger_lines, lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reissue import import_list

HEADER = ("图斑编号", "拐点坐标", "设施名称", "问题来源")


def patch(at, width=0.003):
    return box(126.45 + at, 43.2, 126.45 + at + width, 43.201)


def row(number, shape, name=""):
    return [number, shape.wkt, name, "绿盾巡查"]


FIRST = [row("S0", patch(0), "看护房"), row("S1", patch(0.01)), row("S2", patch(0.02))]


@pytest.fixture
def imported(session, tmp_path):
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, FIRST), LedgerOptions())
    return session


def compared(session, file):
    return ledger_compare.compare(session.project, file, LedgerOptions(dry_run=True))


def decided(session, file, out, word):
    """The sheet with one word in every line that is unsure."""
    ledger_compare_out.write(session.project, compared(session, file), out, "zh")
    book = openpyxl.load_workbook(out)
    for line in book.worksheets[0].iter_rows(min_row=2):
        if line[1].value == "待定":
            line[0].value = word
    book.save(out)
    return out


def shape_of(session, number):
    return lookup.issue(session.project, number).get("geom")


def whys(found):
    return [u.why for u in found.verdicts.unsure]


def test_that_exchanged_numbers_are_told_and_wait_for_a_decision(imported, tmp_path):
    rows = [row("S1", patch(0)), row("S0", patch(0.01)), FIRST[2]]
    file = workbook(tmp_path / "二.xlsx", HEADER, rows)
    found = compared(imported, file)
    assert whys(found) == ["swapped", "swapped"]
    plain = import_file(imported, file, LedgerOptions(dry_run=True))
    told = [(p.params["issue"], p.params["others"], p.fatal) for p in plain.problems
            if p.code == "ledger_patch_swapped"]  # fmt: skip
    assert told == [("S1", "S0", True), ("S0", "S1", True)]
    assert (plain.refused, plain.unchanged) == (2, 1)
    sheet = tmp_path / "对比.xlsx"
    ledger_compare_out.write(imported.project, found, sheet, "zh")
    done = import_list(imported, file, LedgerOptions(), sheet)
    assert [p.code for p in done.problems] == ["reissue_undecided"] * 2
    assert shape_of(imported, "S0") == codec.to_hex(patch(0))
    done = import_list(
        imported, file, LedgerOptions(), decided(imported, file, sheet, "同一问题")
    )  # fmt: skip
    assert (done.imported.updated, done.problems) == (2, ())
    issue = lookup.issue(imported.project, "S0")
    assert issue.get("geom") == codec.to_hex(patch(0.01))
    assert issue.get("external_nos") is None


def test_that_a_patch_that_lies_elsewhere_is_told(imported, tmp_path):
    file = workbook(tmp_path / "二.xlsx", HEADER, [row("S0", patch(0.05)), *FIRST[1:]])
    assert whys(compared(imported, file)) == ["moved"]
    plain = import_file(imported, file, LedgerOptions())
    assert (plain.refused, plain.unchanged) == (1, 2)
    assert [(p.code, p.row) for p in plain.problems if p.fatal] == [("ledger_patch_moved", 2)]
    assert shape_of(imported, "S0") == codec.to_hex(patch(0))


def test_that_parts_that_leave_some_open_are_split_once_a_person_said_so(imported, tmp_path):
    rows = [row("S0-1", patch(0, 0.001)), row("S0-2", patch(0.001, 0.001)), *FIRST[1:]]
    file = workbook(tmp_path / "二.xlsx", HEADER, rows)
    assert whys(compared(imported, file)) == ["partly"]
    sheet = decided(imported, file, tmp_path / "对比.xlsx", "拆分")
    done = import_list(imported, file, LedgerOptions(), sheet)
    assert done.split == ("S0",)
    assert [(p.code, p.params["pct"], p.fatal) for p in done.problems] == [
        ("lineage_rest", "33.3", False)
    ]
    assert lookup.issue(imported.project, "S0").state == "void"


@pytest.mark.parametrize(
    ("number", "shape", "name", "why"),
    [
        ("N0", patch(0.0012), "", "partial"),
        ("N0", patch(0.0031), "看护房", "near"),
        ("N0", patch(0.0031), "仓库", None),
    ],
)
def test_that_a_new_number_on_a_moved_patch_is_unsure(
    imported, tmp_path, number, shape, name, why
):  # fmt: skip
    rows = [row(number, shape, name), *FIRST[1:]]
    found = compared(imported, workbook(tmp_path / "二.xlsx", HEADER, rows))
    assert whys(found) == ([] if why is None else [why])


def by_choice(session, file, out, kind, word):
    """The sheet with one word in every line of a kind."""
    ledger_compare_out.write(session.project, compared(session, file), out, "zh")
    book = openpyxl.load_workbook(out)
    for line in book.worksheets[0].iter_rows(min_row=2):
        line[0].value = word if line[1].value == kind else None
    book.save(out)
    return out


def test_that_a_part_that_keeps_the_number_is_split_off_under_a_new_one(imported, tmp_path):
    halves = [row("S0", patch(0, 0.0015)), row("S0-1", patch(0.0015, 0.0015)), *FIRST[1:]]
    file = workbook(tmp_path / "二.xlsx", HEADER, halves)
    (line,) = [one for one in ledger_lines.lines(compared(imported, file)) if one.kind == "split"]
    assert (line.note, line.choices) == ("reissue_note_split_kept", ("split", "apart", "aside"))
    sheet = by_choice(imported, file, tmp_path / "对比.xlsx", "拆分", "拆分")
    done = import_list(imported, file, LedgerOptions(), sheet)
    assert (done.split, done.problems, done.imported.created) == (("S0",), (), 0)
    kept = lookup.issue(imported.project, "S0-2")
    assert kept.get("external_nos") == [["reissued", "S0"]]
    assert from_field(kept.get("geom"), imported.project.media).equals(patch(0, 0.0015))
    third = workbook(tmp_path / "三.xlsx", HEADER, [row("S0", patch(0, 0.0015))])
    done = import_file(imported, third, LedgerOptions())
    assert (done.created, done.refused) == (0, 0)
    assert done.plan.rows[0].issue_id == kept.entity_id


def test_that_patches_that_one_of_them_took_in_are_merged_under_a_new_number(session, tmp_path):
    first = [row("M", patch(0)), row("小", patch(0.003, 0.0002))]
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, first), LedgerOptions())
    file = workbook(tmp_path / "二.xlsx", HEADER, [row("M", patch(0, 0.0032), "棚屋")])
    found = compared(session, file)
    assert (len(found.verdicts.merged), found.verdicts.gone) == (1, ())
    sheet = by_choice(session, file, tmp_path / "对比.xlsx", "合并", "合并")
    done = import_list(session, file, LedgerOptions(), sheet)
    assert (set(done.merged), done.problems) == ({"M", "小"}, ())
    assert lookup.issue(session.project, "M-1").get("facility_name") == "棚屋"


def test_that_an_outline_that_nothing_else_has_is_found_wherever_it_lies(session, tmp_path):
    bent = Polygon([(0, 0), (0.004, 0), (0.004, 0.001), (0.001, 0.002), (0, 0.003)])
    old, new = (affinity.translate(bent, at, 43.3) for at in (126.45, 126.6))
    first = [row("L", old), row("S1", patch(0.01)), row("S2", patch(0.02))]
    import_file(session, workbook(tmp_path / "一.xlsx", HEADER, first), LedgerOptions())
    again = [row("新", new), row("新1", patch(0.03)), first[2]]
    found = compared(session, workbook(tmp_path / "二.xlsx", HEADER, again))
    assert whys(found) == ["elsewhere"]  # S1 and its like have one outline: nothing is told by it
    assert len(found.verdicts.new) == len(found.verdicts.gone) == 1


def test_that_a_number_and_a_place_that_both_changed_are_asked_about(imported, tmp_path):
    rows = [row("新0", patch(0.006), "看护房"), *FIRST[1:]]
    found = compared(imported, workbook(tmp_path / "二.xlsx", HEADER, rows))
    assert whys(found) == ["elsewhere"]
    (line,) = [one for one in ledger_lines.lines(found) if one.kind == "unsure"]
    assert line.choices == ("same", "apart", "aside")


def test_that_issues_of_two_counties_are_not_offered_to_be_merged(session, tmp_path):
    header = (*HEADER, "县级行政区代码")
    first = [[*row("A", patch(0)), "229901"], [*row("B", patch(0.003)), "229902"]]
    import_file(session, workbook(tmp_path / "一.xlsx", header, first), LedgerOptions())
    again = [[*row("C", patch(0, 0.006)), "229901"]]
    found = compared(session, workbook(tmp_path / "二.xlsx", header, again))
    (line,) = [one for one in ledger_lines.lines(found) if one.kind == "merged"]
    assert (line.note, line.choices) == ("reissue_note_merged_counties", ("apart", "aside"))
