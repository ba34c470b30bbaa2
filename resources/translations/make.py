"""Brings the translations into step with the source: ``sh dev.sh translate [ROOM …]``.

Each room of the window (a folder of ``ui``; ``frame`` is the window itself with ``widgets``,
``look`` and ``tasks``) has a ``<room>_zh_CN.ts``. What the source no longer says is dropped, what
is new is added untranslated and told on the screen. All of them are compiled into
``greenshield_zh_CN.qm``, the file that the window loads. ``qt_zh_CN.ts`` is written by hand: what
Qt's own translation lacks of the dialogs that the window shows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import PySide6

HERE = Path(__file__).resolve().parent
UI = HERE.parent.parent / "ui"
COMPILED = HERE / "greenshield_zh_CN.qm"
FRAME = ("widgets", "look", "tasks")
BY_HAND = HERE / "qt_zh_CN.ts"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a ``.ts`` file; ``translation`` is "" while unfinished."""

    context: str
    source: str
    comment: str
    translation: str


def rooms() -> dict[str, list[Path]]:
    """The source files of each room that has any, by its name."""
    frame = sorted(UI.glob("*.py"))
    for name in FRAME:
        frame += sorted((UI / name).rglob("*.py"))
    found = {"frame": frame}
    for folder in sorted(path for path in UI.iterdir() if path.is_dir()):
        files = sorted(folder.rglob("*.py"))
        if folder.name not in FRAME and files:
            found[folder.name] = files
    return found


def context(room: str) -> str:
    """The context that all of a room's texts have."""
    return room.capitalize()


def ts_file(room: str, folder: Path = HERE) -> Path:
    """Where a room's translations stand."""
    return folder / f"{room}_zh_CN.ts"


def update(room: str, files: Sequence[Path], folder: Path = HERE) -> None:
    """Bring one room's ``.ts`` into step with its source files.

    Raises:
        RuntimeError: lupdate fails or warns, with what it said.
    """
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "files.lst"
        listed.write_text("\n".join(str(file) for file in files), "utf-8")
        _run(
            "lupdate", f"@{listed}", "-ts", str(ts_file(room, folder)), "-extensions", "py",
            "-locations", "none", "-no-obsolete", "-disable-heuristic", "similartext",
            "-source-language", "en", "-target-language", "zh_CN", "-warnings-are-errors",
        )  # fmt: skip


def release(compiled: Path = COMPILED) -> None:
    """Compile all rooms' translations into one file, put there whole: a window reads it mapped.

    Raises:
        RuntimeError: lrelease fails, with what it said.
    """
    files = [str(file) for file in sorted(HERE.glob("*_zh_CN.ts"))]
    with tempfile.TemporaryDirectory(dir=compiled.parent) as folder:
        made = Path(folder) / compiled.name
        _run("lrelease", "-silent", *files, "-qm", str(made))
        made.replace(compiled)


def messages(file: Path) -> Iterator[Message]:
    """The messages of a ``.ts`` file; none of a file that is not there."""
    if not file.is_file():
        return
    for group in ElementTree.parse(file).getroot().iter("context"):
        for entry in group.iter("message"):
            told = entry.find("translation")
            done = told is not None and told.get("type") is None
            yield Message(
                group.findtext("name", ""),
                entry.findtext("source", ""),
                entry.findtext("comment", ""),
                (told.text or "") if done and told is not None else "",
            )


def main(arguments: Sequence[str]) -> int:
    """Update the named rooms, by default all, and compile; 1 where something is untranslated."""
    known = rooms()
    unknown = [room for room in arguments if room not in known]
    if unknown:
        print(f"no such room: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    waiting = 0
    for room in arguments or known:
        update(room, known[room])
        if not any(messages(ts_file(room))):
            ts_file(room).unlink()  # a room without words has no file
        for message in messages(ts_file(room)):
            if not message.translation:
                waiting += 1
                print(f"{ts_file(room).name}: {message.source!r} is not translated")
    release()
    return 1 if waiting else 0


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / tool
    found = [path for path in (program, program.with_suffix(".exe")) if path.is_file()]
    if not found:
        raise RuntimeError(f"{tool} is not in {program.parent}")
    done = subprocess.run([str(found[0]), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{tool}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
