"""Random numbers from one seed, one independent stream a subject.

A stream is named, so that adding a photo does not move a boundary.
"""

from __future__ import annotations

import hashlib
import random

import numpy as np


def _digest(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()


def stream(seed: int, name: str) -> random.Random:
    """A stream of Python's own generator, the same on every platform and version."""
    return random.Random(int.from_bytes(_digest(seed, name), "big"))


def array_stream(seed: int, name: str) -> np.random.Generator:
    """A stream for arrays of noise (PCG64)."""
    return np.random.Generator(np.random.PCG64(int.from_bytes(_digest(seed, name), "big")))
