"""Rule sets: what ships is whole, and every fault of another is told with its line."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield import messages, reference, resources
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.domain.rulesets import APPROVALS, RuleSet, approval_history

TEXT = resources.path("rulesets", "default-2026.toml").read_text("utf-8")


def faults(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(UnreadableError) as caught:
        RuleSet.parse(text, "mine.toml", tables=reference.code_tables())
    assert caught.value.code == "ruleset_invalid"
    found = caught.value.params["problems"]
    assert caught.value.params["count"] == len(found)
    return [(p.row, p.column) for p in found]


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_that_the_default_is_what_the_workflow_page_says():
    rules = reference.ruleset("default-2026")
    assert (rules.photos_per_check, rules.pair_max_angle_deg, rules.nearness_m) == (2, 30, 50)
    assert (rules.overlap_pct, rules.overlap_m2) == (1, 10)
    assert (rules.publicity_days, rules.publicity_working, rules.referral_blocks) == (
        7,
        False,
        False,
    )
    assert rules.acceptance_role("national") == "province"


@pytest.mark.parametrize("name", reference.ruleset_names())
def test_that_a_shipped_rule_set_is_whole_and_hashed_by_its_bytes(name):
    rules = reference.ruleset(name)
    content = resources.path("rulesets", f"{name}.toml").read_bytes()
    assert rules.name == name
    assert rules.sha256 == hashlib.sha256(content).hexdigest()
    assert rules.text.encode() == content
    assert set(rules.classes) == set(reference.code_tables().table("activity").entries)


def test_that_the_two_shipped_rule_sets_differ_where_places_may():
    one, other = (reference.ruleset(n) for n in ("default-2026", "strict-2026"))
    for field in ("acceptance", "photos_per_check", "pair_max_angle_deg", "nearness_m",
                  "overlap_m2", "publicity_days", "publicity_working", "referral_blocks",
                  "closing", "conditions"):  # fmt: skip
        assert getattr(one, field) != getattr(other, field), field


WITHDRAWAL = ("two_cuts", "three_clearances", "standard_met", "restoration_stable")


@pytest.mark.parametrize(
    ("activity", "zone", "approval", "conditions", "assess"),
    [
        ("mining", "experimental", "approved_before", WITHDRAWAL, ""),
        ("old_quarry", "general_control", "approved_before", WITHDRAWAL, ""),
        ("industrial_park", "unzoned", "unknown", WITHDRAWAL, ""),
        ("tourism", "core", "approved_before", WITHDRAWAL, ""),
        ("transport", "buffer", "approved_before", WITHDRAWAL, ""),
        ("energy", "core_protect", "approved_before", WITHDRAWAL, ""),
        ("industry", "experimental", "unapproved", WITHDRAWAL, ""),
        ("farming", "experimental", "approved_before", WITHDRAWAL, "harm_assessed"),
        ("industry", "general_control", "approved_before", WITHDRAWAL, "harm_assessed"),
        ("industry", "experimental", "approved_after", WITHDRAWAL, ""),
        ("other", "core", "unapproved", ("standard_met", "restoration_stable"), ""),
    ],
)
def test_that_the_closing_conditions_are_those_of_the_published_guidance(
    activity, zone, approval, conditions, assess
):
    (rule,) = reference.ruleset("default-2026").closing_rules(activity, [zone], approval)
    assert (rule.conditions, rule.assess) == (conditions, assess)


def test_that_a_patch_in_two_zones_meets_the_rules_of_both():
    rules = reference.ruleset("default-2026")
    found = rules.closing_rules("tourism", ["experimental", "core"], "approved_before")
    assert [r.assess for r in found] == ["", "harm_assessed"]
    assert len(rules.closing_rules("mining", ["core", "experimental"], "unknown")) == 1
    assert len(rules.closing_rules("no such activity", [], "unknown")) == 1


@pytest.mark.parametrize("name", reference.ruleset_names())
def test_that_every_activity_zone_and_history_meets_a_rule(name):
    rules, tables = reference.ruleset(name), reference.code_tables()
    zones = [*tables.table("zone").entries, "a zone of later days"]
    for activity, zone, approval in product(tables.table("activity").entries, zones, APPROVALS):
        assert rules.closing_rules(activity, [zone], approval)


@pytest.mark.parametrize(
    ("status", "before", "history"),
    [("full", "before", "approved_before"), ("full", "after", "approved_after"),
     ("full", "unknown", "approved_after"), ("full", None, "approved_after"),
     ("partial", "before", "unapproved"), ("none", "before", "unapproved"),
     ("unknown", "before", "unknown"), (None, None, "unknown")],
)  # fmt: skip
def test_that_the_approval_history_follows_from_two_fields(status, before, history):
    assert approval_history(status, before) == history


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("days = 7", "days = 0", "days = 0", "publicity.days"),
        ("days = 7", 'days = "7"', 'days = "7"', "publicity.days"),
        ("days = 7", "days = 7.5", "days = 7.5", "publicity.days"),
        ("days = 7", "days = true", "days = true", "publicity.days"),
        ('kind = "calendar"', 'kind = "lunar"', "lunar", "publicity.kind"),
        ("per_check = 2", "per_chek = 2", "per_chek", "photos.per_chek"),
        ("pair_max_angle_deg = 30", "pair_max_angle_deg = 181", "181", "photos.pair_max_angle_deg"),
        ("pair_max_angle_deg = 30", "pair_max_angle_deg = nan", "nan", "photos.pair_max_angle_deg"),
        ("nearness_far_m = 300", "nearness_far_m = 40", "far_m = 40", "photos.nearness_far_m"),
        ("tolerance_m2 = 10", "tolerance_m2 = -1", "-1", "overlap.tolerance_m2"),
        ("blocks_closing = false", "blocks_closing = 0", "= 0", "referral.blocks_closing"),
        ('national = "province"', 'national = "ministry"', "ministry", "acceptance.national"),
        ('national = "province"', 'continental = "city"', "continental", "acceptance.continental"),
        ('mining = ["mining", ', 'mining = ["gold", "mining", ', "gold", "classes.mining"),
        ('industry = ["industry"]', 'industry = ["industry", "energy"]', "energy =",
         "classes.energy"),
        ('"2026-01-01..2026-01-03"', '"2026-01-05..2026-01-03"', "holidays", "publicity.holidays"),
        ('"2026-01-04"', '"2026-02-30"', "made_up_days", "publicity.made_up_days"),
        ('"2026-01-04"', '"1900-01-01..2100-01-01"', "made_up_days", "publicity.made_up_days"),
        ('assess = "harm_assessed"', 'assess = "guessed"', "guessed", "closing.2.assess"),
        ('approvals = ["approved_before"]', 'approvals = ["blessed"]', "blessed",
         "closing.2.approvals"),
        ('zones = ["core", ', 'zones = ["nowhere", "core", ', "nowhere", "closing.1.zones"),
        ('classes = ["mining", "industrial_park"]', "classes = []", "classes = []",
         "closing.0.classes"),
        ('two_cuts = { zh = "断水、断电", en', 'two_cuts = { zh = "断水、断电", fr', "fr =",
         "conditions.two_cuts"),
        ('activity = "2026.1"', 'activity = "2025.1"', "2025.1", "codes.activity"),
        ('activity = "2026.1"', 'activty = "2026.1"', "activty", "codes.activty"),
        ('activity = "2026.1"', "activity = 2026", "activity = 2026", "codes.activity"),
        ('place = "*"', "place = 3", "place = 3", "place"),
        ("[referral]", "[referal]", "[referal]", "referal"),
    ],
)  # fmt: skip
def test_that_a_fault_is_told_with_its_line(old, new, line, key):
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    assert (line_of(text, line), key) in faults(text)


def test_that_all_faults_are_told_at_once():
    text = TEXT.replace("days = 7", "days = 0").replace("per_check = 2", "per_check = 0")
    assert {key for _, key in faults(text)} == {"publicity.days", "photos.per_check"}


def test_that_faults_follow_the_lines_of_the_file_and_each_has_one():
    text = TEXT.replace("per_check = 2", "zebra = 1\napple = 2\nmango = 3")
    text = text.replace("[referral]", "[referal]").replace("days = 7", "days = 0")
    found = faults(text)
    assert [row for row, _ in found] == sorted(row for row, _ in found)
    unknown = [key for _, key in found if key.split(".")[-1] in ("zebra", "apple", "mango")]
    assert unknown == ["photos.zebra", "photos.apple", "photos.mango"]  # as they stand
    end = len(text.splitlines())
    assert (end, "referral") in found
    assert (line_of(text, "[photos]"), "photos.per_check") in found


@pytest.mark.parametrize("text", ["", "a = 1", "a = [1,", "x = " + "[" * 3000])
def test_that_every_fault_of_a_broken_file_has_a_line(text):
    assert all(row for row, _ in faults(text))


def test_that_a_hole_in_the_closing_rules_is_a_fault():
    last = TEXT.rindex("[[closing]]")
    codes = TEXT.index("[codes]")
    assert [key for _, key in faults(TEXT[:last] + TEXT[codes:])] == ["closing"]


@pytest.mark.parametrize(
    ("part", "again", "key"),
    [
        ("per_check = 2", "per_check = 3", "photos.per_check"),
        ("[overlap]", "[overlap]", "overlap"),
        ("two_cuts = {", 'two_cuts = { zh = "甲", en = "a" }', "conditions.two_cuts"),
        ('name = "default-2026"', 'name = "mine"', "name"),
    ],
)
def test_that_what_stands_twice_is_told_with_both_lines(part, again, key):
    lines = TEXT.splitlines()
    first = next(n for n, line in enumerate(lines, 1) if line.startswith(part))
    header = key.split(".")[0] if "." in key else ""
    after = next((n for n, line in enumerate(lines) if line.startswith(f"[{header}]")), first)
    end = next((n for n in range(after + 1, len(lines)) if lines[n].startswith("[")), first)
    put = end if header else (len(lines) if again.startswith("[") else first)
    text = "\n".join([*lines[:put], again, *lines[put:]])
    with pytest.raises(UnreadableError) as caught:
        RuleSet.parse(text, "mine.toml")
    (fault,) = caught.value.params["problems"]
    assert (fault.row, fault.column) == (put + 1, key)
    assert fault.params["what"] == f"stands twice, first in line {first}"
    assert f"第一次在第 {first} 行" in messages.text("ruleset_invalid", caught.value.params, "zh")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("days = 7", "days ＝ 7", "英文标点"),
        ('place = "*"', "place = “*”", "英文引号"),
        ('zh = "通用规则集（2026）"', 'zh = "通用规则集（2026）', "引号没有成对"),
        ('["industry"]', '["industry"，"x"]', "英文方括号和逗号"),
        ("per_check = 2", "per_check = 3，", "第 14 列的“，”是多余的"),
        ("blocks_closing = false", "blocks_closing = False", "False 要写成小写的 false"),
        ("blocks_closing = false", "blocks_closing = TRUE", "TRUE 要写成小写的 true"),
        ('zh = "断水、断电"', 'zh = "断水、断电", zh = "断水"', "zh 写了两次"),
    ],
)
def test_that_slips_of_the_keyboard_are_told_in_words_by_their_line(old, new, told):
    text = TEXT.replace(old, new, 1)
    with pytest.raises(UnreadableError) as caught:
        RuleSet.parse(text, "mine.toml")
    said = messages.text("ruleset_invalid", caught.value.params, "zh")
    line = line_of(text, new)
    assert said.count(f"第 {line} 行") == 1
    assert told in said
    assert f"at line {line}," not in messages.text("ruleset_invalid", caught.value.params, "en")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_that_a_file_in_another_encoding_is_told_from_which_line_on(tmp_path, encoding):
    mine = tmp_path / "mine.toml"
    mine.write_bytes(("# a\n# b\n# 第三行\n" + TEXT).encode(encoding))
    with pytest.raises(UnreadableError) as caught:
        reference.ruleset(str(mine))
    said = messages.text("reference_unreadable", caught.value.params, "zh")
    assert ("自第 3 行起是 GBK 编码，须另存为 UTF-8" in said) == (encoding == "gb18030")
    assert "自第 1 行起" in said or encoding == "gb18030"


@pytest.mark.parametrize(
    "change", [lambda t: "\ufeff" + t, lambda t: t.replace(" = ", "\t=\t"),
               lambda t: t.replace("\n", "\r\n")],
)  # fmt: skip
def test_that_marks_tabs_and_ends_of_lines_of_windows_are_no_faults(tmp_path, change):
    mine = tmp_path / "mine.toml"
    mine.write_bytes(change(TEXT).encode())
    assert reference.ruleset(str(mine)).name == "default-2026"


@pytest.mark.parametrize("name", reference.ruleset_names())
def test_that_what_a_county_starts_from_is_explained_in_chinese_and_english(name):
    """Each heading and each rule has both languages on it or on the lines before it."""
    lines = resources.path("rulesets", f"{name}.toml").read_text("utf-8").splitlines()
    noted = [n for n, line in enumerate(lines) if line.startswith("note = ")]
    heads = [n for n, line in enumerate(lines) if line.startswith("[") and "[[" not in line]
    for n in (*noted, *heads):
        start = n
        while start and (lines[start - 1].startswith("#")):
            start -= 1
        said = "\n".join((*lines[start : n + 1], *lines[n + 1 : n + 2]))
        assert any("\u4e00" <= c <= "\u9fff" for c in said), lines[n]
        assert sum(c.isascii() and c.isalpha() for c in said) > 15, lines[n]


def test_that_broken_toml_names_the_line():
    broken = TEXT.replace("[photos]", "[photos", 1)
    assert faults(broken)[0][0] == line_of(broken, "[photos")


@pytest.mark.parametrize("text", ["", "a = 1", "closing = 3", "photos = []\nclosing = [1]",
                                  "x = " + "[" * 3000, "#" * 1_100_000])  # fmt: skip
def test_that_what_is_no_rule_set_is_refused(text):
    assert faults(text)


@given(st.text(max_size=200))
def test_that_any_text_is_refused_with_a_code(text):
    faults(text)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(["", "[", '"', "=", "0", "x", "\n"]))
def test_that_a_damaged_rule_set_is_read_whole_or_refused(at, put):
    text = TEXT[:at] + put + TEXT[at + 1 :]
    with suppress(UnreadableError):
        assert RuleSet.parse(text, "mine.toml", tables=reference.code_tables()).text == text


def test_that_a_rule_set_of_ones_own_is_read_from_a_path(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(TEXT.replace("days = 7", "days = 9"), "utf-8")
    assert reference.ruleset(str(mine)).publicity_days == 9
    assert reference.ruleset(str(mine)).sha256 != reference.ruleset("default-2026").sha256


@pytest.mark.parametrize("name", ["none", "/no/such.toml", "pyproject.toml/..", ""])
def test_that_an_unknown_rule_set_names_those_that_ship(name):
    with pytest.raises(UsageError) as caught:
        reference.ruleset(name)
    assert "default-2026" in caught.value.params["known"]


def test_that_odd_files_are_refused_as_unreadable(tmp_path):
    folder = tmp_path / "a.toml"
    folder.mkdir()
    latin = tmp_path / "b.toml"
    latin.write_bytes(b"name = '\xff'")
    large = tmp_path / "c.toml"
    large.write_bytes(b"#" * (reference.MAX_BYTES + 1))
    for file in (folder, latin, large):
        with pytest.raises(UnreadableError) as caught:
            reference.ruleset(str(file))
        assert caught.value.code == "reference_unreadable"


def test_that_what_the_parser_cant_read_hides_no_other_fault():
    text = TEXT.replace("per_check = 2", "per_check =").replace("days = 7", "days ＝ 7")
    text = text.replace("blocks_closing = false", 'blocks_closing = "no"')
    text = text.replace("tolerance_pct = 1", "tolerance_pct = 101")
    assert faults(text) == [
        (line_of(text, start), key)
        for start, key in (
            ("per_check =", "photos.per_check"), ("tolerance_pct", "overlap.tolerance_pct"),
            ("days ＝", "publicity.days"), ("blocks_closing", "referral.blocks_closing"),
        )
    ]  # fmt: skip


def single_lines():
    """Each line of the rule set that is a key with its whole value."""
    for number, line in enumerate(TEXT.splitlines()):
        key, equals, value = line.partition("=")
        if equals and not key.startswith(("#", " ")) and value.count("[") == value.count("]"):
            yield number


@pytest.mark.parametrize("broken", ["{key}=", "{key}＝ 1", "{key}= 'x", "{key}= 1 2"])
def test_that_a_line_that_cant_be_read_is_the_only_fault_told(broken):
    lines = TEXT.splitlines()
    numbers = list(single_lines())
    assert len(numbers) > 30
    for number in numbers:
        mine = broken.format(key=lines[number].partition("=")[0])
        text = "\n".join([*lines[:number], mine, *lines[number + 1 :]])
        assert [row for row, _ in faults(text)] == [number + 1], mine


@pytest.mark.parametrize(("old", "new", "key"), [
    ("per_check = 2", "per_check = [1,", "photos.per_check"),
    ('"2026-10-01..2026-10-07",\n]', '"2026-10-01..2026-10-07",', "publicity.holidays"),
    ('"2026-10-01..2026-10-07",\n]', '"2026-10-01..2026-10-07",\n］', "publicity.holidays"),
    ('other = ["other", "old_settlement", "old_other"]',
     'other = ["other", "old_settlement", "old_other"', "classes.other"),
    ("  blocks_closing = false", "  blocks_closing = [", "referral.blocks_closing"),
])  # fmt: skip
def test_that_a_list_that_does_not_end_hides_no_other_fault(old, new, key):
    whole = TEXT.replace("blocks_closing = false", "  blocks_closing = false")
    assert old in whole
    text = whole.replace(old, new, 1).replace("pair_max_angle_deg = 30", "pair_max_angle_deg = 300")
    text = text.replace("tolerance_m2 = 10", "tolerance_m2 = -1")
    begins = line_of(text, key.rpartition(".")[2] + " = ")
    others = {(line_of(text, "= 300"), "photos.pair_max_angle_deg"),
              (line_of(text, "m2 = -1"), "overlap.tolerance_m2")}  # fmt: skip
    assert set(faults(text)) == {(begins, key), *others}


def test_that_a_fault_within_a_long_list_is_told_by_its_own_line():
    text = TEXT.replace('"2026-05-01..2026-05-05", ', '"2026-05-01..2026-05-05"，')
    text = text.replace("tolerance_m2 = 10", "tolerance_m2 = -1")
    assert faults(text) == [
        (line_of(text, "m2 = -1"), "overlap.tolerance_m2"),
        (line_of(text, "05-05"), "publicity.holidays"),
    ]


@pytest.mark.parametrize("heading", ["[photos", "photos]", '[photos]\nzh = """x'])
def test_that_a_faulty_heading_or_long_text_ends_the_reading(heading):
    text = TEXT.replace("[photos]", heading).replace("days = 7", "days = 0")
    assert len(faults(text)) == 1
