"""An issue is split by a file: its pieces in order, each with the fields that are given for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.imports import shapes_file
from helpers.open_sessions import LAT, LON, PATCH, add_clue
from helpers.owed import EAST, WEST
from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UsageError
from greenshield.geo import measures
from greenshield.project.projection.geometry import from_field
from greenshield.services import lineage, lineage_by_cut, lookup
from greenshield.services.session import Session

TWICE = [
    LineString([(LON + east, LAT - 0.002), (LON + east, LAT + 0.002)]) for east in (-0.0005, 0.0005)
]


@pytest.fixture
def clue(session: Session) -> Session:
    add_clue(session, "QH-1", PATCH)
    return session


def written(folder: Path, *shapes: BaseGeometry) -> Path:
    return shapes_file(folder / "cut.geojson", [(shape, {}) for shape in shapes])


def test_that_pieces_of_one_number_are_one_part(clue: Session, tmp_path: Path) -> None:
    cut = lineage_by_cut.seen(clue.project, "QH-1", written(tmp_path, *TWICE))
    assert [one.clue_no for one in cut.parts] == ["QH-1-1", "QH-1-2", "QH-1-3"]
    assert [round(one.share, 2) for one in cut.parts] == [0.25, 0.5, 0.25]
    given = [{"clue_no": "岸", "facility_name": "堤"}, {"核查点编号": "河"}, {"clue_no": "岸"}]
    parts = lineage_by_cut.parts(cut, given)
    made = lineage.split(clue, "QH-1", parts, on="2026-03-01", reason="两处")
    assert made.numbers == ("岸", "河")
    bank, river = (lookup.issue(clue.project, one) for one in made.successors)
    assert bank.get("facility_name") == "堤"
    areas = []
    for issue in (bank, river):
        shape = from_field(issue.get("geom"), clue.project.media)
        assert shape is not None
        areas.append(measures.area_m2(shape))
    assert areas == pytest.approx([measures.area_m2(PATCH) / 2] * 2, rel=1e-4)


@pytest.mark.parametrize("shapes", [TWICE[:1], [WEST, EAST], [box(LON, LAT, LON + 1, LAT + 1)]])
def test_that_what_is_not_named_gets_the_number_that_was_proposed(
    clue: Session, tmp_path: Path, shapes: list[BaseGeometry]
) -> None:
    cut = lineage_by_cut.seen(clue.project, "QH-1", written(tmp_path, *shapes))
    parts = lineage_by_cut.parts(cut, [])
    made = lineage.split(clue, "QH-1", parts, on="2026-03-01", reason="两处")
    assert made.numbers == ("QH-1-1", "QH-1-2")


def test_that_fields_are_given_for_every_piece_and_no_place(clue: Session, tmp_path: Path) -> None:
    cut = lineage_by_cut.seen(clue.project, "QH-1", written(tmp_path, *TWICE))
    for code, given in (
        ("lineage_pieces_given", [{"clue_no": "A"}]),
        ("lineage_pieces_given", [{"clue_no": "A"}] * 4),
        ("lineage_piece_placed", [{"clue_no": "A"}, {"geom": WEST.wkt}, {}]),
        ("lineage_piece_placed", [{"中心经度": "126.5"}, {}, {}]),
    ):
        with pytest.raises(UsageError, match=code):
            lineage_by_cut.parts(cut, given)
