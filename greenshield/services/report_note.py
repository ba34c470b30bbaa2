"""The note in a folder of reports: of what each of its files was made, and how it stood then."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenshield import atomic
from greenshield.project.media import hash_file

NOTE = ".greenshield-batch.json"
_BETWEEN_S = 2.0


@dataclass(slots=True)
class Note:
    """Of what the files in a folder were made, by issue.

    A file is known by its size, moment and SHA-256, so that one that a person changed since is
    told from one that was only copied.
    """

    path: Path
    made: dict[str, dict[str, Any]] = field(default_factory=dict)
    saved_at: float = field(default_factory=time.monotonic)
    is_saved: bool = True

    @classmethod
    def read(cls, folder: Path) -> Note:
        """The folder's note; an empty one where there is none, or none of ours."""
        path = folder / NOTE
        try:
            told = json.loads(path.read_text("utf-8"))["made"]
        except (OSError, ValueError, KeyError, TypeError):
            told = {}
        if not isinstance(told, dict):
            told = {}
        return cls(path, {k: v for k, v in told.items() if isinstance(v, dict)})

    def holds(self, issue: str, key: str, files: Iterable[Path]) -> bool:
        """Whether each of an issue's files is there as it was made of the same."""
        told = self._files(issue)
        if self.made.get(issue, {}).get("key") != key:
            return False
        return all(_is_as(file, told.get(file.name)) for file in files)

    def changed(self, issue: str, files: Iterable[Path]) -> tuple[Path, ...]:
        """Those of an issue's files that are there and not as they were made."""
        told = self._files(issue)
        # Notes of old have no hash: what they tell may be a copy as well.
        hashed = {n: told[n] for n in told if isinstance(told[n], list) and len(told[n]) == 3}
        known = [file for file in files if file.name in hashed and file.is_file()]
        return tuple(file for file in known if not _is_as(file, hashed[file.name]))

    def unknown(self, issue: str, files: Iterable[Path]) -> tuple[Path, ...]:
        """Those of an issue's files that are there, but of which nothing is told."""
        told = self._files(issue)
        return tuple(file for file in files if file.name not in told and file.is_file())

    def others(self, issues: Sequence[str]) -> set[str]:
        """The stems of the files that other issues than these have in the folder."""
        known = set(issues)
        files = (self._files(issue) for issue in self.made if issue not in known)
        return {Path(file).stem.casefold() for told in files for file in told}

    def keep(self, issue: str, key: str, files: Iterable[Path]) -> None:
        """Notes an issue's files; written down now and then, since it grows with each."""
        told = {file.name: _seen(file) for file in files if file.exists()}
        self.made[issue] = {"key": key, "files": {**self._files(issue), **told}}
        self.is_saved = False
        if time.monotonic() - self.saved_at > _BETWEEN_S:
            self.save()

    def begin(self, issues: Iterable[tuple[str, Iterable[Path]]]) -> None:
        """Notes files that are going to be made: stopped then, they are nobody's changes."""
        for issue, files in issues:
            names: dict[str, Any] = {file.name: [] for file in files}
            held = self.made.get(issue, {})
            self.made[issue] = {**held, "files": {**self._files(issue), **names}}
            self.is_saved = self.is_saved and not names
        self.save()

    def save(self) -> None:
        """Writes the note down, where it has changed."""
        if not self.is_saved:
            content = json.dumps({"made": self.made}, ensure_ascii=False, sort_keys=True)
            atomic.write(self.path, content.encode())
            self.saved_at, self.is_saved = time.monotonic(), True

    def _files(self, issue: str) -> dict[str, Any]:
        """What is told of an issue's files, by their names."""
        told = self.made.get(issue, {}).get("files")
        return told if isinstance(told, dict) else {}


def _seen(file: Path) -> list[int | str]:
    """Size, moment in ns and SHA-256 of a file."""
    stat = file.stat()
    return [stat.st_size, stat.st_mtime_ns, hash_file(file)]


def _is_as(file: Path, told: Any) -> bool:
    """Whether a file is there as it was told of, at whatever moment it was copied."""
    if not isinstance(told, list) or len(told) < 2:
        return False
    try:
        stat = file.stat()
        if [stat.st_size, stat.st_mtime_ns] == told[:2]:
            return True
        return len(told) == 3 and stat.st_size == told[0] and hash_file(file) == told[2]
    except OSError:
        return False
