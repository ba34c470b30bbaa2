"""Code tables: faults told at once, words that lead to one code, a county's own tables."""

from __future__ import annotations

import pytest

from greenshield import reference
from greenshield.domain.codes import CodeTables, fold_word
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.domain.guards.checking import OUTCOMES
from greenshield.domain.guards.photos import MEASURED_POSITIONS, MEASURED_TIMES
from greenshield.domain.guards.turning_back import CONSOLIDATED, REBOUND

GOOD = {"version": "1", "zh": "表", "en": "table"}


def table(*entries: object, **rest: object) -> dict:
    return {"t": GOOD | {"entry": list(entries)} | rest}


def entry(code: object = "a", zh: object = "甲", en: object = "first", **rest: object) -> dict:
    return {"code": code, "zh": zh, "en": en} | rest


def faults(raw: object) -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        CodeTables.from_dict(raw)
    assert caught.value.code == "codes_invalid"
    return [p.params["what"] for p in caught.value.params["problems"]]


@pytest.mark.parametrize(
    "raw",
    [
        {"t": 3}, {"t": GOOD}, {"t": GOOD | {"entry": []}}, {"t": GOOD | {"entry": "abc"}},
        table(entry(), version=1), table(entry(), odd=1), table(3), table(entry(code="a b")),
        table(entry(code="")), table(entry(code=7)), table(entry(zh="")), table(entry(en=None)),
        table(entry(), entry()), table(entry(aliases="x")), table(entry(aliases=[""])),
        table(entry(source="Q")), table(entry(source=3)), table(entry(legacy="yes")),
        table(entry(parent="b")), table(entry(maps_to=["b"])), table(entry(colour="red")),
        table(entry(), entry("b", "甲 ", "second")), table(entry(), entry("b", "乙", "First")),
        table(entry(aliases=["B"]), entry("b", "乙", "second")),
    ],
)  # fmt: skip
def test_that_a_fault_is_told(raw):
    assert faults(raw)


def test_that_all_faults_are_told_at_once():
    assert len(faults(table(entry(zh=""), entry("b c", "乙", "second"), odd=1))) == 3


def test_that_words_are_compared_without_their_dress():
    assert fold_word("挤占河（湖）岸") == fold_word(" 挤占河(湖)岸 ") == "挤占河湖岸"
    assert fold_word("Ｋ１") == fold_word("k-1") == "k1"


def test_that_an_unknown_table_names_those_that_exist():
    with pytest.raises(UsageError) as caught:
        reference.code_tables().table("sources")
    assert "source" in caught.value.params["known"]


def test_that_labels_fall_back_to_the_code():
    tables = reference.code_tables()
    assert tables.label("zone", "core") == "核心区"
    assert tables.label("zone", "core", "en") == "core zone"
    assert tables.label("zone", "odd") == tables.label("no table", "odd") == "odd"


def test_that_the_design_is_in_the_tables():
    tables = reference.code_tables()
    activity = tables.table("activity").entries.values()
    old = "农业用地 居民点 采石场 工矿用地 能源设施 交通设施 旅游设施 养殖场 其他人工设施 道路"
    new = "矿产资源开发 工业开发 能源开发 旅游开发 交通开发 养殖开发 其他活动"
    assert [e.zh for e in activity if e.group == "ten"] == old.split()
    assert [e.zh for e in activity if e.group == "seven"] == new.split()
    assert all(e.maps_to for e in activity if e.group == "ten")
    # Of the sources one is ours: remote sensing where a sheet does not say whose.
    wanted = {"key_problem": 7, "green_shield_type": 8, "source": 15, "measure": 8, "zone": 7,
              "tier": 5, "area_class": 9}  # fmt: skip
    assert {name: len(tables.table(name).entries) for name in wanted} == wanted


def test_that_the_guards_use_codes_of_the_tables():
    tables = reference.code_tables()

    def measured(name):
        return {e.code for e in tables.table(name).entries.values() if e.group == "measured"}

    assert measured("position_source") == MEASURED_POSITIONS
    assert measured("time_source") == MEASURED_TIMES
    assert set(tables.table("dismiss_outcome").entries) == set(OUTCOMES)
    assert set(tables.table("lookback_result").entries) == {CONSOLIDATED, *REBOUND}


def test_that_a_county_replaces_a_table_by_csv(tmp_path):
    file = tmp_path / "activity.csv"
    file.write_bytes(
        "code,zh,en,aliases,legacy\nX1,采石,quarry,石场；石坑,否\nX2,其他,other,,是\n".encode(
            "gb18030"
        )
    )
    tables = reference.with_table_file(reference.code_tables(), file)
    found = tables.table("activity")
    assert [e.code for e in found.entries.values()] == ["X1", "X2"]
    assert found.find("石坑").code == "X1"
    assert found.entries["X2"].legacy
    assert found.version == "2026.1+activity.csv"
    assert reference.code_tables().table("activity").find("石坑") is None


def test_that_a_county_replaces_a_table_by_toml(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('[change]\nversion = "9"\nzh = "变化"\nen = "change"\n'
                    'entry = [{ code = "n", zh = "新", en = "new" }]\n', "utf-8")  # fmt: skip
    tables = reference.with_table_file(reference.code_tables(), file)
    assert tables.versions()["change"] == "9"


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("activity.csv", b"", UnreadableError),
        ("activity.csv", b"code,zh\na,b\n", UnreadableError),
        ("activity.csv", b"code,zh,en,colour\na,b,c,d\n", UnreadableError),
        ("activity.csv", b"code,zh,en\n", UnreadableError),
        ("activity.csv", b"code,zh,en\n\xff\xff\xff", UnreadableError),
        ("activity.csv", b'code,zh,en\n"' + b"x" * 200_000 + b'",b,c\n', UnreadableError),
        ("nothing.csv", b"code,zh,en\na,b,c\n", UsageError), ("a.toml", b"[", UnreadableError),
        ("a.toml", b"x = 3", UnreadableError),
        ("a.toml", b'[mine]\nversion="1"\nzh="z"\nen="e"\nentry=[{code="a",zh="b",en="c"}]',
         UsageError),
    ],
)  # fmt: skip
def test_that_a_wrong_table_file_is_refused(tmp_path, name, content, error):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(error):
        reference.with_table_file(reference.code_tables(), file)
