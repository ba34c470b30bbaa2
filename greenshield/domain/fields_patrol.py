"""The fields of patrols (常态化巡查): what was planned, and what came of it.

Which tracks were walked for a patrol the tracks say, and which clues it found the issues do.
"""

from __future__ import annotations

from greenshield.domain.field_spec import FieldSpec as F
from greenshield.domain.field_spec import catalogue

PATROL = catalogue(
    (
        F("name", "巡查名称", "name", required="R"),
        F("campaign_id", "专项年度批次", "campaign", "ref"),
        F("area_id", "巡查保护地", "protected area", "ref"),
        F("planned_from", "计划开始", "planned from", "date", required="R"),
        F("planned_to", "计划结束", "planned until", "date", required="R"),
        F("geom", "计划路线", "planned route", "geometry"),
        F("corridor_m", "廊道宽度", "corridor to either side", "decimal", "m", low=1.0,
          high=10_000.0),
        F("inspectors", "巡查人", "inspectors", "list"),
        F("done_on", "完成日期", "done on", "date"),
        F("findings", "巡查情况", "findings", many_lines=True),
        F("remark", "备注", "remark", many_lines=True),
    )
)  # fmt: skip
