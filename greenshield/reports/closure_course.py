"""What came of a case, in the words of its closure report: sanctions, look-backs, moves."""

from __future__ import annotations

from typing import Any

from greenshield.reports.dossier import ClosureDossier
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
                "text": say.text(a.text),
            }
            for a in dossier.accountability
        ],
        "penalties": [
            {
                "number": say.text(p.number),
                "party": say.text(p.party),
                "sum": say.yuan(p.yuan),
                "on": say.day(p.decided_on),
            }
            for p in dossier.penalties
        ],
        "compensation": [
            {
                "case": say.text(c.case_no),
                "sum": say.yuan(c.yuan),
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
                "result": say.text(r.result),
            }
            for r in dossier.referrals
        ],
    }


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
                "move": say.code("move", m.move) + (f"\n{say.text(m.reason)}" if m.reason else ""),
                "states": f"{start} → {say.code('state', m.to_state)}".strip(),
                "who": "\n".join(who),
                "recorded": say.recorded(m.recorded_at),
            }
        )
    return rows
