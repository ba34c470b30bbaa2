"""The key of an encrypted database, derived as SQLCipher 4 does and kept while it is of use.

Deriving is slow on purpose: a tenth of a second a time. One opening makes several connections to
one file, so the key is derived once and given to each of them as it is.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path

__all__ = ["SALT", "forget", "pragma"]

SALT = 16  # bytes; an encrypted file begins with them
_ROUNDS = 256_000  # SQLCipher 4: PBKDF2-HMAC-SHA512 to 32 bytes
_LENGTH = 32
# What SQLCipher itself takes for a key that needs no deriving.
_KEY_AS_IT_IS = re.compile(r"x'(?:[0-9a-f]{64}|[0-9a-f]{96})'", re.IGNORECASE | re.ASCII)


def pragma(path: Path, passphrase: str, salt: bytes = b"") -> str:
    """The statement that gives a new connection its key.

    Args:
        path: the database; its first bytes are the salt of its key, and one that is yet to be
            made gets a random salt.
        passphrase: not empty.
        salt: 16 bytes that count instead.
    """
    if _KEY_AS_IT_IS.fullmatch(passphrase):
        return "PRAGMA key = '{}'".format(passphrase.replace("'", "''"))
    salt = salt or _salt_of(path)
    return f"PRAGMA key = \"x'{_derived(passphrase, salt).hex()}{salt.hex()}'\""


def forget() -> None:
    """Lets go of every key: a passphrase stays in memory no longer than its project is open."""
    _derived.cache_clear()


def _salt_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            found = stream.read(SALT)
    except FileNotFoundError:
        found = b""
    return found if len(found) == SALT else os.urandom(SALT)


@lru_cache(maxsize=4)  # a file, its copy, and what is made of it
def _derived(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode("utf-8"), salt, _ROUNDS, _LENGTH)
