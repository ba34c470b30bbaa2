"""What was deleted or redacted is gone from the file, not only from the tables."""

from helpers import projects

WORDS = "身份证号220199" * 40


def test_that_redacted_words_are_nowhere_in_the_closed_file(tmp_path):
    with projects.make(tmp_path / "p") as project:
        with project.action("me") as action:
            issue = projects.add_issue(action, project, 1)
            for n in range(3):
                secret = action.emit("commented", "issue", issue, {"text": f"{n}{WORDS}"})
                action.flush()
                action.redact(secret.event_id, "个人信息")
        with project.action("me") as action:
            secret = action.emit("commented", "issue", issue, {"text": WORDS})
        project.checkpoint()
        assert WORDS.encode() in project.layout.database.read_bytes()
        with project.action("me") as action:
            action.redact(secret.event_id, "个人信息")
    for path in (tmp_path / "p").glob("project.gpkg*"):
        assert WORDS[:20].encode() not in path.read_bytes(), path.name
