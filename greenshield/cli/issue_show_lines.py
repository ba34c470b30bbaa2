"""One issue for people: its fields in the order of the ledger, then what stands beside them."""

from __future__ import annotations

from typing import Any

from greenshield import messages
from greenshield.cli.context import Context
from greenshield.cli.history_lines import proved
from greenshield.domain.actors import short_id
from greenshield.domain.fields import CATALOGUE
from greenshield.services import calendar, deadline_calendar, numbers

_LINEAGE = (
    ("lineage_from", "predecessors"), ("lineage_into", "successors"), ("lineage_heirs", "heirs"),
)  # fmt: skip
_HIDDEN = frozenset({"geom", "state", "issue_no", "facility_name", "predecessors"})


def lines(ctx: Context, data: dict[str, Any]) -> list[str]:
    """What ``issue show`` prints.

    Args:
        ctx: the language.
        data: as ``services.issue_show.as_dict`` gives it, with ``waits``.
    """
    number = data.get("issue_no") or data.get("clue_no") or data["id"]
    head = (number, ctx.state_word(data["state"]), data.get("facility_name"))
    out = ["  ".join(str(part) for part in head if part)]
    out += temporary(ctx, str(data.get("issue_no") or ""))
    out += _fields(ctx, data) + _figures(ctx, data["figures"])
    out += _transcripts(ctx, data["transcripts"])
    out += _lineage(ctx, data["lineage"])
    if data["heir"]:
        out.append("  " + ctx.say("shown_as_heir"))
    if data["adopted"]:
        out.append("  " + ctx.say("shown_as_adopted"))
        steps = ctx.listed(ctx.move_label(name) for name in data["adopted_steps"])
        out += ["  " + ctx.say("adopted_steps", steps=steps)] if steps else []
    out += (
        _overlay(ctx, data)
        + restrictions(ctx, data["restrictions"])
        + _photos(ctx, data)
        + _records(ctx, data)
        + _moves(ctx, data)
        + _returned(ctx, data["returned"])
    )
    for row in data["comments"]:
        who = data["names"].get(row["actor"], short_id(row["actor"]))
        out.append(f"  ✎ {ctx.local_time(row['at'])} {who}: {row['text']}")
    out += _waiting(ctx, data["waiting"])
    out += waits(data)
    if data["allowed_moves"]:
        told = ctx.listed(ctx.move_word(name) for name in data["allowed_moves"])
        out.append(ctx.say("allowed_moves", moves=told))
    for found in data["findings"]:
        out.append(ctx.say(found["code"], **found["params"]))
        remedy = messages.remedy(found["code"], found["params"], ctx.lang)
        out += [f"  {remedy}"] if remedy else []
    out += [ctx.say("conflict_on", name=c["name"]) for c in data["conflicts"]]
    return out


def _lineage(ctx: Context, data: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What an issue was made of, what took its place, and who does not say so."""
    out = []
    for code, key in _LINEAGE:
        if data[key]:
            numbers = ctx.listed(str(one["number"]) for one in data[key])
            out.append("  " + ctx.say(code, issues=numbers))
    astray = [one for one in data["predecessors"] if not one["agrees"]]
    return out + ["  ! " + ctx.say("lineage_astray", issue=one["number"]) for one in astray]


def restrictions(ctx: Context, found: list[dict[str, Any]]) -> list[str]:
    """What negative lists say of the plan."""
    out = []
    for row in found:
        table = row["table"]
        measure = ctx.code_word(table, row["measure"]) if table else row["measure"]
        area = "" if row["area_m2"] is None else f"{row['name'] or ''} {row['area_m2']:,.1f} m²"
        space = ctx.code_word("restricted_space", row["space"])
        level = ctx.code_word("restriction_level", row["level"])
        if row["perhaps"]:
            measure = ctx.say("restriction_measure_perhaps", measure=measure)
        code = "restriction_perhaps" if row["area_m2"] is None else "restriction_met"
        told = ctx.say(code, measure=measure, space=space, area=area.strip(), level=level,
                       list=row["list_name"], why=row["why"] or "", zones=row["zone"] or "",
                       name=row["name"] or "", restricted_space=row["space"])  # fmt: skip
        out.append("  ! " + told)
    return out


def temporary(ctx: Context, number: str) -> list[str]:
    """That a number is a temporary one, and how the official one comes; [] for any other."""
    if not numbers.is_temporary(number):
        return []
    return ["  " + ctx.say("number_is_temporary", number=number)]


def _waiting(ctx: Context, found: dict[str, Any] | None) -> list[str]:
    """Whose turn it is, and since when."""
    if found is None:
        return []
    move = deadline_calendar.step_word(found["move"], ctx.lang)
    own = found["role"] == found["tier"]  # 县级 says already that it is the county's
    tier = "" if own else ctx.code_word("tier", found["tier"])
    told = {"tier": tier, "role": ctx.say(f"role_{found['role']}"),
            "move": move, "since": found["since"], "days": found["days"]}  # fmt: skip
    return [ctx.say("waiting_told" if found["since"] else "waiting_told_undated", **told)]


def _figures(ctx: Context, found: list[dict[str, Any]]) -> list[str]:
    """Figures that the ledger tells otherwise than the records."""
    return ["  ! " + ctx.say("figure_differs", **one) for one in found]


def _transcripts(ctx: Context, found: list[dict[str, Any]]) -> list[str]:
    """Opinions that nobody of their tier wrote down or signed."""
    out = ["  ! " + ctx.say("opinion_transcribed", **one) for one in found]
    return [*out, "    " + messages.remedy("opinion_transcribed", {}, ctx.lang)] if out else []


def waits(data: dict[str, Any]) -> list[str]:
    """That a signature is awaited."""
    return ["⏳ " + data["waits"]["message"]] if data["waits"] else []


def _fields(ctx: Context, data: dict[str, Any]) -> list[str]:
    named = {
        "assignee": data["assignee_name"],
        "area_id": data["area"],
        "campaign_id": data["campaign"],
        "patrol_id": data["patrol"],
    }
    out = []
    for name in CATALOGUE["issue"]:
        value = data.get(name)
        if name not in _HIDDEN and value not in (None, "", []):
            shown = named.get(name) or ctx.value_word("issue", name, value)
            out.append(f"  {ctx.field_word('issue', name)}  {shown}")
    return out


def _overlay(ctx: Context, data: dict[str, Any]) -> list[str]:
    out = []
    for row in data["overlay"]:
        layer, zone = ctx.code_word("area_kind", row["layer"]), ctx.code_word("zone", row["zone"])
        if row["layer"] == "zone":
            layer = ctx.say("area_zone_row")
        area = f"{row['area_m2']:,.1f} m²" if data.get("geom") else ctx.say("point_without_area")
        if row["share"] is not None:
            area += f" ({row['share']:.1%})"
        told = (layer, row["name"], zone, area)
        out.append("  ▦ " + " ".join(str(part) for part in told if part))
    return out + [_near(ctx, row) for row in data["nearest"]]


def _near(ctx: Context, row: dict[str, Any]) -> str:
    layer, zone = ctx.code_word("area_kind", row["layer"]), ctx.code_word("zone", row["zone"])
    if row["layer"] == "zone":
        layer = ctx.say("area_zone_row")
    told = " ".join(str(part) for part in (layer, row["name"], zone) if part)
    return "  ▢ " + ctx.say("boundary_near", what=told, metres=f"{row['distance_m']:,.1f}")


def _photos(ctx: Context, data: dict[str, Any]) -> list[str]:
    out = []
    for row in data["photos"]:
        phase = ctx.code_word("photo_phase", row["phase"])
        kind = ctx.code_word("photo_kind", row["kind"])
        told = (row["sha256"][:12], phase, kind, row["taken_at"])
        out.append("  ◉ " + " ".join(str(part) for part in told if part))
    return out


def _records(ctx: Context, data: dict[str, Any]) -> list[str]:
    out = []
    for row in data["records"]:
        told = f"  ▤ {ctx.record_word(row['kind'])} {row['occurred_on']} {row['id'][-8:]}"
        if row["void"]:
            told += "  " + ctx.say("record_is_void", reason=row["void_reason"])
        out.append(told)
    return out


def _returned(ctx: Context, found: dict[str, Any] | None) -> list[str]:
    """Why the issue was sent back, and what is to be put right, where that stands open."""
    if found is None:
        return []
    out = ["  ↩ " + ctx.say("return_stands", day=found["occurred_on"], reason=found["reason"])]
    return out + [f"    {number}. {item}" for number, item in enumerate(found["items"], 1)]


def _moves(ctx: Context, data: dict[str, Any]) -> list[str]:
    out, day = [], calendar.day(ctx.as_of)
    for row in data["moves"]:
        told = ctx.say(f"status_{row['status']}")
        status = "" if row["status"] == "done" else f" [{told}]"
        who = row["actor_name"] + ("" if row["verified"] else f" ({ctx.say('unverified')})")
        who += proved(ctx, row["proof"])
        if row["occurred_on"] > day:  # it stands, since guards read no clock, but is no fact yet
            status += f" [{ctx.say('day_to_come')}]"
        told = f"{ctx.move_label(row['move'])} → {ctx.state_word(row['to'])}"
        out.append(f"  → {row['occurred_on']} {told}{status}  {who}")
    return out
