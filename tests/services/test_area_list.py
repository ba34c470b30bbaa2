"""The list of boundaries says what is in force; one version in full says how it came in."""

import pytest
from helpers.calls import as_json, said
from helpers.imports import RESERVE, boundary_file
from shapely import Polygon, box

from greenshield.domain.errors import UsageError
from greenshield.services import area_list
from greenshield.services.area_import import AreaOptions, import_file

BOWTIE = Polygon([(126.3, 43.2), (126.4, 43.3), (126.4, 43.2), (126.3, 43.3)])


def take(session, folder, name, shapes, kind="area", **more):
    file = boundary_file(folder / f"{name}.geojson", shapes)
    return import_file(session, file, AreaOptions(kind=kind, **more))


@pytest.fixture
def versions(session, tmp_path):
    for day, shape in (("2010-01-01", BOWTIE), ("2020-01-01", RESERVE)):
        take(session, tmp_path, f"a{day}", [(shape, {"name": "云岭"})], valid_from=day)
    zone = [(box(126.30, 43.20, 126.36, 43.30), {"保护区": "云岭", "功能区": "核心保护区"})]
    take(session, tmp_path, "z", zone, "zone", valid_from="2020-01-01")
    session.project.checkpoint()
    return session.project


def test_that_the_list_marks_what_is_in_force_and_names_the_source(versions):
    held = {a["valid_from"]: a for a in area_list.items(versions)}
    assert {day: a["in_force"] for day, a in held.items()} == {
        "2010-01-01": False, "2020-01-01": True,
    }  # fmt: skip
    assert [z["in_force"] for z in held["2020-01-01"]["zones"]] == [True]
    assert held["2010-01-01"]["source_file"] == "a2010-01-01.geojson"
    assert held["2010-01-01"]["source_crs"] == "EPSG:4490"
    before = area_list.items(versions, "2012-05-05")
    assert [a["valid_from"] for a in before if a["in_force"]] == ["2010-01-01"]


def test_that_a_version_tells_its_accuracy_and_what_mending_did_to_it(versions):
    old, new = sorted(area_list.items(versions), key=lambda a: a["valid_from"])
    (came,) = area_list.about(versions, old["id"])["imports"]
    assert came["measured"]
    assert came["crs_accuracy_m"] == 0.001
    assert came["repaired"]["why"] == "shape_crosses_itself"
    assert came["repaired"]["after_m2"] == pytest.approx(old["area_m2"], abs=0.01)
    (came,) = area_list.about(versions, new["id"])["imports"]
    assert came["repaired"] is None
    with pytest.raises(UsageError, match="boundary_unknown"):
        area_list.about(versions, "nothing")


def test_that_the_commands_show_a_version(versions, path, capsys):
    code, data = as_json(capsys, "areas", "list", path, "--as-of", "2012-05-05")
    (old,) = [a for a in data["items"] if a["in_force"]]
    assert (code, old["valid_from"]) == (0, "2010-01-01")
    code, shown = as_json(capsys, "areas", "show", path, old["id"])
    assert (code, shown["type"], shown["name"]) == (0, "area", "云岭")
    code, out, _ = said(capsys, "areas", "show", path, old["id"], "--lang", "en")
    assert (code, "was mended" in out, "within 0.001 m" in out) == (0, True, True)
    assert " *" in said(capsys, "areas", "list", path)[1]


def test_that_a_version_is_shown_by_whatever_the_list_tells_of_it(versions, path, capsys):
    old, new = sorted(area_list.items(versions), key=lambda a: a["valid_from"])
    for given, meant in (
        ("云岭@2010-01-01", old), ("云岭@2015-05-05", old), ("云岭@2020-01-01", new),
        ("云岭@2023-05-05", new), (old["id"], old), (old["id"][:8], old),
        ("核心保护区", new["zones"][0]),
    ):  # fmt: skip
        assert area_list.about(versions, given)["id"] == meant["id"], given
    code, told = as_json(capsys, "areas", "show", path, "云岭")
    assert (code, told["error"]["code"]) == (2, "boundary_ambiguous")
    assert "云岭@2010-01-01, 云岭@2020-01-01" in told["error"]["message"]
    with pytest.raises(UsageError, match="boundary_unknown"):
        area_list.about(versions, old["id"][:3])
    code, told = as_json(capsys, "areas", "show", path, "白苇", "--lang", "zh")
    assert (code, told["error"]["code"]) == (2, "boundary_unknown")
    assert told["error"]["message"] == "没有边界“白苇”；已有：云岭@2010-01-01, 云岭@2020-01-01"
    assert "areas list" in told["error"]["remedy"]


def test_that_one_version_of_several_features_is_told_apart_by_ids(session, tmp_path):
    shapes = [(box(126, 43, 126.1, 43.1), {"code": "A1"}), (RESERVE, {"code": "A1"})]
    take(session, tmp_path, "two", shapes)
    one, two = area_list.items(session.project)
    with pytest.raises(UsageError, match="boundary_ambiguous") as caught:
        area_list.about(session.project, "A1")
    assert all(f"= {item['id']}" in caught.value.params["versions"] for item in (one, two))
    assert area_list.about(session.project, two["id"])["code"] == "A1"
