"""The works in a closure report: measures, and what their progress and follow-ups found."""

from __future__ import annotations

from typing import Any

from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_parts import MeasureEntry, ProgressEntry
from greenshield.reports.phrasing import BLANK, Phrasing


def works(dossier: ClosureDossier, say: Phrasing) -> dict[str, Any]:
    """``rows``: the measures, planned and done; ``progress``: what is told of them on the way."""
    return {
        "rows": [
            {
                "name": _name(m, say) + _whole(m, say),
                "planned": say.quantity(m.quantity, m.unit),
                "target": say.text(m.target),
                "due": say.day(m.due_on),
                "done": say.quantity(m.done_quantity, m.unit),
                "done_on": say.day(m.done_on),
            }
            for m in dossier.measures
        ],
        "progress": [_progress(p, say) for p in dossier.progress],
    }


def _whole(measure: MeasureEntry, say: Phrasing) -> str:
    """Whose whole quantity it is that is planned: who adds up the parts' reports must know."""
    if not measure.whole_of:
        return ""
    return "\n" + say.word("whole_of", issue=say.text(measure.whole_of))


def _name(measure: MeasureEntry, say: Phrasing) -> str:
    name = say.code("measure", measure.code) if measure.code else ""
    parts = (name, say.text(measure.text) if measure.text else "")
    return say.text(say.word("colon").join(part for part in parts if part))


def _progress(entry: ProgressEntry, say: Phrasing) -> dict[str, str]:
    """One record of progress; without a measure it tells of the whole."""
    unit = entry.measure.unit if entry.measure else ""
    done = [] if entry.quantity is None else [say.quantity(entry.quantity, unit)]
    done += [] if entry.pct is None else [f"{say.number(entry.pct)} %"]
    return {
        "on": say.day(entry.on),
        "phase": say.code("works_phase", entry.phase),
        "measure": _name(entry.measure, say) if entry.measure else say.word("whole"),
        "done": "\n".join(done) or BLANK,
        "text": say.text(entry.text),
        "photos": say.number(entry.photos),
    }
