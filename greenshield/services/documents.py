"""The files of an issue: which there are, and copies of them under their own names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

from greenshield import atomic
from greenshield.domain.errors import UsageError
from greenshield.domain.state import IssueState
from greenshield.project.project import Project

_LONGEST = 200  # bytes of UTF-8: most file systems take 255, and a number may follow
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Names that Windows keeps for devices, whatever follows the point.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def of_issue(issue: IssueState) -> list[dict[str, Any]]:
    """Every file of an issue, newest first.

    Each tells ``sha256``, ``name``, ``size``, ``on`` (the day of its record or move),
    ``record_kind`` with ``doc_kind`` and ``void``, or ``move``.
    """
    out = [
        {
            "sha256": d.sha256, "name": d.name, "size": d.size, "on": r.occurred_on,
            "record_kind": r.kind, "doc_kind": _text(r.get("doc_kind")), "move": "",
            "void": bool(r.voided_by),
        }
        for r in issue.records
        for d in r.documents
    ]  # fmt: skip
    out += [
        {
            "sha256": d.sha256, "name": d.name, "size": d.size, "on": m.occurred_on,
            "record_kind": "", "doc_kind": "", "move": m.move, "void": False,
        }
        for m in issue.moves
        for d in (*m.documents, *(c.document for c in m.consents if c.document is not None))
    ]  # fmt: skip
    return sorted(out, key=lambda d: (d["on"], d["name"]), reverse=True)


def copy_out(project: Project, sha256: str, name: str, folder: Path) -> Path:
    """Copies a file of the project into a folder; the copy's path.

    The name was given by whoever added the file, so it is made harmless first. A file of that
    name that is there already stays, unless it is the same.

    Raises:
        UnreadableError: ``media_missing``, or ``media_altered`` since it was added.
        UsageError: ``batch_no_folder``: a file stands there.
        SurroundingsError: the copy can't be written.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError("batch_no_folder", folder=str(folder))
    content = project.media.read(sha256)
    wanted = safe_name(name, sha256)
    target = folder / wanted
    for number in range(2, 1000):
        if not target.exists() or (target.is_file() and target.read_bytes() == content):
            break
        target = folder / f"{Path(wanted).stem} ({number}){Path(wanted).suffix}"
    atomic.write(target, content, shared=True)
    return target


def safe_name(name: str, sha256: str) -> str:
    """A file's name without folders and without what file systems refuse or hide."""
    bare = re.split(r"[/\\]", name)[-1]
    kept = "".join(c for c in bare if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    told = _FORBIDDEN.sub("_", kept).strip(" .")
    suffix = Path(told).suffix[:16]
    room = _LONGEST - len(suffix.encode())
    stem = Path(told).stem.encode()[:room].decode(errors="ignore")
    if not stem or _DEVICE.fullmatch(told):
        return f"{sha256[:12]}{suffix}"
    return stem + suffix


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
