"""What a folder's file system keeps: the shared memory that WAL needs, the numbers of files."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

_LOCAL = frozenset(
    [
        "ext2",
        "ext3",
        "ext4",
        "xfs",
        "btrfs",
        "zfs",
        "f2fs",
        "tmpfs",
        "ramfs",
        "overlay",
        "bcachefs",
        "jfs",
        "reiserfs",
        "ntfs",
        "ntfs3",
        "vfat",
        "exfat",
        "fuseblk",
        "apfs",
        "hfs",
    ]
)


def keeps_shared_memory(folder: Path) -> bool:
    """True on a local file system; False on a network or unknown one, where WAL is unsafe."""
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(folder.resolve())[0] + "\\"
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(drive)
        return kind in (2, 3, 6)  # removable, fixed, RAM disk
    if sys.platform == "darwin":
        return _mac_mount_type(folder.resolve()) in _LOCAL
    return _mount_type(folder.resolve()) in _LOCAL


def keeps_file_numbers(folder: Path) -> bool:
    """Whether a file has the same number as long as it is open; not so on a network drive.

    Windows needs none: it lets nobody move or replace a file that SQLite has open.
    """
    return sys.platform != "win32" and keeps_shared_memory(folder)


def sync_file(path: Path) -> None:
    """Sees a file's content onto the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Sees a folder's names onto the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mount_type(folder: Path) -> str:
    """The type of the mount that holds a folder, from ``/proc/self/mountinfo`` (proc(5))."""
    try:
        listing = Path("/proc/self/mountinfo").read_text("utf-8")
    except OSError:
        return ""
    below, best, kind = f"{folder}/", -1, ""
    for point, its_kind in _mounts(listing):
        if below.startswith(point) and len(point) >= best:
            best, kind = len(point), its_kind
    return kind


@lru_cache(maxsize=2)  # asked at every opening of a database, and seldom another one
def _mounts(listing: str) -> tuple[tuple[str, str], ...]:
    """Where each mount begins, with a slash at its end, and its type."""
    found = []
    for line in listing.splitlines():
        left, _, right = line.partition(" - ")
        point = left.split()[4].replace("\\040", " ")
        found.append((f"{point.rstrip('/')}/", right.split()[0]))
    return tuple(found)


def _mac_mount_type(folder: Path) -> str:
    """The same from ``/sbin/mount``, whose lines read ``device on point (type, options)``."""
    import subprocess

    best, kind = -1, ""
    listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    for line in listing.splitlines():
        left, _, options = line.rpartition(" (")
        point = Path(left.partition(" on ")[2])
        if (folder == point or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), options.split(",")[0].rstrip(")")
    return kind


def file_identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that lies in its place later; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
