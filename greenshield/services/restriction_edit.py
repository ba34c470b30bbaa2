"""Corrects a row of a negative list, as where it was read wrong; its history keeps what was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.errors import UsageError
from greenshield.domain.roles import LIST_ROLES
from greenshield.project.changes import Changes
from greenshield.services import restriction_list, restriction_measures, restriction_rows
from greenshield.services.area_import import need_role
from greenshield.services.session import Session

EDITABLE: Final = restriction_rows.KNOWN
_NEEDED: Final = ("measure", "space", "level")
_MEASURES: Final = {
    "measure_codes": "measure", "restore_targets": "restore_target", "measure_words": "",
}  # fmt: skip


def set_fields(session: Session, word: str, given: Mapping[str, str]) -> tuple[str, Changes]:
    """Writes fields of a row; its id.

    Args:
        session: who acts, where.
        word: its id, or a unique end of it.
        given: field of ``EDITABLE`` -> text as a list has it; "" takes a value away.

    Raises:
        RefusedError: who acts may not.
        UsageError: no such row, field, space or level; ``restriction_field_needed``: a measure,
            space or level is to be taken away; a day that is none; nothing given.
    """
    need_role(session.who, LIST_ROLES)
    row = restriction_list.find(session.project, word)
    if not given:
        raise UsageError("restriction_nothing_given", known=", ".join(EDITABLE))
    values: dict[str, Any] = {}
    plain: dict[str, str] = {}
    tables = reference.code_tables()
    for name, text in given.items():
        if name not in EDITABLE:
            raise UsageError("list_field_unknown", field=name, known=", ".join(EDITABLE))
        if name in _NEEDED and not text.strip():
            raise UsageError("restriction_field_needed", field=name)
        if name == "measure":
            values |= dict.fromkeys(_MEASURES) | restriction_measures.read(tables, text).values()
        elif name == "space":
            values["space_codes"] = restriction_rows.spaces_of(tables, text, "space")
        elif name == "level":
            values["level"] = restriction_rows.level_of(tables, text)
        else:
            plain[name] = text
    values |= fields.check_all("restriction", plain, tables)
    since, until = (values.get(n, row[n]) or "" for n in ("valid_from", "valid_to"))
    if since and until and since > until:
        raise UsageError("restriction_days_reversed", since=since, until=until)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("restriction", row["id"], values)
    return str(row["id"]), action.changes


def remarks(given: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Codes and parameters of what to know of a measure that was typed, as of an import's rows."""
    text = given.get("measure", "")
    found = restriction_measures.read(reference.code_tables(), text) if text.strip() else None
    return [] if found is None else found.remarks()


def as_typed(row: Mapping[str, Any]) -> dict[str, str]:
    """Field of ``EDITABLE`` -> the text that would set it as it is.

    Args:
        row: as of ``restriction_list.items``.
    """
    tables = reference.code_tables()
    measures = [
        tables.label(table, value) if table else value
        for name, table in _MEASURES.items()
        for value in row[name]
    ]
    out = {name: str(row.get(name) or "") for name in EDITABLE}
    spaces = (tables.label("restricted_space", code) for code in row["space_codes"])
    return out | {"measure": "、".join(measures), "space": "、".join(spaces)}
