"""Fields, states and kinds are named by their Chinese words as well as by their codes."""

import argparse
import csv
import json

import pytest
from helpers.open_sessions import add_clue, session_of
from shapely import box

from greenshield.cli import words_in
from greenshield.domain.ledger_filter import FLAGS
from greenshield.domain.patrols import EVERY
from greenshield.domain.trends import GROUPS, STEPS
from greenshield.services import area_import, layer_import, ledger_import, report_summary


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_clue(session, "QH-2", box(126.359, 43.249, 126.361, 43.251), facility_name="甲料场")
        add_clue(session, "QH-1", box(126.349, 43.249, 126.351, 43.251), facility_name="乙料场")
    return project


def listed(say, *args):
    code, out, err = say("--json", *args)
    assert code == 0, err
    return json.loads(out)["items"]


@pytest.mark.parametrize(
    "names",
    [("活动/设施名称", "整改状态", "自然保护地名称"), ("facility_name", "state", "area_id")],
)
def test_that_fields_go_out_by_name_or_id(say, project, tmp_path, names):
    out = tmp_path / "o.csv"
    assert say("ledger", "export", project, out, "--fields", *names)[0] == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [head.partition("（")[0] for head in rows[0][:3]] == [
        "活动设施名称", "整改状态", "自然保护地名称",
    ]  # fmt: skip
    assert sorted(row[0] for row in rows[1:]) == ["乙料场", "甲料场"]


def test_that_a_field_that_is_none_is_told_with_those_near_it(say, project, tmp_path):
    code, _, err = say("ledger", "export", project, tmp_path / "o.csv", "--fields", "整改时间")
    assert (code, "deadline 整改时限" in err) == (2, True)
    assert len(err) < 400


@pytest.mark.parametrize("word", ["活动设施名称", "facility_name", "活动/设施名称"])
def test_that_the_order_is_asked_for_by_name_or_id(say, project, word):
    items = listed(say, "ledger", "list", project, "--sort", word)
    assert [i["facility_name"] for i in items] == ["甲料场", "乙料场"]
    assert [i["clue_no"] for i in listed(say, "ledger", "list", project, "--sort", "编号")] == [
        "QH-1",
        "QH-2",
    ]


def test_that_views_flags_and_tiers_are_taken_by_name(say, project):
    assert len(listed(say, "ledger", "list", project, "--view", "线索")) == 2
    assert listed(say, "ledger", "list", project, "--view", "即将到期") == []
    assert listed(say, "ledger", "list", project, "--only", "有争议") == []
    assert len(listed(say, "ledger", "list", project, "--without", "历史导入")) == 2
    assert len(listed(say, "ledger", "list", project, "--waiting-at", "县级")) == 2
    code, _, err = say("ledger", "list", project, "--view", "没有这个")
    assert (code, "overdue 整改逾期" in err) == (2, True)


def test_that_records_are_asked_for_by_states_and_kinds_in_words(say, project):
    assert (
        say("record", "add", project, "QH-1", "移送", "移送类型=公安机关", "受移送单位=某纪委")[0]
        == 0
    )
    by_code = listed(say, "record", "list", project, "--kind", "referral", "--state", "draft")
    assert len(by_code) == 1
    assert listed(say, "record", "list", project, "--kind", "移送", "--state", "拟移送") == by_code
    assert listed(say, "record", "list", project, "--kind", "移送", "--state", "已办结") == []
    assert len(listed(say, "record", "list", project, "QH-1", "--state", "拟移送")) == 1
    code, _, err = say("record", "list", project, "QH-1", "--state", "拟办")
    assert (code, "draft 拟移送" in err) == (2, True)
    assert say("record", "set", project, "QH-1", "移送", "受移送单位=另一纪委")[0] == 0
    (record,) = listed(say, "record", "list", project, "QH-1", "移送")
    assert "另一纪委" in record["fields"].values()


@pytest.mark.parametrize(
    ("names", "codes"),
    [(words_in.FLAGS, FLAGS), (words_in.STEPS, STEPS), (words_in.EVERY, EVERY),
     (words_in.KINDS_OF_LAYER, layer_import.KINDS), (words_in.GROUPS, GROUPS),
     (words_in.TABLES, report_summary.ROWS),
     (words_in.KINDS_OF_LIST, ledger_import.AS),
     (words_in.KINDS_OF_AREA, (*area_import.KINDS, "guess"))],
)  # fmt: skip
def test_that_every_choice_has_a_name_of_its_own(names, codes):
    assert set(names) == set(codes)
    read = words_in.choice_of(names, "all")
    for code, more in names.items():
        assert {read(word) for word in (code, *more)} == {code}
    assert [read(word) for word in ("", "all")] == ["", "all"]
    with pytest.raises(argparse.ArgumentTypeError) as refused:
        read("没有这个")
    assert all(f"{code} {more[0]}" in str(refused.value) for code, more in names.items())


@pytest.mark.parametrize(
    ("words", "told"),
    [(("ledger", "list", "p", "--only", "没有"), "undone 未改完"),
     (("ledger", "list", "p", "--waiting-at", "村"), "county 县, city 市, province 省"),
     (("ledger", "list", "p", "--waiting-at", "国家"), "county 县, city 市, province 省"),
     (("areas", "import", "p", "a.shp", "--kind", "村界"), "redline 红线"),
     (("ledger", "import", "p", "a.xlsx", "--as", "表"), "clues 线索, ledger 台账"),
     (("report", "summary", "p", "-o", "a.xlsx", "--by", "市"), "county 区县, unit 责任单位"),
     (("schedule", "p", "--by", "乡"), "activity 活动类型"),
     (("schedule", "p", "--step", "年"), "day 日, week 周, month 月"),
     (("photos", "list", "p", "--only", "模糊"), "needs_choice 待选择"),
     (("layers", "import", "p", "a.tif", "--as", "画"), "raster 影像")],
)  # fmt: skip
def test_that_what_is_no_choice_is_told_the_choices_in_words_too(say, words, told):
    code, _, err = say(*words)
    assert code == 2
    assert "没有 '" in err
    assert told in err
