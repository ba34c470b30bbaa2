"""Which columns of a boundary file are read, and what is told of the others."""

from helpers.imports import RESERVE, boundary_file

from greenshield.services import area_list
from greenshield.services.area_import import AreaOptions, import_file


def take(session, file):
    return import_file(session, file, AreaOptions())


def test_that_names_cut_to_their_first_characters_are_known_where_one_field_fits(session, tmp_path):
    attributes = {
        "保护区名": "白石岭省级自然保护区",
        "保护区级": "省级",
        "类型": "自然保护区",
        "批准时": "2001-05-18",
        "主管部": "白石岭保护局",
        "行政代": "229901",
        "编码": "BSL-01",
        "所属保": "?",
    }
    file = boundary_file(tmp_path / "a.shp", [(RESERVE, attributes)], encoding="GBK")
    done = take(session, file)
    item = area_list.items(session.project)[0]
    assert (item["code"], item["name"], item["level"]) == (
        "BSL-01", "白石岭省级自然保护区", "provincial",
    )  # fmt: skip
    row = session.project.rows("SELECT established_on, authority, extra FROM area")[0]
    assert (row["established_on"], row["authority"]) == ("2001-05-18", "白石岭保护局")
    assert '"division_code":"229901"' in row["extra"]
    assert dict(done.columns)["保护区名"] == "name"
    assert [(p.code, p.column) for p in done.problems] == [("area_column_unread", "所属保")]


def test_that_a_column_that_no_field_is_called_is_told_and_measures_are_not(session, tmp_path):
    shape = {
        "名称": "甲",
        "OBJECTID_1": "1",
        "面积(公顷)": "12",
        "Shape_Area": "3",
        "保护对象": "林",
        "空": "",
    }
    done = take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, shape)]))
    assert [(p.code, p.column, p.fatal) for p in done.problems] == [
        ("area_column_unread", "保护对象", False)
    ]
    assert done.columns == (
        ("名称", "name"),
        ("OBJECTID_1", ""),
        ("面积(公顷)", ""),
        ("Shape_Area", ""),
        ("保护对象", ""),
    )


def test_that_very_many_unknown_columns_are_told_in_few_remarks(session, tmp_path):
    shape = {"名称": "甲"} | {f"c{n:03}": "x" for n in range(120)}
    done = take(session, boundary_file(tmp_path / "a.geojson", [(RESERVE, shape)]))
    assert len(done.problems) == 41
    assert done.problems[-1].column == "… (+80)"
