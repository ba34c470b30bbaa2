"""A list of boundary markers as offices keep it."""

from __future__ import annotations

from greenshield.services import (
    marker_list,
)

LIST = (
    "云岭保护区界桩登记表,,,,,,\n序号,界桩编号,标志类型,保护地名称,东经,北纬,现状,检查日期\n"
    "1,JZ-1,界桩,云岭保护区,126.31,43.21,完好,2024-05-06\n"
    "2,JZ-2,标识牌,云岭保护区,126°18′40″,43°12′38″,倾斜,2024-05-06\n"
    "3,JZ-3,界桩,,43.22,126.32,歪歪的,\n"
    "4,,界桩,云岭保护区,126.33,43.22,,\n"
    "5,JZ-1,界桩,云岭保护区,126.34,43.22,,\n"
    "6,JZ-6,界桩,云岭保护区,,,,\n"
    "合计,6,,,,,,\n"
)


def write(path, text):
    path.write_text(text, "utf-8")
    return path


def by_number(project, **more):
    return {item["number"]: item for item in marker_list.items(project, **more)}
