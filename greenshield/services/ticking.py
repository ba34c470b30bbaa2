"""Which documents and photos a person names as meeting a closing condition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from greenshield.domain.errors import GreenShieldError, UsageError
from greenshield.domain.state import DocumentRef, IssueState
from greenshield.project.media import hash_file

_HASH_PART = 4  # digits of a hash that may stand for the whole


def evidence_named(
    state: IssueState, condition: str, raw: str, papers: Sequence[DocumentRef]
) -> list[str]:
    """The hashes that tick a condition.

    Args:
        state: the issue; its documents and tagged photos may be named.
        condition: which condition, for the refusal.
        raw: names, paths or beginnings of hashes, with commas between them.
        papers: the files that go with the move.

    Raises:
        UsageError: what is named is none of these, or several.
    """
    return [
        _hash_of(state, condition, part.strip(), papers)
        for part in raw.replace("，", ",").split(",")
    ]


def _hash_of(state: IssueState, condition: str, word: str, papers: Sequence[DocumentRef]) -> str:
    kept = [d for r in state.records if not r.voided_by for d in r.documents]
    kept += [d for m in state.moves for d in m.documents]
    for documents in (papers, kept):
        named = {d.sha256 for d in documents if word and d.name == word}
        if len(named) == 1:
            return named.pop()
    known = {d.sha256 for d in [*papers, *kept]} | {t.photo for t in state.live_tags()}
    digits = word.lower()
    hits = [sha for sha in known if len(digits) >= _HASH_PART and sha.startswith(digits)]
    if not hits:
        hits = [sha for sha in known if sha == _hash_at(word)]
    if len(hits) != 1:
        raise UsageError("tick_unknown", condition=condition, given=word)
    return hits[0]


def _hash_at(word: str) -> str:
    """The hash of the file at a path, "" where there is none that can be read."""
    try:
        path = Path(word)
        return hash_file(path) if word and path.is_file() else ""
    except (GreenShieldError, OSError, ValueError):
        return ""
