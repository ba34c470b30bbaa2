"""Photos as a phone writes them, 4 to 8 MB each, none like another, for the benchmarks."""

from __future__ import annotations

import io
import os
import struct
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.TiffImagePlugin import IFDRational

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from helpers.make_photos import exif_block, gps_ifd

_START = datetime(2026, 5, 3, 2, 0, 0, tzinfo=UTC)
# Sizes and qualities that give files of 4 to 8 MB of the noise below.
_MADE = (((3264, 2448), 93), ((4000, 3000), 90), ((4000, 3000), 92), ((4000, 3000), 94),
         ((4032, 3024), 95))  # fmt: skip
_MORE = {
    Base.ExposureTime: IFDRational(1, 250), Base.FNumber: IFDRational(18, 10),
    Base.ISOSpeedRatings: 64, Base.ExposureProgram: 2, Base.ExifVersion: b"0232",
    Base.ShutterSpeedValue: IFDRational(7966, 1000), Base.ApertureValue: IFDRational(1696, 1000),
    Base.BrightnessValue: IFDRational(655, 100), Base.ExposureBiasValue: IFDRational(0, 1),
    Base.MeteringMode: 5, Base.Flash: 16, Base.FocalLength: IFDRational(57, 10),
    Base.ColorSpace: 65535, Base.SensingMethod: 2, Base.SceneType: b"\1", Base.ExposureMode: 0,
    Base.WhiteBalance: 0, Base.LensMake: "Green", Base.LensModel: "Shield 5.7 mm f/1.8",
    Base.SubsecTimeDigitized: "123", Base.OffsetTime: "+00:00", Base.OffsetTimeDigitized: "+00:00",
}  # fmt: skip


def photos(folder: Path, count: int) -> list[Path]:
    """Writes the photos, each with EXIF, a position, a maker's note and a small picture in it."""
    folder.mkdir(parents=True)
    noise = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    bodies, small = [], io.BytesIO()
    for size, quality in _MADE:
        out = io.BytesIO()
        noise.resize(size, Image.Resampling.BILINEAR).save(out, "JPEG", quality=quality)
        data = out.getvalue()
        bodies.append(data[data.index(b"\xff\xdb") :])  # everything behind the head
    noise.resize((160, 120)).save(small, "JPEG", quality=80)
    paths = []
    for n, exif in zip(range(count), _blocks(small.getvalue()), strict=False):
        comment = b"\xff\xfe" + struct.pack(">H", 2 + n % 997) + bytes(n % 997)  # sizes differ
        segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
        path = folder / f"IMG_{n:04}.JPG"
        path.write_bytes(b"\xff\xd8" + segment + comment + bodies[n % len(bodies)])
        paths.append(path)
    return paths


def _blocks(small: bytes) -> Iterator[bytes]:
    for n in range(1_000_000):
        moment = _START + timedelta(seconds=7 * n)
        gps = gps_ifd(
            lon=126 + n / 1e5, lat=43 + n / 1e5, altitude=200, azimuth=n % 360, gps_at=moment,
            error_m=5,
        )  # fmt: skip
        exif = exif_block(taken_at=moment, offset="+00:00", subsec="123", focal_35mm=26, gps=gps)
        exif.get_ifd(IFD.Exif).update(_MORE | {Base.MakerNote: b"Green Shield" + bytes(2_000)})
        yield _with_small(exif.tobytes(), small)


def _with_small(exif: bytes, small: bytes) -> bytes:
    """EXIF with a second directory behind it that names a small picture."""
    head, tiff = exif[:6], bytearray(exif[6:])
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (entries,) = struct.unpack_from(f"{order}H", tiff, first)
    at = len(tiff)
    struct.pack_into(f"{order}I", tiff, first + 2 + 12 * entries, at)
    behind = at + 2 + 3 * 12 + 4
    tiff += struct.pack(f"{order}HHHIHH", 3, 0x0103, 3, 1, 6, 0)
    tiff += struct.pack(f"{order}HHII", 0x0201, 4, 1, behind)
    tiff += struct.pack(f"{order}HHII", 0x0202, 4, 1, len(small))
    return head + bytes(tiff) + bytes(4) + small
