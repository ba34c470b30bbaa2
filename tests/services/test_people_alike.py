"""A name that is none is never taken for a like one; those that are like it are told."""

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import PATCH, add_clue, make_project, session_of

from greenshield.domain.errors import UsageError
from greenshield.services import people

NAMES = ("周巡查（示例）", "周审批（示例）", "欧阳检测", "Wang Wu")


@pytest.fixture
def folder(tmp_path):
    path = make_project(tmp_path / "project")  # with 张三, 李四 and 王五
    with session_of(path) as session:
        for name in NAMES:
            people.add(session.project, session.who, name=name, tier="county", roles=["county"],
                       unit="青禾县局")  # fmt: skip
        add_clue(session, "QH-1", PATCH)
        add_clue(session, "QH-2", PATCH)
    return path


@pytest.mark.parametrize(("word", "meant"), [
    ("周巡查", "周巡查（示例）"),
    ("周巡查(示例)", "周巡查（示例）"),
    ("周训查", "周巡查（示例）"),
    ("周", "周审批（示例）, 周巡查（示例）"),
    ("检测", "欧阳检测"),
    ("王武", "王五"),
    ("wang wu", "Wang Wu"),
    ("赵钱孙", ""),
    ("（）", ""),
    ("", ""),
])  # fmt: skip
def test_that_names_that_are_like_a_word_are_told_and_none_is_taken(folder, word, meant):
    with session_of(folder) as session:
        with pytest.raises(UsageError) as caught:
            people.find(session.project, word)
        assert caught.value.code == "actor_unknown"
        assert sorted(caught.value.params["meant"].split(", ")) == sorted(meant.split(", "))


def test_that_nobody_is_asked_for_who_was_disabled(folder):
    with session_of(folder) as session:
        people.disable(session.project, session.who, "周巡查（示例）")
        with pytest.raises(UsageError) as caught:
            people.find(session.project, "周巡查")
        assert caught.value.params["meant"] == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_the_question_stands_only_where_there_is_one(folder, capsys, lang):
    asked = {"zh": "是否指：周巡查（示例）", "en": "did you mean: 周巡查（示例）"}[lang]
    words = ("issue", "assign", folder, "QH-1", "{}", "--due", "2099-01-01", "--lang", lang)
    for word, has in (("周巡查", True), ("赵钱孙", False)):
        code, _, err = said(capsys, *(word if w == "{}" else w for w in words))
        assert (code, asked in err) == (2, has)
        assert "{" not in err
        assert "（）" not in err


@pytest.mark.parametrize("issues", [("QH-1",), ("QH-1", "QH-2")])
def test_that_one_who_is_no_inspector_is_named_and_who_could_be_sent(folder, capsys, issues):
    words = ("issue", "assign", folder, *issues, "王五", "--due", "2099-01-01")
    code, out, err = said(capsys, *words, "--lang", "zh")
    assert code == 4
    assert "王五不是启用的核查员" in out + err
    assert "张三" in out + err
    assert "李四" in out + err
    if len(issues) == 1:
        assert f"issue assign {folder} QH-1 INSPECTOR" in err
    _, told = as_json(capsys, "issue", "ready", folder, "QH-1", "--move", "assign",
                      "--set", "assignee=王五", "check_due=2099-01-01")  # fmt: skip
    (missing,) = told["missing"]
    assert missing["params"]["possible"] == "张三, 李四"


@pytest.mark.parametrize("tier", ["", " "])
def test_that_nobody_is_without_a_tier(folder, capsys, tier):
    for words in (("actor", "add", folder, "孙七", "--tier", tier),
                  ("actor", "set", folder, "李四", f"tier={tier}")):  # fmt: skip
        code, told = as_json(capsys, *words)
        assert (code, told["error"]["code"]) == (2, "actor_tier_empty")
        assert "county" in told["error"]["remedy"]
