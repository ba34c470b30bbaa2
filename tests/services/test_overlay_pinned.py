"""What a move had pinned of the overlay is told where boundaries were changed behind it."""

from helpers.imports import boundary_file
from helpers.open_sessions import add_clue
from helpers.projects import move
from shapely import box

from greenshield.project.projection.geometry import to_field
from greenshield.services import dossier, issue_show, legal_context
from greenshield.services.area_import import AreaOptions, import_file

WHOLE, HALF = box(126.30, 43.20, 126.40, 43.30), box(126.30, 43.20, 126.35, 43.30)
PATCH = box(126.37, 43.24, 126.38, 43.25)  # outside the half
CHECKED, MOVED = "2025-04-16", "2025-05-20"


def told(session, issue_id):
    issue = session.project.issue(issue_id)
    shown = issue_show.as_dict(session.project, issue, None, as_of="2026-01-01")
    findings = [f for f in shown["findings"] if f["code"].startswith("overlay_pinned")]
    report = dossier.build(session.project, issue, as_of="2026-01-01")
    printed = [f for f in report.findings if f.code.startswith("overlay_pinned")]
    assert [f["code"] for f in findings] == [f.code for f in printed]
    assert bool(shown["overlay_pinned"]) == bool(findings)
    return shown["overlay_pinned"], [report.tell(f.code, f.params, "zh") for f in printed]


def test_that_a_boundary_that_was_changed_behind_a_move_is_told(session, tmp_path):
    def take(shape, day, again=""):
        file = boundary_file(
            tmp_path / f"{shape.area}.gpkg", [(shape, {"name": "丙", "编号": "C1"})]
        )
        import_file(session, file, AreaOptions(valid_from=day, again=again))

    take(WHOLE, "2010-01-01")
    add_clue(session, "QH-1", PATCH)
    [row] = session.project.rows("SELECT id FROM issue")
    with session.project.action(session.who.actor_id) as action:
        action.add_record(row["id"], "check", {}, occurred_on=CHECKED)
    issue = session.project.issue(row["id"])
    seen = legal_context.overlay(session.project, issue).plain()
    pins = {"computed": {"overlay": seen}}
    with session.project.action(session.who.actor_id) as action:
        move(action, row["id"], "assign", occurred_on=MOVED, pins=pins)
    assert told(session, row["id"]) == (None, [])
    take(HALF, "2025-06-01")  # after the check: another version for what comes later
    assert told(session, row["id"]) == (None, [])
    take(HALF, "2025-01-01", "redate")
    pinned, [sentence] = told(session, row["id"])
    assert (pinned["move"], pinned["occurred_on"]) == ("assign", MOVED)
    assert [(r["layer"], r["name"]) for r in pinned["overlay"]] == [("area", "丙")]
    assert not pinned["patch_changed"]
    assert "丙" in sentence
    assert MOVED in sentence
    assert "{" not in sentence
    with session.project.action(session.who.actor_id) as action:
        moved = to_field(box(126.31, 43.24, 126.33, 43.25), session.project.media)
        action.set_fields("issue", row["id"], {"geom": moved})
    assert told(session, row["id"])[0]["patch_changed"]
