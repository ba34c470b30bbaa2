"""What the reviewers sent back is shown by the issue until the county checks anew."""

from helpers.calls import as_json, said
from helpers.open_sessions import session_of
from helpers.projects import move

from greenshield.services import lookup

STEPS = ("assign", "check", "register", "plan", "approve_plan", "self_check", "city_review")


def test_that_an_issue_that_was_returned_shows_why_and_what_is_to_be_done(clue_path, capsys):
    with session_of(clue_path) as session:
        issue = lookup.issue_id(session.project, "QH-1")
        with session.project.action("me") as action:
            for name in STEPS:
                move(action, issue, name)
            items = {"items": ["清理残渣", "补拍照片"]}
            move(action, issue, "return", data=items, reason="现场有残渣", occurred_on="2026-07-10")
    _, shown = as_json(capsys, "issue", "show", clue_path, "QH-1")
    told = {"occurred_on": "2026-07-10", "reason": "现场有残渣", "items": ["清理残渣", "补拍照片"]}
    assert shown["returned"] == told
    code, out, _ = said(capsys, "issue", "show", clue_path, "QH-1")
    assert code == 0
    assert (
        "  ↩ 2026-07-10 退回整改，尚待办理（现场有残渣）：\n    1. 清理残渣\n    2. 补拍照片" in out
    )
    with session_of(clue_path) as session, session.project.action("me") as action:
        move(action, issue, "self_check", occurred_on="2026-07-12")
    _, shown = as_json(capsys, "issue", "show", clue_path, "QH-1")
    assert shown["returned"] is None
