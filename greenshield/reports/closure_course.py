"""What came of a case, in the words of its closure report: sanctions, look-backs, moves."""

from __future__ import annotations

from typing import Any

from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_parts import MoveEntry
from greenshield.reports.phrasing import Phrasing

Rows = list[dict[str, Any]]


def sanctions(dossier: ClosureDossier, say: Phrasing) -> dict[str, Any]:
    """Who was held to account, fined, made to pay, and what was handed to others."""
    return {
        "accountability": [
            {
                "rank": say.code("acct_rank", a.rank),
                "persons": say.number(a.persons),
                "kind": say.code("acct_kind", a.kind),
                "on": say.day(a.on),
                "text": _once(say.text(a.text), a.counted_with, say),
            }
            for a in dossier.accountability
        ],
        "penalties": [
            {
                "number": say.text(p.number),
                "party": say.text(p.party),
                "sum": _once(say.yuan(p.yuan), p.counted_with, say),
                "on": say.day(p.decided_on),
            }
            for p in dossier.penalties
        ],
        "compensation": [
            {
                "case": say.text(c.case_no),
                "sum": _once(say.yuan(c.yuan), c.counted_with, say),
                "state": say.code("compensation_state", c.state),
            }
            for c in dossier.compensation
        ],
        "referrals": [
            {
                "type": say.code("referral_type", r.type),
                "to": say.text(r.to),
                "number": say.text(r.number),
                "state": say.code("referral_state", r.state),
                "dates": " / ".join(say.day(d) for d in (r.sent_on, r.received_on, r.concluded_on)),
                "result": _once(say.text(r.result), r.counted_with, say),
            }
            for r in dossier.referrals
        ],
    }


def _once(text: str, counted_with: str, say: Phrasing) -> str:
    """A value, and where it counts if not here: who adds up reports must not count it twice."""
    if not counted_with:
        return text
    return text + "\n" + say.word("counted_with", issue=say.text(counted_with))


def lookbacks(dossier: ClosureDossier, say: Phrasing) -> Rows:
    """Re-inspections after closing."""
    return [
        {
            "who": say.party(e.who),
            "on": say.day(e.on),
            "result": say.code("lookback_result", e.result),
            "text": say.text(e.text),
            "photos": say.number(e.photos),
        }
        for e in dossier.lookbacks
    ]


def moves(dossier: ClosureDossier, say: Phrasing) -> Rows:
    """Every move, as it was made."""
    rows = []
    for m in dossier.moves:
        who = [say.party(m.actor), *(say.party(c) for c in m.consents)]
        start = say.code("state", m.from_state) if m.from_state else ""
        rows.append(
            {
                "on": say.day(m.occurred_on),
                "move": "\n".join([say.code("move", m.move), *_said(m, say)]),
                "states": f"{start} → {say.code('state', m.to_state)}".strip(),
                "who": "\n".join(who),
                "recorded": say.recorded(m.recorded_at),
            }
        )
    return rows


def _said(move: MoveEntry, say: Phrasing) -> list[str]:
    """Why a move was made, and item by item what a return asks to be put right."""
    reason = [say.text(move.reason)] if move.reason else []
    return reason + [f"{n}. {say.text(item)}" for n, item in enumerate(move.items, 1)]
