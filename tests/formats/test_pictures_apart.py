"""Pictures made to harm: decoded apart, in bounds, and whoever asks outlives the decoder."""

import io
import json
import pickle
import subprocess
import sys
import threading
from multiprocessing import Pipe
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from greenshield.domain.errors import UnreadableError
from greenshield.formats.pictures_answers import AnswerError
from greenshield.formats.pictures_apart import DECODERS, Decoder, _received
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


class Taken:
    """What a decoder that a picture took over could answer, were it unpickled."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return (Path.touch, (self.mark,))


def head(**more):
    told = {"mode": "RGB", "size": [4, 3], "full_size": [4, 3], "profile": 0}
    return json.dumps(told | more).encode()


LIES = {
    "no JSON": [b"\xff\x00"],
    "deep": [b"[" * 60_000],
    "no object": [b"[]"],
    "another mode": [head(mode="RGBX"), bytes(48)],
    "mode of no text": [head(mode=["RGB"]), bytes(36)],
    "larger than asked": [head(size=[161, 160]), bytes(3 * 161 * 160)],
    "no width": [head(size=[0, 3]), b""],
    "a half": [head(size=[4.0, 3]), bytes(36)],
    "true": [head(size=[True, True]), bytes(3)],
    "full size": [head(full_size=[4, -3]), bytes(36)],
    "profile": [head(profile=1 << 40)],
    "long head": [head(more="x" * 70_000)],
    "fewer pixels": [head(), bytes(35)],
    "more pixels": [head(), bytes(37)],
    "shorter profile": [head(profile=9), bytes(8), bytes(36)],
    "error unknown": [json.dumps({"error": "disk_full", "params": {}}).encode()],
    "error without": [json.dumps({"error": "photo_too_large", "params": {"width": 3}}).encode()],
}


def answered(decoder, parts):
    """What is made of an answer that comes in the place of the process's own."""
    decoder.upright(saved("TIFF", (64, 48)), 160, "a.tif")
    decoder._pipe.close()
    decoder._pipe, theirs = Pipe()
    with theirs:
        for part in parts:
            theirs.send_bytes(part)
        return decoder.upright(saved("TIFF", (64, 48)), 160, "a.tif")


def test_that_a_decoder_that_was_taken_over_can_make_nobody_run_what_it_answers(tmp_path):
    decoder = Decoder()
    try:
        with pytest.raises(UnreadableError, match="photo_not_decodable"):
            answered(decoder, [pickle.dumps(Taken(tmp_path / "taken"))])
        assert not (tmp_path / "taken").exists()
        assert decoder.upright(saved("TIFF", (64, 48)), 160, "b.tif").image.size == (64, 48)
    finally:
        decoder.stop()


@pytest.mark.parametrize("lie", LIES)
def test_that_an_answer_is_checked_before_it_is_believed(lie):
    ours, theirs = Pipe()
    with ours, theirs:
        for part in LIES[lie]:
            theirs.send_bytes(part)
        theirs.close()
        with pytest.raises((AnswerError, OSError)):
            _received(ours, 160, "a.tif")


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
