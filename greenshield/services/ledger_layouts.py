"""What a person said of sheets, kept on this machine for the next sheet of the same headers.

One JSON file among what the program notes for itself. A layout is known by its headers in their
order, without title rows; of what the sheets hold nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from greenshield import atomic, paths
from greenshield.domain.errors import Problem, SurroundingsError, UsageError
from greenshield.formats.ledger_columns import known_fields
from greenshield.formats.ledger_model import Layout, Layouts, LedgerFile
from greenshield.formats.ledger_words import fold
from greenshield.geo.datums import DATUMS
from greenshield.services import ledger_reading
from greenshield.services.ledger_reading import ColumnWords

MOST = 200  # layouts; the oldest go
_MAX_BYTES = 8_000_000
_LONGEST = 400  # letters of headers that are kept to know a layout by
_SAID = ("person", "layout")

Words = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One layout.

    Attributes:
        key: SHA-256 of its headers, hex.
        headers: their words, cut, for a person to know it by.
        file, sheet: where it was met last.
        said_on: the day, ISO.
        columns: field -> letter of its column, or attribute.
        ignored: letters that are not to be taken.
        crs, datum: of coordinates, "" where nothing was said.
        words: synonyms of a mapping file, by part of ``ledger_columns.toml``.
    """

    key: str
    headers: str = ""
    file: str = ""
    sheet: str = ""
    said_on: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    crs: str = ""
    datum: str = ""
    words: Words = field(default_factory=dict)


def path() -> Path:
    """The file; it need not exist."""
    return paths.state_dir() / "layouts.json"


def key_of(headers: Sequence[str], kind: str = "ledger") -> str:
    """The mark of a layout: of tables of one kind, their headers folded and in order."""
    told = "\x1f".join([kind, *map(fold, headers)])
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def kept() -> list[Kept]:
    """All layouts, the newest first; none where the file is damaged: it is only a note."""
    try:
        with path().open("rb") as source:
            entries = json.loads(source.read(_MAX_BYTES))["layouts"]
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return []
    found = (_read(entry) for entry in entries) if isinstance(entries, list) else ()
    return [layout for layout in found if layout is not None]


def lookup(said: Mapping[str, Mapping[str, list[str]]]) -> Layouts:
    """Finds what is remembered of headers.

    Args:
        said: the caller's own synonyms, which go before those that are remembered.
    """
    book = {layout.key: layout for layout in kept()}

    def find(headers: Sequence[str]) -> Layout | None:
        layout = book.get(key_of(headers))
        if layout is None:
            return None
        words = ledger_reading.synonyms(_merged(layout.words, said)) if layout.words else None
        return Layout(
            layout.columns, layout.ignored, layout.crs or None, layout.datum or None, words,
            layout.said_on,
        )  # fmt: skip

    return find


def note(
    files: Iterable[LedgerFile], said: ColumnWords, crs: str | None, datum: str | None, on: str
) -> list[Problem]:
    """Remembers what a person said of these sheets, where anything was said and read a row.

    Args:
        files: as they were read.
        said: columns and words of the caller.
        crs: of coordinates, as the caller said.
        datum: the same.
        on: the day, ISO.

    Returns:
        A remark where it can't be kept; the import itself is done by then.
    """
    book = {layout.key: layout for layout in reversed(kept())}
    changed = False
    for file in files:
        spoken = any(column.by == "person" for column in file.columns)
        if not file.rows or not (spoken or said.words or crs or datum):
            continue
        headers = [column.header for column in file.columns]
        key = key_of(headers)
        old = book.pop(key, Kept(key))
        book[key] = replace(
            old,
            headers="｜".join(h for h in headers if h)[:_LONGEST],
            file=file.name,
            sheet=file.sheet,
            said_on=on,
            columns={c.field: c.letter for c in file.columns if c.field and c.by in _SAID},
            ignored=tuple(c.letter for c in file.columns if not c.field and c.by in _SAID),
            crs=crs or old.crs,
            datum=datum or old.datum,
            words=_merged(old.words, said.words),
        )
        changed = True
    if not changed:
        return []
    try:
        _write(list(reversed(book.values())))
    except SurroundingsError as error:
        return [Problem("ledger_layout_not_kept", str(path()), params=error.params, fatal=False)]
    return []


def forget(marks: Sequence[str], *, everything: bool = False) -> list[Kept]:
    """Forgets the layouts whose keys begin so, or all; what was forgotten.

    Raises:
        UsageError: ``ledger_layout_unknown``: none begins so, or several do.
        SurroundingsError: as ``atomic.write``.
    """
    known = kept()
    gone: dict[str, Kept] = {layout.key: layout for layout in known} if everything else {}
    for mark in marks:
        hits = [layout for layout in known if mark and layout.key.startswith(mark.casefold())]
        if len(hits) != 1:
            raise UsageError("ledger_layout_unknown", given=mark, count=len(hits))
        gone[hits[0].key] = hits[0]
    if gone:
        _write([layout for layout in known if layout.key not in gone])
    return list(gone.values())


def _write(layouts: list[Kept]) -> None:
    entries = [asdict(layout) for layout in layouts[:MOST]]
    text = json.dumps({"layouts": entries}, ensure_ascii=False, indent=1) + "\n"
    atomic.write(path(), text.encode("utf-8"))


def _merged(
    under: Mapping[str, Mapping[str, list[str]]], over: Mapping[str, Mapping[str, list[str]]]
) -> Words:
    """Synonyms of both; what is said of a name now goes before what was said before."""
    out: Words = {part: dict(lists) for part, lists in under.items()}
    for part, lists in over.items():
        out.setdefault(part, {}).update(lists)
    return out


def _read(entry: object) -> Kept | None:
    """A layout of the file, None where it has not its form."""
    if not isinstance(entry, dict):
        return None
    texts = {n: entry.get(n, "") for n in ("key", "headers", "file", "sheet", "said_on", "crs")}
    columns, ignored, words = (entry.get(n) for n in ("columns", "ignored", "words"))
    datum = entry.get("datum", "")
    known = known_fields()
    if not (
        all(isinstance(text, str) for text in texts.values())
        and texts["key"]
        and isinstance(columns, dict)
        and all(name in known and isinstance(at, str) for name, at in columns.items())
        and isinstance(ignored, list)
        and all(isinstance(at, str) for at in ignored)
        and datum in ("", *DATUMS)
        and _are_words(words)
    ):
        return None
    return Kept(columns=columns, ignored=tuple(ignored), datum=datum, words=words or {}, **texts)


def _are_words(words: Any) -> bool:
    return isinstance(words, dict) and all(
        isinstance(lists, dict)
        and all(isinstance(v, list) and all(isinstance(w, str) for w in v) for v in lists.values())
        for lists in words.values()
    )
