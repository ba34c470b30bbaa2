"""What the map is given: places, pieces, styles and labels of each layer, and refreshes."""

import pickle
import random

import numpy as np
import pytest
import shapely
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.own_home import own_home
from helpers.projects import add_photos, add_track, move, patch

from greenshield.geo import webmercator
from greenshield.project.projection.geometry import to_field
from greenshield.services import legal_context, map_features, map_styles

DAY = "2026-06-01"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two areas, a red line, a zone with a hole, four issues of all kinds, photos, a track."""
    home = tmp_path_factory.mktemp("home")
    with own_home(home), session_of(make_project(home / "project")) as session:
        _fill(session)
        yield session


def _fill(session):
    project, media = session.project, session.project.media
    zone = shapely.box(126.3, 43.1, 126.5, 43.3).difference(shapely.box(126.4, 43.2, 126.41, 43.21))
    two = shapely.MultiPolygon(
        [shapely.box(126.2, 43, 126.6, 43.5), shapely.box(127, 43, 127.1, 43.1)]
    )
    with project.action(session.who.actor_id) as action:
        for entity, kind, level, shape in (
            ("a1", "area", "national", two),
            ("a2", "area", None, shapely.box(126.7, 43, 126.8, 43.1)),
            ("r1", "redline", None, shapely.box(126.1, 43, 126.3, 43.2)),
        ):
            values = {"kind": kind, "name": f"名{entity}", "area_level": level}
            action.create("area", entity, values | {"geom": to_field(shape, media)})
        core = {"area_id": "a1", "zone_code": "core", "geom": to_field(zone, media)}
        action.create("zone", "z1", core)
        add_track(action, project)
    ids = [add_clue(session, f"QH-{n}", patch(n)) for n in range(3)]
    line = shapely.LineString([(126.3, 43.2), (126.31, 43.21)])
    ids += [
        add_clue(session, "QH-line", line),
        add_clue(session, "QH-point", shapely.Point(126.4, 43.3)),
    ]
    with project.action(session.who.actor_id) as action:
        add_photos(action, project, ids[:1])
        file = media.keep_bytes(b"\xff\xd8 another", ".jpg")
        fields = {"sha256": file.sha256, "lon": 126.302, "lat": 43.202, "azimuth_deg": 90.0}
        action.create("photo", "229901:p9", fields, origin={"file": "近.jpg"})
        far = media.keep_bytes(b"\xff\xd8 far", ".jpg")
        fields = {"sha256": far.sha256, "lon": 120.0, "lat": 40.0}
        action.create("photo", "229901:p10", fields, origin={"file": "远.jpg"})
        for name in ("assign", "check", "register", "plan", "approve_plan"):
            move(action, ids[1], name)
        action.set_fields("issue", ids[1], {"deadline": "2026-05-31"})


def by_layer(session, entity_type, **more):
    return {f.layer: f for f in map_features.read(session.project, entity_type, DAY, **more)}


def shapes_again(features):
    """Each feature's pieces, put together as shapes of degrees."""
    out = {}
    for index in range(len(features)):
        rings = []
        for piece in np.flatnonzero(features.owner == index):
            xy = features.xy[features.ring_starts[piece] : features.ring_starts[piece + 1]]
            rings.append(shapely.Polygon(webmercator.unproject(xy)))
        shape = rings[0]
        for ring in rings[1:]:
            shape = shape.symmetric_difference(ring)  # inside where an odd number holds it
        out[str(features.ids[index])] = shape
    return out


def test_that_every_layer_is_told_once(filled):
    told = [f.layer for t in map_features.LAYERS for f in map_features.read(filled.project, t, DAY)]
    assert sorted(told) == sorted(map_styles.BY_LAYER)


def test_that_boundaries_keep_their_parts_and_holes(filled):
    found = by_layer(filled, "area") | by_layer(filled, "zone")
    rows = filled.project.rows("SELECT id, geom FROM area UNION ALL SELECT id, geom FROM zone")
    from greenshield.geo import codec

    drawn = {k: v for layer in found.values() for k, v in shapes_again(layer).items()}
    assert drawn.keys() == {row["id"] for row in rows}
    for row in rows:
        assert drawn[row["id"]].symmetric_difference(codec.decode(row["geom"])).area < 1e-9


def test_that_kinds_levels_and_zones_tell_the_style(filled):
    found = by_layer(filled, "area") | by_layer(filled, "zone")
    told = {
        str(i): f.styles[s] for f in found.values() for i, s in zip(f.ids, f.style, strict=True)
    }
    assert told == {"a1": "national", "a2": "other", "r1": "redline", "z1": "core"}
    assert list(found["area"].labels) == ["名a1", "名a2"]


def test_that_an_anchor_lies_in_its_shape(filled):
    for features in (by_layer(filled, "area") | by_layer(filled, "zone")).values():
        shapes = shapes_again(features)
        for name, place in zip(features.ids, webmercator.unproject(features.anchors), strict=True):
            assert shapes[str(name)].buffer(1e-9).contains(shapely.Point(place))


def test_that_issues_are_patches_or_spots_by_their_shape(filled):
    found = by_layer(filled, "issue")
    assert sorted(found["patch"].labels) == ["QH-0", "QH-1", "QH-2"]
    assert sorted(found["spot"].labels) == ["QH-line", "QH-point"]
    shapes = shapes_again(found["patch"])
    for name, label in zip(found["patch"].ids, found["patch"].labels, strict=True):
        assert shapes[str(name)].symmetric_difference(patch(int(label[3:]))).area < 1e-12


def test_that_state_and_delay_tell_the_style_of_an_issue(filled):
    found = by_layer(filled, "issue")["patch"]
    told = {str(n): found.styles[s] for n, s in zip(found.labels, found.style, strict=True)}
    assert told == {"QH-0": "clue", "QH-1": "rectifying+overdue", "QH-2": "clue"}
    [early, _] = map_features.read(filled.project, "issue", "2026-05-31")
    assert {early.styles[s] for s in early.style} == {"clue", "rectifying"}


def test_that_photos_without_a_place_are_left_and_others_told_by_their_ties(filled):
    [found] = map_features.read(filled.project, "photo", DAY)
    told = {str(n): found.styles[s] for n, s in zip(found.labels, found.style, strict=True)}
    assert told == {
        "照片1.jpg": "tagged",
        "照片2.jpg": "tagged",
        "近.jpg": "choice",
        "远.jpg": "untagged",
    }
    near = list(found.labels).index("近.jpg")
    assert found.azimuths[near] == 90
    assert np.isnan(np.delete(found.azimuths, near)).all()


def test_that_a_track_is_a_line(filled):
    [found] = map_features.read(filled.project, "track", DAY)
    assert (found.kind, list(found.labels), list(found.ring_starts)) == (
        "line",
        ["巡查轨迹"],
        [0, 3],
    )
    assert webmercator.unproject(found.xy[:1])[0] == pytest.approx((126.3, 43.2))


def test_that_only_what_is_asked_for_is_read_again(filled):
    whole = by_layer(filled, "issue")
    ids = [str(whole["patch"].ids[1]), str(whole["spot"].ids[0]), "nobody"]
    again = {f.layer: f for f in map_features.changed(filled.project, "issue", ids, DAY)}
    assert list(again["patch"].ids) == ids[:1]
    assert list(again["spot"].ids) == ids[1:2]
    [photo] = map_features.changed(filled.project, "photo", ["229901:p9"], DAY)
    [by_hash] = map_features.changed(filled.project, "photo", [str(photo.ids[0])], DAY)
    assert list(photo.labels) == list(by_hash.labels) == ["近.jpg"]
    for features in map_features.changed(filled.project, "issue", [], DAY):
        assert len(features) == len(features.xy) == 0


def test_that_features_cross_a_pipe_without_a_geometry_library(filled):
    [patches, _] = map_features.read(filled.project, "issue", DAY)
    arrays = [getattr(patches, name) for name in ("xy", "ring_starts", "owner", "style", "ids")]
    assert b"shapely" not in pickle.dumps(arrays)


def test_that_the_lists_of_boundaries_follow_the_rule_that_guards_follow(tmp_path):
    """The same versions are in force by the list for a map and by the overlay of one issue."""
    numbers = random.Random(5)
    days = ["", *(f"20{y:02d}-01-01" for y in range(10, 20))]
    with session_of(make_project(tmp_path / "project")) as session:
        project = session.project
        shape = to_field(shapely.box(126.2, 43.0, 126.8, 43.6), project.media)
        with project.action(session.who.actor_id) as action:
            for n in range(40):
                values = {
                    "kind": numbers.choice(["area", "redline"]), "name": numbers.choice("甲乙丙"),
                    "code": numbers.choice(["", "", "C1"]) or None, "geom": shape,
                    "valid_from": numbers.choice(days) or None,
                    "valid_to": numbers.choice(["", "", "", "2016-12-31"]) or None,
                }  # fmt: skip
                action.create("area", f"a{n}", values)
                zone = {"area_id": f"a{numbers.randrange(n + 1)}", "zone_code": "core"}
                zone |= {"geom": shape, "valid_from": numbers.choice(days) or None}
                action.create("zone", f"z{n}", zone)
        issue = add_clue(session, "QH-1", patch(1))
        for day in (*days[1:], "2015-06-01", "9999-12-31"):
            rows = legal_context.rows_on(project, issue, day)
            listed = [
                r for k in ("area", "redline") for r in legal_context.boundaries_on(project, k, day)
            ]
            listed += legal_context.zones_on(project, day)
            assert sorted(r["id"] for r in rows) == sorted(r["id"] for r in listed)
