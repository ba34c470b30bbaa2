"""Of which county a row is: by its code, a name that is known, a heading; else it is told."""

from __future__ import annotations

import openpyxl
import pytest
from helpers.imports import sheets_file

from greenshield import messages
from greenshield.services import division_names
from greenshield.services.ledger_import import LedgerOptions, import_file

HEAD = ["图斑编号", "问题来源", "经度", "纬度"]
OWN = "229901"  # 青禾县, as the project's name tells
KNOWN = {"229902": "乙县", "220100": "甲市", "220104": "朝阳区", "229903": "石泉满族自治县"}


@pytest.fixture
def county(session):
    division_names.keep(session, KNOWN)
    return session


def _import(session, path, **options):
    done = import_file(session, path, LedgerOptions(memory=False, **options))
    issues = session.project.rows("SELECT clue_no, division_code FROM issue ORDER BY 1")
    codes = {row["clue_no"]: row["division_code"] for row in issues}
    return codes, [(p.row, p.code) for p in done.problems if p.code.startswith("ledger_")]


def _told(session, tmp_path, head, rows, merged=(), title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in [head, *rows]:
        book.active.append(row)
    for place in merged:
        book.active.merge_cells(place)
    book.save(tmp_path / "清单.xlsx")
    return _import(session, tmp_path / "清单.xlsx")


def _row(number, *more):
    return [f"T{number}", "绿盾巡查", 126.31 + number / 100, 43.21, *more]


def test_that_an_empty_division_is_told_in_its_row(session, tmp_path):
    rows = [_row(1, int(OWN)), _row(2)]
    codes, told = _told(session, tmp_path, [*HEAD, "行政区代码"], rows)
    assert (codes, told) == ({"T1": OWN, "T2": OWN}, [(3, "ledger_division_assumed")])
    _, again = _told(session, tmp_path, [*HEAD, "行政区代码"], rows)
    assert again == []  # what is there keeps what it has


def test_that_an_empty_division_below_another_county_is_not_guessed(session, tmp_path):
    rows = [_row(1, 229902), _row(2), _row(3, int(OWN)), _row(4)]
    codes, told = _told(session, tmp_path, [*HEAD, "行政区代码"], rows)
    assert codes == {"T1": "229902", "T3": OWN, "T4": OWN}
    assert told == [(3, "ledger_division_unclear"), (5, "ledger_division_assumed")]


def test_that_an_empty_county_below_a_row_that_was_refused_is_not_guessed(county, tmp_path):
    unknown, placeless = _row(1, "丙县"), [*_row(3, "乙县")[:2], None, None, "乙县"]
    rows = [_row(0, "青禾县"), unknown, _row(2), placeless, _row(4)]
    codes, told = _told(county, tmp_path, [*HEAD, "县"], rows)
    assert codes == {"T0": OWN}
    assert [n for n, code in told if code == "ledger_division_unclear"] == [4, 6]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("乙县", "229902"), ("乙 县", "229902"), ("乙县（本级）", "229902"),
        ("甲市朝阳区", "220104"),
        ("吉林省甲市朝阳区", "220104"), ("石泉满族", "229903"), ("220183 丙市", "220183"),
        ("220183000000", "220183"), ("青禾", OWN), ("本县", OWN), ("临江市乙县", "229902"),
    ],
)  # fmt: skip
def test_that_a_county_is_known_by_its_name(county, tmp_path, said, code):
    codes, told = _told(county, tmp_path, [*HEAD, "县（市、区）"], [_row(1, said)])
    assert codes == {"T1": code}
    assert told == ([] if code == OWN else [(None, "ledger_counties_by_name")])


@pytest.mark.parametrize(
    "said",
    ["丙县", "乙", "乙县、青禾县", "北京市朝阳区", "长春市辖区", "229902/229903", "990101", "待定"],
)
def test_that_a_county_that_is_not_known_without_doubt_makes_no_issue(county, tmp_path, said):
    rows = [_row(1, "青禾县"), _row(2, said)]
    codes, told = _told(county, tmp_path, [*HEAD, "县（市、区）"], rows)
    assert (codes, told) == ({"T1": OWN}, [(3, "ledger_county_unknown")])


def test_that_two_counties_of_one_name_are_told_apart_by_the_city_beside(county, tmp_path):
    division_names.keep(county, {"220404": "朝阳区", "220400": "丁市"})
    rows = [_row(1, "甲市", "朝阳区"), _row(2, "丁市", "朝阳区"), _row(3, None, "朝阳区")]
    codes, told = _told(county, tmp_path, [*HEAD, "市", "县"], rows)
    assert codes == {"T1": "220104", "T2": "220404"}
    assert told == [(None, "ledger_counties_by_name"), (4, "ledger_county_unknown")]


def test_that_a_list_that_gives_codes_and_names_tells_what_names_stand_for(county, tmp_path):
    rows = [_row(1, 220183, "丙市"), _row(2, None, "丙市"), _row(3, 229902, "青禾县")]
    codes, told = _told(county, tmp_path, [*HEAD, "行政区代码", "县区"], rows)
    assert codes == {"T1": "220183", "T2": "220183", "T3": "229902"}
    assert told == [(None, "ledger_counties_by_name"), (4, "ledger_county_differs")]


def test_that_a_word_in_the_column_of_codes_is_a_name_or_refused(county, tmp_path):
    rows = [_row(1, "乙县"), _row(2, "丙县")]
    codes, told = _told(county, tmp_path, [*HEAD, "行政区代码"], rows)
    assert codes == {"T1": "229902"}
    assert (3, "ledger_county_unknown") in told


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        (["一、青禾县", "二、乙县"], {"T1": OWN, "T2": "229902"}),
        (["青禾县：", "乙县（2处）"], {"T1": OWN, "T2": "229902"}),
        (["（一）某县（220183）", "（二）乙县 共1个"], {"T1": "220183", "T2": "229902"}),
        (["一、乙县", "（一）采石场"], {"T1": "229902", "T2": "229902"}),
        (["甲市", "甲市朝阳区"], {"T1": "220100", "T2": "220104"}),
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_that_a_heading_between_rows_tells_their_county(county, tmp_path, headings, codes, merged):
    rows = [[headings[0]], _row(1), [headings[1]], _row(2)]
    got, told = _told(county, tmp_path, HEAD, rows, ["A2:D2", "A4:D4"] if merged else [])
    assert got == codes
    assert told == [(None, "ledger_counties_by_name")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["一", "乙县", None, None, None, 45], ["二", "青禾县", None, None, None, 30]),
        ([None, "乙县", *[None] * 3, 45], [None, "青禾县（1处）", *[None] * 3, "30亩"]),
        (["（一）", "乙县", None, None, None, None], ["（二）", "青禾县", None, None, None, 1]),
    ],
)
def test_that_a_heading_with_its_sums_beside_tells_the_county(county, tmp_path, first, second):
    rows = [first, [1, *_row(1, 45)], second, [1, *_row(2, 30)]]
    codes, told = _told(county, tmp_path, ["序号", *HEAD, "面积（亩）"], rows)
    assert codes == {"T1": "229902", "T2": OWN}
    assert told == [(None, "ledger_counties_by_name")]


def test_that_other_parts_beside_counties_are_of_none(county, tmp_path):
    rows = [["一", "乙县", None, None, None, 45], [1, *_row(1, 45)],
            ["二", "省直单位", None, None, None, 30], [1, *_row(2, 30)]]  # fmt: skip
    codes, told = _told(county, tmp_path, ["序号", *HEAD, "面积（亩）"], rows)
    assert codes == {"T1": "229902"}
    assert (5, "ledger_county_heading_unknown") in told


def test_that_the_towns_of_a_county_leave_its_rows_to_it(county, tmp_path):
    """Also where towns are numbered as counties are."""
    rows = [["一、乙县"], ["城关镇"], _row(1), ["二、柳河镇"], _row(2), ["三、其他"], _row(3)]
    codes, told = _told(county, tmp_path, HEAD, rows)
    assert codes == {"T1": "229902", "T2": "229902"}
    assert (8, "ledger_county_heading_unknown") in told
    issues = county.project.rows("SELECT place_name FROM issue ORDER BY clue_no")
    assert [row["place_name"] for row in issues] == ["城关镇", "柳河镇"]


def test_that_a_record_of_figures_and_its_county_alone_is_no_heading(county, tmp_path):
    rows = [[1001, "乙县", 126.31, 43.21, 15], [1002, "青禾县", 126.32, 43.21, 30]]
    book = openpyxl.Workbook()
    for row in [["图斑编号", "县", "经度", "纬度", "面积（亩）"], *rows]:
        book.active.append(row)
    book.save(tmp_path / "清单.xlsx")
    codes, _ = _import(county, tmp_path / "清单.xlsx", source="patrol")
    assert codes == {"1001": "229902", "1002": OWN}


@pytest.mark.parametrize(
    "code", ["220183000000", 220183000000, "220183000", "２２０１８３", 220183.0]
)
def test_that_codes_with_the_zeros_of_towns_are_the_countys(county, tmp_path, code):
    codes, _ = _told(county, tmp_path, [*HEAD, "行政区代码"], [_row(1, code)])
    assert codes == {"T1": "220183"}


@pytest.mark.parametrize("second", ["二、丙县", "二、省直管单位"])
def test_that_rows_below_a_heading_that_is_not_known_make_no_issue(county, tmp_path, second):
    rows = [["一、乙县"], _row(1), [second], _row(2)]
    codes, told = _told(county, tmp_path, HEAD, rows)
    assert codes == {"T1": "229902"}
    assert (5, "ledger_county_heading_unknown") in told


def test_that_sheets_named_after_counties_tell_theirs(county, tmp_path):
    names = ["青禾县", "乙县", "丙县", "核心区"]
    sheets = {name: (HEAD, _row(n)) for n, name in enumerate(names, 1)}
    sheets_file(tmp_path / "清单.xlsx", sheets)
    codes, told = _import(county, tmp_path / "清单.xlsx", all_sheets=True)
    assert codes == {"T1": OWN, "T2": "229902", "T4": OWN}
    assert told == [(None, "ledger_counties_by_name"), (2, "ledger_county_heading_unknown")]


def test_that_other_headings_within_the_table_are_told(session, tmp_path):
    rows = [["（一）采石场"], _row(1), ["（二）核心区"], _row(2)]
    codes, told = _told(session, tmp_path, HEAD, rows)
    assert (codes, told) == ({"T1": OWN, "T2": OWN}, [(None, "ledger_sections_left")])


def test_that_a_line_below_the_last_row_is_no_heading(session, tmp_path):
    _, told = _told(session, tmp_path, HEAD, [_row(1), ["以上为全部问题"]], ["A3:D3"])
    assert told == []


def test_that_the_only_county_of_a_list_is_the_unnamed_projects_own_and_that_is_told(
    session, tmp_path, monkeypatch
):
    monkeypatch.setattr(division_names, "derived", lambda _: {})
    head = [*HEAD, "县（市、区）"]
    codes, told = _told(session, tmp_path, head, [_row(1, "丙县"), _row(2, "丙县")])
    assert (codes, told) == ({"T1": OWN, "T2": OWN}, [(None, "ledger_county_assumed")])
    codes, told = _told(session, tmp_path, head, [_row(3, "丙县"), _row(4, "丁县")])
    assert told == [(2, "ledger_county_unknown"), (3, "ledger_county_unknown")]


def test_that_an_issue_that_is_there_needs_no_county(county, tmp_path):
    head = [*HEAD, "县（市、区）", "备注"]
    _told(county, tmp_path, head, [_row(1, "乙县", "一")])
    codes, told = _told(county, tmp_path, head, [_row(1, "丙县", "二")])
    assert (codes, told) == ({"T1": "229902"}, [])
    remark = county.project.rows("SELECT remark FROM issue")[0]["remark"]
    assert remark == "二"


def test_that_the_advice_names_the_county_and_the_command():
    told = messages.remedy("ledger_county_unknown", {"county": "丙县"}, "zh")
    assert "greenshield division name 项目 代码=丙县" in told
