"""What a decoder that goes wrong costs: one picture, once, and nobody's memory or time."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from helpers import decoders as lives

from greenshield.domain.errors import UnreadableError
from greenshield.formats.pictures_apart import Decoder, Decoders

ASKS = """
import sys
from pathlib import Path
from helpers import decoders as lives
from greenshield.formats.pictures_apart import Decoder
if __name__ == "__main__":
    decoder = Decoder(longest_s=300)
    decoder._serve = lives.stops_half_way
    decoder._start()
    print(decoder._process.pid, flush=True)
    decoder.upright(b"", 160, "a.tif")
"""


def made(count, life, longest_s=20.0):
    shared = Decoders(count, longest_s)
    for decoder in shared._idle:
        decoder._serve = life
    return shared


@pytest.mark.parametrize(
    ("life", "said"),
    [(lives.dies_half_way, "unexpectedly"), (lives.stops_half_way, "not decoded within")],
)
def test_that_a_decoder_that_goes_no_further_than_half_an_answer_costs_one_picture(life, said):
    decoder = Decoder(longest_s=2.0)
    decoder._serve = life
    try:
        with pytest.raises(UnreadableError, match="photo_not_decodable") as caught:
            decoder.upright(b"", 160, "a.jpg")
        assert said in caught.value.params["reason"]
        assert not decoder._is_running()
    finally:
        decoder.stop()


def test_that_a_picture_that_took_too_long_is_not_tried_again(tmp_path):
    file = tmp_path / "a.jpg"
    file.write_bytes(b"one")
    shared = made(1, lives.stops_half_way, longest_s=1.0)
    try:
        for source in (file, b"one"):
            with pytest.raises(UnreadableError) as first:
                shared.upright(source, 160, "a.jpg")
            shared._idle[0]._serve = lives.tells_when
            for size in (160, 320, None):
                with pytest.raises(UnreadableError) as again:
                    shared.upright(source, size, "b.jpg")
                assert again.value.params == first.value.params | {"file": "b.jpg"}
            assert not shared._idle[0]._is_running()
            assert shared.upright(source, 80, "a.jpg").full_size == (1, 1)
            shared.stop()
            shared._idle[0]._serve = lives.stops_half_way
        shared._idle[0]._serve = lives.tells_when
        file.write_bytes(b"another")
        assert shared.upright(file, 160, "a.jpg").full_size == (1, 1)
    finally:
        shared.stop()


def test_that_large_pictures_are_decoded_one_after_the_other():
    shared = made(2, lives.tells_when)
    try:
        with ThreadPoolExecutor(2) as pool:
            asked = [
                pool.submit(shared.upright, name, 160, "a", pixels=90_000_000)
                for name in (b"one", b"two")
            ]
        told = [a.result().image.info["icc_profile"].split() for a in asked]
        first, second = sorted((float(begun), float(ended)) for begun, ended in told)
        assert first[1] <= second[0]
    finally:
        shared.stop()


def test_that_a_decoder_does_not_outlive_whoever_asked(repository):
    command = [sys.executable, "-c", ASKS]
    paths = os.pathsep.join((str(repository), str(repository / "tests")))
    env = {**os.environ, "PYTHONPATH": paths}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as asking:
        decoder = int(asking.stdout.readline())
        time.sleep(1.0)  # it is in the middle of an answer
        asking.send_signal(signal.SIGKILL)
        asking.wait()
    for _ in range(100):
        status = Path(f"/proc/{decoder}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    os.kill(decoder, signal.SIGKILL)
    pytest.fail("it goes on")
