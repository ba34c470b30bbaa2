"""What a project has for reference, layer by layer and list by list."""

from __future__ import annotations

import pytest
from helpers.open_sessions import a_keeper

from greenshield.services import (
    layer_list,
    marker_import,
    reference_layers,
    restriction_import,
)
from greenshield.services.marker_import import MarkerOptions
from greenshield.services.reference_layers import Wishes
from greenshield.services.restriction_import import ListOptions


@pytest.fixture
def session(tmp_path):
    with a_keeper(tmp_path / "p") as session:
        yield session


def write(path, text):
    path.write_text(text, "utf-8")
    return path


def test_that_layers_markers_and_lists_are_told_with_how_much_each_holds(session, tmp_path):
    rows = "编号,经度,纬度,保护地\n1,126.3,43.2,云岭\n2,126.4,43.2,云岭\n3,126.5,43.2,青河\n"
    marker_import.import_file(session, write(tmp_path / "m.csv", rows), MarkerOptions())
    for since, kinds in (("2024-01-01", "采石"), ("2025-01-01", "采石\n取土")):
        body = "".join(f"{kind},自然保护地,禁止\n" for kind in kinds.split())
        file = write(tmp_path / f"{since}.csv", f"行为,适用空间,管控要求\n{body}")
        restriction_import.import_file(session, file, ListOptions("清单", since))
    line = '{"type":"LineString","coordinates":[[126.3,43.2],[126.4,43.2]]}'
    shape = f'{{"type":"Feature","properties":{{}},"geometry":{line}}}'
    reference_layers.add(session, write(tmp_path / "巡护线.geojson", shape), Wishes({}))
    told = [
        (i["kind"], i["name"], i["date"], i["count"]) for i in layer_list.items(session.project)
    ]
    assert told == [
        ("vectors", "巡护线", "", 1),
        ("markers", "云岭", "", 2),
        ("markers", "青河", "", 1),
        ("negative", "清单", "2025-01-01", 2),
        ("negative", "清单", "2024-01-01", 1),
    ]
