"""Area and zones that come in one batch; a shifted file of a day that is taken."""

import numpy as np
import pytest
import shapely
from helpers.calls import as_json
from helpers.imports import RESERVE, boundary_file
from helpers.shifted_files import SHIFTS, ring
from shapely import box

from greenshield.domain.errors import UsageError
from greenshield.geo import ellipsoid
from greenshield.services import area_preview
from greenshield.services.area_import import AreaOptions, import_file

NEW = RESERVE.buffer(-0.002)
CORE, REST = box(126.30, 43.20, 126.35, 43.30), box(126.35, 43.20, 126.401, 43.30)


def batch(folder, shape, labels, zone_names):
    folder.mkdir()
    boundary_file(folder / "保护区.geojson", [(shape, {"name": "云岭", "code": "YL-1"})])
    halves = [half & shape for half in (CORE, REST)]
    zones = [
        (half, {"名称": name, "保护区": "云岭", "功能区": label})
        for half, label, name in zip(halves, labels, zone_names, strict=True)
    ]
    boundary_file(folder / "功能区.geojson", zones)
    return folder


def areas(count):
    """Outlines as nature draws them, about one place."""
    rng, place = np.random.default_rng(3), np.array([126.35, 43.25])
    m, p = ellipsoid.radii(np.radians(place[1:]))
    rings = [ring(rng, 3_000, rounds=5) + rng.uniform(-2e4, 2e4, 2) for _ in range(count)]
    return [
        shapely.Polygon(place + np.degrees(xy / np.column_stack([p, m]))).buffer(0) for xy in rings
    ]


def shifted(shapes, label):
    return [shapely.transform(s, lambda xy: np.column_stack(SHIFTS[label](*xy.T))) for s in shapes]


def named(path, shapes):
    return boundary_file(path, [(s, {"name": f"区{n}"}) for n, s in enumerate(shapes)])


def test_that_zones_stay_out_where_the_area_of_their_batch_is_refused(path, tmp_path, capsys):
    old = batch(tmp_path / "旧", RESERVE, ("核心区", "实验区"), ("甲", "乙"))
    new = batch(tmp_path / "新", NEW, ("核心保护区", "一般控制区"), ("丙", "丁"))
    assert as_json(capsys, "areas", "import", path, old, "--all")[1]["imported"] == 3
    for more in (["--dry-run"], []):
        code, told = as_json(capsys, "areas", "import", path, new, "--all", *more)
        assert (code, told["imported"]) == (1, 0)
        refused = [p for p in told["problems"] if p["refused"]]
        assert sorted(p["code"] for p in refused) == [
            "valid_from_needed", "zone_area_withheld", "zone_area_withheld",
        ]  # fmt: skip
        zone = next(p for p in refused if p["code"] == "zone_area_withheld")
        assert "云岭" in zone["message"]
        assert "--valid-from" in zone["remedy"]
    # Of the zones that are there already nothing is refused.
    files = [new / "保护区.geojson", old / "功能区.geojson"]
    code, told = as_json(capsys, "areas", "import", path, *files, "--all")
    assert (code, told["unchanged"]) == (1, 2)
    assert [p["code"] for p in told["problems"] if p["refused"]] == ["valid_from_needed"]
    code, told = as_json(
        capsys, "areas", "import", path, new, "--all", "--valid-from", "2026-01-01"
    )
    assert (code, told["imported"]) == (0, 3)


def test_that_zones_of_an_area_that_is_not_in_the_batch_come_in(path, tmp_path, capsys):
    old = batch(tmp_path / "旧", RESERVE, ("核心区", "实验区"), ("甲", "乙"))
    as_json(capsys, "areas", "import", path, old / "保护区.geojson", "--kind", "area")
    code, told = as_json(capsys, "areas", "import", path, old / "功能区.geojson", "--all")
    assert (code, told["imported"]) == (0, 2)


def test_that_a_shifted_file_is_told_to_be_one_before_its_date_is_asked_for(session, tmp_path):
    shapes = areas(6)
    import_file(
        session, named(tmp_path / "a.geojson", shapes), AreaOptions(valid_from="2020-01-01")
    )
    off = named(tmp_path / "b.geojson", shifted(shapes, "gcj02"))
    for day in ("2020-01-01", ""):
        for take in (import_file, area_preview.of):
            with pytest.raises(UsageError) as refused:
                take(session, off, AreaOptions(valid_from=day))
            assert refused.value.code == "valid_from_shifted"
            assert refused.value.params["datum"] == "gcj02"
    done = import_file(session, off, AreaOptions(valid_from="2020-01-01", datum="gcj02"))
    assert done.imported == 0
