"""Slow salted hashes of PINs, and the codes that stand in for a forgotten one."""

from __future__ import annotations

import os
import re
import secrets
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

# 2^15 × 8 × 128 bytes = 32 MB and about 0.1 s a try (RFC 7914, 2 asks for N, r, p like these).
_N, _R, _P = 2**15, 8, 1
_MOST_N = 2**20  # a note from elsewhere must not fill the memory
_LENGTH = 32
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O: people copy them by hand
_CODE_LETTERS = 20  # 100 bits


def make(text: str) -> dict[str, Any]:
    """The hash of a text with a fresh salt, as JSON carries it."""
    salt = os.urandom(16)
    made = Scrypt(salt=salt, length=_LENGTH, n=_N, r=_R, p=_P).derive(text.encode("utf-8"))
    return {"kdf": "scrypt", "n": _N, "r": _R, "p": _P, "salt": salt.hex(), "hash": made.hex()}


def fits(stored: dict[str, Any], text: str) -> bool:
    """Whether a text is the one that was hashed; compared in constant time."""
    kdf = Scrypt(
        salt=bytes.fromhex(stored["salt"]),
        length=_LENGTH,
        n=stored["n"],
        r=stored["r"],
        p=stored["p"],
    )
    try:
        kdf.verify(text.encode("utf-8"), bytes.fromhex(stored["hash"]))
    except InvalidKey:
        return False
    return True


def is_hash(stored: object) -> bool:
    """Whether a value from a file is a hash that can be computed here."""
    if not isinstance(stored, dict) or stored.get("kdf") != "scrypt":
        return False
    n, r, p = (stored.get(name) for name in ("n", "r", "p"))
    if type(n) is not int or type(r) is not int or type(p) is not int:
        return False
    if not (2 <= n <= _MOST_N and n & (n - 1) == 0 and 1 <= r <= 16 and 1 <= p <= 4):
        return False
    texts = (stored.get("salt"), stored.get("hash"))
    return all(isinstance(t, str) and re.fullmatch(r"(?:[0-9a-f]{2}){16,64}", t) for t in texts)


def recovery_code() -> str:
    """A code of 100 random bits, in groups of five letters and digits."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
    return "-".join(letters[i : i + 5] for i in range(0, _CODE_LETTERS, 5))


def plain_code(typed: str) -> str:
    """A recovery code as it is hashed: without dashes and spaces, in capitals."""
    return re.sub(r"[\s-]", "", typed).upper()


def is_code(plain: str) -> bool:
    """Whether a text has the form of a recovery code."""
    return len(plain) == _CODE_LETTERS and set(plain) <= set(_ALPHABET)
