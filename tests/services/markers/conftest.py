"""The project of these tests."""

from __future__ import annotations

import pytest
from helpers import projects
from helpers.projects import COUNTY
from shapely.geometry import box

from greenshield.project.projection.geometry import to_field
from greenshield.services import (
    people,
)
from greenshield.services.session import Session


@pytest.fixture
def session(tmp_path):
    with projects.make(tmp_path / "p") as project:
        with project.action("") as action:
            roles = {"甲": ["county"], "乙": ["inspector"]}
            projects.add_actors(action, roles, division_code=COUNTY)
            shape = to_field(box(126.3, 43.2, 126.4, 43.3), project.media)
            action.create("area", "a1", {"kind": "area", "name": "云岭保护区", "geom": shape})
        yield Session(project, people.find(project, "甲"))
