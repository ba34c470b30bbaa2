"""How far a header that names no field still speaks against what its values may be."""

from __future__ import annotations

import re

from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import UNITS

# Money, and what is not the place of the row itself: its neighbours, photos and owners.
_MONEY = "投资|金额|资金|费|罚|款|价|产值|损失|收入|经费|预算|补偿|cost|price|fine|amount"
_OTHER = "临近|邻近|相邻|毗邻|靠近|附近|周边|最近|距离|控制点|参照|拍摄|照片|住址|near|neighbo"
_NEVER = re.compile(f"{_MONEY}|{_OTHER}", re.IGNORECASE)
_PLACE = re.compile(
    "坐标|位置|经度|纬度|经纬|东经|北纬|点位|地点|定位|中心|图形|边界|范围|矢量|gps|lon|lng|lat|"
    "east|north|coord|pos|point|place|loc|shape|wkt|geom",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{4}")


def never(header: str) -> bool:
    """Whether the header says that the values are another matter: amounts, a neighbour's place."""
    return _NEVER.search(plain(header)) is not None


def may_be_place(column: ColumnMapping) -> bool:
    """Whether the column's unit leaves it open: under 甲（亩） stands no longitude."""
    units = [unit for unit in column.unit.split("/") if unit in UNITS]
    return all(UNITS[unit][0] == "length" for unit in units)


def by_itself(header: str) -> bool:
    """Whether values that read as places may be taken for them: no word says otherwise.

    A letter or a running number (甲, F3) says nothing; a word that is none of places may well
    mean what only looks like degrees.
    """
    text = plain(header)
    return _PLACE.search(text) is not None or _WORD.search(text) is None
