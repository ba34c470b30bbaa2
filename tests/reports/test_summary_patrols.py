"""The summary's sheets of patrols: each county is the sum of its patrols, all of them the total."""

from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
from summary_factory import example, random_patrols, sheet_rows, written

FIGURES = (
    "计划次数", "待巡查", "巡查中", "逾期未完成", "已完成", "计划路线（公里）", "其中已巡（公里）",
    "实走里程（公里）", "发现线索（个）",
)  # fmt: skip


def made(tmp_path, seed, **layout):
    source = replace(example(), patrols=random_patrols(30, seed))
    file = written(tmp_path, source=source, **layout)
    return source.patrols, openpyxl.load_workbook(file, data_only=True), file


def lines(book, sheet):
    heads, *rest = sheet_rows(book[sheet])[3:]
    return [dict(zip(heads, line, strict=True)) for line in rest]


@pytest.mark.parametrize("seed", [1, 2])
def test_that_counties_and_totals_are_the_sums_of_their_patrols(tmp_path, seed):
    patrols, book, _ = made(tmp_path, seed)
    single = lines(book, "巡查明细")
    *counties, total = lines(book, "巡查")
    assert len(single) == len(patrols)
    assert len(counties) == len({p.division_code for p in patrols})
    by_code = Counter()
    for line in single:
        by_code.update({(line["代码"], f): line[f] or 0 for f in FIGURES})
    for county in counties:
        for figure in FIGURES:
            wanted = pytest.approx(by_code[county["代码"], figure])
            assert county[figure] == wanted, (county["代码"], figure)
    for figure in FIGURES:
        assert total[figure] == pytest.approx(sum(line[figure] or 0 for line in single)), figure
    assert total["计划次数"] == sum(total[f] for f in FIGURES[1:5]) == len(patrols)
    routes = sum(p.route_m for p in patrols)
    covered = sum(p.covered_m for p in patrols)
    assert total["路线覆盖率"] == pytest.approx(covered / routes, rel=1e-4)
    assert total["发现线索（个）"] == sum(p.finds for p in patrols)


def test_that_figures_calculate_in_the_single_patrols(tmp_path):
    _, _, file = made(tmp_path, 3)
    typed = openpyxl.load_workbook(file)
    assert str(typed["巡查"]["C5"].value).startswith("=SUMIFS('巡查明细'!")
    names = [row[2].value for row in typed["巡查明细"].iter_rows(min_row=5)]
    assert all(name.startswith("=巡查") for name in names)
    assert {row[2].data_type for row in typed["巡查明细"].iter_rows(min_row=5)} == {"s"}


def test_that_without_single_patrols_figures_are_values(tmp_path):
    _, book, file = made(tmp_path, 4, drills=False)
    assert "巡查明细" not in book.sheetnames
    cells = [c for row in openpyxl.load_workbook(file)["巡查"].iter_rows(min_row=5) for c in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert lines(book, "巡查")[-1]["计划次数"] == 30


def test_that_a_ledger_without_patrols_has_no_such_sheets(tmp_path):
    names = openpyxl.load_workbook(written(tmp_path)).sheetnames
    assert not {"巡查", "巡查明细"} & set(names)
