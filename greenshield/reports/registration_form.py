"""The 登记表 of a closure report: the ledger's own fields, in the ledger's own order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields_issue import ISSUE
from greenshield.reports.long_values import continued
from greenshield.reports.phrasing import BLANK, Phrasing

_WIDE = 46
"""Longest text, in half-width columns, that still fits two lines of a narrow cell."""
# Printed in chapters of their own, from the records that these columns are derived from.
_ELSEWHERE = frozenset({"geom", "state", "reject_reason", "predecessors"})


def form_groups(
    fields: Mapping[str, Any], say: Phrasing, titles: Mapping[str, str], sign: str
) -> list[dict[str, Any]]:
    """The groups of the form: a title and lines of one wide or two narrow fields.

    A field that every registered issue must have is shown even when empty; another only when
    it has a value. A value under an id that the ledger doesn't know is printed at the end.

    Args:
        fields: ledger field id -> shown value.
        say: words of the report's language.
        titles: group id -> title.
        sign: what the label of a value ends with that goes on in another line.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for spec in ISSUE.values():
        if spec.id in _ELSEWHERE or (spec.derived and spec.group == "closing"):
            continue
        cell = _cell(spec, fields.get(spec.id), say)
        if cell["value"] != BLANK or spec.required == "R":
            groups.setdefault(spec.group, []).append(cell)
    unknown = sorted(set(fields) - set(ISSUE))
    if unknown:
        groups["other"] = [_cell(FieldSpec(n, n, n), fields[n], say) for n in unknown]
    return [
        {"title": titles.get(group, group), "lines": _lines(cells, sign)}
        for group, cells in groups.items()
    ]


def _cell(spec: FieldSpec, value: object, say: Phrasing) -> dict[str, Any]:
    text = say.value(spec, value)
    width = sum(2 if ord(char) > 0x2E80 else 1 for char in text)
    return {
        "label": say.field(spec),
        "value": text,
        "wide": (spec.many_lines and text != BLANK) or width > _WIDE or "\n" in text,
    }


def _lines(cells: list[dict[str, Any]], sign: str) -> list[dict[str, Any]]:
    """Narrow cells two to a line, wide ones alone, in order."""
    empty = {"label": "", "value": ""}
    lines: list[dict[str, Any]] = []
    waiting: dict[str, Any] | None = None
    for cell in cells:
        if cell["wide"]:
            if waiting is not None:
                lines.append({"wide": False, "a": waiting, "b": empty})
                waiting = None
            rows = continued(cell["label"], cell["value"], sign)
            lines += [{"wide": True, "a": row, "b": empty} for row in rows]
        elif waiting is None:
            waiting = cell
        else:
            lines.append({"wide": False, "a": waiting, "b": cell})
            waiting = None
    if waiting is not None:
        lines.append({"wide": False, "a": waiting, "b": empty})
    return lines
