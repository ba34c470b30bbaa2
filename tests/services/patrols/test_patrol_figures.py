"""Figures of patrols are measured once, and anew wherever what they follow from has changed."""

from datetime import UTC, datetime, timedelta

import pytest
from helpers.make_tracks import gpx
from helpers.open_sessions import LAT, LON

from greenshield import paths
from greenshield.services import patrol_coverage, patrol_figures, patrol_tracks, patrols

ROUTE = f"LINESTRING ({LON} {LAT}, {LON + 0.02} {LAT})"
SHORT = f"LINESTRING ({LON} {LAT}, {LON + 0.01} {LAT})"
EVENING = datetime(2026, 5, 20, 15, 30, tzinfo=UTC)  # an hour and a half before it is the 21st


def track(path, name, north=0.0):
    """Somebody walks east from half past eleven in the evening until after midnight."""
    spots = [(EVENING + timedelta(minutes=n), LON + 0.0004 * n, LAT + north) for n in range(51)]
    return str(gpx(path, (name, spots)))


@pytest.fixture
def walked(session, tmp_path):
    plan = {"name": "五月巡查", "planned_from": "2026-05-01", "planned_to": "2026-05-20"}
    made = patrols.add(session, {**plan, "geom": ROUTE}).patrols[0]
    patrol_tracks.link(session, made, [track(tmp_path / "a.gpx", "夜里")])
    return made


def told(session, patrol):
    return patrol_figures.many(session.project, [patrol])[patrol]


def measured(session, patrol):
    one = patrol_coverage.of(session.project, patrol, seen=False)
    return one.route.length_m, one.route.covered_m, one.length_m


def values(figures):
    return figures.route_m, figures.covered_m, figures.walked_m


def files():
    return sorted((paths.cache_dir() / "patrols").glob("*"))


@pytest.fixture
def unmeasured(monkeypatch):
    """Measuring fails from now on."""

    def refuse(*_, **__):
        raise AssertionError("measured again")

    def forbid():
        monkeypatch.setattr(patrol_coverage, "many", refuse)

    return forbid


def test_that_what_was_measured_is_known_the_next_time(session, walked, unmeasured):
    first = told(session, walked)
    assert values(first) == measured(session, walked)
    assert 0.4 < first.share < 0.7
    unmeasured()
    assert told(session, walked) == first


def remove_file(session, _walked, _folder):
    for file in session.project.layout.media.rglob("*.gpx"):
        file.unlink()


CHANGES = {
    "route": lambda s, p, _: patrols.set_fields(s, p, {"geom": SHORT}),
    "corridor": lambda s, p, _: patrols.set_fields(s, p, {"corridor_m": "900"}),
    "last day": lambda s, p, _: patrols.set_fields(s, p, {"planned_to": "2026-05-21"}),
    "a day less": lambda s, p, _: patrols.set_fields(s, p, {"planned_to": "2026-05-19"}),
    "first day": lambda s, p, _: patrols.set_fields(s, p, {"planned_from": "2026-05-20"}),
    "done": lambda s, p, _: patrols.set_fields(s, p, {"done_on": "2026-05-22"}),
    "one more": lambda s, p, f: patrol_tracks.link(s, p, [track(f / "b.gpx", "另一条", 0.0001)]),
    "one less": lambda s, p, _: patrol_tracks.link(s, p, ["夜里"], remove=True),
    "file gone": remove_file,
}


@pytest.mark.parametrize("change", CHANGES)
def test_that_whatever_changes_they_are_those_of_now(session, walked, tmp_path, change):
    before = told(session, walked)
    CHANGES[change](session, walked, tmp_path)
    after = told(session, walked)
    assert values(after) == measured(session, walked)
    assert (after == before) == (change == "first day")  # by which none was walked


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"a": [1]}', b"\xff\xfe", b"[" * 100_000, b'{"a": null}']
)
def test_that_a_file_that_is_none_of_ours_is_passed_over(session, walked, content):
    first = told(session, walked)
    (file,) = files()
    file.write_bytes(content)
    assert told(session, walked) == first


@pytest.mark.parametrize(
    "wrong", ["[-1.0, 0.0, 0.0]", "[1.0, 2.0, 0.0]", "[null, 1.0, 0.0]", "[1.0, NaN, 1.0]",
              "[true, 0.0, 0.0]", '["1", 0.0, 0.0]', "[1.0, 0.0]", "[1, 0, 0]"],
)  # fmt: skip
def test_that_figures_that_can_not_be_are_measured_again(session, walked, wrong):
    first = told(session, walked)
    (file,) = files()
    key = file.read_text("ascii").split('"')[1]
    file.write_text(f'{{"{key}": {wrong}}}', "ascii")
    assert told(session, walked) == first


def test_that_where_nothing_can_be_kept_they_are_measured(session, walked):
    paths.cache_dir().mkdir(parents=True, exist_ok=True)
    (paths.cache_dir() / "patrols").write_bytes(b"no folder")
    assert values(told(session, walked)) == measured(session, walked)


def test_that_of_an_encrypted_project_nothing_is_kept(session, walked, monkeypatch):
    monkeypatch.setattr(patrol_figures, "keeps_in_clear", lambda _: False)
    told(session, walked)
    assert files() == []


def test_that_what_was_measured_until_a_stop_is_kept(session, walked, unmeasured):
    plan = {"name": "六月巡查", "planned_from": "2026-06-01", "planned_to": "2026-06-20"}
    others = patrols.add(session, {**plan, "geom": ROUTE}, every="month", times=20).patrols

    class Stopped(Exception):
        pass

    class Stopping:
        def step(self, _name, done, _total):
            if done:
                raise Stopped

    with pytest.raises(Stopped):
        patrol_figures.many(session.project, [walked, *others], Stopping())
    unmeasured()
    assert told(session, walked).share > 0
