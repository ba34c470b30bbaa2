"""A list that comes again beside what its earlier edition brought; nothing is written."""

import random

import openpyxl
import pytest
import shapely
from helpers.imports import fingerprint, workbook
from shapely import box

from greenshield.domain.errors import UsageError
from greenshield.formats.sheets import read_sheets
from greenshield.services import (
    issues,
    ledger_compare,
    ledger_compare_out,
    ledger_compare_shown,
    lookup,
)
from greenshield.services.ledger_import import LedgerOptions, import_file

HEADER = ("图斑编号", "拐点坐标", "活动类型", "整改时限", "问题来源", "问题描述")


def patch(at, width=0.001, height=0.001):
    return box(126.45 + at, 43.2, 126.45 + at + width, 43.2 + height)


def row(number, shape, **changes):
    told = dict(
        zip(HEADER, (number, shape.wkt, "道路", "2025-06-30", "绿盾巡查", "占用"), strict=True)
    )
    return list((told | changes).values())


def listed(path, rows):
    return workbook(path, HEADER, rows)


FIRST = [
    *(row(f"N{n}", patch(n * 0.002)) for n in (1, 2, 3, 6, 7, 8)),
    row("N4", patch(0.02)), row("N5", patch(0.021)),
]  # fmt: skip
AGAIN = [
    row("N1", patch(0.002)),
    row("Ｎ２", patch(0.004), 问题描述="占用二", 活动类型="采石场"),
    row("N3-1", patch(0.006, 0.0005)),
    row("N3-2", patch(0.0065, 0.0005)),
    row("N45", patch(0.02, 0.002)),
    row("TB-7", patch(0.01405, 0.00098)),
    row("N8", patch(0.016), 问题描述="清单又改", 整改时限="2026-01-01"),
    row("新", patch(0.05)),
]


@pytest.fixture
def imported(session, tmp_path):
    import_file(session, listed(tmp_path / "第一版.xlsx", FIRST), LedgerOptions())
    issues.set_fields(session, "N8", {"description": "人工核改"})
    return session


def compared(session, path, **more):
    return ledger_compare.compare(session.project, path, LedgerOptions(dry_run=True), **more)


def numbers(found, groups):
    return [
        ([found.issues[i].number for i in g.issues], [found.rows[r].number for r in g.rows])
        for g in groups
    ]


def test_that_each_row_of_a_new_edition_is_what_became_of_an_issue(imported, tmp_path):
    before = fingerprint(imported.project)
    found = compared(imported, listed(tmp_path / "第二版.xlsx", AGAIN))
    told = found.verdicts
    assert found.of == ("第一版.xlsx",)
    assert [found.rows[r].number for r in told.new] == ["新"]
    assert [found.issues[i].number for i in told.gone] == ["N6"]
    assert numbers(found, told.split) == [(["N3"], ["N3-1", "N3-2"])]
    assert numbers(found, told.merged) == [(["N4", "N5"], ["N45"])]
    assert numbers(found, told.renumbered) == [(["N7"], ["TB-7"])]
    assert (told.unsure, found.unchanged, found.refused) == ((), 1, 0)
    assert fingerprint(imported.project) == before


def test_that_each_changed_field_says_what_stands_where_and_who_wrote_it(imported, tmp_path):
    found = compared(imported, listed(tmp_path / "第二版.xlsx", AGAIN))
    told = {
        change.number: {f.field: (f.here, f.there, f.by, f.locked, f.taken) for f in change.fields}
        for change in found.changed
    }
    assert told == {
        "N2": {
            "activity_code": ("old_road", "old_quarry", "", False, True),
            "description": ("占用", "占用二", "", False, True),
        },
        "N8": {
            "deadline": ("2025-06-30", "2026-01-01", "", False, True),
            "description": ("人工核改", "清单又改", "张三", False, False),
        },
    }


def test_that_a_number_in_other_width_and_case_is_the_issues_and_stays_as_written(
    imported, tmp_path
):
    again = listed(tmp_path / "第二版.xlsx", [row("ｎ２", patch(0.004), 问题描述="改")])
    done = import_file(imported, again, LedgerOptions())
    assert (done.created, done.updated) == (0, 1)
    issue = lookup.issue(imported.project, "N2")
    assert (issue.get("clue_no"), issue.get("description")) == ("N2", "改")


def test_that_another_list_of_other_places_has_no_earlier_edition(imported, tmp_path):
    other = listed(tmp_path / "别的.xlsx", [row("X1", patch(0.3)), row("X2", patch(0.4))])
    found = compared(imported, other)
    assert (found.of, found.verdicts.gone, len(found.verdicts.new)) == ((), (), 2)
    named = compared(imported, other, of="第一版.xlsx")
    assert len(named.verdicts.gone) == len(FIRST)


def test_that_an_edition_nobody_imported_is_refused_with_those_there_are(imported, tmp_path):
    again = listed(tmp_path / "第二版.xlsx", AGAIN)
    with pytest.raises(UsageError) as refused:
        compared(imported, again, of="没有.xlsx")
    assert refused.value.code == "ledger_edition_unknown"
    assert refused.value.params["known"] == "第一版.xlsx"


def test_that_an_issue_whose_row_is_refused_is_not_gone(imported, tmp_path):
    rows = [row("N1", patch(0.002)), row("N6", patch(0.012), 拐点坐标="不是图形")]
    found = compared(imported, listed(tmp_path / "第二版.xlsx", rows))
    assert found.refused == 1
    assert "N6" not in {found.issues[i].number for i in found.verdicts.gone}


def test_that_issues_made_by_hand_are_gone_only_where_all_are_asked_for(imported, tmp_path):
    issues.create(imported, {"clue_no": "手工1", "lon": "126.6", "lat": "43.2"})
    again = listed(tmp_path / "第二版.xlsx", AGAIN)
    gone = {found.number for found in _gone(compared(imported, again))}
    assert gone == {"N6"}
    assert {found.number for found in _gone(compared(imported, again, of="all"))} == {"N6", "手工1"}


def _gone(found):
    return [found.issues[i] for i in found.verdicts.gone]


def test_that_the_sheet_to_decide_in_reads_back_as_it_was_told(imported, tmp_path):
    found = compared(imported, listed(tmp_path / "第二版.xlsx", AGAIN))
    out = tmp_path / "对比.xlsx"
    ledger_compare_out.write(imported.project, found, out, "zh")
    grid = read_sheets(out).grids[0]
    kinds = [line[1] for line in grid.rows[1:]]
    assert [grid.rows[0][0], grid.rows[0][-1]] == ["处理", "标识"]
    assert sorted(set(kinds)) == sorted(["拆分", "合并", "改号", "变化", "新增", "缺失"])
    assert kinds.count("变化") == 4


@pytest.mark.parametrize("seed", [1, 2])
def test_that_known_changes_of_a_made_list_are_found_and_no_others(session, tmp_path, seed):
    """A list of two hundred, of which every tenth row was changed in one of the ways there are."""
    rng = random.Random(seed)
    first = [(f"T{n:03d}", patch(0.002 * n, 0.0012)) for n in range(200)]
    import_file(session, listed(tmp_path / "1.xlsx", [row(*one) for one in first]), LedgerOptions())
    again, wanted = [], {k: [] for k in ("split", "merged", "renumbered", "gone", "changed", "new")}
    at = 0
    while at < len(first):
        number, shape = first[at]
        what = rng.choice(("split", "merged", "renumbered", "gone", "changed", *["same"] * 30))
        if what == "split":
            west, south, east, north = shape.bounds
            middle = west + (east - west) * rng.uniform(0.3, 0.7)
            again += [row(f"{number}-1", box(west, south, middle, north)),
                      row(f"{number}-2", box(middle, south, east, north))]  # fmt: skip
            wanted["split"].append(([number], [f"{number}-1", f"{number}-2"]))
        elif what == "merged" and at + 1 < len(first):
            both = shapely.union(shape, first[at + 1][1])
            again.append(row(f"M{number}", both))
            wanted["merged"].append(([number, first[at + 1][0]], [f"M{number}"]))
            at += 1
        elif what == "renumbered":
            again.append(row(f"R{number}", shapely.affinity.scale(shape, 0.97, 0.97)))
            wanted["renumbered"].append(([number], [f"R{number}"]))
        elif what == "gone":
            wanted["gone"].append(number)
        elif what == "changed":
            again.append(row(number, shape, 问题描述="改了"))
            wanted["changed"].append(number)
        else:
            again.append(row(number, shape))
        at += 1
    again.append(row("NEW", patch(0.9)))
    found = compared(session, listed(tmp_path / "2.xlsx", again))
    told = found.verdicts
    assert numbers(found, told.split) == wanted["split"]
    assert numbers(found, told.merged) == wanted["merged"]
    assert numbers(found, told.renumbered) == wanted["renumbered"]
    assert [found.issues[i].number for i in told.gone] == wanted["gone"]
    assert [change.number for change in found.changed] == wanted["changed"]
    assert ([found.rows[r].number for r in told.new], told.unsure) == (["NEW"], ())


def test_that_an_import_tells_rows_that_may_be_known_issues_by_another_number(imported, tmp_path):
    again = listed(tmp_path / "第二版.xlsx", AGAIN)
    done = import_file(imported, again, LedgerOptions(dry_run=True))
    told = {p.row: p.params["issues"] for p in done.problems if p.code == "ledger_row_alike"}
    assert told == {4: "N3", 5: "N3", 6: "N4、N5", 7: "N7"}


UNITS_HEAD = (
    "图斑编号",
    "经度",
    "纬度",
    "遥感面积（亩）",
    "问题来源",
    "罚款金额（万元）",
    "整改进度（%）",
)


def with_units(path, *rows):
    return workbook(path, UNITS_HEAD, rows)


@pytest.fixture
def in_mu(session, tmp_path):
    """Two editions whose numbers have the list's own units; the project stores m² and yuan."""
    first = ("P1", "126°20′40″", "43°15′30″", 12.5, "绿盾巡查", 8, 40)
    import_file(session, with_units(tmp_path / "一.xlsx", first), LedgerOptions())
    again = with_units(
        tmp_path / "二.xlsx", ("P1", "126°20′41″", "43°15′30″", 13, "绿盾巡查", 8.65, 60)
    )
    return session, compared(session, again), again


def test_that_values_are_compared_in_the_units_of_the_list(in_mu):
    session, found, again = in_mu
    (changed,) = found.changed
    told = {c.field: [str(v) for v in ledger_compare_out.values(c, "zh", {})]
            for c in changed.fields}  # fmt: skip
    assert told == {
        "area_rs": ["12.5 亩", "13 亩"], "fine_yuan": ["8 万元", "8.65 万元"],
        "progress_pct": ["40%", "60%"], "lon": ["126.344444°", "126.344722°"],
    }  # fmt: skip
    shown = ledger_compare_shown.compare(session.project, again, LedgerOptions(dry_run=True))
    assert {(line.here, line.there) for line in shown.lines} == {tuple(v) for v in told.values()}


def test_that_the_sheet_to_decide_in_has_numbers_with_their_units(in_mu, tmp_path):
    session, found, _ = in_mu
    ledger_compare_out.write(session.project, found, tmp_path / "对比.xlsx", "zh")
    sheet = openpyxl.load_workbook(tmp_path / "对比.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    at = heads.index("本地值"), heads.index("清单值")
    told = {line[at[0]].value: line[at[1]] for line in sheet.iter_rows(min_row=2)}
    assert {here: there.value for here, there in told.items()} == {
        12.5: 13, 8: 8.65, 40: 60, 126.344444: 126.344722,
    }  # fmt: skip
    assert told[12.5].number_format == '#,##0" 亩"'
    assert told[8].number_format == '#,##0.00" 万元"'
    assert told[126.344444].number_format == '#,##0.000000"°"'


def test_that_what_a_person_entered_otherwise_is_told_in_the_units_of_the_list(in_mu):
    session, _, again = in_mu
    issues.set_fields(session, "P1", {"area_rs": "9000"})
    found = import_file(session, again, LedgerOptions(dry_run=True))
    (remark,) = [p for p in found.problems if p.code == "ledger_value_differs"]
    assert (remark.params["here"], remark.params["there"]) == ("13.5 亩", "13 亩")
