"""Headers: found under titles, over several rows, merged or not; and the words in them."""

from __future__ import annotations

import re
import tomllib

import pytest

from greenshield import messages, resources
from greenshield.domain.errors import UnreadableError
from greenshield.formats.ledger_columns import known_fields, map_columns
from greenshield.formats.ledger_header import Header, column_field, find_header
from greenshield.formats.ledger_words import IGNORED, Words
from greenshield.formats.sheet_grid import Grid, Merge, Row

TABLE = tomllib.loads(resources.path("ledger_columns.toml").read_text("utf-8"))
WORDS = Words.of(TABLE)


def _header(*rows: Row, merges: tuple[Merge, ...] = ()) -> Header | None:
    return find_header(Grid("a", [list(row) for row in rows], merges), WORDS)


def test_that_a_plain_header_is_found_under_titles_and_before_data():
    rows = (
        ["台账"],
        [],
        ["填报单位：某局", None, "日期：2023年"],
        ["图斑编号", "经度", "纬度"],
        ["1", "2", "3"],
    )
    assert _header(*rows) == Header(3, 3, ("图斑编号", "经度", "纬度"), 3)


@pytest.mark.parametrize(
    "line",
    [
        ["填报单位：某某县局（盖章）", None, "填报日期：2026年5月", None],
        ["填报单位          （盖章）", None, "填报日期    年  月  日", None],
        ["报送单位：某局", None, "联系电话：", None],
    ],
)
def test_that_a_merged_title_line_is_no_part_of_the_header(line):
    rows = (
        ["整改台账"],
        line,
        ["图斑编号", "位置", None, "整改时限"],
        [None, "经度", "纬度"],
        ["T1", 126.35, 43.25, "2026-06-30"],
    )
    merges = (
        Merge(0, 0, 0, 3), Merge(1, 0, 1, 1), Merge(1, 2, 1, 3), Merge(2, 0, 3, 0),
        Merge(2, 1, 2, 2), Merge(2, 3, 3, 3),
    )  # fmt: skip
    found = _header(*rows, merges=merges)
    assert found is not None
    assert (found.first, found.texts) == (2, ("图斑编号", "位置/经度", "位置/纬度", "整改时限"))
    plain = (["整改台账"], line, ["图斑编号", "经度", "纬度", "整改时限"], rows[-1])
    found = _header(*plain, merges=merges[:3])
    assert found is not None
    assert (found.first, found.texts[0]) == (2, "图斑编号")


def test_that_merged_header_cells_are_spread_and_joined():
    rows = (
        ["图斑编号", "位置", None, "整改", None, None],
        [None, "经度", "纬度", "责任", None, "时限"],
        [None, None, None, "责任单位", "责任人"],
        ["T1", 126, 43, "甲", "乙", "2023"],
    )
    merges = (
        Merge(0, 0, 2, 0), Merge(0, 1, 0, 2), Merge(1, 1, 2, 1), Merge(1, 2, 2, 2),
        Merge(0, 3, 0, 5), Merge(1, 3, 1, 4), Merge(1, 5, 2, 5),
    )  # fmt: skip
    texts = (
        "图斑编号",
        "位置/经度",
        "位置/纬度",
        "整改/责任/责任单位",
        "整改/责任/责任人",
        "整改/时限",
    )
    found = _header(*rows, merges=merges)
    assert found is not None
    assert (found.first, found.last, found.texts) == (0, 2, texts)
    columns, problems = map_columns(found.texts, WORDS, None, "a.xlsx")
    fields = ["clue_no", "lon", "lat", "duty_unit", "duty_person", "deadline"]
    assert ([c.field for c in columns], problems) == (fields, [])


def test_that_a_title_merged_over_all_columns_is_no_part_of_the_header():
    rows = (["某县问题台账", None, None], ["图斑编号", "经度", "纬度"], ["1", 126, 43])
    found = _header(*rows, merges=(Merge(0, 0, 0, 2),))
    assert found == Header(1, 1, ("图斑编号", "经度", "纬度"), 3)


def test_that_two_header_rows_of_a_text_table_are_joined_over_their_gaps():
    rows = (
        ["图斑编号", "位置", None, "问题来源"],
        [None, "经度", "纬度", None],
        ["T1", "126", "43", "审计"],
    )
    found = _header(*rows)
    assert found is not None
    assert (found.last, found.texts) == (1, ("图斑编号", "位置/经度", "位置/纬度", "问题来源"))


def test_that_a_first_record_of_words_is_no_second_header_row():
    rows = (["图斑编号", "问题来源", "备注"], ["甲一", "审计", None], ["甲二", "审计", "说明"])
    found = _header(*rows)
    assert found is not None
    assert found.last == 0


def test_that_a_sheet_without_known_words_has_no_header():
    assert _header(["甲", "乙", "丙"], ["1", "2", "3"]) is None
    assert _header(["备注"], ["图斑编号"]) is None
    assert _header() is None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("图斑编号", "clue_no"), ("图斑\n编号", "clue_no"), ("１、图斑编号", "clue_no"),
        ("（1）图斑编号", "clue_no"), ("★图斑编号", "clue_no"), ("占地面积（亩）", "area_rs"),
        ("占地面积(m²)", "area_rs"), ("占地面积/公顷", "area_rs"),
        ("责任主体 (企业/个人)", "subject_name"),
        ("县（市、区）", "county_name"), ("县(市 区)", "county_name"), ("CLUE_NO", "clue_no"),
        ("发现日期", "found_on"), ("线索发现时间", "found_on"), ("位置", "place_name"),
        ("所在位置", "place_name"), ("坐标位置/经度", ""), ("乡镇（街道）", "place_name"),
        ("序号", IGNORED), ("整改责任单位联系人", ""), ("图斑编号说明", ""), ("", ""),
    ],
)  # fmt: skip
def test_that_a_header_names_its_field_or_none(header, field):
    assert WORDS.field(header)[0] == field


def test_that_the_shipped_words_lead_to_fields_that_exist():
    assert set(WORDS.headers.values()) - {IGNORED} <= known_fields()
    assert set(WORDS.short.values()) <= known_fields()


def test_that_states_of_the_shipped_words_are_states_of_the_workflow():
    from greenshield.domain.workflow import STATES

    assert set(WORDS.states.values()) <= set(STATES)


def test_that_one_word_under_two_fields_is_refused():
    with pytest.raises(UnreadableError, match="ledger_words_twice"):
        Words.of({"fields": {"clue_no": ["编号A"], "issue_no": ["编号 a"]}})
    with pytest.raises(UnreadableError, match="ledger_words_malformed"):
        Words.of({"fields": {"clue_no": "编号"}})


def test_that_every_code_of_sheets_and_ledgers_has_its_sentence(repository):
    folder = repository / "greenshield" / "formats"
    files = [*folder.glob("ledger*.py"), *folder.glob("sheet*.py")]
    used = {
        code
        for file in files
        for code in re.findall(r'"((?:ledger|sheet)_[a-z0-9_]+)"', file.read_text("utf-8"))
    } - {"ledger_from_vectors"}
    told = tomllib.loads(resources.path("messages", "ledgers.toml").read_text("utf-8"))
    assert used == set(told)
    for code in told:
        for key in ("zh", "en", "remedy_zh", "remedy_en"):
            assert messages.catalogue()[code][key]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("活动基本情况/类型", "activity_code"),
        ("活动基本情况/名称", "facility_name"),
        ("活动基本情况/描述", "description"),
        ("人类活动信息/类型", "activity_code"),
        ("保护地内人类活动/类型", "activity_code"),
        ("项目情况/名称", "facility_name"),
        ("位置/乡镇、村", "place_name"),
        ("保护地/类型", "area_type"),
        ("自然保护地基本情况/类型", "area_type"),
        ("自然保护地基本情况/级别", "area_level"),
        ("问题整改/情况", "progress_note"),
        ("活动/编号", ""),
        ("问题点基本情况/编号", ""),
    ],
)
def test_that_a_group_tells_what_its_parts_are_about(text, field):
    assert column_field(text, WORDS)[0] == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("地块名称", "facility_name"),
        ("疑似图斑名称", "facility_name"),
        ("核查点名称", "facility_name"),
        ("名称", ""),  # of what, nobody says: an area's name stands so too
    ],
)
def test_that_a_head_that_says_whose_name_it_is_is_known(text, field):
    assert column_field(text, WORDS)[0] == field
