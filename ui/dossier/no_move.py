"""Why no move of an issue is the person's who asks for one, in words."""

from __future__ import annotations

from ui import words
from ui.dossier.casing import headed
from ui.dossier.readiness import onward
from ui.dossier.view import View
from ui.words import translate


def why_none(view: View | None) -> str:
    """What stands against it.

    Args:
        view: the issue, no move of which is the person's; None while it is still being read.
    """
    if view is None:
        return translate("Dossier", "The issue is still being read.")
    if view.waits is not None:
        text = translate("Dossier", "'{move}' waits for a signature of the {tier}.")
        told = {"move": words.move(view.waits.move), "tier": words.tier(view.waits.tier)}
        return text.format(**told)
    moves = [headed(words.move(one.move)) for one in onward(view)]
    if not moves:
        return translate("Dossier", "No move leads on from here.")
    text = translate("Dossier", "Its next moves take another role than yours: {moves}.")
    return text.format(moves=words.listed(moves))
