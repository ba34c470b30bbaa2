"""Why an action can't be used now, found by trying what would make it usable."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

from greenshield.domain.roles import ROLES
from ui.action_spec import ActionSpec, Standing
from ui.words import QT_TRANSLATE_NOOP, listed, translate

# What may be missing, in the order in which one would see to it, and the words for it.
_CHANGES: tuple[tuple[dict[str, Any], Any], ...] = (
    ({"is_open": True}, QT_TRANSLATE_NOOP("Frame", "open a project")),
    ({"writable": True}, QT_TRANSLATE_NOOP("Frame", "sign in where you may write")),
    ({"issues": 1, "has_current": True}, QT_TRANSLATE_NOOP("Frame", "select an issue")),
    ({"photos": 1}, QT_TRANSLATE_NOOP("Frame", "select a photo")),
    ({"areas": 1}, QT_TRANSLATE_NOOP("Frame", "select an area")),
    ({"issues": 2}, QT_TRANSLATE_NOOP("Frame", "select several issues")),
    ({"photos": 2}, QT_TRANSLATE_NOOP("Frame", "select two photos")),
    ({"roles": ROLES}, QT_TRANSLATE_NOOP("Frame", "sign in with another role")),
)


def why(spec: ActionSpec, standing: Standing) -> str:
    """What would make an action usable, in the language in force; "" where it is, or unknown."""
    if spec.enabled(standing):
        return ""
    for count in (1, 2, 3):
        for chosen in combinations(_CHANGES, count):
            if spec.enabled(_changed(standing, [change for change, _ in chosen])):
                told = listed(translate("Frame", words) for _, words in chosen)
                return translate("Frame", "First: {what}").format(what=told)
    return ""


def _changed(standing: Standing, changes: list[dict[str, Any]]) -> Standing:
    for change in changes:
        standing = replace(standing, **change)
    return standing
