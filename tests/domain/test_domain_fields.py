"""The field catalogue, and how values are typed in."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield import reference
from greenshield.domain import dates, fields, workflow
from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import sound
from greenshield.domain.records import KINDS

TABLES = reference.code_tables()
EVERY = [(kind, s) for kind, specs in fields.CATALOGUE.items() for s in specs.values()]
ENTERED = [(kind, s) for kind, s in EVERY if not s.derived]


def ledger() -> list[str]:
    """Ids of the ledger fields, copied by hand from the design; derived ones end in ``*``."""
    text = Path(__file__).with_name("expected_fields.txt").read_text("utf-8")
    return " ".join(text.splitlines()[1:]).split()


def parse(field: str, raw: object, kind: str = "issue") -> object:
    return fields.parse(kind, field, raw, TABLES)


def refused(field: str, raw: object, kind: str = "issue") -> UsageError:
    with pytest.raises(UsageError) as caught:
        parse(field, raw, kind)
    return caught.value


def test_that_an_issue_has_every_ledger_field():
    known = fields.specs("issue")
    assert [name for name in ledger() if name.rstrip("*") not in known] == []
    assert [n for n in ledger() if known[n.rstrip("*")].derived != n.endswith("*")] == []
    for part in ("opinion", "signer", "signed_on", "referral"):
        found = [s for name, s in known.items() if name.startswith(part + "_")]
        assert found
        assert all(s.derived for s in found)


def test_that_every_record_kind_of_the_design_is_there():
    assert set(KINDS) == {
        "check", "measure", "document", "extension", "referral", "penalty", "accountability",
        "compensation", "opinion", "objection", "lookback", "progress",
    }  # fmt: skip


def test_that_every_coded_field_has_its_table_and_every_table_its_words():
    for _, s in EVERY:
        if s.code_table:
            assert s.code_table in TABLES
    for name in TABLES:
        table = TABLES.table(name)
        assert table.zh
        assert table.en
        for entry in table.entries.values():
            assert table.find(entry.zh) is table.find(entry.en) is table.find(entry.code) is entry


def test_that_words_are_chinese_and_english():
    for _, s in EVERY:
        assert re.search("[\u4e00-\u9fff]", s.zh), s.id
        assert re.fullmatch("[ -~]+", s.en), s.id


def test_that_no_two_fields_of_a_kind_share_a_name():
    for kind, specs in fields.CATALOGUE.items():
        for word in ("zh", "en"):
            names = [getattr(s, word) for s in specs.values()]
            assert sorted(names) == sorted(set(names)), (kind, word)


def test_that_every_move_input_is_a_field():
    known = fields.specs("move")
    used = {name for m in workflow.MOVES.values() for name in m.inputs}
    assert used == set(known)


def test_that_fields_that_a_move_asks_for_name_a_move():
    assert {s.needed_by for _, s in EVERY} - {""} <= set(workflow.MOVES)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("area_rs", "１，462.5平方米", 1462.5),
        ("area_rs", "14,625", 14625.0),
        ("area_rs", "3亩", 2000.0),
        ("area_rs", "1.5公顷", 15000.0),
        ("area_rs", "0.02 km²", 20000.0),
        ("area_rs", 7, 7.0),
        ("fine_yuan", "8.6万元", 86000.0),
        ("fine_yuan", "¥86,000", 86000.0),
        ("progress_pct", "85%", 85),
        ("progress_pct", "85.0", 85),
        ("lon", "125°30′15.5″", 125 + 30 / 60 + 15.5 / 3600),
        ("lat", "43°12'", 43.2),
        ("lat", "43.2°", 43.2),
        ("acct_total", "３", 3),
        ("eia_accepted", "否", False),
        ("eia_accepted", "是", True),
        ("eia_accepted", 1, True),
        ("built_on", "2019", "2019"),
        ("built_on", 2019, "2019"),
        ("built_on", "2019年5月", "2019-05"),
        ("built_on", "201905", "2019-05"),
        ("built_on", "2019.5.3", "2019-05-03"),
        ("deadline", "２０２６年８月３１日", "2026-08-31"),
        ("deadline", "20260831", "2026-08-31"),
        ("deadline", "2026-8-31 00:00:00", "2026-08-31"),
        ("deadline", date(2026, 8, 31), "2026-08-31"),
        ("deadline", datetime.fromisoformat("2026-08-31T10:00"), "2026-08-31"),
        ("deadline", datetime(2026, 8, 31, 20, tzinfo=UTC), "2026-09-01"),
        ("source_code", "绿盾巡查", "green_shield"),
        ("source_code", "green_shield", "green_shield"),
        ("source_code", "Green Shield inspection", "green_shield"),
        ("source_code", "绿盾", "green_shield"),
        ("key_problem_code", "挤占河(湖)岸", "K6"),
        ("key_problem_code", "k1", "K1"),
        ("zone_code", "核心区、缓冲区", ["core", "buffer"]),
        ("zone_code", ["core", "核心区"], ["core"]),
        ("measure_codes", "退出（两断三清）;拆除", ["withdraw", "demolish"]),
        ("clue_no", 1024.0, "1024"),
        ("facility_name", "  某\r\n采石场　", "某 采石场"),
        ("description", "一\r\n二", "一\n二"),
        ("external_nos", "国家平台:A-1; B-2", [["国家平台", "A-1"], ["", "B-2"]]),
        ("acct_by_rank", "科级及以下=3; 处级=1", {"section": 3, "division": 1}),
        ("acct_by_rank", '{"division": 2}', {"division": 2}),
        ("acct_by_rank", "处级 2 人、科级及以下１名", {"division": 2, "section": 1}),
        ("tags", "甲；乙\n丙", ["甲", "乙", "丙"]),
        ("division_code", "２２０１８１", "220181"),
        ("division_code", "220181-CB", "220181-CB"),
        ("geom", "01AB00CD00EF", "01ab00cd00ef"),
        ("geom", {"blob": "a" * 64}, {"blob": "a" * 64}),
        ("deadline", "", None),
        ("facility_name", " 　", None),
        ("zone_code", None, None),
    ],
)
def test_that_a_value_is_read_as_a_person_types_it(field, raw, value):
    assert parse(field, raw) == value


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        ("area_rs", "-1"), ("area_rs", "nan"), ("area_rs", math.nan), ("area_rs", math.inf),
        ("area_rs", "1e400"), ("area_rs", 10**400), ("area_rs", "12 箱"), ("area_rs", True),
        ("area_rs", "1,5"), ("area_rs", "1" * 100), ("progress_pct", "101"),
        ("progress_pct", "1.5"), ("lon", "181"), ("lon", "125°61′"), ("lat", "-90.1"),
        ("eia_accepted", "也许"), ("eia_accepted", 2), ("built_on", "19"), ("built_on", "2019-13"),
        ("built_on", "0019"), ("deadline", "2026-02-30"), ("deadline", "2026-08"),
        ("deadline", "31.08.2026"), ("deadline", 45000), ("deadline", "明天"),
        ("source_code", "天上"), ("source_code", 3.5), ("zone_code", "核心区、天上"),
        ("zone_code", [["core"]]), ("clue_no", True), ("clue_no", ["a"]),
        ("facility_name", "a" * 1001), ("description", "a" * 20_001), ("facility_name", "a\x00b"),
        ("facility_name", "a\ud800"), ("external_nos", [["a"]]), ("external_nos", [["a", ""]]),
        ("external_nos", {"a": "b"}), ("acct_by_rank", "{"), ("acct_by_rank", "3"),
        ("acct_by_rank", "处级:2.5"), ("acct_by_rank", "处级:-2"), ("acct_by_rank", "处级 −2"),
        ("acct_by_rank", "处级2人科级3人"), ("acct_by_rank", "处级 1e3"),
        ("acct_by_rank", {"division": 2.5}), ("acct_by_rank", {"division": -1, "科级": ["甲"]}),
        ("acct_by_rank", "[1]"), ("acct_by_rank", {"": 1}), ("acct_by_rank", {"a": math.nan}),
        ("tags", {"a": 1}), ("division_code", "22018"), ("geom", "xyz"), ("geom", "01a"),
        ("geom", {"blob": "A" * 64}), ("geom", {"blob": "a" * 64, "x": 1}), ("assignee", "a\nb"),
        ("issue_no", "1"),
    ],
)  # fmt: skip
def test_that_a_wrong_value_is_refused_with_what_is_accepted(field, raw):
    error = refused(field, raw)
    assert error.code == "field_value_invalid"
    assert error.params["accepted"]
    assert error.params["field"] == field


def test_that_a_refused_code_names_the_codes():
    assert "green_shield 绿盾巡查" in refused("source_code", "天上").params["accepted"]


def test_that_an_unknown_field_names_the_nearest():
    assert refused("deadlin", "x").params["known"].startswith("deadline")
    assert refused("qqqqqq", "x").code == "field_unknown"
    with pytest.raises(UsageError, match="kind_unknown"):
        fields.parse("isue", "deadline", "x", TABLES)


@pytest.mark.parametrize(("kind", "spec"), [(k, s) for k, s in EVERY if s.derived], ids=str)
def test_that_a_derived_field_is_refused(kind, spec):
    assert refused(spec.id, "1", kind).code == "field_derived"


def test_that_ticks_may_be_typed_or_given():
    ticks = {"two_cuts": ["a" * 64], "standard_met": ["b" * 64, "c" * 64]}
    typed = f"two_cuts={'a' * 64}; standard_met={'b' * 64},{'c' * 64}"
    assert parse("ticks", typed, "move") == parse("ticks", ticks, "move") == ticks


def test_that_a_header_finds_its_field():
    assert fields.by_word("issue", "整改时限").id == "deadline"
    assert fields.by_word("issue", " 整改 时限：").id == "deadline"
    assert fields.by_word("issue", "Deadline").id == "deadline"
    assert fields.by_word("issue", "no such") is None


def test_that_a_photo_moment_keeps_its_offset():
    assert parse("taken_at", "2024:05:03 10:11:12", "photo") == "2024-05-03T10:11:12"
    assert parse("taken_at", "2024-05-03T10:11:12+08:00", "photo") == "2024-05-03T10:11:12+08:00"
    assert refused("taken_at", "2024-05-03", "photo").code == "field_value_invalid"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(ENTERED), json_values)
def test_that_any_value_is_typed_or_refused_with_a_code(entered, raw):
    kind, s = entered
    value = None
    with suppress(UsageError):
        value = fields.parse(kind, s.id, raw, TABLES)
    assert fields.parse(kind, s.id, value, TABLES) == value
    assert value is None or sound(s, value)


def samples(spec) -> st.SearchStrategy:
    day = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(date.isoformat)
    low, high = (
        spec.low if spec.low is not None else -1e9,
        spec.high if spec.high is not None else 1e9,
    )
    return {
        "int": st.integers(math.ceil(low), math.floor(high)),
        "decimal": st.floats(low, high, allow_nan=False),
        "bool": st.booleans(),
        "date": day,
        "partial_date": day | day.map(lambda d: d[:7]) | day.map(lambda d: d[:4]),
    }[spec.type]


@given(st.data())
def test_that_a_typed_value_reads_the_same_when_printed_and_typed_again(data):
    kind, spec = data.draw(st.sampled_from(
        [(k, s) for k, s in ENTERED if s.type in ("int", "decimal", "bool", "date", "partial_date")]
    ))  # fmt: skip
    value = data.draw(samples(spec))
    assert fields.parse(kind, spec.id, value, TABLES) == value
    shown = str(value)
    if len(shown) <= 60:
        wide = shown.translate({n: n + 0xFEE0 for n in range(ord("0"), ord("9") + 1)})
        assert fields.parse(kind, spec.id, wide, TABLES) == value


# -- dates -----------------------------------------------------------------------------------


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_that_a_date_is_read_in_all_its_forms(day):
    y, m, d = day.year, day.month, day.day
    forms = [day.isoformat(), f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{y}.{m}.{d}",
             f"{y}{m:02}{d:02}", f"{y} 年 {m} 月 {d} 日", f"{day}T08:00:00+08:00"]  # fmt: skip
    assert {dates.parse_date(form) for form in forms} == {day.isoformat()}
    assert dates.is_date(day.isoformat())


@given(st.text(max_size=40))
def test_that_a_date_is_whole_or_none(text):
    found = dates.parse_date(text)
    assert found is None or dates.is_date(found)


def test_that_days_are_counted_with_both_ends():
    assert dates.days_between("2026-07-22", "2026-07-28") == 7
    assert dates.days_between("2026-07-22", "2026-07-21") == 0


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 40))
def test_that_working_days_leave_out_weekends_and_days_off(start, length):
    rules = reference.ruleset("default-2026")
    days = [start + timedelta(days=n) for n in range(length)]
    wanted = [
        d
        for d in days
        if d.isoformat() in rules.made_up_days
        or (d.weekday() < 5 and d.isoformat() not in rules.holidays)
    ]
    last = (start + timedelta(days=length - 1)).isoformat()
    found = dates.working_days_between(start.isoformat(), last, rules.holidays, rules.made_up_days)
    assert found == len(wanted)


def test_that_a_working_week_around_the_spring_festival_is_counted():
    rules = reference.ruleset("strict-2026")
    # 14 February 2026 is a worked Saturday, 15 to 23 are off.
    assert rules.publicity_length("2026-02-13", "2026-02-25") == 4


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-06-19T15:59:59+00:00", "2026-06-19"), ("2026-06-19T16:00:00Z", "2026-06-20"),
     ("2026-06-19T23:59:59", "2026-06-19"), ("2026-06-19", "2026-06-19"), ("x", None), (3, None)],
)  # fmt: skip
def test_that_a_moment_falls_on_its_chinese_day(moment, day):
    assert dates.day_of(moment) == day
