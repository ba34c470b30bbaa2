"""Problems split and merged by command: planned, signed, and shown with their heirs."""

import json

import pytest
from helpers.calls import said
from helpers.open_sessions import PATCH, session_of
from helpers.owed import EAST, WEST, add_owed


@pytest.fixture
def project(project):
    with session_of(project) as session:
        add_owed(session, "QH-1")
    return project


def parts(*names):
    for name, shape in zip(names, (WEST, EAST), strict=True):
        yield from ("--part", f"clue_no={name}", f"geom={shape.wkt}")


def split(capsys, project, *more):
    what = ("QH-1", "--reason", "两处", *parts("A", "B"), "--on", "2026-03-01", *more)
    return said(capsys, "issue", "split", project, *what)


def shown(capsys, project, word, *more):
    return said(capsys, "issue", "show", project, word, *more)[1]


def test_that_a_problem_is_split_once_the_city_has_signed(project, capsys):
    code, told, _ = split(capsys, project, "--json")
    made = json.loads(told)
    assert (code, made["pending"]) == (0, True)
    assert [one["number"] for one in made["successors"]] == ["A", "B"]
    assert "市级" in shown(capsys, project, "QH-1")
    signed = ("QH-1", "--actor", "王五", "--on", "2026-03-02")
    code, told, _ = said(capsys, "issue", "consent", project, *signed)
    assert code == 0
    old, new = (json.loads(shown(capsys, project, word, "--json")) for word in ("QH-1", "A"))
    assert [one["id"] for one in old["lineage"]["successors"]] == sorted(
        one["id"] for one in made["successors"]
    )
    assert (new["state"], new["heir"], new["overdue"]) == ("rectifying", True, True)
    assert new["lineage"]["predecessors"][0]["number"] == old["issue_no"]
    text = shown(capsys, project, "A")
    assert f"前身：{old['issue_no']}" in text
    assert "承继：" in text
    into = ("--into", "clue_no=M", "--reason", "拆错了", "--on", "2026-03-03")
    code, told, _ = said(capsys, "issue", "merge", project, "A", "B", *into)
    assert (code, "会签" in told) == (0, True)
    said(capsys, "issue", "consent", project, "B", "--actor", "王五", "--on", "2026-03-04")
    whole = json.loads(shown(capsys, project, "M", "--json"))["issue_no"]
    assert f"现为：{whole}" in shown(capsys, project, "QH-1")


def test_that_a_refusal_says_what_to_do(project, capsys):
    code, _, err = split(capsys, project, "--partly")
    assert (code, "--partly" in err) == (4, True)


def test_that_a_file_cuts_the_patch_and_is_looked_at_first(project, capsys, tmp_path):
    west, south, east, north = PATCH.bounds
    middle = (west + east) / 2
    line = {"type": "LineString", "coordinates": [[middle, south - 1], [middle, north + 1]]}
    file = tmp_path / "cut.geojson"
    file.write_text(json.dumps(line), "utf-8")

    def cut(*more):
        return said(capsys, "issue", "split", project, "QH-1", "--cut", file, *more)

    code, told, _ = cut("--dry-run", "--json")
    seen = json.loads(told)
    assert (code, seen["dry_run"], seen["registered"]) == (0, True, True)
    assert [(one["clue_no"], round(one["share"], 2)) for one in seen["parts"]] == [
        ("QH-1-1", 0.5), ("QH-1-2", 0.5),
    ]  # fmt: skip
    assert sum(one["area_m2"] for one in seen["parts"]) == pytest.approx(seen["area_m2"], rel=1e-5)
    code, told, _ = cut("--dry-run")
    assert (code, "QH-1-2" in told, "50.0%" in told) == (0, True, True)
    assert json.loads(shown(capsys, project, "QH-1", "--json"))["waits"] is None  # nothing is made
    code, _, err = cut()
    assert (code, "--reason" in err) == (2, True)
    code, _, err = cut("--part", "clue_no=A", "--reason", "两处")
    assert (code, "--dry-run" in err) == (2, True)
    named = ("--part", "clue_no=A", "--part", "clue_no=B")
    code, told, _ = cut(*named, "--reason", "两处", "--on", "2026-03-01", "--json")
    made = json.loads(told)
    assert (code, made["pending"]) == (0, True)
    assert [one["number"] for one in made["successors"]] == ["A", "B"]


def test_that_a_plan_is_told_with_the_state_in_which_the_parts_will_be(project, capsys):
    """However far the whole has come: what was checked of it is not checked of its parts."""
    _, told, _ = split(capsys, project)
    assert "从“整改中”办起，此后已办的环节须重办" in told
    assert "原来的状态" not in told


def test_that_what_is_void_is_ready_for_nothing_and_names_what_stands_for_it(project, capsys):
    split(capsys, project)
    said(capsys, "issue", "consent", project, "QH-1", "--actor", "王五", "--on", "2026-03-02")
    numbers = [json.loads(shown(capsys, project, n, "--json"))["issue_no"] for n in ("A", "B")]
    code, told, _ = said(capsys, "issue", "ready", project, "QH-1")
    assert (code, "没有可办的动作（现由" in told, all(n in told for n in numbers)) == (
        0,
        True,
        True,
    )


def test_that_a_split_tells_parts_or_a_cut(project, capsys):
    for more in ((), ("--dry-run",), ("--dry-run", *parts("A", "B"))):
        code, _, err = said(capsys, "issue", "split", project, "QH-1", "--reason", "两处", *more)
        assert (code, "--cut" in err) == (2, True)
        assert ("没有写明" in err, "--dry-run 只" in err) == (not more, bool(more))


@pytest.mark.parametrize(("lang", "sentence"), [("zh", "合计计在"), ("en", "counts in")])
def test_that_a_sum_voided_in_one_part_is_told_to_count_in_another(project, capsys, lang, sentence):
    fine = ("number=罚1", "party=甲", "yuan=5000", "--on", "2026-03-01")
    said(capsys, "record", "add", project, "QH-1", "penalty", *fine)
    split(capsys, project)
    said(capsys, "issue", "consent", project, "QH-1", "--actor", "王五", "--on", "2026-03-02")
    void = ("record", "void", project)
    code, told, _ = said(capsys, *void, "A", "penalty", "--reason", "误录", "--lang", lang)
    number = json.loads(shown(capsys, project, "B", "--json"))["issue_no"]
    assert (code, sentence in told, number in told) == (0, True, True)
    code, told, _ = said(capsys, *void, "B", "penalty", "--reason", "误录", "--json")
    assert json.loads(told)["warnings"] == []
