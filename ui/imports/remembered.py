"""Remembers how a person mapped the columns of a table, for the next table of the same headers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from greenshield.domain.import_preview import PreviewColumn
from ui.prefs import Prefs

_KEY = "imports.columns"
_MOST = 60  # tables


def load(prefs: Prefs, kind: str, columns: Sequence[PreviewColumn]) -> dict[str, str]:
    """Letter -> field (or "" for none) as it was chosen before; {} where nothing was.

    Of no kind nothing is kept: what it is remembered by stands elsewhere.
    """
    kept = prefs.get(_KEY, {}).get(_mark(kind, columns))
    if not isinstance(kept, dict):
        return {}
    letters = {column.letter for column in columns}
    return {k: v for k, v in kept.items() if k in letters and isinstance(v, str)}


def note(
    prefs: Prefs, kind: str, columns: Sequence[PreviewColumn], chosen: Mapping[str, str]
) -> None:  # fmt: skip
    """Remembers what was chosen; the oldest is forgotten where there is too much."""
    if not kind:
        return
    book = dict(prefs.get(_KEY, {}))
    mark = _mark(kind, columns)
    book.pop(mark, None)
    if chosen:
        book[mark] = dict(chosen)
    prefs.set(_KEY, dict(list(book.items())[-_MOST:]))


def _mark(kind: str, columns: Sequence[PreviewColumn]) -> str:
    """A table by its headers alone: nothing of what it holds is kept."""
    told = "\x1f".join([kind, *(column.header for column in columns)])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]
