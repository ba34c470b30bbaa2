"""A row whose number was cleared is told with its cell, and never becomes a new issue."""

import fiona
import pytest
from helpers.imports import workbook
from shapely import Point, box
from shapely.affinity import translate
from shapely.geometry import mapping

from greenshield.services import ledger_compare, lookup
from greenshield.services.ledger_import import ColumnWords, LedgerOptions, import_file

HEADER = ("图斑编号", "问题编号", "拐点坐标", "经度", "纬度", "设施名称", "问题来源")


def row(number, n, name="", other=None, place=None):
    if n % 2:
        return [number, other, None, 126.4 + n / 100, 43.5, name, "绿盾巡查"]
    shape = place or box(126.4 + n / 100, 43.2, 126.402 + n / 100, 43.201)
    return [number, other, shape.wkt, None, None, name, "绿盾巡查"]


@pytest.fixture
def ledger(session, tmp_path):
    rows = [row(f"T{n}", n, f"厂{n}", f"229901-2024-000{n + 1}") for n in range(4)]
    assert import_file(
        session, workbook(tmp_path / "一.xlsx", HEADER, rows), LedgerOptions()
    ).created
    return session


def take(session, tmp_path, *rows):
    return import_file(session, workbook(tmp_path / "二.xlsx", HEADER, rows), LedgerOptions())


@pytest.mark.parametrize("empty", [None, "", "—", "无", "新增", "待编号"])
@pytest.mark.parametrize("n", [1, 2])
def test_that_a_cleared_number_names_its_cell_and_the_issue_that_lies_there(
    ledger, tmp_path, empty, n
):
    rest = [row(f"T{at}", at) for at in range(4) if at != n]
    done = take(ledger, tmp_path, row(empty, n, "改"), *rest)
    told = [(p.code, p.row, p.column[:1], p.params.get("issues")) for p in done.problems if p.row]
    issue = f"229901-2024-000{n + 1}"
    assert ("ledger_row_no_number", 2, "A", None) in told
    assert ("ledger_number_cleared", 2, "A", issue) in told
    assert (done.created, done.refused, done.unchanged) == (0, 1, 3)
    assert lookup.issue(ledger.project, f"T{n}").get("facility_name") == f"厂{n}"


def test_that_another_number_does_not_stand_in_for_a_cleared_one(ledger, tmp_path):
    done = take(
        ledger,
        tmp_path,
        row(None, 2, "改", "旧-7", translate(box(126.42, 43.2, 126.422, 43.201), 1e-5)),
    )
    assert [(p.code, p.fatal) for p in done.problems if p.row] == [("ledger_number_cleared", True)]
    assert (done.created, done.refused) == (0, 1)


def test_that_a_new_row_beside_an_issue_that_is_listed_is_only_without_a_number(ledger, tmp_path):
    done = take(ledger, tmp_path, row(None, 2, "改"), row("T2", 2), row(None, 9))
    assert {p.code for p in done.problems if p.row} == {"ledger_row_no_number"}
    assert done.refused == 2


def vectors(path, metres):
    """One patch whose columns give a place so far north of it."""
    schema = {"geometry": "Polygon", "properties": {
        "TBBH": "str:20", "JD": "float", "WD": "float", "LY": "str:20"}}  # fmt: skip
    shape = box(126.4, 43.2, 126.402, 43.202)
    at = Point(126.401, 43.202 + metres / 111_100)
    with fiona.open(path, "w", driver="GPKG", schema=schema, crs="EPSG:4490") as out:
        told = {"TBBH": "V1", "JD": at.x, "WD": at.y, "LY": "绿盾巡查"}
        out.write({"geometry": mapping(shape), "properties": told})
    return path


@pytest.mark.parametrize(
    ("metres", "codes", "refused"),
    [
        (-50, set(), 0),
        (80, set(), 0),
        (600, {"ledger_attributes_apart"}, 0),
        (5_000, {"ledger_places_disagree"}, 1),
    ],
)
def test_that_columns_of_a_shape_that_give_another_place_are_told(
    session, tmp_path, metres, codes, refused
):
    mapping_ = {"source_code": "LY", "clue_no": "TBBH"}
    options = LedgerOptions(mapping=ColumnWords(mapping_))
    done = import_file(session, vectors(tmp_path / "a.gpkg", metres), options)
    assert {p.code for p in done.problems if p.row} == codes
    assert (done.created, done.refused) == (1 - refused, refused)


def test_that_an_issue_whose_row_lost_its_number_is_not_gone(ledger, tmp_path):
    file = workbook(tmp_path / "二.xlsx", HEADER, [row(None, 2), row("T0", 0), row("T1", 1)])
    found = ledger_compare.compare(ledger.project, file, LedgerOptions(dry_run=True))
    gone = [lookup.issue(ledger.project, issue).get("clue_no") for issue in found.verdicts.gone]
    assert gone == ["T3"]
