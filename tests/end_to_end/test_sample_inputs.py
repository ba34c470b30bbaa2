"""The sample county: made again it is the same; its boundaries and ledger hold what they say."""

import datetime as dt
import os
import subprocess
import sys
import tomllib
from contextlib import closing

import numpy as np
import openpyxl
import pytest
import shapely
from helpers.qinghe import DEMO, EXPECTED, PHOTOS, QINGHE, ROOT, TRAPS, demo_patch, features
from PIL import Image
from pyproj import Transformer
from shapely.ops import unary_union

from greenshield import reference, resources
from greenshield.domain import workflow
from greenshield.formats.basemaps import open_basemap, preview
from greenshield.formats.ledger import read_ledger

pytestmark = pytest.mark.lengthy


def files_of(folder):
    return {f.relative_to(folder).as_posix(): f for f in folder.rglob("*") if f.is_file()}


def libraries(folder):
    return tomllib.loads((folder / "made_with.toml").read_text("utf-8"))["libraries"]


# --- the same content, where a library writes other bytes --------------------------------------


def pixels_apart(one, other):
    """The largest of the mean differences over blocks of 16 x 16 pixels, of 255."""
    with Image.open(one) as a, Image.open(other) as b:
        if a.size != b.size or dict(a.getexif()) != dict(b.getexif()):
            return 255.0
        apart = np.abs(np.asarray(a, dtype=float) - np.asarray(b, dtype=float)).mean(axis=2)
    rows, columns = (n // 16 * 16 for n in apart.shape)
    blocks = apart[:rows, :columns].reshape(rows // 16, 16, columns // 16, 16)
    return float(blocks.mean(axis=(1, 3)).max())


def ground_apart(one, other):
    """The largest difference of two basemaps seen whole, averaged over 8 x 8 pixels, of 255."""
    seen = []
    for path in (one, other):
        with closing(open_basemap(path, own=())) as basemap:
            seen.append((basemap.facts.box, basemap.facts.date, preview(basemap, 512)[0]))
    (box, day, a), (other_box, other_day, b) = seen
    if (box, day, a.shape) != (other_box, other_day, b.shape):
        return 255.0
    apart = np.abs(a.astype(float) - b).mean(axis=2)
    rows, columns = (n // 8 * 8 for n in apart.shape)
    blocks = apart[:rows, :columns].reshape(rows // 8, 8, columns // 8, 8)
    return float(blocks.mean(axis=(1, 3)).max())


def cells(path):
    book = openpyxl.load_workbook(path)
    return {s.title: [list(r) for r in s.iter_rows(values_only=True)] for s in book}


def same_features(one, other):
    (a, crs), (b, other_crs) = features(one), features(other)
    tolerance = 1e-7 if crs.is_geographic else 0.01
    return (
        crs == other_crs
        and len(a) == len(b)
        and all(
            p == q and g.equals_exact(h, tolerance) for (p, g), (q, h) in zip(a, b, strict=True)
        )
    )


def same_content(one, other):
    """True where two files say the same, whatever their bytes."""
    if one.read_bytes() == other.read_bytes():
        return True
    if one.suffix == ".jpg":
        return pixels_apart(one, other) < 6
    if one.suffix in (".tif", ".mbtiles"):
        return ground_apart(one, other) < 6
    if one.suffix == ".xlsx":
        return cells(one) == cells(other)
    if one.suffix in (".shp", ".gpkg", ".geojson"):
        return same_features(one, other)
    return one.suffix in (".shx", ".dbf", ".prj") or one.name == "made_with.toml"


def test_that_the_script_makes_the_committed_files_again(tmp_path):
    out = tmp_path / "again"
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/Lima"}
    # glibc else gives the memory of each array back and asks for it anew: a third of the time.
    environment |= {"MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 31)}
    subprocess.run(
        [sys.executable, str(ROOT / "make_sample.py"), str(out)],
        check=True, cwd=tmp_path, env=environment, timeout=500, capture_output=True,
    )  # fmt: skip
    made, kept = files_of(out), files_of(QINGHE)
    assert made.keys() == kept.keys()
    if libraries(out) == libraries(QINGHE):
        other = [name for name in kept if made[name].read_bytes() != kept[name].read_bytes()]
    else:
        other = [name for name in kept if not same_content(made[name], kept[name])]
    assert other == []


def test_that_the_comparison_of_content_sees_a_change(tmp_path):
    name = next(p for p in PHOTOS if p not in TRAPS)
    with Image.open(QINGHE / "photos" / name) as image:
        exif = image.getexif()
        image.save(tmp_path / "again.jpg", quality=76, exif=exif)
        spoilt = image.copy()
        spoilt.paste((255, 0, 0), (40, 40, 90, 90))
        spoilt.save(tmp_path / "spoilt.jpg", quality=76, exif=exif)
    assert same_content(QINGHE / "photos" / name, tmp_path / "again.jpg")
    assert not same_content(QINGHE / "photos" / name, tmp_path / "spoilt.jpg")

    source = QINGHE / "ledger/整改台账.xlsx"
    book = openpyxl.load_workbook(source)
    book.save(tmp_path / "again.xlsx")
    book["整改台账"]["K9"] = 126.0
    book.save(tmp_path / "spoilt.xlsx")
    assert same_content(source, tmp_path / "again.xlsx")
    assert not same_content(source, tmp_path / "spoilt.xlsx")

    red = QINGHE / "boundaries/生态保护红线.geojson"
    text = red.read_text("utf-8")
    inner = text.split("], ")[7] + "]"  # the eighth point of the first ring
    (tmp_path / "again.geojson").write_text(text + " ", "utf-8")
    (tmp_path / "spoilt.geojson").write_text(text.replace(inner, "[126.3, 43.3]"), "utf-8")
    assert same_content(red, tmp_path / "again.geojson")
    assert not same_content(red, tmp_path / "spoilt.geojson")


# --- counts and sizes --------------------------------------------------------------------------


def test_that_the_sample_has_its_counts_and_is_small():
    photos = list((QINGHE / "photos").glob("*.jpg"))
    assert len(photos) == len(PHOTOS) == EXPECTED["counts"]["photos"] == 200
    assert max(p.stat().st_size for p in photos) <= 30_000
    assert len({p.read_bytes() for p in photos}) == EXPECTED["counts"]["photos_unique"] == 199
    assert sum(f.stat().st_size for f in files_of(QINGHE).values()) < 7_000_000
    assert len(list((QINGHE / "documents").iterdir())) >= 12


# --- boundaries and patches --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "language", "cpg", "count", "epsg", "field", "value"),
    [
        ("boundaries/保护区范围", 0x4D, None, 2, 4530, "名称", "云岭国家级自然保护区"),
        ("boundaries/功能区划", 0, "GBK", 5, 4530, "功能区", "核心区"),
        ("ledger/遥感图斑", 0, None, 20, 4490, "设施名称", "石桥沟废弃采石点"),
    ],
)
def test_that_a_shapefile_is_gbk_and_opens_in_it(path, language, cpg, count, epsg, field, value):
    stem = QINGHE / path
    table = stem.with_suffix(".dbf").read_bytes()
    assert table[29] == language
    assert value.encode("gbk") in table
    assert (stem.with_suffix(".cpg").read_text() if cpg else None) == cpg
    assert stem.with_suffix(".cpg").exists() == bool(cpg)
    found, crs = features(stem.with_suffix(".shp"))
    assert crs.to_epsg() == epsg
    assert len(found) == count
    assert found[0][0][field] == value
    assert all(g.is_valid for _, g in found)
    assert '"D_China_2000"' in stem.with_suffix(".prj").read_text()  # Esri's dialect


def test_that_zones_share_their_borders_exactly_and_fill_their_reserves():
    reserves = {p["名称"]: g for p, g in features(QINGHE / "boundaries/保护区范围.shp")[0]}
    zones = features(QINGHE / "boundaries/功能区划.shp")[0]
    by_reserve = {
        name: [(p["功能区"], g) for p, g in zones if p["保护区"] == name] for name in reserves
    }
    assert {n: [z for z, _ in zs] for n, zs in by_reserve.items()} == {
        "云岭国家级自然保护区": ["核心区", "缓冲区", "实验区"],
        "白苇湿地省级自然保护区": ["核心保护区", "一般控制区"],
    }
    for name, parts in by_reserve.items():
        whole = unary_union([g for _, g in parts])
        assert whole.symmetric_difference(reserves[name]).area == 0
        assert sum(g.area for _, g in parts) == pytest.approx(reserves[name].area, abs=1e-3)
        assert len(reserves[name].exterior.coords) > 300
    core, buffer = (g for _, g in by_reserve["云岭国家级自然保护区"][:2])
    assert set(core.exterior.coords) == set(buffer.interiors[0].coords)


def test_that_the_demo_patch_crosses_a_zone_line():
    patch = demo_patch()
    to_degrees = Transformer.from_crs("EPSG:4530", "EPSG:4490", always_xy=True).transform
    zones = {
        p["功能区"]: shapely.transform(g, to_degrees, interleaved=False)
        for p, g in features(QINGHE / "boundaries/功能区划.shp")[0]
    }
    hit = {name for name, zone in zones.items() if zone.intersects(patch)}
    assert hit == set(DEMO["issue"]["zones"]) == {"缓冲区", "实验区"}
    assert zones["实验区"].intersection(patch).area > 0.5 * patch.area


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_that_another_seed_gives_another_sound_county(monkeypatch, seed):
    monkeypatch.syspath_prepend(str(ROOT))
    from sample_recipe.county import make_county
    from sample_recipe.patches import make_patches

    county = make_county(seed)
    demo = make_patches(seed, county)[6]
    assert demo.clue_no == DEMO["issue"]["clue_no"]
    assert demo.zone == "缓冲区、实验区"
    for area, outline in county.reserves.items():
        parts = [z.shape for z in county.zones if z.area == area]
        assert unary_union(parts).symmetric_difference(outline).area == 0
        assert all(p.is_valid for p in parts)
    kept = features(QINGHE / "boundaries/保护区范围.shp")[0]
    assert not kept[0][1].equals(next(iter(county.reserves.values())))


# --- the workbook ------------------------------------------------------------------------------


def test_that_the_workbook_has_every_state_and_its_faults_where_said():
    sheet = openpyxl.load_workbook(QINGHE / "ledger/整改台账.xlsx")["整改台账"]
    rows = {r[0].row: [c.value for c in r] for r in sheet.iter_rows(min_row=5)}
    state = 34
    assert sheet.cell(3, state + 1).value == "整改状态"
    good = [r for r in rows.values() if isinstance(r[0], int)]
    labels = [row[state] for row in good]
    wanted = {workflow.STATES[code].zh: n for code, n in EXPECTED["states"].items()}
    assert len(good) == 60
    assert {label: labels.count(label) for label in set(labels)} == wanted
    assert set(EXPECTED["states"]) == set(workflow.STATES)
    assert {row[35] for row in good if row[state] == "不予立案"} == {
        "不属实", "合法合规", "保护地外", "重复",
    }  # fmt: skip
    seen = {f["fault"]: rows[f["row"]] for f in EXPECTED["fault"]}
    assert seen["bad_coordinate"][10] == "226.4871"
    assert seen["no_clue_number"][1:3] == [None, None]
    assert seen["impossible_date"][28 + 1] == "2024年2月30日"
    assert seen["unknown_source"][3] == "示例来源甲"
    assert seen["unreadable_coordinate"][10] == "见附图"
    blank = [r for r, row in rows.items() if r < 60 and not any(row)]
    assert len(blank) == 2
    assert any(row[0] == "合计" for row in rows.values())
    body_merges = [m for m in sheet.merged_cells.ranges if m.min_row > 4 and m.size["rows"] > 1]
    assert body_merges


def test_that_places_and_dates_are_written_in_many_hands():
    sheet = openpyxl.load_workbook(QINGHE / "ledger/整改台账.xlsx")["整改台账"]
    longitudes = [sheet.cell(r, 11).value for r in range(5, 70)]
    texts = [v for v in longitudes if isinstance(v, str)]
    assert any(isinstance(v, float) for v in longitudes)
    for mark in ("°", "度", "′", "'", "E", "１"):
        assert any(mark in t for t in texts), mark
    dates = [sheet.cell(r, 6).value for r in range(5, 70)]
    assert any(isinstance(v, dt.datetime) for v in dates)
    for mark in ("年", ".", "/", "-", "２"):
        assert any(mark in v for v in dates if isinstance(v, str)), mark


def test_that_our_reader_takes_every_good_row_and_names_every_fault():
    synonyms = tomllib.loads(resources.path("ledger_columns.toml").read_text("utf-8"))
    ledger = read_ledger(
        QINGHE / "ledger/整改台账.xlsx",
        synonyms=synonyms,
        codes=reference.code_tables(),
        division="229901",
    )
    faulty = {f["row"] for f in EXPECTED["fault"]}
    good = [r for r in ledger.rows if r.row not in faulty]
    assert len(good) == 60
    assert [p for p in ledger.problems if p.fatal and p.row not in faulty] == []
    assert faulty <= {p.row for p in ledger.problems}
    counts = [r.state for r in good]
    assert {state: counts.count(state) for state in counts} == EXPECTED["states"]
    east, west = 126.9, 126.1
    assert all(west < r.fields["lon"] < east and 43 < r.fields["lat"] < 43.5 for r in good)
