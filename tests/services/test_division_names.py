"""What divisions are called: what was told, the project's name, the units of its people."""

import pytest
from helpers.calls import as_json, said
from helpers.projects import make

from greenshield.domain.errors import UsageError
from greenshield.services import division_names


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


def enter(project, *people):
    """People of divisions and units."""
    with project.action("me") as action:
        for n, (code, unit) in enumerate(people):
            values = {"name": f"人{n}", "unit": unit, "division_code": code, "tier": "city",
                      "roles": ["city"], "active": True}  # fmt: skip
            action.create("actor", f"person-{n}", values)


@pytest.mark.parametrize(
    ("code", "unit", "name"),
    [
        ("220500", "通明市生态环境局", "通明市"),
        ("220500", "吉林省通明市生态环境局", "通明市"),
        ("222400", "延边朝鲜族自治州生态环境局", "延边朝鲜族自治州"),
        ("220000", "吉林省生态环境厅", "吉林省"),
        ("110000", "北京市生态环境局", "北京市"),
        ("150000", "内蒙古自治区生态环境厅", "内蒙古自治区"),
        ("220581", "云岭县自然资源局", "云岭县"),
        ("220500", "生态环境局", None),
        ("220500", "=cmd", None),
        ("22*", "通明市生态环境局", None),
    ],
)
def test_that_a_unit_tells_what_its_division_is_called(project, code, unit, name):
    enter(project, (code, unit))
    assert division_names.of(project).get(code) == name


def test_that_a_branch_of_the_city_does_not_name_its_county(project):
    people = [("220500", "通明市生态环境局"), ("220581", "通明市生态环境局云岭县分局")]
    enter(project, *people)
    assert division_names.of(project) == {"220500": "通明市"} | {
        code: name for code, name in division_names.of(project).items() if code == "229901"
    }


def test_that_most_units_decide_and_what_a_person_told_goes_before(project):
    enter(project, ("220500", "通名市局"), ("220500", "通明市局"), ("220500", "通明市水利局"))
    assert division_names.of(project)["220500"] == "通明市"
    assert division_names.of(project, {"220500": "通化市"})["220500"] == "通化市"


def test_that_a_name_is_typed_beside_its_code():
    assert division_names.typed(["220500=通明市", " 220581 = 云岭县"]) == {
        "220500": "通明市", "220581": "云岭县",
    }  # fmt: skip


@pytest.mark.parametrize("word", ["通明市", "220500=", "=通明市", "2205=通明市", "220500:通明市"])
def test_that_a_malformed_name_is_refused(word):
    with pytest.raises(UsageError) as caught:
        division_names.typed([word])
    assert caught.value.code == "division_name_malformed"


def test_that_what_a_keeper_told_is_kept_and_taken_away(tmp_path, capsys):
    folder = tmp_path / "p"
    as_json(capsys, "new", folder, "--name", "绿盾", "--division", "220581", "--me", "张三")
    _, told = as_json(capsys, "division", "name", folder, "220500=通明市", "220581=云岭县")
    kept = [item for item in told["items"] if item["kept"]]
    assert [(item["code"], item["name"]) for item in kept] == [
        ("220500", "通明市"), ("220581", "云岭县"),
    ]  # fmt: skip
    _, told = as_json(capsys, "division", "name", folder, "220581=", "220000=吉林省")
    assert {i["code"] for i in told["items"] if i["kept"]} == {"220000", "220500"}
    _, told, _ = said(capsys, "division", "list", folder, "--lang", "zh")
    assert "通明市" in told


def test_that_odd_names_of_another_program_are_left_out(project):
    odd = [["220500", 7], ["220581", " 云岭县 "], "x", [], ["1"], ["220000", ""]]
    with project.action("me") as action:
        action.set_fields("project", project.project_id, {"division_names": odd})
    assert division_names.kept(project) == {"220581": "云岭县"}
