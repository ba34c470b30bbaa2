"""A file that was corrected from a web map's shift before is taken so again, and told of once."""

import numpy as np
import shapely
from helpers.imports import RESERVE, boundary_file

from greenshield.geo import codec, shift
from greenshield.services import area_preview
from greenshield.services.area_import import AreaOptions, import_file


def test_that_a_correction_on_record_holds_for_the_same_file_and_is_told(session, tmp_path):
    wrong = shapely.transform(RESERVE, lambda xy: np.column_stack(shift.to_gcj02(*xy.T)))
    file = boundary_file(tmp_path / "raw.geojson", [(wrong, {"name": "云岭"})])
    import_file(session, file, AreaOptions(valid_from="2020-01-01"))
    import_file(session, file, AreaOptions(datum="gcj02"))
    seen = area_preview.of(session, file, AreaOptions())
    assert [p.code for p in seen.problems] == ["positions_corrected_before"]
    assert seen.problems[0].params == {"map": "GCJ-02", "datum": "gcj02"}
    assert seen.counts["unchanged"] == 1
    # Another version is written where the boundary is, not where the raw file has it.
    done = import_file(session, file, AreaOptions(valid_from="2024-01-01", again="reissue"))
    assert (done.imported, done.crs) == (1, "GCJ-02")
    rows = session.project.rows("SELECT geom FROM area")
    away = [shapely.hausdorff_distance(codec.decode(row["geom"]), RESERVE) for row in rows]
    assert len(away) == 2
    assert max(away) < 1e-8
    # A person's word goes before the record.
    asked = area_preview.of(session, file, AreaOptions(datum="wgs84"))
    assert "positions_corrected_before" not in {p.code for p in asked.problems}
    other = boundary_file(tmp_path / "other.geojson", [(RESERVE, {"name": "另一处"})])
    fresh = area_preview.of(session, other, AreaOptions())
    assert "positions_corrected_before" not in {p.code for p in fresh.problems}
