"""Reads code tables and rule sets: those that ship, or a county's own from a path.

A leaf: it reads small text files and hands values to whoever asked. What is wrong in a file
is told all at once.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from greenshield import resources
from greenshield.domain import workflow_words
from greenshield.domain.codes import CodeTable, CodeTables, invalid
from greenshield.domain.errors import Problem, SurroundingsError, UnreadableError, UsageError
from greenshield.domain.rulesets import RuleSet

MAX_BYTES = 4_000_000
_COLUMNS = ("code", "zh", "en", "aliases", "source", "group", "parent", "legacy", "maps_to")


@cache
def code_tables() -> CodeTables:
    """The code tables that ship, with those of the workflow's own words."""
    raw: dict[str, Any] = workflow_words.raw_tables()
    for file in sorted(resources.path("codes").glob("*.toml")):
        raw |= _toml(file)
    return CodeTables.from_dict(raw)


def with_table_file(tables: CodeTables, path: Path) -> CodeTables:
    """Code tables with those of a file in their place: TOML, or CSV named ``<table>.csv``.

    Raises:
        UnreadableError: ``reference_unreadable``, ``codes_invalid``.
        UsageError: ``code_table_unknown`` where no such table exists to be replaced.
    """
    if path.suffix.lower() == ".csv":
        fresh = CodeTables.from_dict({path.stem: _csv(path, tables.table(path.stem))})
    else:
        fresh = CodeTables.from_dict(_toml(path))
    for name in fresh:
        tables.table(name)
        tables = tables.replaced(fresh.table(name))
    return tables


def ruleset_names() -> list[str]:
    """The names of the rule sets that ship."""
    return sorted(file.stem for file in resources.path("rulesets").glob("*.toml"))


def ruleset(name_or_path: str) -> RuleSet:
    """A shipped rule set by name, or any by its path.

    Raises:
        UsageError: ``ruleset_unknown``.
        UnreadableError: ``reference_unreadable``, ``ruleset_invalid`` with every fault.
    """
    shipped = ruleset_names()
    if name_or_path in shipped:
        path = resources.path("rulesets", f"{name_or_path}.toml")
    else:
        path = Path(name_or_path)
        if path.suffix.lower() != ".toml" or not path.exists():
            raise UsageError("ruleset_unknown", name=name_or_path, known=", ".join(shipped))
    return parsed_ruleset(read_bytes(path), str(path.name))


@lru_cache(maxsize=8)
def parsed_ruleset(content: bytes, source: str) -> RuleSet:
    """A rule set from the exact bytes that its hash stands for, its tables checked.

    Every guard and every command asks for the one in force; its text never changes.

    Raises:
        UnreadableError: ``reference_unreadable``, ``ruleset_invalid`` with every fault.
    """
    return RuleSet.parse(_decoded(content, source), source, tables=code_tables())


def read_bytes(path: Path) -> bytes:
    """The bytes of a small text file.

    Raises:
        UnreadableError: ``reference_unreadable``: absent, a folder, too large.
        SurroundingsError: ``reference_not_allowed``.
    """
    try:
        if not path.is_file():
            raise UnreadableError("reference_unreadable", file=path.name, why="no such file")
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise SurroundingsError("reference_not_allowed", file=path.name, why=why) from None
    if len(content) > MAX_BYTES:
        raise UnreadableError("reference_unreadable", file=path.name, why=f"> {MAX_BYTES} bytes")
    return content


def _decoded(content: bytes, source: str) -> str:
    try:
        return content.decode("utf-8-sig")  # Notepad begins a file with a mark
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        why = f"{'GBK' if _is_gbk(content) else 'not UTF-8'} from line {line} on"
        raise UnreadableError("reference_unreadable", file=source, why=why) from None


def _is_gbk(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_decoded(read_bytes(path), path.name))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        why = str(fault)[:200] or type(fault).__name__
        raise UnreadableError("reference_unreadable", file=path.name, why=why) from None


def _csv(path: Path, old: CodeTable) -> dict[str, Any]:
    """One table from CSV with a header; lists inside a cell are split at semicolons."""
    text = _csv_text(read_bytes(path), path.name)
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        rows = list(_filled(reader))
    except csv.Error as fault:
        raise UnreadableError("reference_unreadable", file=path.name, why=str(fault)) from None
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    wrong = [name for name in header if name not in _COLUMNS] or [
        name for name in ("code", "zh", "en") if name not in header
    ]
    if wrong:
        what = f"columns {', '.join(wrong)}; known are {', '.join(_COLUMNS)}"
        raise invalid([Problem("code_table_fault", path.name, 1, "", {"what": what})])
    entries = [_csv_entry(dict(zip(header, row, strict=False))) for row in rows[1:]]
    return {"version": f"{old.version}+{path.name}", "zh": old.zh, "en": old.en, "entry": entries}


def _csv_text(content: bytes, source: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("reference_unreadable", file=source, why="neither UTF-8 nor GB18030")


def _filled(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    return (row for row in reader if any(cell.strip() for cell in row))


def _csv_entry(row: dict[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {k: v.strip() for k, v in row.items() if v.strip()}
    for name in ("aliases", "maps_to"):
        if name in entry:
            entry[name] = [
                w.strip() for w in entry[name].replace("；", ";").split(";") if w.strip()
            ]
    if "legacy" in entry:
        entry["legacy"] = str(entry["legacy"]).casefold() in ("1", "true", "yes", "是")
    return entry
