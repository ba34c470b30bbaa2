"""The fields of vector layers that people keep for reference."""

from __future__ import annotations

from greenshield.domain.field_spec import SHA256, catalogue
from greenshield.domain.field_spec import FieldSpec as F

REFERENCE_LAYER = catalogue(
    (
        F("name", "名称", "name", required="R"),
        F("colour", "颜色", "colour", pattern="#[0-9A-Fa-f]{6}"),
        F("label_field", "标注字段", "column of the labels"),
        F("dated_on", "资料日期", "of which day", "partial_date"),
        F("remark", "备注", "remark", many_lines=True),
        F("geometry_kind", "几何类型", "kinds of shape"),
        F("feature_count", "要素数", "features", "int", low=0),
        F("bounds", "范围", "west, south, east, north", "list"),
        F("source_crs", "原始坐标系", "original coordinate system"),
        F("given_crs", "指定坐标系", "coordinate system as a person gave it"),
        F("datum", "坐标偏移", "a web map's shift"),
        F("encoding", "文字编码", "encoding as a person gave it"),
        F("source_file", "来源文件", "file it came from"),
        F("source_sha256", "来源文件哈希", "hash of the file", required="R", pattern=SHA256),
        F("source_layer", "来源图层", "layer it came from"),
    )
)
