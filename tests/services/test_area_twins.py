"""The same boundary again: in other bytes, on another day, issued anew, its date corrected."""

import pytest
import shapely
from helpers.imports import RESERVE, boundary_file, fingerprint
from shapely import box

from greenshield.domain.errors import UsageError
from greenshield.project.rebuilding import differences
from greenshield.services import area_list
from greenshield.services.area_import import AreaOptions, import_file

NAME = {"name": "云岭", "级别": "省级"}
FIRST, SECOND = "2008-01-14", "2020-05-01"


def take(session, file, day="", kind="area", **more):
    return import_file(session, file, AreaOptions(kind=kind, valid_from=day, **more))


def days(session):
    return sorted(item["valid_from"] or "" for item in area_list.items(session.project))


@pytest.fixture
def files(session, tmp_path):
    """The same boundary in two formats, of which the first is in the project."""
    made = [boundary_file(tmp_path / f"a{s}", [(RESERVE, NAME)]) for s in (".geojson", ".gpkg")]
    take(session, made[0], FIRST)
    return made


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("day", [SECOND, "1999-01-01"])
def test_that_another_day_of_an_identical_boundary_makes_no_version(session, files, which, day):
    before = fingerprint(session.project)
    done = take(session, files[which], day)
    assert (done.imported, done.updated, done.unchanged) == (0, 0, 1)
    assert done.version == FIRST
    [told] = done.problems
    assert (told.code, told.fatal) == ("area_same_again", False)
    assert told.params == {"count": 1, "since": FIRST, "day": day}
    assert fingerprint(session.project) == before


@pytest.mark.parametrize("day", ["", FIRST])
def test_that_the_same_boundary_in_another_file_changes_nothing(session, files, day):
    before = fingerprint(session.project)
    done = take(session, files[1], day)
    assert (done.imported, done.unchanged, done.problems) == (0, 1, ())
    assert fingerprint(session.project) == before


@pytest.mark.parametrize("which", [0, 1])
def test_that_a_reissue_is_a_version_of_its_own_and_only_once(session, files, which):
    for made in (1, 0):
        done = take(session, files[which], SECOND, again="reissue")
        assert (done.imported, done.unchanged) == (made, 1 - made)
        assert days(session) == [FIRST, SECOND]
    assert take(session, files[0], SECOND).unchanged == 1
    assert take(session, files[0]).unchanged == 1
    assert differences(session.project) == []


@pytest.mark.parametrize("which", [0, 1])
def test_that_a_wrong_date_can_be_corrected(session, files, which):
    done = take(session, files[which], SECOND, again="redate")
    assert (done.imported, done.updated, done.version) == (0, 1, SECOND)
    assert days(session) == [SECOND]


def test_that_an_undated_boundary_gets_its_date_from_another_file(session, tmp_path):
    one = boundary_file(tmp_path / "a.geojson", [(RESERVE, NAME)])
    two = boundary_file(tmp_path / "a.gpkg", [(RESERVE, NAME)])
    take(session, one)
    assert take(session, two, FIRST).updated == 1
    assert days(session) == [FIRST]


@pytest.mark.parametrize(
    ("shape", "values"),
    [(RESERVE.buffer(-0.001), NAME), (RESERVE, NAME | {"级别": "国家级"})],
    ids=["another outline", "another level"],
)
def test_that_a_boundary_that_differs_is_a_version(session, files, tmp_path, shape, values):
    other = boundary_file(tmp_path / "b.geojson", [(shape, values)])
    with pytest.raises(UsageError, match="valid_from_needed"):
        take(session, other)
    assert take(session, other, SECOND).imported == 1
    assert days(session) == [FIRST, SECOND]


def test_that_going_back_to_an_earlier_boundary_is_a_version(session, files, tmp_path):
    other = boundary_file(tmp_path / "b.geojson", [(RESERVE.buffer(-0.001), NAME)])
    take(session, other, "2015-01-01")
    done = take(session, files[0], SECOND)
    assert done.imported == 1
    [told] = done.problems
    assert (told.code, told.row, told.fatal) == ("area_outline_returns", 1, False)
    assert told.params == {"area": "云岭", "old": FIRST, "since": "2015-01-01", "day": SECOND}
    assert days(session) == [FIRST, "2015-01-01", SECOND]
    assert take(session, files[0], "2010-01-01").unchanged == 1
    assert differences(session.project) == []


def test_that_rings_that_begin_elsewhere_are_the_same_boundary(session, files, tmp_path):
    ring = list(RESERVE.exterior.coords)
    turned = shapely.Polygon([*ring[2:], *ring[1:3]][::-1])
    again = boundary_file(tmp_path / "b.geojson", [(turned, NAME)])
    assert take(session, again, SECOND).unchanged == 1


def test_that_zones_are_told_apart_by_what_they_are(session, files, tmp_path):
    core = box(126.31, 43.21, 126.35, 43.25)
    zones = [
        boundary_file(tmp_path / f"z.{s}", [(core, {"name": "核心区", "保护地": "云岭"})])
        for s in ("geojson", "gpkg")
    ]
    assert take(session, zones[0], FIRST, "zone").imported == 1
    assert take(session, zones[1], SECOND, "zone").unchanged == 1
    other = boundary_file(tmp_path / "y.geojson", [(core, {"name": "缓冲区", "保护地": "云岭"})])
    assert take(session, other, SECOND, "zone").imported == 1


def test_that_a_folder_and_the_file_in_it_are_one_boundary(session, tmp_path):
    folder = tmp_path / "边界"
    folder.mkdir()
    file = boundary_file(folder / "a.shp", [(RESERVE, {"name": "云岭"})])
    options = AreaOptions(valid_from="2020-01-01")
    assert import_file(session, folder, options).imported == 1
    again = import_file(session, file, options)
    assert (again.imported, again.unchanged) == (0, 1)
