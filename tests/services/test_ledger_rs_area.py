"""遥感面积 beside the area of the patch that a ledger's row brings itself."""

import shapely
from helpers.imports import workbook

from greenshield import messages
from greenshield.geo import measures
from greenshield.services.ledger_import import LedgerOptions, import_file

PATCH = shapely.box(126.31, 43.24, 126.32, 43.25)
OWN = measures.area_m2(PATCH)


def differing(session, tmp_path, header, *rows):
    told = ("图斑编号", "问题来源", "边界坐标", "经度", "纬度", header)
    done = import_file(session, workbook(tmp_path / "a.xlsx", told, rows), LedgerOptions())
    return [p for p in done.problems if p.code == "ledger_rs_area_differs"], done.created


def row(number, area, shape=PATCH):
    if shape.geom_type == "Point":
        return [number, "常态化巡查", "", shape.x, shape.y, area]
    return [number, "常态化巡查", shape.wkt, "", "", area]


def test_that_an_area_more_than_a_tenth_off_its_patch_is_remarked_and_taken(session, tmp_path):
    rows = [
        row("A-1", OWN), row("A-2", OWN * 1.09), row("A-3", OWN * 0.91), row("A-4", OWN * 1.11),
        row("A-5", OWN * 0.89), row("A-6", ""), row("A-7", 5, shapely.Point(126.3, 43.2)),
    ]  # fmt: skip
    found, created = differing(session, tmp_path, "遥感面积（平方米）", *rows)
    assert [p.row for p in found] == [5, 6]
    assert created == len(rows)
    assert not any(p.fatal for p in found)
    assert found[0].column == "F 遥感面积（平方米）"
    told = messages.text(found[0].code, found[0].params, "zh")
    assert f"{OWN:.0f} m²" in told
    assert f"{OWN * 1.11:.0f} m²" in told


def test_that_an_area_in_the_unit_of_its_header_is_compared_in_square_metres(session, tmp_path):
    found, _ = differing(session, tmp_path, "遥感面积（亩）", row("A-1", OWN * 3 / 2000))
    assert found == []
    found, _ = differing(session, tmp_path, "遥感面积（公顷）", row("A-2", OWN * 3 / 2000))
    assert [p.row for p in found] == [2]
