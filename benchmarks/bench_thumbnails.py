"""Thumbnails of 24 photos of 12 megapixels and about 4 MB, several ways, one after the other.

The floor is a full decode, by Pillow and by Qt, scaled down afterwards; beside it stands what a
window would pick, ``QImageReader.setScaledSize``. Ours once with a thumbnail that the camera
embedded, once without, and once out of the project's folder. Run with
``python -m benchmarks thumbnails``;
medians of five runs that take turns, wall time a photo. Processors that are busy slow all alike.
"""

from __future__ import annotations

import io
import logging
import os
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageReader

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from greenshield.domain.actors import Actor
from greenshield.formats.thumbnails import make_thumbnail
from greenshield.log.signing import DeviceKey
from greenshield.project.creating import create_project
from greenshield.services import photo_thumbnails
from greenshield.services.photo_import import import_photos
from greenshield.services.session import Session

COUNT, RUNS, SIZE = 24, 5, 160
FLOOR = "floor: Pillow, whole, then scaled"
PEER = "peer: QImageReader, scaled while decoded"


def _block(jpeg: bytes) -> bytes:
    """EXIF with an embedded thumbnail, little-endian."""
    ifd0 = struct.pack("<HHHIHH", 1, 0x0112, 3, 1, 1, 0)
    after = 8 + len(ifd0) + 4
    at = after + 2 + 3 * 12 + 4
    ifd1 = struct.pack("<H", 3) + struct.pack("<HHIHH", 0x0103, 3, 1, 6, 0)
    ifd1 += struct.pack("<HHII", 0x0201, 4, 1, at) + struct.pack("<HHII", 0x0202, 4, 1, len(jpeg))
    tiff = b"II*\0" + struct.pack("<I", 8) + ifd0 + struct.pack("<I", after) + ifd1 + bytes(4)
    return b"Exif\0\0" + tiff + jpeg


def _write(folder: Path, *, embedded: bool) -> list[Path]:
    """Photos of one picture whose bytes differ at their ends."""
    folder.mkdir()
    noise = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    picture = noise.resize((4000, 3000), Image.Resampling.BILINEAR)
    small = io.BytesIO()
    picture.resize((SIZE, SIZE * 3 // 4)).save(small, "JPEG", quality=80)
    body = io.BytesIO()
    exif = _block(small.getvalue()) if embedded else b""
    picture.save(body, "JPEG", quality=88, exif=exif)
    paths = []
    for n in range(COUNT):
        path = folder / f"{n:03}.jpg"
        path.write_bytes(body.getvalue() + bytes(n + 1))
        paths.append(path)
    return paths


def _pillow_whole(path: Path) -> None:
    with Image.open(path) as image:
        image.load()
        image.thumbnail((SIZE, SIZE))
        image.save(io.BytesIO(), "JPEG")


def _qt_whole(path: Path) -> None:
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    QImage(str(path)).scaled(QSize(SIZE, SIZE), keep, smooth)


def _qt_scaled(path: Path) -> None:
    reader = QImageReader(str(path))
    reader.setScaledSize(
        reader.size().scaled(QSize(SIZE, SIZE), Qt.AspectRatioMode.KeepAspectRatio)
    )
    reader.read()


def _ours(path: Path) -> None:
    make_thumbnail(path, SIZE, quick=True)


def main() -> None:
    """Times every way and prints a table."""
    logging.getLogger("exifread").setLevel(logging.CRITICAL)
    app = QGuiApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        plain = _write(folder / "plain", embedded=False)
        with_small = _write(folder / "embedded", embedded=True)
        project = create_project(
            folder / "project", DeviceKey.generate(), name="bench", division_code="229901",
            device_name="bench", fields={},
        )  # fmt: skip
        session = Session(project, Actor("me", division="229901"))
        hashes = import_photos(session, [folder / "plain"]).photos

        def project_all() -> None:
            photo_thumbnails.thumbnails(project, hashes, lambda *_: None, SIZE)

        def project_first() -> None:
            for kept in project.layout.derived.rglob("*.jpg"):
                kept.unlink()
            project_all()

        def each(one: Callable[[Path], None], paths: list[Path]) -> Callable[[], None]:
            return lambda: [one(path) for path in paths] and None

        ways: dict[str, Callable[[], None]] = {
            FLOOR: each(_pillow_whole, plain),
            "QImage, whole, then scaled": each(_qt_whole, plain),
            PEER: each(_qt_scaled, plain),
            "ours, one thread, decoded": each(_ours, plain),
            "ours, one thread, embedded": each(_ours, with_small),
            "ours, a project, made and kept, two threads": project_first,
            "ours, a project, kept before": project_all,
        }
        runs: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(RUNS):
            for name, way in ways.items():
                began = time.perf_counter()
                way()
                runs[name].append((time.perf_counter() - began) / COUNT)
        project.close()
        size = f"{plain[0].stat().st_size / 1e6:.1f}"
    print(f"{COUNT} photos, {size} MB each, to {SIZE} pixels, median of {RUNS} runs")
    told = {name: statistics.median(times) for name, times in runs.items()}
    for name, seconds in told.items():
        rate, floor, peer = 1 / seconds, seconds / told[FLOOR], seconds / told[PEER]
        line = f"{name:<46}{seconds * 1000:8.2f} ms {rate:8.0f}/s"
        print(f"{line}  beside floor and peer {floor:.2f} {peer:.2f}")
    app.quit()


if __name__ == "__main__":
    main()
