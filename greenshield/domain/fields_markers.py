"""The fields of boundary markers and signboards (界桩与标识牌), and of their inspections."""

from __future__ import annotations

from greenshield.domain.field_spec import DIVISION, SHA256, catalogue
from greenshield.domain.field_spec import FieldSpec as F

MARKER = catalogue(
    (
        F("number", "界桩编号", "marker number", required="R"),
        F("marker_kind", "标志类别", "kind of marker", "code", code_table="marker_kind"),
        F("area_id", "所属保护地", "protected area", "ref"),
        F("area_name", "保护地名称", "name of the area as given"),
        F("division_code", "行政区划代码", "division code", pattern=DIVISION),
        F("place_name", "小地名", "place name"),
        F("lon", "经度", "longitude", "decimal", "deg", required="R", low=-180.0, high=180.0),
        F("lat", "纬度", "latitude", "decimal", "deg", required="R", low=-90.0, high=90.0),
        F("set_on", "设立日期", "set up on", "partial_date"),
        F("set_by", "设立单位", "set up by"),
        F("condition", "登记状况", "condition as listed", "code", code_table="marker_condition"),
        F("condition_on", "登记状况日期", "date of that condition", "partial_date"),
        F("source_crs", "原始坐标系", "original coordinate system"),
        F("source_file", "来源文件", "file it came from"),
        F("source_sha256", "来源文件哈希", "hash of the file", pattern=SHA256),
        F("remark", "备注", "remark", many_lines=True),
    )
)

MARKER_CHECK = catalogue(
    (
        F("marker_id", "界桩", "marker", "ref", required="R"),
        F("checked_on", "巡查日期", "inspected on", "date", required="R"),
        F("condition", "状况", "condition", "code", code_table="marker_condition", required="R"),
        F("inspector", "巡查人", "inspected by", "ref"),
        F("photos", "照片", "photos", "list"),
        F("remark", "备注", "remark", many_lines=True),
    )
)
