"""Pictures made to harm: decoded apart, in bounds, and whoever asks outlives the decoder."""

import io
import subprocess
import sys
import threading

import pytest
from PIL import Image, ImageCms

from greenshield.domain.errors import UnreadableError
from greenshield.formats.pictures_apart import DECODERS, Decoder
from greenshield.formats.thumbnails import make_thumbnail, upright

# What a thumbnail may cost the process that asks for it, MB; the decoder has its own bounds.
CEILING = 130
PEAK = """
import sys
from pathlib import Path
from greenshield.domain.errors import UnreadableError
from greenshield.formats.thumbnails import make_thumbnail
if __name__ == "__main__":
    for file in sorted(Path(sys.argv[1]).iterdir()):
        try:
            print(file.name, len(make_thumbnail(file, 160, quick=True)) < 20_000)
        except UnreadableError as error:
            print(file.name, error.code)
    status = Path("/proc/self/status").read_text()
    print(status.partition("VmHWM:")[2].split()[0])
"""


def saved(kind, size, mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    """A progressive JPEG of 25 megapixels and 200 KB with a thousand scans of them."""
    data = saved("JPEG", (5000, 5000), progressive=True)
    end, last = data.rindex(b"\xff\xd9"), data.rindex(b"\xff\xda")
    file = tmp_path_factory.mktemp("scans") / "scans.jpg"
    file.write_bytes(data[:end] + data[last:end] * 1000 + data[end:])
    return file


@pytest.fixture
def decoder():
    made = Decoder(longest_s=1.5)
    yield made
    made.stop()


def test_that_a_thousand_scans_are_given_up_in_time_and_the_next_picture_is_made(decoder, scans):
    with pytest.raises(UnreadableError, match="photo_not_decodable") as caught:
        decoder.upright(scans, 160, "a.jpg")
    assert "not decoded within" in caught.value.params["reason"]
    slower = Decoder()
    try:
        small = slower.upright(saved("TIFF", (64, 48)), 160, "b.tif")
    finally:
        slower.stop()
    assert (small.image.size, small.full_size) == ((64, 48), (64, 48))


def test_that_a_decoder_that_dies_costs_one_picture(scans):
    decoder = Decoder()
    try:
        decoder.upright(saved("TIFF", (64, 48)), 160, "a.tif")
        died = threading.Timer(0.5, decoder._process.kill)
        died.start()
        with pytest.raises(UnreadableError, match="photo_not_decodable") as caught:
            decoder.upright(scans, 160, "b.jpg")
        died.join()
        assert "ended unexpectedly" in caught.value.params["reason"]
        assert decoder.upright(saved("TIFF", (64, 48)), 160, "c.tif").image.size == (64, 48)
    finally:
        decoder.stop()


def test_that_a_picture_that_needs_too_much_memory_is_told():
    decoder = Decoder(memory=480 << 20)
    try:
        with pytest.raises(UnreadableError, match="photo_not_decodable") as caught:
            decoder.upright(saved("TIFF", (9900, 9900), "1"), None, "a.tif")
        assert "memory" in caught.value.params["reason"]
    finally:
        decoder.stop()


@pytest.mark.parametrize("kind", ["TIFF", "AVIF"])
def test_that_streams_and_files_give_the_same_picture(tmp_path, kind):
    file = tmp_path / "a.x"
    file.write_bytes(saved(kind, (300, 200)))
    from_file = make_thumbnail(file, 160)
    with file.open("rb") as handle:
        assert make_thumbnail(handle, 160, "a.x") == from_file
    assert make_thumbnail(io.BytesIO(file.read_bytes()), 160, "a.x") == from_file


def test_that_a_pictures_colour_space_comes_along():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = saved("TIFF", (30, 20), icc_profile=profile)
    assert upright(io.BytesIO(data), 20, "a.tif").image.info["icc_profile"] == profile


@pytest.mark.parametrize("mode", ["I;16", "I;16B", "I", "F", "L"])
def test_that_greys_of_any_depth_are_scaled_down(mode):
    kind = "TIFF"
    assert upright(io.BytesIO(saved(kind, (900, 600), mode)), 160, "a").image.size == (160, 107)


def test_that_bombs_cost_who_asks_little_memory(tmp_path, repository):
    bombs = {
        "c.jpg": saved("JPEG", (4500, 4500), progressive=True),
        "d.png": saved("PNG", (4500, 4500), "RGBA"),
        "e.tif": saved("TIFF", (4500, 4500), compression="tiff_adobe_deflate"),
        "f.tif": saved("TIFF", (1, 1_000_000), "L"),
        "g.png": saved("PNG", (1_000_000, 1)),
        "h.png": saved("PNG", (1, 1_000_000)),
        "i.png": saved("PNG", (11_000, 11_000), "1"),
    }
    for name, data in bombs.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", PEAK, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=repository, check=True)
    *lines, peak = done.stdout.split("\n")[:-1]
    assert lines == [f"{name} True" for name in sorted(bombs)[:-1]] + ["i.png photo_too_large"]
    assert int(peak) / 1024 < CEILING


@pytest.fixture(scope="module", autouse=True)
def _put_away():
    yield
    DECODERS.stop()
