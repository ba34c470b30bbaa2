"""Turns a dossier into the names that the closure template uses: words only, nothing looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from greenshield.reports.closure_course import lookbacks, moves, sanctions
from greenshield.reports.closure_opinions import opinions
from greenshield.reports.closure_rows import cut
from greenshield.reports.closure_works import works
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_ground import AreaEntry
from greenshield.reports.dossier_parts import ExtensionEntry
from greenshield.reports.long_values import continued
from greenshield.reports.phrasing import Phrasing
from greenshield.reports.registration_form import form_groups
from greenshield.reports.stationery import Words

Rows = list[dict[str, Any]]

_FINDING_LINES = ("judgement", "description", "impact")
_PLAN_LINES = ("goal", "deadline", "duty", "supervise")

# Which chapter lists a document of which kind, where the dossier doesn't say.
_CHAPTER_OF = {
    "plan": "plan",
    "approval": "plan",
    "meeting": "plan",
    "suspension": "plan",
    "implementation": "measures",
    "effect": "measures",
    "assessment": "measures",
    "on_site": "measures",
    "notice": "publicity",
    "closing": "publicity",
}


def closure_context(dossier: ClosureDossier, say: Phrasing, words: Words) -> dict[str, Any]:
    """Everything but maps and photos.

    Args:
        dossier: the issue.
        say: words of the report's language for values.
        words: the word table of that language.
    """
    context = {
        "w": words["template"],
        "cover": _cover(dossier, say),
        "banners": _banners(dossier, say, words),
        "missing": _missing(dossier, say),
        "findings": [dossier.tell(f.code, f.params, say.lang) for f in dossier.findings],
        "form": form_groups(
            _with_numbers(dossier, say), say, words["form"], words["template"]["continued"]
        ),
        "finding": _with_lines(_finding(dossier, say), _FINDING_LINES, words),
        "plan": _with_lines(_plan(dossier, say), _PLAN_LINES, words),
        "measures": {
            **works(dossier, say),
            "documents": _documents(dossier, say, "measures"),
        },
        "conditions": _conditions(dossier, say, words),
        "opinions": opinions(dossier, say, words),
        "publicity": _publicity(dossier, say, words),
        "sanctions": sanctions(dossier, say),
        "lookbacks": lookbacks(dossier, say),
        "moves": moves(dossier, say),
        "annex": _annex(dossier, say),
        "provenance": _provenance(dossier, say),
    }
    cut(context, words["template"]["continued"])
    return context


def _with_lines(chapter: dict[str, Any], names: Sequence[str], words: Words) -> dict[str, Any]:
    """A chapter with its leading values as rows of labels and texts, long ones in several."""
    labels = words["template"]
    rows = (continued(labels[name], chapter[name], labels["continued"]) for name in names)
    return {**chapter, "lines": [row for of_one in rows for row in of_one]}


def _with_numbers(dossier: ClosureDossier, say: Phrasing) -> dict[str, Any]:
    """The ledger fields, with the numbers and the area that the dossier holds beside them."""
    known: dict[str, Any] = {"issue_no": dossier.issue_no, "clue_no": dossier.clue_no}
    if dossier.area is not None:
        known["area_id"] = _named(dossier.area.name, dossier.area.code, say)
        known["area_level"] = dossier.area.level
        known["area_type"] = _area_type(dossier.area, say)
    return {**dossier.fields, **{name: value for name, value in known.items() if value}}


def _area_type(area: AreaEntry, say: Phrasing) -> str:
    """The type with the class in brackets, in words, which stand as they are where codes do."""
    names = (("area_type", area.type), ("area_class", area.of_class))
    kind, of_class = (say.code(table, code) if code else "" for table, code in names)
    return _named(kind, of_class, say)


def _named(name: str, code: str, say: Phrasing) -> str:
    """A name with its code in brackets, or what there is of them."""
    if name and code:
        return say.word("party", name=name, details=code)
    return name or code


def _division(dossier: ClosureDossier, say: Phrasing) -> str:
    """The project's division with its name."""
    source = dossier.provenance
    return say.text(_named(source.division_name, source.division_code, say))


def _cover(dossier: ClosureDossier, say: Phrasing) -> dict[str, str]:
    return {
        "called": say.text(dossier.number),
        "number": say.text(dossier.issue_no),
        "clue": say.text(dossier.clue_no),
        "area": say.text(dossier.area.name if dossier.area else None),
        "facility": say.text(dossier.fields.get("facility_name")),
        "division": _division(dossier, say),
        "unit": say.text(dossier.fields.get("duty_unit")),
        "state": say.code("state", dossier.state),
        "as_of": say.date(dossier.as_of),
    }


def _banners(dossier: ClosureDossier, say: Phrasing, words: Words) -> list[str]:
    """What must not be overlooked: conflict, adopted state, lineage, not closed."""
    state = say.code("state", dossier.state)
    banner, out = words["banner"], []
    if dossier.disputed:
        out.append(banner["disputed"])
    if dossier.adopted:
        out.append(_adopted(dossier, say, banner))
    out += _lineage(dossier, say, banner)
    if dossier.closes_ahead:
        days = {"day": say.date(dossier.closes_ahead), "as_of": say.date(dossier.as_of)}
        out.append(banner["closes_ahead"].format(**days))
    elif dossier.state in ("void", "dismissed"):
        out.append(banner[dossier.state])
    elif dossier.is_draft:
        out.append(banner["draft"].format(state=state))
    return out


def _lineage(dossier: ClosureDossier, say: Phrasing, banner: Mapping[str, str]) -> Iterator[str]:
    """What the issue was made of, and what stands in its place."""
    if dossier.predecessors:
        issues = banner["join"].join(map(say.text, dossier.predecessors))
        yield banner["took_over" if dossier.took_over else "made_of"].format(issues=issues)
    if dossier.heirs:
        issues = banner["join"].join(map(say.text, dossier.heirs))
        yield banner["replaced"].format(issues=issues)


def _adopted(dossier: ClosureDossier, say: Phrasing, banner: Mapping[str, str]) -> str:
    """What the issue rests on that an old ledger claims: its state, or steps on the way to it."""
    source = say.text(dossier.adopted_from) if dossier.adopted_from else ""
    source = banner["source"].format(source=source) if source else ""
    steps = banner["join"].join(say.code("move", step) for step in dossier.adopted_steps)
    state = say.code("state", dossier.state)
    told = "adopted_steps" if dossier.moved_on else "adopted"
    if dossier.adopted_proven:
        told = "adopted_proven"
    out = banner[told].format(state=state, source=source, steps=steps)
    if told == "adopted" and steps:
        out += banner["steps"].format(steps=steps)
    return out


def _missing(dossier: ClosureDossier, say: Phrasing) -> list[str]:
    if dossier.closed:
        return []
    return [say.text(dossier.tell(m.code, m.params, say.lang)) for m in dossier.missing]


def _documents(dossier: ClosureDossier, say: Phrasing, chapter: str) -> Rows:
    return [
        {
            "kind": say.word("given_with", move=say.code("move", d.move))
            if d.move
            else say.code("document_kind", d.kind),
            "number": say.text(d.number),
            "issuer": say.text(d.issuer),
            "date": say.day(d.dated),
            "name": say.text(d.name) + _older(d.older, say),
        }
        for d in dossier.documents
        if (d.chapter or _CHAPTER_OF.get(d.kind, "finding")) == chapter
    ]


def _older(number: str, say: Phrasing) -> str:
    return "\n" + say.word("older", issue=say.text(number)) if number else ""


def _finding(dossier: ClosureDossier, say: Phrasing) -> dict[str, Any]:
    area, fields = dossier.area, dossier.fields
    boundary = (
        {}
        if area is None
        else {
            "name": say.text(area.name),
            "version": say.text(area.version),
            "valid_from": say.date(area.valid_from),
            "established": say.date(area.established_on),
            "approval_doc": say.text(area.approval_doc),
            "authority": say.text(area.authority),
        }
    )
    return {
        "boundary": boundary,
        "judgement": say.code("violation_judgement", fields.get("violation_judgement")),
        "description": say.text(fields.get("description")),
        "impact": say.text(fields.get("impact_desc")),
        "overlay": [
            {
                "layer": say.code("area_kind", o.layer),
                "name": say.text(o.name),
                "zone": say.code("zone", o.zone),
                "area": say.overlap(o.area_m2, o.share, o.distance_m),
                "date": say.day(o.in_force_on),
            }
            for o in dossier.overlay
        ],
        "checks": [
            {
                "who": say.party(c.inspector),
                "on": say.day(c.occurred_on),
                "result": say.true_or_not(c.is_true),
                "text": say.text(c.text),
                "photos": say.number(c.photos),
            }
            for c in dossier.checks
        ],
        "documents": _documents(dossier, say, "finding"),
    }


def _plan(dossier: ClosureDossier, say: Phrasing) -> dict[str, Any]:
    fields = dossier.fields
    duty = [fields.get("duty_unit"), fields.get("duty_person")]
    return {
        "goal": say.text(fields.get("goal")),
        "deadline": say.date(fields.get("deadline")),
        "duty": say.text("　".join(str(d) for d in duty if d)),
        "supervise": say.text(fields.get("supervise_unit")),
        "limits": [say.text(dossier.tell(m.code, m.params, say.lang)) for m in dossier.limits],
        "documents": _documents(dossier, say, "plan"),
        "extensions": [
            {
                "old": say.day(e.from_date),
                "new": say.day(e.to_date),
                "approval": _granted(e, say),
                "reason": say.text(e.reason),
            }
            for e in dossier.extensions
        ],
    }


def _conditions(dossier: ClosureDossier, say: Phrasing, words: Words) -> Rows:
    return [
        {
            "text": say.text(c.text if say.lang == "zh" else c.en or c.text),
            "met": words["template"]["met" if c.ticked else "unmet"],
            "evidence": "\n".join(say.text(e) for e in c.evidence) or say.text(None),
        }
        for c in dossier.conditions
    ]


def _publicity(dossier: ClosureDossier, say: Phrasing, words: Words) -> dict[str, Any]:
    return {
        "rows": [
            {
                "days": f"{say.date(p.first_day)} – {say.date(p.last_day)}",
                "medium": say.text(p.medium),
                "notice": say.text(p.notice),
            }
            for p in dossier.publicity
        ],
        "objections": [
            {
                "who": say.text(o.who),
                "text": say.text(o.text),
                "on": say.day(o.raised_on),
                "answer": say.text(o.answer) if o.answer else words["template"]["objection_open"],
            }
            for o in dossier.objections
        ],
        "documents": _documents(dossier, say, "publicity"),
    }


def _annex(dossier: ClosureDossier, say: Phrasing) -> Rows:
    return [
        {
            "number": number,
            "name": say.text(e.name),
            "kind": say.code("annex_kind", e.kind),
            "size": say.size(e.size),
            "sha256": say.text(e.sha256),
        }
        for number, e in enumerate(dossier.annex, 1)
    ]


def _provenance(dossier: ClosureDossier, say: Phrasing) -> dict[str, str]:
    source = dossier.provenance
    return {
        "project": say.text(source.project),
        "division": _division(dossier, say),
        "ruleset": say.text(source.ruleset),
        "ruleset_sha256": say.text(source.ruleset_sha256),
        "root": say.text(source.root_fingerprint),
    }


def _granted(extension: ExtensionEntry, say: Phrasing) -> str:
    """An approval, its day, and of what: one that a split brought along moves no deadline here."""
    out = say.text(extension.approval)
    if extension.approved_on:
        out += "\n" + say.day(extension.approved_on)
    if extension.granted_to:
        out += "\n" + say.word("granted_to", issue=say.text(extension.granted_to))
    return out
