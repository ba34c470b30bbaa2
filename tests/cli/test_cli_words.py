"""Tables and sentences for people hold words, JSON holds codes."""

import json

import pytest
from helpers.open_sessions import add_clue, session_of
from shapely import box

from greenshield import messages, wording
from greenshield.cli.main import main
from greenshield.cli.output import problem_lines


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_clue(session, "QH-1", box(126.349, 43.249, 126.351, 43.251))
    return project


@pytest.mark.parametrize("word", ["clue", "待派发", "Clue"])
def test_that_a_state_is_taken_by_code_or_name(say, project, word):
    code, out, _ = say("ledger", "list", project, "--state", word)
    assert code == (0 if word != "Clue" or "QH-1" in out else 2)
    code, out, _ = say("--json", "ledger", "list", project, "--state", "待派发")
    assert [i["state"] for i in json.loads(out)["items"]] == ["clue"]
    assert say("ledger", "list", project, "--state", "nowhere")[0] == 2


def test_that_actors_are_listed_in_words_and_in_codes_as_json(say, project):
    _, out, _ = say("actor", "list", project)
    _, told, _ = say("--json", "actor", "list", project)
    actor = json.loads(told)["items"][0]
    row = out.splitlines()[2].split()
    assert actor["tier"] not in row
    assert not set(actor["roles"]) & set(row)
    assert "keeper" not in out


@pytest.mark.parametrize(
    ("code", "params", "zh", "not_zh"),
    [
        ("precision_missing", {"precision": "time", "field": "deadline"}, "时间精准", "time"),
        ("condition_not_ticked", {"condition": "two_cuts"}, "断水、断电", "two_cuts"),
        ("condition_not_ticked", {"condition": "own_rule"}, "own_rule", "{"),
        ("publicity_too_short", {"days": 3, "wanted": 5, "kind": "calendar"}, "自然日", "calendar"),
    ],
)  # fmt: skip
def test_that_codes_in_sentences_are_told_in_words(code, params, zh, not_zh):
    said = messages.text(code, params, "zh")
    assert zh in said
    assert not_zh not in said


@pytest.mark.parametrize(
    ("accepted", "zh"),
    [
        (r"\d{6}([A-Za-z0-9_-]{1,12})?", "6 位行政区划代码，如 229901"),
        ("number 0…100", "数字，0 至 100"),
        ("whole number 0…", "整数，不小于 0"),
        ("YYYY-MM-DD", "年-月-日，如 2026-05-01"),
        ("YYYY, YYYY-MM, YYYY-MM-DD", "年、年-月 或 年-月-日，如 2026、2026-05 或 2026-05-01"),
        ("≤ 200 characters", "至多 200 个字符"),
    ],
)
def test_that_what_a_field_takes_is_told_in_words(accepted, zh):
    params = {"field": "division_code", "given": "x", "accepted": accepted}
    assert messages.remedy("field_value_invalid", params, "zh") == f"可填：{zh}"


@pytest.mark.parametrize(
    ("words", "zh"),
    [
        (("areas", "import"), "缺少参数：PROJECT, FILE"),
        (("actor", "list", "p", "--bogus"), "不认识的参数：--bogus"),
        (("actor", "add", "p", "n", "--tier"), "参数 --tier：后面须有一个值"),
        (("--lang", "fr", "actor", "list", "p"), "参数 --lang：没有 'fr' 这一项，可选：'zh', 'en'"),
    ],
)
def test_that_a_wrong_command_line_is_told_in_chinese(capsys, words, zh):
    assert main(list(words)) == 2
    assert f"用法不对：{zh}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("ledger", "list", "p", "--bogus"), "greenshield ledger list "),
        (("--bogus", "info", "p"), "greenshield info "),
    ],
)
def test_that_a_word_that_no_command_knows_is_answered_with_the_command_s_own_usage(
    capsys, words, command
):
    assert main(list(words)) == 2
    assert f"usage: {command}" in capsys.readouterr().err


def test_that_sentences_name_people_and_shorten_other_ids():
    actor, record = "01a1fe7f-4b56-7665-9218-3101ff54a58a", "01a1fe7f-3fe0-752f-b90b-765e5ec46955"
    token = wording.names.set({actor: "王建国"})
    try:
        assert "王建国" in messages.text(
            "submitter_accepts", {"actor": actor, "move": "plan"}, "zh"
        )
        said = messages.text("measure_date_missing", {"record": record}, "zh")
        assert "5ec46955" in said
        assert record not in said
    finally:
        wording.names.reset(token)
    said = messages.text("after_photo_missing", {"record": ""}, "zh")
    assert said == "措施完成后没有有效照片"


def test_that_a_refused_role_is_told_by_its_word(say, project):
    code, _, err = say("actor", "add", project, "某人", "--tier", "county", "--roles", "boss")
    assert code == 2
    assert "boss" in err
    assert "list" not in err


def test_that_many_rows_of_one_trouble_share_a_line():
    def trouble(row, message="没有保护地“甲”"):
        return {
            "file": "a.xlsx", "row": row, "column": "C", "code": "area_unknown",
            "message": message, "remedy": "", "refused": False,
        }  # fmt: skip

    lines = problem_lines([trouble(n) for n in range(2, 57)] + [trouble(9, "另一处")])
    assert lines == ["· a.xlsx:2–56:C  没有保护地“甲”", "· a.xlsx:9:C  另一处"]
    assert problem_lines([trouble(n) for n in (7, 5, 8, 5)]) == ["· a.xlsx:5,7–8:C  没有保护地“甲”"]


def test_that_an_issue_is_shown_in_words(say, project):
    _, out, _ = say("issue", "show", project, "QH-1")
    assert "待派发" in out
    assert "clue" not in out


def test_that_records_are_listed_in_words_and_in_codes_as_json(say, project):
    added = ("record", "add", project, "QH-1", "check", "is_true=yes", "--on", "2026-05-01")
    assert say(*added)[0] == 0
    words = ("record", "list", project, "QH-1")
    (record,) = json.loads(say("--json", *words)[1])["items"]
    code, out, _ = say(*words)
    assert code == 0
    assert record["kind"] not in out
    assert say("issue", "show", project, "QH-1")[0] == 0


def test_that_no_code_and_no_command_stands_in_what_the_window_says() -> None:
    assumed = {"state": "suspended", "came_from": "rectifying"}
    assert "rectifying" not in messages.text("ledger_came_from_assumed", assumed, "zh")
    told = messages.text("record_empty", {"record_kind": "measure"}, "zh")
    assert told == "“整改措施”记录没有任何内容"
    assert "issue comment" not in messages.remedy("facts_locked", {"way": ""}, "zh", window=True)
    assert "issue comment" in messages.remedy("facts_locked", {"way": ""}, "zh")
    params = {"seen": "甲", "accepted": "central_1 中央督察一轮, central_2 中央督察二轮"}
    assert set(params["accepted"].split(", ")) <= set(messages._labels())
    offered = messages.remedy("ledger_code_unknown", params, "zh", window=True)
    assert offered == "可用：中央督察一轮、中央督察二轮"
    assert "central_1" in messages.remedy("ledger_code_unknown", params, "zh")
    number = {"field": "x", "given": "y", "accepted": "number 0…"}
    assert (
        messages.remedy("field_value_invalid", number, "zh", window=True) == "可填：数字，不小于 0"
    )


@pytest.mark.parametrize(("lang", "told"), [("zh", "123,456.78 元"), ("en", "123,456.78 yuan")])
def test_that_money_is_told_to_the_cent(say, project, lang, told):
    fine = ("number=罚1", "party=甲", "yuan=123456.78", "--on", "2026-03-01")
    say("record", "add", project, "QH-1", "penalty", *fine)
    assert told in say("record", "list", project, "QH-1", "--lang", lang)[1]
    assert told in say("issue", "show", project, "QH-1", "--lang", lang)[1]
