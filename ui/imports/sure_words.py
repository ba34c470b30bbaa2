"""How surely a column was understood, and why: in a word, as a mark, and in a sentence."""

from __future__ import annotations

from collections.abc import Container

from greenshield.domain.import_preview import PreviewColumn
from ui.imports.field_words import name_of
from ui.words import translate


def told(column: PreviewColumn, chosen: Container[str]) -> str:
    """In a word or two; "" where a column is not taken and might be nothing.

    Args:
        column: of a foreign table.
        chosen: letters of the columns of which a person said something.
    """
    if column.letter in chosen or column.by == "person":
        return translate("Imports", "your choice")
    if column.by == "layout":
        return translate("Imports", "your choice last time")
    percent = round(column.sure * 100)
    if not column.field:
        if not column.proposed:
            return ""
        return translate("Imports", "unsure: look at it")
    if column.by == "content":
        return translate("Imports", "its values, {percent} %").format(percent=percent)
    if percent >= 100:
        return translate("Imports", "its header")
    return translate("Imports", "its header, {percent} %").format(percent=percent)


def mark(column: PreviewColumn, chosen: Container[str]) -> tuple[str, str] | None:
    """A drawing and the role of its colour; None where there is nothing to look at."""
    if column.letter in chosen or column.by in ("person", "layout"):
        return "person", "accent"
    if not column.field:
        return ("question", "warning") if column.proposed else None
    return ("ok", "ok") if column.sure >= 1.0 else ("question", "warning")


def why(column: PreviewColumn, chosen: Container[str], kind: str) -> str:
    """In full, with what to do where it is not sure."""
    if column.letter in chosen or column.by == "person":
        return translate("Imports", "You said so here.")
    if column.by == "layout":
        return translate("Imports", "You said so of the last table with these headers.")
    percent = round(column.sure * 100)
    if column.proposed and not column.field:
        said = translate(
            "Imports",
            "Going by the values it may be: {field}. Nothing is taken before you choose it.",
        )
        return said.format(field=name_of(column.proposed, kind))
    if not column.field:
        return translate("Imports", "Neither header nor values say what it is.")
    if column.by == "content":
        said = translate(
            "Imports",
            "The header says nothing; {percent} % of the first values can be read so. Look at"
            " them, and choose another field where it is wrong.",
        )
        return said.format(percent=percent)
    if percent >= 100:
        return translate("Imports", "The header is a known word for it, and the values fit.")
    said = translate(
        "Imports",
        "The header says it only in part, or some values do not fit ({percent} %). Look at the"
        " examples, and choose another field where it is wrong.",
    )
    return said.format(percent=percent)
