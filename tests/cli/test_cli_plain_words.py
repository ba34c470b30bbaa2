"""What people read: no codes where a word stands, counts that are true, a next step."""

import pytest
from helpers.imports import workbook
from helpers.open_sessions import add_clue, session_of
from helpers.projects import patch

from greenshield import messages, reference
from greenshield.cli import hints, lacking
from greenshield.cli.context import Context
from greenshield.domain.errors import Missing
from greenshield.domain.field_spec import DIVISION


@pytest.fixture
def clue(project):
    with session_of(project) as session:
        add_clue(session, "QH-1", patch(1))
    return project


def test_that_conditional_fields_are_counted_by_themselves():
    params = {"move": "plan", "decided_by": "approval_status", "values": "full, partial"}
    needed = [
        Missing("field_missing", {"field": name, "move": "plan"}, name)
        for name in ("activity_code", "deadline")
    ]
    needed.append(Missing("field_needed_if", params | {"field": "eia_doc_no"}, "eia_doc_no"))
    told = lacking.lines(needed, "plan", hints.ANY, "zh")
    assert told[0] == "- 还须填写 2 个字段，另 1 个视情况："
    assert any("（审批手续填“手续齐全”或“手续不全”时）" in line for line in told)
    only = lacking.lines([needed[2], Missing("field_needed_if", params, "built_on")], "plan",
                         hints.ANY, "zh")  # fmt: skip
    assert only[0] == "- 还须填写 2 个字段："
    english = lacking.lines(needed, "plan", hints.ANY, "en")
    assert english[0] == "- 2 fields are empty, and 1 more that may be asked for:"
    assert not any("deadline deadline" in line for line in english)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_a_division_is_asked_for_by_an_example(lang):
    told = messages.remedy("field_value_invalid", {"accepted": DIVISION}, lang)
    assert "229901" in told
    assert "\\d" not in told


def test_that_english_codes_have_their_labels_in_brackets():
    told = messages.accepted(reference.code_tables().table("measure").accepted(3), "en")
    assert told.startswith("shut_down (")


def test_that_a_move_from_elsewhere_tells_what_is_possible(clue, say):
    code, _, err = say("issue", "move", clue, "QH-1", "close")
    assert code == 4
    assert "它从这些状态开始：公示中；现在可以做的动作：assign 派发" in err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_a_review_and_a_class_are_told_in_words(lang, say):
    ctx = Context(None, lang)
    for state in ("city", "acceptance", "publicity", "closing"):
        told = ctx.value_word("issue", "review_state", state)
        assert told not in (state, f"review_{state}")
    code, out, _ = say("--lang", lang, "ruleset", "show", "default-2026")
    assert code == 0
    assert "industrial_park" not in out


def test_that_the_report_of_an_open_issue_is_remarked_as_a_draft(clue, run, tmp_path):
    code, told = run("report", "closure", clue, "QH-1", "-o", tmp_path / "a.docx")
    assert (code, told["problems"][0]["code"], told["problems"][0]["refused"]) == (
        0, "report_is_draft", False,
    )  # fmt: skip


def test_that_a_workbook_among_boundaries_is_called_what_it_is(project, run, tmp_path):
    book = workbook(tmp_path / "新线索.xlsx", ("名称",), [("甲",)])
    code, told = run("areas", "import", project, book)
    assert (code, told["error"]["code"]) == (3, "vector_is_document")
    assert "ledger import" in told["error"]["remedy"]


def test_that_a_mapping_as_advised_takes_the_word_for_a_state(project, run, tmp_path):
    header = ("图斑编号", "问题来源", "整改状态", "经度", "纬度")
    book = workbook(tmp_path / "a.xlsx", header, [("A-1", "常态化巡查", "搞好了", 126.3, 43.2)])
    _, told = run("ledger", "import", project, book, "--as", "ledger", "--dry-run")
    advice = next(p["remedy"] for p in told["problems"] if p["code"] == "ledger_state_unknown")
    line = 'states.self_checked = ["搞好了"]'
    assert line in advice
    mapping = tmp_path / "words.toml"
    mapping.write_text(line, "utf-8")
    _, told = run("ledger", "import", project, book, "--as", "ledger", "--dry-run",
                  "--mapping", mapping)  # fmt: skip
    assert "ledger_state_unknown" not in {p["code"] for p in told["problems"]}


@pytest.mark.parametrize(("word", "state"), [("是", "self_checked"), ("否", "registered")])
def test_that_what_is_said_of_yes_and_no_counts_under_a_question(
    run, project, tmp_path, word, state
):
    """Under 是否完成整改 a 是 says 完成整改, unless the person says what it means."""
    header = ("图斑编号", "问题来源", "是否完成整改", "经度", "纬度")
    book = workbook(tmp_path / "a.xlsx", header, [("A-1", "常态化巡查", word, 126.3, 43.2)])
    words = tmp_path / "列.toml"
    words.write_text(f'states.{state} = ["{word}"]\n', "utf-8")
    asked = ("ledger", "import", project, book, "--as", "ledger")
    run(*asked, "--mapping", words)
    _, listed = run("ledger", "list", project)
    assert [item["state"] for item in listed["items"]] == [state]


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [("issue", "问题没有“高度”这个字段", "an issue has no field 高度"),
     ("measure", "整改措施没有“高度”这个字段", "measure has no field 高度"),
     ("zone", "功能区没有“高度”这个字段", "a zone has no field 高度")],
)  # fmt: skip
def test_that_what_has_no_such_field_is_told_in_words(kind, zh, en):
    params = {"kind": kind, "given": "高度", "field": "高度", "known": ""}
    assert messages.text("field_unknown", params, "zh") == zh
    assert messages.text("field_unknown", params, "en") == en
