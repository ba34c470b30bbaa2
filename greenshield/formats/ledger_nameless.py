"""How far a header that names no field still speaks against what its values may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.domain.fields import specs
from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_model import ColumnMapping
from greenshield.formats.ledger_numbers import UNITS
from greenshield.formats.ledger_sound import Samples
from greenshield.formats.sheet_grid import Cell, shown

# Money, and what is not the place of the row itself: its neighbours, photos and owners.
_MONEY = "投资|金额|资金|费|罚|款|价|产值|损失|收入|经费|预算|补偿|cost|price|fine|amount"
_OTHER = "临近|邻近|相邻|毗邻|靠近|附近|周边|最近|距离|控制点|参照|拍摄|照片|住址|near|neighbo"
_NEVER = re.compile(f"{_MONEY}|{_OTHER}", re.IGNORECASE)
_PLACE = re.compile(
    "坐标|位置|经度|纬度|经纬|东经|北纬|点位|地点|定位|中心|图形|边界|范围|矢量|gps|lon|lng|lat|"
    "east|north|coord|pos|point|place|loc|shape|wkt|geom",
    re.IGNORECASE,
)
_DAY_OR_PHONE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|1[3-9]\d{9}", re.ASCII
)
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{4}")


def never(header: str) -> bool:
    """Whether the header says that the values are another matter: amounts, a neighbour's place."""
    return _NEVER.search(plain(header)) is not None


def may_be_place(column: ColumnMapping) -> bool:
    """Whether the column's unit leaves it open: under 甲（亩） stands no longitude."""
    units = [unit for unit in column.unit.split("/") if unit in UNITS]
    return all(UNITS[unit][0] == "length" for unit in units)


def doubted(
    columns: Sequence[ColumnMapping], samples: Samples, file: str
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Only proposes what was remembered of a column that now holds days or telephones.

    Returns:
        The columns, and a remark for each that is now proposed.
    """
    known, out, problems = specs("issue"), [], []
    for column in columns:
        spec = known.get(column.field or "")
        values = samples.values(column.index) if column.by == "layout" else []
        amount = spec is not None and spec.type in ("int", "decimal")
        if spec is None or not amount or not values or not all(map(_no_amount, values)):
            out.append(column)
            continue
        out.append(replace(column, field=None, confidence=0.0, by="", proposed=spec.id))
        params = {"field": spec.id}
        problems.append(
            Problem("ledger_column_unlike", file, None, column.label, params, fatal=False)
        )
    return tuple(out), problems


def _no_amount(value: Cell) -> bool:
    return _DAY_OR_PHONE.fullmatch(plain(shown(value))) is not None


def by_itself(header: str) -> bool:
    """Whether values that read as places may be taken for them: no word says otherwise.

    A letter or a running number (甲, F3) says nothing; a word that is none of places may well
    mean what only looks like degrees.
    """
    text = plain(header)
    return _PLACE.search(text) is not None or _WORD.search(text) is None
