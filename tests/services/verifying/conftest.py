"""A whole project of which each test may alter a copy."""

import io
import shutil
import zipfile

import pytest
from helpers import projects
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.own_home import own_home

from greenshield.domain.state import DocumentRef
from greenshield.services import moves, packing


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A project with a little of everything, whose one move went through its guards."""
    return made(tmp_path_factory.mktemp("verify"), fill, fill_more)


@pytest.fixture(scope="session")
def first_template(tmp_path_factory):
    """The same with no more than the first schema had tables for."""
    return made(tmp_path_factory.mktemp("verify_first"), fill)


def made(home, *fillings):
    with own_home(home):
        path = make_project(home / "p")
        with session_of(path) as session:
            for filling in fillings:
                filling(session)
    return home


def fill(session):
    project, box = session.project, projects.patch(3, 0.05)
    issue = add_clue(session, "QH-1", projects.patch(5), facility_name="青禾示例采石场")
    add_clue(session, "QH-2", projects.patch(7), facility_name="云岭水电站")
    given = {"assignee": "李四", "check_due": "2026-06-01"}
    moves.move(session, "QH-1", "assign", occurred_on=projects.DAY, given=given)
    with project.action(session.who.actor_id) as action:
        area = {"kind": "area", "name": "云岭", "geom": projects.to_field(box, project.media)}
        action.create("area", "a1", area)
        action.create("zone", "z1", {"area_id": "a1", "zone_code": "core", "geom": area["geom"]})
        action.create("campaign", "c1", {"name": "绿盾", "year": 2026})
        action.add_record(issue, "measure", {"text": "拆除"}, occurred_on=projects.DAY)
        projects.add_photos(action, project, [issue])
        projects.add_track(action, project)
        projects.add_number_block(action)


def fill_more(session):
    with session.project.action(session.who.actor_id) as action:
        projects.add_marker(action)
        projects.add_reference_layer(action, session.project)
        projects.add_patrol(action, session.project)
        projects.add_restriction(action)


@pytest.fixture
def folder(tmp_path, template, monkeypatch):
    """A copy that this user's notes take for the original."""
    return copied(tmp_path, template, monkeypatch)


@pytest.fixture
def first_folder(tmp_path, first_template, monkeypatch):
    """A copy of what no more than the first schema has tables for."""
    return copied(tmp_path, first_template, monkeypatch)


def copied(tmp_path, template, monkeypatch):
    shutil.copytree(template / "home", tmp_path / "home")
    shutil.copytree(template / "p", tmp_path / "p")
    for note in (tmp_path / "home").rglob("projects/*/*.json"):
        text = note.read_text("utf-8").replace(str(template / "p"), str(tmp_path / "p"))
        note.write_text(text, "utf-8")
    monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / "home"))
    return tmp_path / "p"


@pytest.fixture(scope="session")
def issue_pack(tmp_path_factory):
    """A pack of one issue with a photo and a paper."""
    home = tmp_path_factory.mktemp("packs")
    with own_home(home), session_of(make_project(home / "p")) as session:
        project = session.project
        issue = add_clue(session, "QH-1", projects.patch(5))
        with project.action(session.who.actor_id) as action:
            projects.add_photos(action, project, [issue])
            kept = project.media.keep_bytes(b"a paper", ".txt")
            paper = DocumentRef(kept.sha256, "整改方案.txt", 7)
            action.add_record(issue, "measure", {}, occurred_on=projects.DAY, documents=[paper])
        report = io.BytesIO()
        with zipfile.ZipFile(report, "w") as docx:
            docx.writestr("[Content_Types].xml", "<Types/>")
        packing.write_pack(session, project.issue(issue), report.getvalue(), home / "a.zip")
    return home / "a.zip"


@pytest.fixture
def pack(issue_pack, tmp_path):
    """A copy of it to alter."""
    return shutil.copy(issue_pack, tmp_path / "档案包.zip")
