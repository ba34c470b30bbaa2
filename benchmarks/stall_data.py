"""What the benchmark of stalls works on: many photos, a very wide table, a very bad one."""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from helpers.make_photos import exif_block, gps_ifd

from greenshield.services.photo_import import import_photos
from greenshield.services.session import writing

_START = datetime(2026, 5, 3, 2, 0, 0, tzinfo=UTC)


def with_photos(project: Path, folder: Path, count: int) -> None:
    """Imports small photos that lie among the project's patches, unless they are there already."""
    ready = project / "derived" / f"photos-{count}"
    if ready.exists():
        return
    source = folder / "photos"
    source.mkdir(exist_ok=True)
    rng = random.Random(20261122)
    for n in range(count):
        path = source / f"{n:05}.jpg"
        lon, lat = 124 + rng.random() * 4, 42 + rng.random() * 2.5
        moment = _START + timedelta(minutes=n)
        gps = gps_ifd(lon=lon, lat=lat, altitude=200, azimuth=n % 360, gps_at=moment, error_m=5)
        exif = exif_block(taken_at=moment, offset="+00:00", gps=gps)
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        Image.new("RGB", (320, 240), colour).save(path, quality=80, exif=exif)
    with writing(project) as session:
        done = import_photos(session, [source])
        session.project.checkpoint()
    assert done.added == count, done
    ready.touch()


def wide_table(folder: Path, columns: int = 300) -> Path:
    """A ledger of many columns, of which a dozen are known."""
    path = folder / f"wide-{columns}.csv"
    known = ["线索编号", "问题点名称", "经度", "纬度", "问题描述", "整改时限", "责任单位"]
    heads = [*known, *(f"附加列{n}" for n in range(columns - len(known)))]
    rows = [
        [f"K-{n}", f"采石场{n}", f"126.{n:04}", f"43.{n:04}", "占用", "2026-12-31", "青禾县",
         *(f"值{n}-{m}" for m in range(columns - len(known)))]
        for n in range(40)
    ]  # fmt: skip
    path.write_text("\n".join(",".join(row) for row in (heads, *rows)), "utf-8-sig")
    return path


def bad_table(folder: Path, problems: int = 100_000) -> Path:
    """A ledger in which five cells of each row can't be read."""
    path = folder / f"bad-{problems}.csv"
    heads = ["线索编号", "问题点名称", "经度", "纬度", "整改时限", "遥感面积", "发现日期"]
    rows = [
        [f"B-{n}", f"采石场{n}", "东经", "北纬", "年底以前", "很大", "去年"]
        for n in range(problems // 5)
    ]  # fmt: skip
    path.write_text("\n".join(",".join(row) for row in (heads, *rows)), "utf-8-sig")
    return path
