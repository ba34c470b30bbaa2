"""A project on disk: what is written is there, whole, after it is opened again."""

import pytest
import shapely
from sqlcipher3 import dbapi2

from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError
from greenshield.log.signing import DeviceKey
from greenshield.project.creating import create_project
from greenshield.project.identity import issue_of_clue
from greenshield.project.opening import open_project
from greenshield.project.projection.geometry import to_field
from greenshield.project.rebuilding import differences, rebuild

PATCH = shapely.box(126.50, 43.20, 126.51, 43.21)
AREA = shapely.box(126.505, 43.0, 126.6, 43.5)


def new(path, key=None, **more):
    return create_project(
        path,
        key or DeviceKey.generate(),
        name="青禾县",
        division_code="229901",
        device_name="测试机",
        fields={},
        **more,
    )


def fill(project):
    issue = issue_of_clue(project.project_id, "229901", "", "QH-1")
    with project.action("me") as action:
        action.create("actor", "me", {"name": "张三示例", "tier": "county", "roles": ["county"]})
        action.create(
            "area", "a1", {"kind": "area", "name": "云岭", "geom": to_field(AREA, project.media)}
        )
        action.create(
            "issue",
            issue,
            {
                "clue_no": "QH-1",
                "facility_name": "青禾示例采石场",
                "geom": to_field(PATCH, project.media),
            },
        )
    return issue


def test_that_what_was_written_is_there_after_opening_again(tmp_path):
    key = DeviceKey.generate()
    with new(tmp_path / "p", key) as project:
        issue = fill(project)
        digest = project.digest()
    with open_project(tmp_path / "p", who="me", read_only=True) as project:
        row = project.rows("SELECT * FROM issue")[0]
        assert row["id"] == issue
        assert row["facility_name"] == "青禾示例采石场"
        assert row["state"] == "clue"
        overlay = project.rows("SELECT * FROM overlay")
        assert [(o["layer"], o["target_id"]) for o in overlay] == [("area", "a1")]
        assert project.digest() == digest
        assert differences(project) == []
        box = project.rows("SELECT * FROM rtree_issue_geom")[0]
        assert box["minx"] == pytest.approx(126.50, abs=1e-4)


def test_that_an_edit_changes_one_row_and_leaves_its_geometry(tmp_path):
    with new(tmp_path / "p") as project:
        issue = fill(project)
        before = project.rows("SELECT fid, geom FROM issue")[0]
        with project.action("me") as action:
            action.set_fields("issue", issue, {"place_name": "云岭北坡", "facility_name": "新名"})
        assert action.changes.changed == {"issue": (issue,)}
        row = project.rows("SELECT fid, geom, place_name, facility_name FROM issue")[0]
        assert (row["fid"], row["geom"]) == (before["fid"], before["geom"])
        assert (row["place_name"], row["facility_name"]) == ("云岭北坡", "新名")
        with project.action("me") as action:
            assert action.set_fields("issue", issue, {"place_name": "云岭北坡"}) is None
        assert not action.changes
        assert differences(project) == []


def edit_and_fail(project, issue):
    with project.action("me") as action:
        action.set_fields("issue", issue, {"place_name": "x"})
        raise RuntimeError


def test_that_a_failed_action_leaves_nothing(tmp_path):
    with new(tmp_path / "p") as project:
        issue = fill(project)
        events, digest = project.journal.count(), project.digest()
        with pytest.raises(RuntimeError):
            edit_and_fail(project, issue)
        assert (project.journal.count(), project.digest()) == (events, digest)
        with project.action("me") as action:
            action.set_fields("issue", issue, {"place_name": "y"})
        assert project.rows("SELECT place_name FROM issue")[0]["place_name"] == "y"


def test_that_an_area_that_comes_later_is_overlaid_with_what_is_there(tmp_path):
    with new(tmp_path / "p") as project:
        fill(project)
        with project.action("me") as action:
            action.create(
                "zone",
                "z1",
                {"area_id": "a1", "zone_code": "core", "geom": to_field(PATCH, project.media)},
            )
        m2 = {o["layer"]: o["area_m2"] for o in project.rows("SELECT * FROM overlay")}
        assert m2["zone"] == pytest.approx(2 * m2["area"], rel=1e-3)
        assert differences(project) == []


def test_that_a_large_geometry_is_kept_as_a_blob_and_drawn_all_the_same(tmp_path):
    ring = shapely.Point(126.5, 43.2).buffer(0.1, quad_segs=2000)
    with new(tmp_path / "p") as project:
        value = to_field(ring, project.media)
        assert set(value) == {"blob"}
        with project.action("me") as action:
            action.create("area", "a", {"kind": "area", "name": "圆", "geom": value})
        assert project.rows("SELECT vertices FROM area")[0]["vertices"] == 8001


def test_that_only_one_process_writes_and_others_may_read(tmp_path):
    with new(tmp_path / "p") as project:
        fill(project)
        with pytest.raises(SurroundingsError) as caught:
            open_project(tmp_path / "p", who="other")
        assert caught.value.code == "project_locked"
        assert "测试机" in caught.value.params["holder"]
        with open_project(tmp_path / "p", who="other", read_only=True) as reader:
            assert len(reader.rows("SELECT * FROM issue")) == 1
            with pytest.raises(SurroundingsError), reader.action("me"):
                pass


def test_that_an_encrypted_project_opens_with_its_passphrase_alone(tmp_path):
    with new(tmp_path / "p", passphrase="云岭'口令") as project:
        fill(project)
    assert b"SQLite" not in (tmp_path / "p" / "project.gpkg").read_bytes()[:16]
    with open_project(tmp_path / "p", who="me", passphrase="云岭'口令") as project:
        assert len(project.rows("SELECT * FROM issue")) == 1
    for wrong in ("x", None, ""):
        with pytest.raises(UnreadableError) as caught:
            open_project(tmp_path / "p", who="me", passphrase=wrong)
        assert caught.value.code in ("passphrase_wrong", "passphrase_needed_or_damaged")


def test_that_a_folder_with_something_in_it_is_not_taken(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "note.txt").write_text("x")
    with pytest.raises(UsageError):
        new(tmp_path / "p")
    assert [f.name for f in (tmp_path / "p").iterdir()] == ["note.txt"]


@pytest.mark.parametrize("content", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000])
def test_that_what_is_no_project_is_named_and_left_alone(tmp_path, content):
    (tmp_path / "project.gpkg").write_bytes(content)
    with pytest.raises(UnreadableError):
        open_project(tmp_path, who="me")
    assert (tmp_path / "project.gpkg").read_bytes() == content


def test_that_a_write_from_outside_is_refused_by_the_gate(tmp_path):
    with new(tmp_path / "p") as project:
        fill(project)
        for sql in (
            "UPDATE issue SET state = 'closed'",
            "DELETE FROM area",
            "DELETE FROM event",
            "UPDATE event SET at = ''",
            "INSERT INTO actor (id, extra) VALUES ('x', '{}')",
        ):
            with pytest.raises(dbapi2.DatabaseError, match="Green Shield"):
                project.db.conn.execute(sql)


def test_that_rebuilding_puts_a_tampered_table_right(tmp_path):
    with new(tmp_path / "p") as project:
        fill(project)
        digest = project.digest()
        conn = project.db.conn
        conn.execute("UPDATE write_gate SET open = 1")
        conn.execute("UPDATE issue SET state = 'closed'")
        conn.execute("DELETE FROM actor")
        conn.execute("UPDATE write_gate SET open = 0")
        found = differences(project)
        assert ("issue", "altered") in {(t, w) for t, _, w in found}
        assert ("actor", "me", "missing") in found
        rebuild(project)
        assert differences(project) == []
        assert project.digest() == digest
