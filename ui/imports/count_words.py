"""The counts of an import in words."""

from __future__ import annotations

from collections.abc import Mapping

from ui.words import number, state, translate


def told(counts: Mapping[str, int], *, future: bool = False) -> str:
    """``12 new, 3 updated …``; what is none is left out, but for what is new.

    Args:
        counts: by name.
        future: the import is only looked at.
    """
    words = {
        "created": translate("Imports", "{n} new"),
        "updated": translate("Imports", "{n} updated"),
        "unchanged": translate("Imports", "{n} unchanged"),
        "refused": translate("Imports", "{n} refused"),
        "adopted": translate("Imports", "{n} with the state that the list claims"),
        "repaired": translate("Imports", "{n} outlines mended"),
        "split": translate("Imports", "{n} split"),
        "merged": translate("Imports", "{n} merged"),
        "noted": translate("Imports", "{n} with a comment that the list has them no more"),
        "skipped": translate("Imports", "{n} lines that are no records"),
    }
    parts = [
        word.format(n=number(counts[name]))
        for name, word in words.items()
        if name in counts and (counts[name] or name == "created")
    ]
    joined = translate("Imports", ", ", "between counts").join(parts)
    if not future:
        return joined
    return translate("Imports", "This import will give: {counts}").format(counts=joined)


def in_states(states: Mapping[str, int]) -> str:
    """``State: 3 clue, 1 rectifying``; "" for none.

    Args:
        states: how many issues got each.
    """
    one = translate("Imports", "{n} {state}")
    told_each = [one.format(n=number(n), state=state(code)) for code, n in states.items()]
    if not told_each:
        return ""
    joined = translate("Imports", ", ", "between counts").join(told_each)
    return translate("Imports", "State: {states}").format(states=joined)


def nothing() -> str:
    """Why the button that imports is off."""
    return translate("Imports", "So there is nothing to import.")
