"""A camera's card for the benchmark of drops: photos of 4 to 8 MB with small pictures in them."""

from __future__ import annotations

import io
import os
import random
import shutil
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

_START = datetime(2026, 5, 3, 2, 0, 0, tzinfo=UTC)
_SEED = 20261122


def card(folder: Path, count: int, lon: float, lat: float) -> Path:
    """A folder of photos around a place, made where it is not there yet; some 6 GB a thousand.

    Args:
        folder: where it is kept.
        count: of the photos.
        lon: degrees, of the middle.
        lat: degrees.
    """
    kept = folder / f"card-{count}"
    if (kept / "ready").exists():
        return kept / "DCIM"
    shutil.rmtree(kept, ignore_errors=True)
    source = kept / "DCIM"
    source.mkdir(parents=True)
    noise = Image.frombytes("RGB", (1000, 750), os.urandom(1000 * 750 * 3))
    body = _jpeg(noise.resize((4000, 3000), Image.Resampling.BILINEAR), 88)
    rng = random.Random(_SEED)
    for n, small in zip(range(count), _small_ones(), strict=False):
        at = lon + rng.uniform(-0.01, 0.01), lat + rng.uniform(-0.01, 0.01)
        exif = _exif(_START + timedelta(minutes=n), at, small)
        head = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
        end = rng.randbytes(max(0, rng.randrange(4_000_000, 8_000_000) - len(body)))
        (source / f"IMG_{n:04}.JPG").write_bytes(head + body[2:] + end)
    (kept / "ready").touch()
    return source


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _small_ones() -> Iterator[bytes]:
    """Small pictures of changing colours, as a camera embeds them."""
    ramp = Image.linear_gradient("L").resize((160, 120))
    for hue in range(1_000_000):
        full = Image.new("L", ramp.size, 190)
        colour = Image.new("L", ramp.size, hue * 7 % 256)
        yield _jpeg(Image.merge("HSV", (colour, full, ramp)).convert("RGB"), 80)


def _exif(taken: datetime, at: tuple[float, float], small: bytes) -> bytes:
    """EXIF with time, position and an embedded picture, little-endian."""
    local = (taken + timedelta(hours=8)).strftime("%Y:%m:%d %H:%M:%S").encode() + b"\0"
    inner = [(0x9003, 2, len(local), local), (0x9011, 2, 7, b"+08:00\0")]
    gps = [
        (1, 2, 2, b"N\0"), (2, 5, 3, _degrees(at[1])),
        (3, 2, 2, b"E\0"), (4, 5, 3, _degrees(at[0])),
    ]  # fmt: skip
    first = _directory([(0x8769, 4, 1, b""), (0x8825, 4, 1, b"")], 8)
    inner_at = 8 + len(first)
    inner_bytes = _directory(inner, inner_at)
    gps_at = inner_at + len(inner_bytes)
    gps_bytes = _directory(gps, gps_at)
    second_at = gps_at + len(gps_bytes)
    second = [(0x0103, 3, 1, b"\6\0"), (0x0201, 4, 1, b""), (0x0202, 4, 1, _long(len(small)))]
    second[1] = (0x0201, 4, 1, _long(second_at + len(_directory(second, 0))))
    pointers = [(0x8769, 4, 1, _long(inner_at)), (0x8825, 4, 1, _long(gps_at))]
    tiff = b"II*\0" + _long(8) + _directory(pointers, 8, second_at)
    return b"Exif\0\0" + tiff + inner_bytes + gps_bytes + _directory(second, second_at) + small


def _directory(entries: list[tuple[int, int, int, bytes]], at: int, then: int = 0) -> bytes:
    """A TIFF directory that stands at an offset, with its longer values behind it.

    Args:
        entries: tag, type, count and value of each.
        at: where it stands.
        then: where the next one stands.
    """
    out, values = struct.pack("<H", len(entries)), b""
    behind = at + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        if len(value) > 4:
            place = _long(behind + len(values))
            values += value
        else:
            place = value.ljust(4, b"\0")
        out += struct.pack("<HHI", tag, kind, count) + place
    return out + _long(then) + values


def _degrees(value: float) -> bytes:
    minutes, rest = divmod(round(value * 3_600_000), 60_000)
    return struct.pack("<6I", minutes // 60, 1, minutes % 60, 1, rest, 1000)


def _long(value: int) -> bytes:
    return struct.pack("<I", value)
