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
    rows = lines(book, "巡查")
    total = rows[-1]
    assert len(single) == len(patrols)
    counties = [row for row in rows if row["代码"] not in (220500, 220600, 220000)]
    assert len(counties) == len({p.division_code for p in patrols})
    by_code = Counter()
    for line in single:
        code = line["代码"]
        for place in (code, int(str(code)[:4]) * 100, 220000):
            by_code.update({(place, f): line[f] or 0 for f in FIGURES})
    for row in rows:
        for figure in FIGURES:
            wanted = pytest.approx(by_code[row["代码"], figure])
            assert row[figure] == wanted, (row["代码"], figure)
    for figure in FIGURES:
        assert total[figure] == pytest.approx(sum(line[figure] or 0 for line in single)), figure
    assert total["计划次数"] == sum(total[f] for f in FIGURES[1:5]) == len(patrols)
    routes = sum(p.route_m for p in patrols)
    covered = sum(p.covered_m for p in patrols)
    assert total["路线覆盖率"] == pytest.approx(covered / routes, rel=1e-4)
    assert total["发现线索（个）"] == sum(p.finds for p in patrols)


def test_that_each_city_stands_after_its_counties_and_each_province_after_its_cities(tmp_path):
    codes = ("320102", "220582", "220601", "220581", "220582-XQ")
    patrols = tuple(
        replace(one, division_code=codes[n % 5]) for n, one in enumerate(random_patrols(20, 5))
    )
    file = written(tmp_path, source=replace(example(), patrols=patrols))
    rows = lines(openpyxl.load_workbook(file, data_only=True), "巡查")
    assert [(row["行政区划"], str(row["代码"])) for row in rows] == [
        ("云岭县", "220581"), ("江源县", "220582"), ("220582-XQ", "220582-XQ"),
        ("通明市合计", "220500"), ("临江区", "220601"), ("松岭市合计", "220600"),
        ("吉林省合计", "220000"), ("320102", "320102"), ("320100（市）", "320100"),
        ("320000（省）", "320000"),
    ]  # fmt: skip
    made = openpyxl.load_workbook(file)["巡查"]
    assert [made.cell(line, 3).value for line in (8, 10, 11, 13, 14)] == [
        "=SUM(C5:C7)", "=SUM(C9)", "=SUM(C8,C10)", "=SUM(C12)", "=SUM(C13)"
    ]  # fmt: skip


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
