"""A comparison as a workbook in which a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from greenshield import atomic, messages
from greenshield.domain import fields
from greenshield.domain.errors import UsageError
from greenshield.domain.measured import Measured
from greenshield.project.project import Project
from greenshield.reports import decision_sheet
from greenshield.reports.decision_sheet import Decision, DecisionSheet
from greenshield.services import calendar, ledger_worded
from greenshield.services.ledger_compare import Compared, FieldChange
from greenshield.services.ledger_lines import Line, lines

_TINTS = {
    "unsure": "#F8E0C8", "split": "#E3DDF1", "merged": "#E3DDF1", "renumbered": "#E3DDF1",
    "new": "#DDF0DD", "gone": "#F1DDDD",
}  # fmt: skip


def write(project: Project, found: Compared, file: Path, lang: str) -> None:
    """Writes the workbook whole or not at all.

    Args:
        project: that was compared.
        found: the comparison.
        file: ends in ``.xlsx``.
        lang: ``zh`` or ``en``.

    Raises:
        UsageError: ``reissue_ending_unknown``.
        SurroundingsError: no room, no permission.
    """
    if file.suffix.casefold() != ".xlsx":
        raise UsageError("reissue_ending_unknown", file=file.name)
    names = ledger_worded.names_of(project)
    made = DecisionSheet(
        _say("reissue_title", lang, file=found.file),
        _say("reissue_sheet", lang),
        _say("reissue_sheet_about", lang),
        tuple(_say("reissue_heads", lang).split("|")),
        [_row(found, line, lang, names) for line in lines(found)],
        _facts(found, lang),
        _say("reissue_about_how", lang),
    )
    atomic.write(file, decision_sheet.as_xlsx(made), shared=True)


def counts(found: Compared) -> dict[str, int]:
    """How many of each kind."""
    told = found.verdicts
    return {
        "new": len(told.new), "changed": len(found.changed), "unchanged": found.unchanged,
        "gone": len(told.gone), "split": len(told.split), "merged": len(told.merged),
        "renumbered": len(told.renumbered), "unsure": len(told.unsure), "refused": found.refused,
    }  # fmt: skip


def number_of(found: Compared, issue_id: str) -> str:
    """The number of an issue that is named."""
    known = found.issues.get(issue_id)
    if known is not None:
        return known.number
    return next((c.number for c in found.changed if c.issue_id == issue_id), issue_id)


def values(
    change: FieldChange, lang: str, names: Mapping[str, str]
) -> list[ledger_worded.Cell | Measured]:
    """The project's value of a field and the list's, in the unit of the list."""
    pair = (change.here, change.there)
    return ledger_worded.beside(change.field, pair, change.unit, lang, names)


def _row(found: Compared, line: Line, lang: str, names: Mapping[str, str]) -> Decision:
    change = line.change
    told = [found.rows[row] for row in line.rows]
    named = [row.name for row in told]
    named += [found.issues[i].name for i in line.issues if i in found.issues]
    note = _say(line.note, lang, by="" if change is None else change.by)
    cells: list[ledger_worded.Cell | Measured] = [
        _say(f"reissue_kind_{line.kind}", lang),
        _places(found, line, lang),
        joined((row.number for row in told), lang),
        joined((number_of(found, issue) for issue in line.issues), lang),
        next(iter(filter(None, named)), ""),
    ]
    if change is None:
        cells += ["", None, None, ""]
    else:
        spec = fields.specs("issue").get(change.field)
        cells += [
            change.field if spec is None else getattr(spec, lang),
            *values(change, lang, names),
            change.by,
        ]
    words = tuple(_say(f"reissue_{choice}", lang) for choice in line.choices)
    return Decision(words, (*cells, note, line.key), _TINTS.get(line.kind, ""))


def _places(found: Compared, line: Line, lang: str) -> str | int:
    """Where the rows stand: one of an only sheet as a number, any other with its sheet's name."""
    told = [found.rows[row] for row in line.rows]
    if len(found.sheets) > 1:
        return joined((f"{row.sheet} {row.row}" for row in told), lang)
    return told[0].row if len(told) == 1 else joined((str(row.row) for row in told), lang)


def _facts(found: Compared, lang: str) -> list[tuple[str, str | int]]:
    named = _say("reissue_about", lang).split("|")
    values = (
        found.file, joined(found.sheets, lang), joined(found.left, lang) or "—", found.sha256,
        found.campaign or "—", joined(found.of, lang) or "—", calendar.today(),
    )  # fmt: skip
    told = [(_say(f"reissue_kind_{kind}", lang), n) for kind, n in _kinds(found).items()]
    return [*zip(named, values, strict=True), *told]


def _kinds(found: Compared) -> dict[str, int]:
    told = counts(found)
    return {("field" if kind == "changed" else kind): n for kind, n in told.items()
            if kind not in ("unchanged", "refused")}  # fmt: skip


def joined(words: Iterable[str], lang: str) -> str:
    """Several words in one cell."""
    return ("、" if lang == "zh" else ", ").join(words)


def _say(code: str, lang: str, **params: object) -> str:
    return messages.text(code, params, lang)
