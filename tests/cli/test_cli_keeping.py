"""What a keeper and an officer see of people, devices, rule sets and numbers."""

import hashlib
import re

import pytest
from helpers.open_sessions import session_of

from greenshield import resources
from greenshield.services import people


def test_that_a_disabled_person_is_no_default_and_the_way_on_is_named(project, say):
    assert say("actor", "disable", project, "李四")[0] == 0
    code, _, err = say("actor", "use", project, "李四")
    assert code == 4
    for words in (("actor", "use"), ("actor", "disable")):
        assert say(*words, project, "没有此人")[0] == 2
    assert "--actor" in err
    assert "actor use" in err
    assert say("actor", "set", project, "王五", "unit=市局")[0] == 0  # still acts as before


def test_that_a_name_and_a_unit_can_be_corrected(project, run):
    code, told = run("actor", "set", project, "李四", "name=李思", "单位=林草局")
    assert (code, told["name"], told["unit"]) == (0, "李思", "林草局")
    with session_of(project) as session:
        found = people.find(session.project, "李思")
    assert (found.actor_id, found.roles) == (told["id"], ("inspector",))


@pytest.mark.parametrize(
    ("who", "given", "code"),
    [
        ("李四", "name=王五", 2),
        ("李四", "name=", 2),
        ("李四", "active=no", 2),
        ("李四", "tier=nowhere", 2),
        ("张三", "roles=inspector", 4),
    ],
)
def test_that_corrections_that_would_harm_are_refused(project, run, who, given, code):
    before = run("actor", "list", project)
    assert run("actor", "set", project, who, given)[0] == code
    assert run("actor", "list", project) == before


def test_that_who_is_no_keeper_corrects_nobody(project, run):
    assert run("actor", "set", project, "王五", "unit=x", "--actor", "李四")[0] == 4


def test_that_as_many_devices_are_counted_as_are_listed(project, run, tmp_path, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("GREENSHIELD_HOME", str(tmp_path / "elsewhere"))
        assert (
            run("device", "request", project, "-o", tmp_path / "r", "--name", "李四的笔记本")[0]
            == 0
        )
    assert run("device", "admit", project, tmp_path / "r")[0] == 0
    _, listed = run("device", "list", project)
    _, told = run("info", project)
    assert told["counts"]["devices"] == listed["total"] == 2
    assert "李四的笔记本" in {i["name"] for i in listed["items"]}


def test_that_a_device_that_is_in_need_not_ask(project, say, tmp_path):
    code, _, err = say("device", "request", project, "-o", tmp_path / "r")
    assert code == 2
    assert "不必申请" in err
    assert not (tmp_path / "r").exists()


def test_that_admitting_again_says_what_changed(project, say, tmp_path, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("GREENSHIELD_HOME", str(tmp_path / "elsewhere"))
        say("device", "request", project, "-o", tmp_path / "r")
    admit = ("device", "admit", project, tmp_path / "r")
    told = [
        say(*admit, "--scopes", "229901")[1],
        say(*admit, "--scopes", "229901")[1],
        say(*admit)[1],
    ]
    assert len(set(told)) == 3
    assert "没有变化" in told[1]
    assert "全部" in told[2]
    assert re.search(r"全部|229901", say("device", "list", project)[1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_a_rule_set_is_told_in_words_with_its_figures(say, run, lang):
    _, data = run("ruleset", "show", "strict-2026")
    code, out, _ = say("ruleset", "show", "strict-2026", "--lang", lang)
    assert code == 0
    for name in ("photos_per_check", "nearness_m", "nearness_far_m", "publicity_days"):
        assert f"{data[name]:g}" in out
    for condition in data["conditions"].values():
        assert condition[lang] in out
    assert "{" not in out
    if lang == "en":
        assert not re.search("[\u4e00-\u9fff]", out)


def test_that_the_rule_set_in_use_is_marked(project, say, run, tmp_path):
    _, told = run("ruleset", "list", project)
    assert [i["name"] for i in told["items"] if i["in_use"]] == ["default-2026"]
    text = resources.path("rulesets", "strict-2026.toml").read_text("utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace('"strict-2026"', '"own-2026"'), "utf-8")
    assert run("ruleset", "use", project, own)[0] == 0
    _, told = run("ruleset", "list", project)
    assert [i["name"] for i in told["items"] if i["in_use"]] == ["own-2026"]
    assert len(say("ruleset", "list", project)[1].splitlines()) == told["total"] + 2


@pytest.mark.parametrize(
    ("old", "new", "names", "is_told"),
    [("# ", "# 另一版本的说明 ", ["default-2026", "strict-2026"], False),
     ("per_check = 2", "per_check = 3", ["default-2026", "strict-2026", "default-2026"], True)],
)  # fmt: skip
def test_that_a_rule_set_whose_remarks_alone_differ_is_listed_once(
    project, run, say, tmp_path, old, new, names, is_told
):
    text = resources.path("rulesets", "default-2026.toml").read_text("utf-8")
    file = tmp_path / "另一版.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert run("ruleset", "use", project, file)[0] == 0
    _, told = run("ruleset", "list", project)
    assert [item["name"] for item in told["items"]] == names
    (used,) = [item for item in told["items"] if item["in_use"]]
    assert used["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    _, out, _ = say("ruleset", "list", project)
    assert ("与自带的同名规则集要求不同" in out) == is_told


def test_that_every_fault_of_a_rule_set_is_told_in_the_language_asked(say, tmp_path):
    file = tmp_path / "bad.toml"
    file.write_text('name = "x"\nfoo = 1\n[photos]\nper_check = 0\n', "utf-8")
    code, _, err = say("ruleset", "check", file)
    assert code == 3
    lines = err.splitlines()
    count = int(re.search(r"(\d+) 处错误", lines[0])[1])
    told = [line for line in lines if line.startswith("  - ")]
    assert len(told) == count > 10
    assert "  - 第 2 行 foo：没有这一项" in told
    for line in told:
        assert re.search("[\u4e00-\u9fff]", line.partition("：")[2]), line
    _, _, err = say("ruleset", "check", file, "--lang", "en")
    assert not re.search("[\u4e00-\u9fff]", err)


@pytest.mark.parametrize(
    ("text", "told"),
    [("name = [", "第 1 行 name：文件末尾不完整，不合 TOML 写法"),
     ("= 3", "第 1 行：第 1 列处应为“项 = 值”"),
     ("a = 1\na = 2", "第 2 行 a：写了两次，第一次在第 1 行")],
)  # fmt: skip
def test_that_a_rule_set_that_is_no_toml_is_told_so(say, tmp_path, text, told):
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    code, _, err = say("ruleset", "check", file)
    assert code == 3
    assert f"- {told}" in err


def test_that_reasons_of_the_system_are_told_in_the_language_asked(project, say, tmp_path):
    code, _, err = say("ruleset", "use", project, tmp_path / "x.toml")
    assert code == 2
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    code, _, err = say("ruleset", "check", folder)
    assert code == 3
    assert "no such file" not in err
    code, _, err = say("ruleset", "check", folder, "--lang", "en")
    assert "no such file" in err


def test_that_a_device_is_called_by_whose_it_is(project, run):
    [device] = run("device", "list", project)[1]["items"]
    assert device["name"].startswith("张三@")
