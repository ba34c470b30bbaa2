"""The project of these tests."""

from __future__ import annotations

import pytest
from helpers import projects
from helpers.projects import COUNTY
from shapely.geometry import box

from greenshield.project.projection.geometry import to_field
from greenshield.services import (
    people,
    rules,
)
from greenshield.services.session import Session


@pytest.fixture
def session(tmp_path):
    """A patch (1) in a red line and an area with a core protection zone, and one (2) in none."""
    with projects.make(tmp_path / "p") as project:
        with project.action("") as action:
            roles = {"甲": ["county", "keeper"], "乙": ["inspector"]}
            projects.add_actors(action, roles, division_code=COUNTY)
            shape = to_field(box(126.305, 43.19, 126.32, 43.21), project.media)
            since = {"valid_from": "2020-01-01", "geom": shape}
            action.create("area", "a1", {"kind": "area", "name": "云岭", **since})
            action.create("area", "r1", {"kind": "redline", "name": "红线甲", **since})
            zone = {"area_id": "a1", "zone_code": "core_protect", "name": "核心", **since}
            action.create("zone", "z1", zone)
            for n in (1, 2):
                projects.add_issue(action, project, n)
        opened = Session(project, people.find(project, "甲"))
        rules.use(opened, "default-2026")
        yield opened
