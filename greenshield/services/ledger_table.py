"""The ledger as a table of typed values: which columns, and each column's values row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import fields as catalogue
from greenshield.domain import views
from greenshield.domain.codes import fold_word
from greenshield.domain.errors import UsageError
from greenshield.domain.fields_issue import ISSUE
from greenshield.project.project import Project
from greenshield.services import (
    derived,
    derived_rows,
    ledger_existing,
    ledger_store,
    ledger_worded,
)
from greenshield.services.progress import SILENT, Progress

_AT_ONCE: Final = 500
_STRUCTURED: Final = ("list", "codes", "pairs", "map")
_OF_CLOSING: Final = ("closed_on", "closing_doc_no")
_ALWAYS: Final = ("clue_no", "issue_no", "state", "division_code")
# What refers to something stands in a sheet by the name under which an import looks it up; where
# two fields would bear one head, the one that an import knows for each.
_NAMED: Final = {
    "area_id": ("area_name", "自然保护地名称", "area name"),
    "campaign_id": ("campaign_name", "专项行动", "campaign name"),
    "assignee": ("inspector_name", "核查人", "inspector name"),
    "external_nos": ("external_no", "外部编号", "external no"),
    "measure_codes": ("measure_codes", "整改方式", "measures"),
}


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of the ledger as it goes out.

    Attributes:
        field: of the issue.
        name: ASCII, as an import knows it.
        kind: the field's type, see ``FieldSpec``.
    """

    field: str
    name: str
    kind: str

    def header(self, lang: str) -> str:
        """Its name for people, with the unit of its numbers."""
        named = _NAMED.get(self.field)
        if named is not None:
            return named[1] if lang == "zh" else named[2]
        return ledger_worded.header(self.field, lang)


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """Issues with their values.

    Attributes:
        columns: that hold anything, or that were asked for.
        values: of each column one for each issue.
        ids: of the issues.
        numbers: of the issues.
        blobs: their shapes as GeoPackage blobs, None for none.
    """

    columns: tuple[LedgerColumn, ...]
    values: tuple[list[Any], ...]
    ids: list[str]
    numbers: list[str]
    states: list[str]
    blobs: list[bytes | None]


def fields() -> tuple[str, ...]:
    """The fields that can go out, in the order of the catalogue; ``state`` among them.

    Those that follow from records go out too, as an issue shows them: an import passes them over.
    """
    kept = [name for name, spec in ISSUE.items() if not spec.derived and name != "geom"]
    own = [*kept, *derived.LISTED]
    at = own.index("clue_no") + 1
    return (*own[:at], "state", *own[at:])


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Fields by their ids, or by names that people have for them.

    Raises:
        UsageError: ``export_field_unknown``.
    """
    out = tuple(dict.fromkeys(map(_field, names)))
    known = fields()
    for name in out:
        if name not in known:
            offered = catalogue.offered("issue", name)
            raise UsageError("export_field_unknown", field=name[:40], known=offered)
    return out


def _field(word: str) -> str:
    """The id of a field by its name, or by the head that its column has; else the word itself."""
    found = catalogue.id_of("issue", word)
    if found in fields():
        return found
    folded = fold_word(word)
    for name in fields():
        column = LedgerColumn(name, name, "")
        if folded in (fold_word(column.header(lang)) for lang in ("zh", "en")):
            return name
    return word


def read(
    project: Project, keys: Sequence[int], wanted: Sequence[str] = (), progress: Progress = SILENT,
    lang: str = "zh",
) -> LedgerTable:  # fmt: skip
    """The issues of some rows.

    Args:
        project: that holds them.
        keys: row keys, in the order wanted, as ``ledger_query.ask`` gives them.
        wanted: fields; without any all that hold something.
        progress: told of the rows.
        lang: in which an opinion that was only transcribed says so.
    """
    names = [row["name"] for row in project.rows("PRAGMA table_info(issue)")]
    found: dict[int, tuple[Any, ...]] = {}
    asked = [int(key) for key in keys]
    for start in range(0, len(asked), _AT_ONCE):
        progress.step("reading_rows", start, len(asked))
        part = asked[start : start + _AT_ONCE]
        sql = f"SELECT * FROM issue WHERE fid IN ({','.join('?' * len(part))})"
        for row in ledger_store.tuples(project, sql, part):
            found[row[names.index("fid")]] = row
    rows = [found[key] for key in asked if key in found]
    by_name = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    by_name = by_name or {name: [] for name in names}
    told = _told(project, by_name, lang)
    extras = [json.loads(text) if text != "{}" else {} for text in by_name["extra"]]
    columns, values = [], []
    for name in wanted or fields():
        column = _values(name, by_name, extras)
        column = [t.get(name, value) for t, value in zip(told, column, strict=True)]
        if wanted or name in _ALWAYS or any(value is not None for value in column):
            columns.append(_column(name))
            values.append(column)
    numbers = [
        str(issue_no or clue_no or issue_id)
        for issue_no, clue_no, issue_id in zip(
            by_name["issue_no"], by_name["clue_no"], by_name["id"], strict=True
        )
    ]
    return LedgerTable(
        tuple(columns), tuple(values), by_name["id"], numbers, by_name["state"], by_name["geom"]
    )


def _told(project: Project, by_name: Mapping[str, list[Any]], lang: str) -> list[dict[str, Any]]:
    """What records and states tell of each issue, in place of what the ledger itself says."""
    by_records = derived_rows.of_records(project, by_name["id"], lang)
    rows = zip(by_name["id"], by_name["state"], by_name["came_from"], strict=True)
    return [
        {**by_records.get(issue_id, {}), **derived.of_state(state)}
        | ({} if views.is_closed(state, came_from) else dict.fromkeys(_OF_CLOSING))
        for issue_id, state, came_from in rows
    ]


def _column(name: str) -> LedgerColumn:
    kind = "code" if name == "state" else ISSUE[name].type
    return LedgerColumn(name, _NAMED.get(name, (name,))[0], kind)


def _values(
    name: str, by_name: Mapping[str, list[Any]], extras: Sequence[Mapping[str, Any]]
) -> list[Any]:
    held = by_name.get(name)
    if name in ("lon", "lat") and held is not None:
        points = [ledger_existing.point_of(blob).get(name) for blob in by_name["geom"]]
        return [old if exact is None else exact for old, exact in zip(held, points, strict=True)]
    if held is None:
        return [extra.get(name) for extra in extras]
    kind = "code" if name == "state" else ISSUE[name].type
    if kind in _STRUCTURED:
        held = [None if value is None else json.loads(value) for value in held]
    elif kind == "bool":
        held = [None if value is None else bool(value) for value in held]
    pairs = zip(held, extras, strict=True)
    return [extra.get(name) if value is None and extra else value for value, extra in pairs]
