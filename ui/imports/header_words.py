"""Where the header of a foreign table was found, in words."""

from __future__ import annotations

from greenshield.domain.import_preview import LedgerPreview
from ui.words import plural, translate


def found_in(seen: LedgerPreview) -> str:
    """The rows of the header, and how many lines beneath are no records."""
    first, last = seen.header_rows
    if seen.is_shapes:
        return translate("Imports", "The shapes are the patches; these are their attributes.")
    where = (
        translate("Imports", "The header was found in row {first}.").format(first=first)
        if first == last
        else translate("Imports", "The header was found in rows {first} to {last}.").format(
            first=first, last=last
        )
    )
    skipped = seen.counts.get("skipped", 0)
    if not skipped:
        return where
    left = plural(
        skipped,
        translate("Imports", "{n} line beneath is no record (a total, a note, a heading)."),
        translate("Imports", "{n} lines beneath are no records (totals, notes, headings)."),
    )
    return f"{where} {left}"
