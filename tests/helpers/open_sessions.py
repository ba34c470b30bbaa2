"""Projects made and opened as the command line does it, with a few people in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers import projects
from shapely import box
from shapely.geometry.base import BaseGeometry

from greenshield.project.changes import Changes
from greenshield.project.identity import issue_of_clue
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field
from greenshield.services import new_project, people, photo_ties
from greenshield.services.session import Session, writing

COUNTY = "229901"
# Where the patch of the clue lies that most tests of photos are about, and its middle.
LON, LAT = 126.35, 43.25
PATCH = box(LON - 0.001, LAT - 0.001, LON + 0.001, LAT + 0.001)


def make_project(path: Path) -> Path:
    """A new project of 张三 (county, inspector, keeper), with 李四 (inspector) and 王五 (city)."""
    with new_project.create(path, name="青禾县", division_code=COUNTY, me="张三") as project:
        me = people.find(project, "张三")
        for name, tier, roles in (("李四", "county", ["inspector"]), ("王五", "city", ["city"])):
            people.add(project, me, name=name, tier=tier, roles=roles, unit="青禾县局")
    return path


@contextmanager
def session_of(path: Path, actor: str = "") -> Iterator[Session]:
    """The project open for writing by an actor, the first one by default."""
    with writing(path, actor=actor) as session:
        yield session


@contextmanager
def a_keeper(path: Path) -> Iterator[Session]:
    """A new project with nothing but 甲, a keeper of the county."""
    with projects.make(path) as project:
        with project.action("") as action:
            projects.add_actors(action, {"甲": ["county", "keeper"]}, division_code=COUNTY)
        yield acting(project, "甲")


def add_province(session: Session) -> None:
    """Two people of the province, 赵六 and 钱七, for what takes two signatures."""
    for name in ("赵六", "钱七"):
        people.add(
            session.project, session.who, name=name, tier="province", roles=["province"], unit="厅"
        )


def acting(project: Project, name: str) -> Session:
    """A session of another actor, by name, in a project that is open."""
    return Session(project, people.find(project, name))


def add_clue(session: Session, clue_no: str, shape: BaseGeometry, **fields: Any) -> str:
    """A clue with a patch; its id."""
    project = session.project
    issue = issue_of_clue(project.project_id, "229901", "", clue_no)
    values = {"clue_no": clue_no, "division_code": COUNTY, "source_code": "patrol"}
    values |= {"geom": to_field(shape, project.media), **fields}
    with project.action(session.who.actor_id) as action:
        action.create("issue", issue, values)
    return issue


def tie(session: Session, photo: str, issue: str = "QH-1", **how: Any) -> Changes:
    """Ties one photo to an issue, as ``photo_ties.tag_all`` does many."""
    return photo_ties.tag_all(session, [photo], issue, **how).changes


def untie(session: Session, photo: str, issue: str = "QH-1", phase: str = "") -> Changes:
    """Takes one photo's ties to an issue off, as ``photo_ties.untag_all`` does many."""
    return photo_ties.untag_all(session, [photo], issue, phase).changes
