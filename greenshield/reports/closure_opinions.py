"""The tiers' opinions in a closure report: who signed, and what others wrote down for them."""

from __future__ import annotations

from typing import Any

from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_parts import OpinionEntry, Party
from greenshield.reports.long_values import continued
from greenshield.reports.phrasing import Phrasing
from greenshield.reports.stationery import Words


def opinions(dossier: ClosureDossier, say: Phrasing, words: Words) -> list[dict[str, Any]]:
    """A place for every tier that has a say, signed or not, in order."""
    spoken = [o.tier for o in dossier.opinions]
    tiers = [*dossier.opinion_tiers, *(t for t in spoken if t not in dossier.opinion_tiers)]
    out: list[dict[str, Any]] = []
    for tier in dict.fromkeys(tiers):
        given = [o for o in dossier.opinions if o.tier == tier]
        boxes = [_signed(o, say) for o in given if o.counts]
        if not boxes:
            blank = {"text": words["template"]["no_opinion"], "signer": ""}
            on = words["template"]["blank_date"]
            boxes = [{"tier": say.code("tier", tier), **blank, "on": on}]
        told = [_transcript(o, say) for o in given if not o.counts]
        boxes[-1]["text"] = "\n".join([boxes[-1]["text"], *told])
        out += boxes
    for box in out:
        box["parts"] = _parts(box, words)
    return out


def _parts(box: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    """The opinion in rows that fit a page each; under the last one it is signed."""
    rows = continued(box["tier"], box["text"], words["template"]["continued"])
    return [{**row, "last": row is rows[-1]} for row in rows]


def _signed(opinion: OpinionEntry, say: Phrasing) -> dict[str, str]:
    """What stands in the signature block of a tier."""
    text = say.text(opinion.text)
    if opinion.entered_by is not None:
        text += "\n" + say.word("entered", by=_who(opinion.entered_by, say))
    return {
        "tier": say.code("tier", opinion.tier),
        "text": text,
        "signer": say.party(opinion.signer),
        "on": say.date(opinion.signed_on),
    }


def _transcript(opinion: OpinionEntry, say: Phrasing) -> str:
    """An opinion that does not count, in words alone, with who wrote it down."""
    return say.word(
        "transcript",
        text=say.text(opinion.text),
        signer=say.text(opinion.signer.name),
        by="" if opinion.entered_by is None else _who(opinion.entered_by, say),
    )


def _who(party: Party, say: Phrasing) -> str:
    name = say.text(party.name)
    return (
        say.word("party", name=name, details=say.code("tier", party.tier)) if party.tier else name
    )
