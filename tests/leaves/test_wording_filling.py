"""Sentences with values put in: gaps, empty values, reasons, and sentences side by side."""

import errno
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages, wording_reasons
from greenshield.wording_filling import fill, sentences


@pytest.mark.parametrize(
    ("template", "value", "told"),
    [
        ("不能执行 {x}，还缺", "核查", "不能执行核查，还缺"),
        ("没有 {x} 级意见", "市", "没有市级意见"),
        ("照片 {x} 不算", "acdb", "照片 acdb 不算"),
        ("已有 {x} 张", 3, "已有 3 张"),
        ("文件 {x} 打不开", "a 图.jpg", "文件 a 图.jpg 打不开"),
        ("{x} 已完成", "核查", "核查已完成"),
        ("the {x} photo", "整改前", "the 整改前 photo"),
        ("状态：{x}  ", "甲", "状态：甲"),
        ("{x:>4}|", "a", "   a|"),
        ("{y} 不在", "", "{y} 不在"),
    ],
)
def test_that_chinese_words_stand_without_gaps_and_others_with_them(template, value, told):
    assert fill(template, {"x": value}) == told


@given(st.text(max_size=20), st.text(max_size=20))
def test_that_a_value_is_never_changed(one, other):
    assert one in fill("甲 {a} 乙 {b}丙", {"a": one, "b": other})


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("没有编号", "填写编号"), "没有编号。填写编号"),
        (("没有编号。", "填写编号"), "没有编号。填写编号"),
        (("no number", "give one"), "no number; give one"),
        (("no number.", "give one"), "no number. give one"),
        (("长期 is no date", "write 2023年5月3日"), "长期 is no date; write 2023年5月3日"),
        (("there is no area 云岭", "import it"), "there is no area 云岭; import it"),
        (("没有 a.xlsx", "--as 可用：clues"), "没有 a.xlsx。--as 可用：clues"),
        (("没有编号", ""), "没有编号"),
        (("", ""), ""),
    ],
)
def test_that_sentences_are_parted_as_the_language_does_it(parts, told):
    assert sentences(*parts) == told


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC])
def test_that_the_system_s_reasons_are_told_in_chinese(number):
    reason = os.strerror(number)
    for told in (reason, f"[Errno {number}] {reason}: '/a/b'"):
        zh = messages.text("file_unreadable", {"file": "a.jpg", "reason": told}, "zh")
        assert reason not in zh
        assert not re.search("[A-Za-z]{4,}", zh)
        assert reason in messages.text("file_unreadable", {"file": "a.jpg", "reason": told}, "en")


def test_that_a_reason_nobody_knows_stays():
    assert wording_reasons.system("odd thing", "zh") == "odd thing"


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("project_locked", {"file": "p", "holder": ""}),
        ("on_site_record_missing", {"since": ""}),
        ("opinion_missing", {"since": "", "tier": "city"}),
        ("move_made", {"move": "check", "state": "checked", "number": ""}),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_an_empty_value_leaves_no_empty_place(code, params, lang):
    told = messages.text(code, params, lang)
    assert not re.search(r"[（(]\s*[)）]|[：:]\s*$|\s$|  |编号\s*）|number\s*\)", told), told


def test_that_no_sentence_of_the_catalogue_gapes():
    for code, entry in messages.catalogue().items():
        if not code.startswith("info_"):
            assert "  " not in entry["zh"] + entry.get("remedy_zh", ""), code


@pytest.mark.parametrize(
    ("code", "params", "typed", "shown"),
    [
        ("lineage_fact_unsaid", {"field": "area_id"}, "“area_id”", "“自然保护地”"),
        ("field_missing", {"field": "check_due"}, "check_due", "核查期限"),
        ("import_role_needed", {"roles": "county, keeper"}, "county", "县级、编号管理员"),
        (
            "field_needed_if",
            {"decided_by": "built_before_area", "values": "before", "field": "approval_status"},
            "built_before_area 填 before", "建于保护区设立前后填前",
        ),
    ],
)  # fmt: skip
def test_that_advice_has_codes_where_they_are_typed_and_words_in_the_window(
    code, params, typed, shown
):
    assert typed in messages.remedy(code, params)
    told = messages.remedy(code, params, window=True)
    assert shown in told
    assert not any(value.split(",")[0] in told for value in params.values())


def test_that_an_overlap_is_told_rounded_and_with_the_boundary_in_words():
    params = {"layer": "area", "boundary": "area", "name": "云台山", "area_m2": 633.3606182356174,
              "limit_m2": 10.0}  # fmt: skip
    told = messages.text("patch_not_outside", params, "zh")
    assert told == "图斑与自然保护地“云台山”重叠 633.4 平方米，超过允许的 10 平方米"
    near = {**params, "boundary": "zone", "area_m2": 10.0004}
    assert "10.0004 m² of the patch lie in 云台山 (zone); 10 m² are" in messages.text(
        "patch_not_outside", near, "en"
    )
    point = messages.text("point_not_outside", {"boundary": "redline", "name": "甲"}, "zh")
    assert "点位在生态保护红线“甲”内" in point
