"""Private device keys: in the operating system's keyring, else in a file of the user's own.

Every key has a small file below the config folder that only its owner may read. It holds
the secret in hexadecimal, or, where a keyring took the secret, the word ``keyring``. By
that note a key that was never made is told from a key whose keyring is closed at the
moment: the second is a failure of the surroundings, and no reason to make a new device.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Protocol, cast

from greenshield import atomic, paths
from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError

SECRET_BYTES = 32
_SERVICE = "greenshield"
_IN_KEYRING = b"keyring"
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,127}", re.ASCII)
_HEX = re.compile(rb"[0-9a-f]{64}")


class _Keyring(Protocol):
    """What is used of ``keyring.backend.KeyringBackend``."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def store(project_id: str, device_id: str, secret: bytes) -> None:
    """Keep a device's private key (Ed25519, 32 raw bytes), replacing an earlier one.

    Raises:
        UsageError: ``key_id_malformed``, or ``key_length`` where the secret has not 32 bytes.
        SurroundingsError: ``user_file_unwritable``, ``disk_full``.
    """
    file = _file(project_id, device_id)
    if len(secret) != SECRET_BYTES:
        raise UsageError("key_length", length=len(secret), expected=SECRET_BYTES)
    kept = _put_into_keyring(_entry(project_id, device_id), secret.hex())
    atomic.write(file, (_IN_KEYRING if kept else secret.hex().encode("ascii")) + b"\n")


def load(project_id: str, device_id: str) -> bytes | None:
    """A device's private key, or None where this user has none.

    Raises:
        UsageError: ``key_id_malformed``.
        SurroundingsError: ``key_file_exposed`` where others may read the file,
            ``key_file_unreadable``, or ``keyring_closed`` where the keyring that holds the
            key does not answer.
        UnreadableError: ``key_damaged``: the entry is no key.
    """
    file = _file(project_id, device_id)
    noted = _read_private(file)
    if noted is not None and noted != _IN_KEYRING:
        return _decode(noted, str(file))
    answered, text = _ask_keyring(_entry(project_id, device_id))
    if not answered and noted is not None:
        raise SurroundingsError("keyring_closed", project=project_id, device=device_id)
    return None if text is None else _decode(text.encode("utf-8", "replace"), "keyring")


def delete(project_id: str, device_id: str) -> None:
    """Forget a device's private key; nothing happens where there is none.

    Raises:
        UsageError: ``key_id_malformed``.
        SurroundingsError: ``user_file_unwritable``, or ``keyring_closed`` where the keyring
            that holds the key does not answer; the key then still stands.
    """
    file = _file(project_id, device_id)
    entry = _entry(project_id, device_id)
    ring = _keyring()
    try:
        if ring is not None and ring.get_password(_SERVICE, entry) is not None:
            ring.delete_password(_SERVICE, entry)
    except Exception as error:
        if file.exists():
            raise SurroundingsError(
                "keyring_closed", project=project_id, device=device_id
            ) from error
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise SurroundingsError(
            "user_file_unwritable", file=str(file), reason=error.strerror or str(error)
        ) from error


def _file(project_id: str, device_id: str) -> Path:
    """The key's file. Identities come from a project file, so they are no path until checked."""
    for given in (project_id, device_id):
        if not _ID.fullmatch(given):
            raise UsageError("key_id_malformed", given=given[:80])
    return paths.config_dir() / "keys" / project_id / f"{device_id}.key"


def _entry(project_id: str, device_id: str) -> str:
    return f"{project_id}/{device_id}"


def _decode(text: bytes, place: str) -> bytes:
    if not _HEX.fullmatch(text):
        raise UnreadableError("key_damaged", place=place)
    return bytes.fromhex(text.decode("ascii"))


def _read_private(file: Path) -> bytes | None:
    """The content of a file that only its owner may read, or None where there is none."""
    try:
        # O_NONBLOCK: a pipe in the file's place must not hold us up.
        handle = os.open(
            file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SurroundingsError(
            "key_file_unreadable", file=str(file), reason=error.strerror or str(error)
        ) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise SurroundingsError("key_file_unreadable", file=str(file), reason="not a regular file")
    with os.fdopen(handle, "rb") as source:
        # Windows has no such bits; there the profile folder's access list guards the file.
        if os.name == "posix" and (
            status.st_mode & (stat.S_IRWXG | stat.S_IRWXO) or status.st_uid != os.geteuid()
        ):
            raise SurroundingsError(
                "key_file_exposed", file=str(file), mode=f"{stat.S_IMODE(status.st_mode):04o}"
            )
        return source.read(4096).strip()


def _keyring() -> _Keyring | None:
    """The operating system's keyring, or None where there is none that keeps anything.

    Imported late: finding a backend asks D-Bus, which costs tens of milliseconds.
    """
    try:
        import keyring
        from keyring.backends import fail, null

        ring = keyring.get_keyring()
    except Exception:  # a broken backend of another package must not stop the work
        return None
    return None if isinstance(ring, (fail.Keyring, null.Keyring)) else cast("_Keyring", ring)


def _put_into_keyring(entry: str, text: str) -> bool:
    """Whether a keyring took the secret, and gave it back when asked."""
    ring = _keyring()
    if ring is None:
        return False
    try:
        ring.set_password(_SERVICE, entry, text)
        return bool(ring.get_password(_SERVICE, entry) == text)
    except Exception:  # locked, refused, too long, gone: the file serves
        return False


def _ask_keyring(entry: str) -> tuple[bool, str | None]:
    """Whether a keyring answered, and what it holds."""
    ring = _keyring()
    if ring is None:
        return False, None
    try:
        return True, ring.get_password(_SERVICE, entry)
    except Exception:  # the caller knows whether that matters
        return False, None
