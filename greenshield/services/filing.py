"""What ``file`` 备案 says of the archive pack, alone or in a hand-over package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenshield import reference
from greenshield.domain.errors import UnreadableError, VerificationError
from greenshield.domain.state import IssueState
from greenshield.project.media import hash_file
from greenshield.reports import handover_check, pack_check
from greenshield.services.session import Session


def is_packed(path: Path) -> bool:
    """Whether a file is an archive pack or a hand-over package, also a damaged one."""
    return pack_check.is_pack(path) or handover_check.is_handover(path)


def filed_pack(session: Session, state: IssueState, packs: Sequence[Path]) -> dict[str, Any]:
    """What ``file`` says of the archive pack, after verifying it here and now.

    Of a hand-over package its list and this issue's pack are verified; the hash is the pack's.

    Raises:
        VerificationError: the pack is broken, or is not this issue's of this project.
        UnreadableError: it was changed while it was verified.
    """
    if not packs:
        return {}
    path = packs[0]
    before = hash_file(path)
    sha256, codes = _judged(session, state, path, before)
    if codes:
        raise VerificationError("pack_not_good", file=path.name, why=codes)
    if hash_file(path) != before:
        raise UnreadableError("file_changed", file=path.name)
    return {"pack_sha256": sha256, "pack_verified": True}


def _judged(session: Session, state: IssueState, path: Path, whole: str) -> tuple[str, str]:
    """The hash of the issue's pack, and what speaks against it, "" for nothing."""
    mine = (session.project.project_id, state.entity_id)
    if not handover_check.is_handover(path):
        found = pack_check.check(path, reference.parsed_ruleset)
        is_mine = (found.manifest.get("project"), found.manifest.get("issue")) == mine
        codes = ", ".join(sorted({b.code for b in found.broken}))
        return whole, codes or ("" if is_mine else "issue")
    handed = handover_check.check(path, reference.parsed_ruleset)
    for name, found in handed.packs.items():
        if (found.manifest.get("project"), found.manifest.get("issue")) == mine:
            codes = ", ".join(sorted({b.code for b in handed.broken}))
            return handed.hashes[name], codes
    return "", ", ".join(sorted({b.code for b in handed.broken})) or "issue"
