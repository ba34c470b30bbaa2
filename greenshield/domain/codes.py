"""Versioned code tables: which codes a field may hold, and the words for them.

The codes are Green Shield's own, the labels sourced (``docs``: J, S the two provincial plans,
X, Y a public field-check data model of 2017, C, L, N published guidance and press, M memory,
D our design). No table here is an official one; a county may replace each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.errors import Problem, UnreadableError, UsageError

SOURCES = "JSXYCLNMD"
MAX_ENTRIES = 20_000
_CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")


@dataclass(frozen=True, slots=True)
class Code:
    """One entry.

    Attributes:
        aliases: other words for it in files from elsewhere.
        source: where the label comes from, letters of ``SOURCES``.
        group: the table's own grouping (a class, a system), or "".
        parent: the code above it, or "".
        legacy: kept for history, not offered for new entries.
        maps_to: codes of the same table that stand for it in a newer system (crosswalk).
    """

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    source: str = "D"
    group: str = ""
    parent: str = ""
    legacy: bool = False
    maps_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The entries of one table in order, by code, and the words that lead to them."""

    name: str
    version: str
    zh: str
    en: str
    entries: Mapping[str, Code]
    words: Mapping[str, str] = field(repr=False)

    def find(self, raw: str) -> Code | None:
        """The entry for a code, label or alias as a person types it, or None."""
        exact = self.entries.get(raw)
        if exact is not None:
            return exact
        code = self.words.get(fold_word(raw))
        return None if code is None else self.entries[code]

    def label(self, code: str, lang: str = "zh") -> str:
        """The words for a code; the code itself where the table does not know it."""
        entry = self.entries.get(code)
        return code if entry is None else (entry.en if lang == "en" else entry.zh)

    def accepted(self, limit: int = 40) -> str:
        """The codes with their labels, as text that an error can show."""
        offered = [f"{e.code} {e.zh}" for e in self.entries.values() if not e.legacy]
        offered += [f"{e.code} {e.zh}" for e in self.entries.values() if e.legacy]
        more = ", …" if len(offered) > limit else ""
        return ", ".join(offered[:limit]) + more


class CodeTables:
    """All code tables by name."""

    __slots__ = ("_tables",)

    def __init__(self, tables: Iterable[CodeTable]) -> None:
        self._tables = {t.name: t for t in tables}

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def table(self, name: str) -> CodeTable:
        """One table.

        Raises:
            UsageError: ``code_table_unknown``.
        """
        try:
            return self._tables[name]
        except KeyError:
            known = ", ".join(sorted(self._tables))
            raise UsageError("code_table_unknown", table=name, known=known) from None

    def label(self, table: str, code: str, lang: str = "zh") -> str:
        """The words for a code of a table; the code itself where either is unknown."""
        found = self._tables.get(table)
        return code if found is None else found.label(code, lang)

    def versions(self) -> dict[str, str]:
        """The version of each table, by name."""
        return {name: t.version for name, t in self._tables.items()}

    def replaced(self, table: CodeTable) -> CodeTables:
        """These tables with one of them (or a new one) put in its place."""
        return CodeTables({**self._tables, table.name: table}.values())

    @classmethod
    def from_dict(cls, raw: Mapping[str, Mapping[str, Any]]) -> CodeTables:
        """Tables from ``{name: {version, zh, en, entry: [{code, zh, en, …}]}}``.

        Raises:
            UnreadableError: ``codes_invalid``, with every fault in ``problems``.
        """
        problems: list[Problem] = []
        tables = [_table(name, body, problems) for name, body in raw.items()]
        if problems:
            raise invalid(problems)
        return cls(tables)


def invalid(problems: Sequence[Problem]) -> UnreadableError:
    """The error that names every fault of code tables; ``problems`` carries them whole."""
    shown = "; ".join(f"{p.file}: {p.column} {p.params.get('what', '')}" for p in problems[:10])
    return UnreadableError(
        "codes_invalid", count=len(problems), faults=shown, problems=list(problems)
    )


def fold_word(raw: str) -> str:
    """A word as it is compared: compatibility forms, case, spaces and punctuation set aside."""
    text = unicodedata.normalize("NFKC", raw).casefold()
    return re.sub(r"[\s\-_·、,。.:;'\"“”()\[\]【】《》/]+", "", text)


def _table(name: str, body: object, problems: list[Problem]) -> CodeTable:
    def fault(what: str, at: str = "") -> None:
        problems.append(Problem("code_table_fault", file=name, column=at, params={"what": what}))

    if not isinstance(body, Mapping):
        fault("is no table")
        return CodeTable(name, "", "", "", {}, {})
    for key in ("version", "zh", "en"):
        if not isinstance(body.get(key), str) or not body[key]:
            fault(f"{key} is missing")
    for key in body.keys() - {"version", "zh", "en", "note", "entry"}:
        fault(f"unknown key {key}")
    raw = body.get("entry")
    if not isinstance(raw, Sequence) or isinstance(raw, str) or not 0 < len(raw) <= MAX_ENTRIES:
        fault(f"entry must hold 1 to {MAX_ENTRIES} entries")
        raw = []
    entries: dict[str, Code] = {}
    for number, item in enumerate(raw, 1):
        entry = _entry(item, lambda what, n=number: fault(what, f"entry {n}"))
        if entry is None:
            continue
        if entry.code in entries:
            fault(f"code {entry.code} stands twice", f"entry {number}")
        entries.setdefault(entry.code, entry)
    for entry in entries.values():
        for other in (entry.parent, *entry.maps_to):
            if other and other not in entries:
                fault(f"{other} is no code of this table", entry.code)
    words = _words(entries, fault)
    version, zh, en = (str(body.get(key, "")) for key in ("version", "zh", "en"))
    return CodeTable(name, version, zh, en, entries, words)


_ENTRY_KEYS = {"code", "zh", "en", "aliases", "source", "group", "parent", "legacy", "maps_to"}


def _entry(item: object, fault: Any) -> Code | None:
    if not isinstance(item, Mapping):
        fault("is no entry")
        return None
    before = []
    for key in item.keys() - _ENTRY_KEYS:
        before.append(f"unknown key {key}")
    code = item.get("code")
    if not isinstance(code, str) or not _CODE.match(code):
        before.append("code must be 1 to 64 letters, digits, _ - or .")
    for key in ("zh", "en"):
        if not isinstance(item.get(key), str) or not item[key].strip():
            before.append(f"{key} is missing")
    for key in ("aliases", "maps_to"):
        value = item.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            before.append(f"{key} must be a list of words")
    for key in ("source", "group", "parent"):
        if not isinstance(item.get(key, ""), str):
            before.append(f"{key} must be text")
    if not set(str(item.get("source", "D"))) <= set(SOURCES):
        before.append(f"source must be letters of {SOURCES}")
    if not isinstance(item.get("legacy", False), bool):
        before.append("legacy must be true or false")
    for what in before:
        fault(what)
    if before or not isinstance(code, str):
        return None
    return Code(
        code, item["zh"], item["en"], tuple(item.get("aliases", ())), item.get("source", "D"),
        item.get("group", ""), item.get("parent", ""), item.get("legacy", False),
        tuple(item.get("maps_to", ())),
    )  # fmt: skip


def _words(entries: Mapping[str, Code], fault: Any) -> dict[str, str]:
    """What people type -> code. A word that leads to two codes is a fault."""
    words: dict[str, str] = {}
    for entry in entries.values():
        for word in (entry.code, entry.zh, entry.en, *entry.aliases):
            folded = fold_word(word)
            if words.setdefault(folded, entry.code) != entry.code:
                fault(f"{word} stands for {words[folded]} and {entry.code}", entry.code)
    return words
