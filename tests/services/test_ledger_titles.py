"""Of which county a list is by the lines above its table: taken where it is known, else told."""

from __future__ import annotations

import openpyxl
import pytest

from greenshield.formats.ledger_counties import in_title
from greenshield.services import division_names
from greenshield.services.ledger_import import LedgerOptions, import_file

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]
OWN = "229901"  # 青禾县, as the project's name tells

NONE = (
    "自然保护区问题清单", "全市自然保护地问题清单", "重点区域问题清单", "县级自然保护区问题清单",
    "城区问题清单", "云岭县、青禾县问题清单", "青禾县与云岭县问题清单", "吉林省问题清单",
    "清河市政府挂牌问题", "单位：亩", "填报单位：", "市区问题清单", "各县区问题清单",
)  # fmt: skip


def _row(number, *more):
    return [f"T{number}", "绿盾巡查", 126.31 + number / 100, 43.21, *more]


@pytest.fixture
def told(session, tmp_path):
    """What an import of rows below some lines makes of their counties, and what it remarks."""
    division_names.keep(session, {"229902": "乙县", "229900": "通明市"})

    def read(*rows, sheet="Sheet"):
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row if isinstance(row, list) else [row])
        book.save(tmp_path / "清单.xlsx")
        done = import_file(session, tmp_path / "清单.xlsx", LedgerOptions(memory=False))
        issues = session.project.rows("SELECT clue_no, division_code FROM issue ORDER BY 1")
        codes = {row["clue_no"]: row["division_code"] for row in issues}
        return codes, [(p.row, p.code) for p in done.problems if "count" in p.code]

    return read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云岭县“绿盾”问题清单", ("云岭县",)),
        ("附件2：2026年通明市云岭县自然保护地问题清单", ("通明市", "云岭县")),
        ("填报单位（盖章）：通明市云岭县生态环境局", ("通明市", "云岭县")),
        ("石泉满族自治县问题清单", ("石泉满族自治县",)),
        *((text, ()) for text in NONE),
    ],
)  # fmt: skip
def test_that_a_title_names_a_county_where_it_begins_with_one(text, names):
    assert in_title(text) == names


@pytest.mark.parametrize(
    "title", ["乙县“绿盾”问题清单", "填报单位：通明市乙县生态环境局", "2026年乙县问题台账"]
)
def test_that_the_title_tells_the_county_of_rows_that_tell_none(told, title):
    codes, said = told(title, HEAD, _row(1), _row(2))
    assert codes == {"T1": "229902", "T2": "229902"}
    assert said == [(None, "ledger_counties_by_name")]


@pytest.mark.parametrize(
    "title",
    [
        "青禾县问题清单",
        "通明市问题清单",
        "丙市问题清单",
        "乙县、青禾县问题清单",
        "自然保护区问题清单",
    ],
)
def test_that_a_title_of_the_own_county_or_of_what_lies_above_it_says_nothing(told, title):
    assert told(title, HEAD, _row(1)) == ({"T1": OWN}, [])


def test_that_a_title_of_a_county_that_is_not_known_is_told(told):
    codes, said = told("云岭县问题清单", HEAD, _row(1), _row(2))
    assert codes == {"T1": OWN, "T2": OWN}
    assert said == [(None, "ledger_county_title_unknown")]


def test_that_the_rows_own_words_go_before_the_title(told):
    rows = [_row(1, "青禾县"), _row(2, "乙县"), _row(3, "青禾县")]
    codes, said = told("乙县问题清单", [*HEAD, "县"], *rows)
    assert codes == {"T1": OWN, "T2": "229902", "T3": OWN}
    assert said == [(None, "ledger_counties_by_name")]


def test_that_the_title_of_a_second_table_tells_its_rows(told):
    second = ["青禾县问题清单", HEAD, _row(3)]
    codes, _ = told("乙县问题清单", HEAD, _row(1), _row(2), *second)
    assert codes == {"T1": "229902", "T2": "229902", "T3": OWN}


def test_that_rows_below_a_second_title_of_an_unknown_county_are_refused(told):
    codes, said = told("乙县问题清单", HEAD, _row(1), "云岭县问题清单", HEAD, _row(2))
    assert codes == {"T1": "229902"}
    assert (6, "ledger_county_heading_unknown") in said


def test_that_the_same_title_once_more_says_nothing_new(told):
    codes, said = told("云岭县问题清单", HEAD, _row(1), "云岭县问题清单（续）", HEAD, _row(2))
    assert codes == {"T1": OWN, "T2": OWN}
    assert said == [(None, "ledger_county_title_unknown")]
