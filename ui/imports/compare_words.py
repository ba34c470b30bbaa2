"""The words of a comparison: kinds, choices, and what is to be said of a line."""

from __future__ import annotations

from greenshield.domain.reissue_shown import ShownLine
from ui.imports.field_words import name_of
from ui.words import capital, line, sentence, translate

KINDS = ("unsure", "split", "merged", "renumbered", "field", "new", "gone")
LATER = ""  # asked again the next time


def kind(code: str) -> str:
    """What a kind of difference is called."""
    return capital(sentence(f"reissue_kind_{code}"))


def choice(word: str) -> str:
    """What may be chosen, or that it waits."""
    if word == LATER:
        return translate("Imports", "later")
    return sentence(f"reissue_{word}")


def note(shown: ShownLine) -> str:
    """What there is to say of a line."""
    if shown.kind == "gone":
        return translate("Imports", "The list has it no more. It stays as it is.")
    return line(shown.note, {"by": shown.by})


def values(shown: ShownLine) -> str:
    """A field with both of its values."""
    if not shown.field:
        return ""
    if shown.field == "geom":
        return translate("Imports", "{field}: drawn anew, see the map").format(
            field=name_of(shown.field)
        )
    return translate("Imports", "{field}: here {here}, in the list {there}").format(
        field=name_of(shown.field), here=shown.here or "—", there=shown.there or "—"
    )
