"""Lives of a decoding process that a picture made to harm may give it."""

import json
import os
import time

TOLD = {"mode": "L", "size": (1, 1), "full_size": (1, 1), "profile": 0}


def dies_half_way(pipe, memory):
    """Ends between what it tells of a picture and the picture."""
    pipe.recv()
    pipe.send_bytes(json.dumps(TOLD).encode())
    os._exit(0)


def stops_half_way(pipe, memory):
    """Never goes on from there."""
    pipe.recv()
    pipe.send_bytes(json.dumps(TOLD).encode())
    time.sleep(600)


def tells_when(pipe, memory):
    """Gives a pixel for whatever is asked, with when it began and ended as its colour space."""
    while True:
        pipe.recv()
        begun = time.monotonic()
        time.sleep(0.3)
        when = f"{begun} {time.monotonic()}".encode()
        pipe.send_bytes(json.dumps({**TOLD, "profile": len(when)}).encode())
        pipe.send_bytes(when)
        pipe.send_bytes(b"\0")
