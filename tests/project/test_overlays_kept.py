"""The overlay stays what a plain look at every pair gives, whatever changes on either side."""

import numpy as np
import pytest
import shapely
from helpers.projects import COUNTY, make, patch
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo import codec, overlay
from greenshield.project import overlays, rebuilding
from greenshield.project.identity import issue_of_clue
from greenshield.project.projection.geometry import to_field


def table(project):
    sql = "SELECT issue_id, layer, target_id, area_m2 FROM overlay"
    return {tuple(r.values())[:3]: r["area_m2"] for r in project.rows(sql)}


def plain(project):
    """Every pair of what stands in the project, none left out beforehand."""
    issues = project.rows("SELECT id, geom FROM issue WHERE geom IS NOT NULL")
    sides = project.rows(
        "SELECT 'area' AS layer, id, geom FROM area WHERE NOT void AND geom IS NOT NULL UNION ALL "
        "SELECT 'zone', id, geom FROM zone WHERE NOT void AND geom IS NOT NULL"
    )
    if not issues or not sides:
        return {}
    found = overlay.overlay(
        codec.decode_many(r["geom"] for r in issues), codec.decode_many(r["geom"] for r in sides)
    )
    return {
        (issues[p]["id"], sides[a]["layer"], sides[a]["id"]): m2
        for p, a, m2 in zip(found.patch_index, found.area_index, found.area_m2, strict=True)
    }


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p") as made:
        yield made


def issue(project, n):
    return issue_of_clue(project.project_id, COUNTY, "", f"QH-{n}")


def put(project, entity_type, entity_id, shape, **fields):
    geom = None if shape is None else to_field(shape, project.media)
    with project.action("me") as action:
        if project.state(entity_type, entity_id) is None:
            action.create(entity_type, entity_id, {"geom": geom, **fields})
        else:
            action.set_fields(entity_type, entity_id, {"geom": geom})


@pytest.mark.parametrize("few", [0, 200])
def test_that_it_follows_what_moves_is_voided_and_comes_back(project, few, monkeypatch):
    monkeypatch.setattr(overlays, "_FEW", few)
    kinds = ["area", "redline", "control"]
    for n, kind in enumerate(kinds):
        put(project, "area", f"a{n}", patch(n, 0.012), kind=kind, name=kind)
    put(project, "zone", "z", shapely.box(126.3, 43.2, 126.302, 43.21), area_id="a0")
    for n in range(4):
        put(project, "issue", issue(project, n), patch(n))
    assert table(project) == plain(project)
    assert len(table(project)) == 7
    put(project, "area", "a0", patch(30, 0.012))  # away from all
    assert table(project) == plain(project)
    put(project, "issue", issue(project, 1), patch(30))
    assert (issue(project, 1), "area", "a0") in table(project)
    assert table(project) == plain(project)
    with project.action("me") as action:
        for key in (("area", "a1"), ("zone", "z")):
            seen = [e.event_id for e in project.journal.of_entity(key[1], key[0])]
            action.emit("voided", *key, {"saw": seen})
    assert table(project) == plain(project)
    put(project, "issue", issue(project, 2), None)
    put(project, "area", "a2", None)
    assert table(project) == plain(project)
    assert rebuilding.differences(project) == []


SHAPES = st.builds(
    lambda x, y, w, h: shapely.box(126 + x, 43 + y, 126 + x + w, 43 + y + h),
    *[st.integers(0, 8).map(lambda v: v / 1000)] * 2,
    *[st.integers(1, 6).map(lambda v: v / 1000)] * 2,
)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["issue", "area", "zone"]), st.integers(0, 2), SHAPES), max_size=9
)


@settings(max_examples=8)
@given(CHANGES)
def test_that_any_row_of_changes_leaves_it_as_a_plain_look_would(tmp_path_factory, changes):
    with make(tmp_path_factory.mktemp("o") / "p") as project:
        for entity_type, n, shape in changes:
            name = issue(project, n) if entity_type == "issue" else f"{entity_type}{n}"
            put(project, entity_type, name, shape)
            expected = plain(project)
            found = table(project)
            assert found.keys() == expected.keys()
            assert np.allclose([found[k] for k in expected], list(expected.values()), rtol=1e-12)


def test_that_only_what_can_meet_is_read(project):
    for n in range(6):
        put(project, "area", f"a{n}", patch(n, 0.012), kind="area", name=str(n))
        put(project, "issue", issue(project, n), patch(n))
    before = table(project)
    with project.transaction():
        near = project.overlays._near(("issue",), {issue(project, 0)}, ("area", "zone"))
        back = project.overlays._near(("area", "zone"), {"a3"}, ("issue",))
        project.overlays.refresh([("issue", issue(project, 0)), ("area", "a3")])
    assert {row[1] for row in near} == {"a0"}
    assert {row[1] for row in back} == {issue(project, 3), issue(project, 4)}
    assert table(project) == before
