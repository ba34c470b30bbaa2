"""A place that is typed for an issue is judged as that of a ledger's row, whatever way it comes."""

import pytest
from helpers.calls import as_json
from helpers.open_sessions import LAT, LON, PATCH, session_of
from shapely import affinity, to_wkt

from greenshield.domain.errors import UsageError
from greenshield.geo import codec
from greenshield.services import issues, lineage, lookup, moves
from greenshield.services.lineage_carry import Part
from greenshield.services.shape_typed import Shapes

HERE = {"lon": str(LON), "lat": str(LAT)}
FAR = ("104.07", "30.67")  # another province
ABROAD = affinity.translate(PATCH, -100, 0)


def refused(code, field, given, *, make):
    with pytest.raises(UsageError, match=code) as error:
        make(given)
    assert error.value.params["field"] == field


@pytest.fixture
def make(session):
    return lambda given: issues.create(session, {"clue_no": "TB-1", **given})


@pytest.mark.parametrize(
    ("lon", "lat", "code", "field"),
    [
        ("10", "50", "ledger_place_out_of_range", "lon"),
        ("0", "0", "ledger_angle_out_of_range", "lon"),
        (str(LON), "60", "ledger_angle_out_of_range", "lat"),
        ("-126.5", "43", "ledger_angle_out_of_range", "lon"),
        (str(LON), "", "ledger_place_half", "lat"),
        ("", str(LAT), "ledger_place_half", "lon"),
    ],
)
def test_that_a_clue_lies_in_china_or_nowhere(session, make, lon, lat, code, field):
    refused(code, field, {"lon": lon, "lat": lat}, make=make)
    assert session.project.rows("SELECT * FROM issue") == []
    make(HERE)
    issue = lookup.issue(session.project, "TB-1")

    def write(given):
        return issues.set_fields(session, "TB-1", given)

    refused(code, field, {"lon": lon, "lat": lat}, make=write)
    assert lookup.issue(session.project, "TB-1").get("lon") == issue.get("lon")


def test_that_one_coordinate_is_held_against_the_other_that_stands(session, make):
    make({})
    with pytest.raises(UsageError, match="ledger_place_half"):
        issues.set_fields(session, "TB-1", {"lon": str(LON)})
    issues.set_fields(session, "TB-1", HERE)
    issues.set_fields(session, "TB-1", {"lon": "126°21′10″"})
    with pytest.raises(UsageError, match="ledger_place_half") as caught:
        issues.set_fields(session, "TB-1", {"lat": ""})
    assert caught.value.params["seen"] == "126.3527778"
    with pytest.raises(UsageError, match="ledger_place_out_of_range"):
        issues.set_fields(session, "TB-1", {"lon": "50"})
    issues.set_fields(session, "TB-1", {"lon": "", "lat": ""})
    assert lookup.issue(session.project, "TB-1").get("lon") is None


def test_that_a_place_in_another_province_is_taken_and_told(session):
    far = dict(zip(("lon", "lat"), FAR, strict=True))
    for number, given, codes in (
        ("TB-1", far, ["ledger_place_outside_division"]), ("TB-2", HERE, []), ("TB-3", {}, []),
    ):  # fmt: skip
        shapes = Shapes()
        issues.create(session, {"clue_no": number, **given}, shapes=shapes)
        assert [p.code for p in shapes.remarks] == codes
    shapes = Shapes()
    issues.set_fields(session, "TB-2", far, shapes)
    (told,) = shapes.remarks
    assert (told.code, told.fatal) == ("ledger_place_outside_division", False)
    assert told.params["seen"] == "104.07, 30.67"


def test_that_two_that_stand_the_wrong_way_round_are_exchanged_and_told(session):
    shapes = Shapes()  # in the west of the country both are latitudes
    issues.create(session, {"clue_no": "TB-1", "lon": "43.8", "lat": "87.6"}, shapes=shapes)
    issue = lookup.issue(session.project, "TB-1")
    assert (issue.get("lon"), issue.get("lat")) == (87.6, 43.8)
    assert "ledger_place_swapped" in [p.code for p in shapes.remarks]


@pytest.mark.parametrize(
    ("lon", "lat", "codes"),
    [
        ("43.25", "126.5", ["ledger_place_swapped"]),  # neither is the other's number
        ("126°30′E", "北纬43°15′", []),
        ("43°15′00″N", "126.5°", ["ledger_place_swapped"]),
        ("１２６．５", "43.25度", []),
    ],
)
def test_that_a_place_is_typed_as_a_ledger_has_it(session, lon, lat, codes):
    shapes = Shapes()
    given = {"clue_no": "TB-1", "中心经度": lon, "lat": lat}
    issues.create(session, given, shapes=shapes)
    issue = lookup.issue(session.project, "TB-1")
    assert (issue.get("lon"), issue.get("lat")) == (126.5, 43.25)
    assert [p.code for p in shapes.remarks] == codes
    issues.set_fields(session, "TB-1", {"lon": "126°24′E"})
    assert lookup.issue(session.project, "TB-1").get("lon") == 126.4


def test_that_a_place_that_is_typed_with_a_move_is_judged_and_told_as_well(path, capsys):
    swapped = {"lon": str(LAT), "lat": str(LON)}
    with session_of(path) as session:
        issues.create(session, {"clue_no": "TB-1", "source_code": "patrol", **HERE})
        given = {"assignee": session.who.actor_id, "check_due": "2026-07-01", **swapped}
        made = moves.move(session, "TB-1", "assign", occurred_on="2026-06-01", given=given)
        assert [one.code for one in made.warnings] == ["ledger_place_swapped"]
        issue = lookup.issue(session.project, "TB-1")
        assert (issue.get("lon"), issue.get("lat")) == (LON, LAT)
    words = ("issue", "move", path, "TB-1", "reassign", "--on", "2026-06-01", "--lang", "zh",
             "--set", "check_due=2026-07-02", f"lon={LAT}", f"lat={LON}")  # fmt: skip
    code, told = as_json(capsys, *words)
    assert (code, [one["code"] for one in told["warnings"]]) == (0, ["ledger_place_swapped"])
    assert "写反了" in told["warnings"][0]["message"]
    assert told["warnings"][0]["remedy"] == "核对位置"


@pytest.mark.parametrize("lon", ["126,5", "NaN", "42500000", "约126.5"])
def test_that_what_is_no_longitude_is_refused_by_its_field(make, lon):
    refused("field_value_invalid", "lon", {"lon": lon, "lat": str(LAT)}, make=make)


def test_that_a_patch_lies_in_china_however_it_is_written(session, make, tmp_path):
    file = tmp_path / "patch.geojson"
    ring = [list(at) for at in ABROAD.exterior.coords]
    file.write_text(f'{{"type": "Polygon", "coordinates": [{ring}]}}', "utf-8")
    for text in (to_wkt(ABROAD), codec.to_hex(ABROAD), f"@{file}"):
        refused("ledger_place_out_of_range", "geom", {"geom": text}, make=make)
    far = affinity.translate(PATCH, -20, -10)
    for n, text in enumerate((to_wkt(far), codec.to_hex(far))):
        shapes = Shapes()
        issues.create(session, {"clue_no": f"TB-{n}", "geom": text}, shapes=shapes)
        assert [p.code for p in shapes.remarks] == ["ledger_place_outside_division"]


def test_that_a_part_of_a_split_lies_in_china(session, make):
    make({})
    parts = [Part({"clue_no": "A", "lon": "10", "lat": "50"}), Part({"clue_no": "B"})]
    with pytest.raises(UsageError, match="ledger_place_out_of_range"):
        lineage.split(session, "TB-1", parts, on="2026-03-01", reason="两处")
