"""What no reader gets through is not read through where the window waits for it."""

import io
import struct
import zlib

import pytest
from PIL import Image

from greenshield.domain.errors import UnreadableError
from greenshield.formats.jpeg_head import plain_size
from greenshield.formats.pictures_apart import DECODERS
from greenshield.formats.thumbnails import make_thumbnail

JFIF = b"\xff\xd8\xff\xe0" + struct.pack(">H5s9s", 16, b"JFIF\0", bytes(9))


def jpeg(size=(64, 48), **more):
    out = io.BytesIO()
    Image.new("RGB", size, (20, 120, 40)).save(out, "JPEG", **more)
    return out.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _put_away():
    yield
    DECODERS.stop()


def is_made_apart(data, name="a.x"):
    """Whether making a thumbnail takes the decoder's process, none of which runs before."""
    DECODERS.stop()
    assert make_thumbnail(io.BytesIO(data), 20, name)
    return any(d._is_running() for d in DECODERS._idle)


def test_that_a_file_of_nothing_behind_its_head_is_refused_at_once(tmp_path):
    file = tmp_path / "zeros.jpg"
    with file.open("wb") as out:
        out.write(JFIF)
        out.truncate(6 << 30)  # takes no room; read byte by byte it would take an hour
    with pytest.raises(UnreadableError, match="photo_not_decodable"):
        make_thumbnail(file, 160)


def test_that_a_plain_picture_is_known_by_its_head_alone():
    assert plain_size(io.BytesIO(jpeg())) == (64, 48)
    assert plain_size(io.BytesIO(jpeg(progressive=True))) is None
    assert plain_size(io.BytesIO(jpeg()[:100])) is None
    one = jpeg()
    at = one.index(b"\xff\xda")
    assert plain_size(io.BytesIO(one[:at] + bytes(9) + one[at:])) is None
    # A scan of its own for each colour has all of the picture in memory, and may come again.
    assert plain_size(io.BytesIO(one[: at + 4] + b"\1" + one[at + 5 :])) is None
    frame = one[one.index(b"\xff\xc0") :][:19]
    assert plain_size(io.BytesIO(one[:at] + frame + one[at:])) is None
    # What one reader skips by its length, another looks through byte by byte.
    unknown = b"\xff\xf0\x40\x00" + bytes(0x3FFE)
    assert plain_size(io.BytesIO(one[:2] + unknown + one[2:])) is None


@pytest.mark.parametrize("kind", ["GIF", "BMP"])
def test_that_what_is_read_byte_by_byte_is_decoded_apart(kind):
    out = io.BytesIO()
    Image.new("P", (40, 30)).save(out, kind)
    assert is_made_apart(out.getvalue())


def test_that_a_png_of_very_many_chunks_is_decoded_apart():
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "PNG")
    head, rest = out.getvalue()[:33], out.getvalue()[33:]
    empty = struct.pack(">I4sI", 0, b"zzZz", zlib.crc32(b"zzZz"))
    assert not is_made_apart(head + empty * 100 + rest)
    assert is_made_apart(head + empty * 5000 + rest)


def test_that_junk_between_segments_is_left_to_the_decoder_apart():
    one = jpeg()
    at = one.index(b"\xff\xdb")
    assert not is_made_apart(one)
    assert is_made_apart(one[:at] + bytes(900) + one[at:])
