"""Damaged tiles: whatever their bytes, they are a picture within bounds or a ValueError."""

from __future__ import annotations

import io
import random
import struct

import numpy as np
import pytest
from PIL import Image

from greenshield.formats.mbtiles_tiles import MAX_SIDE, decoded


def noise(kind):
    pixels = np.random.default_rng(1).integers(0, 255, (64, 64, 4), np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).convert("RGB" if kind == "JPEG" else "RGBA").save(out, kind)
    return out.getvalue()


def webp_of(wide, high):
    """A WebP whose header claims a canvas of a size, with nothing in it."""
    canvas = b"\x10\0\0\0" + struct.pack("<I", wide - 1)[:3] + struct.pack("<I", high - 1)[:3]
    inner = b"WEBPVP8X" + struct.pack("<I", 10) + canvas + noise("WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("seed", range(4))
def test_that_spoilt_bytes_are_a_picture_or_a_value_error(kind, seed):
    chance, whole = random.Random(seed), noise(kind)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(min(len(data), 200))] = chance.randrange(256)
        try:
            found = decoded(bytes(data[: chance.choice((len(data), len(data) // 2))]))
        except ValueError:
            continue
        assert found.dtype == np.uint8
        assert max(found.shape) <= MAX_SIDE


@pytest.mark.parametrize("side", [4000, 11_000, 16_383])
def test_that_a_webp_that_claims_a_huge_canvas_is_a_value_error(side):
    """Pillow speaks of a bomb, as a warning or an error, while it still opens the file."""
    with pytest.raises(ValueError, match=r"size|exceeds|could not|failed"):
        decoded(webp_of(side, side))
