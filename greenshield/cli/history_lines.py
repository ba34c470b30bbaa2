"""The history of an issue for people: each event, and what it changed from old to new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from greenshield.cli.context import Context
from greenshield.domain.fields import CATALOGUE

_HIDDEN = ("geom",)  # the whole outline as hex digits: that it was written says enough


def lines(ctx: Context, entries: Iterable[dict[str, Any]]) -> list[str]:
    """What ``issue show --history`` adds.

    Args:
        ctx: the language.
        entries: as ``services.timeline.of_issue`` gives them.
    """
    out = []
    for entry in entries:
        person = entry["actor_name"] + proved(ctx, entry["proof"])
        who = " @ ".join(part for part in (person, entry["device_name"]) if part)
        told = ctx.say(entry["code"], **entry["params"]).replace("\n", " ")
        on = f" [{entry['occurred_on']}]" if entry["occurred_on"] else ""
        out.append(f"  ◷ {ctx.local_time(entry['at'])}{on} {who}  {told}")
        out += [f"      {_change(ctx, change)}" for change in entry["changes"]]
        out += [f"      ▤ {d['name']} {d['sha256'][:12]}" for d in entry["documents"]]
    return out


def proved(ctx: Context, proof: str) -> str:
    """What is said behind a name of how that person proved to be it, "" for nothing."""
    return f" ({ctx.say('proof_pin')})" if proof == "pin" else ""


def _change(ctx: Context, change: dict[str, Any]) -> str:
    kind, name = change["kind"], change["field"]
    if kind not in CATALOGUE:
        return f"{name}: {change['old']} → {change['new']}"
    if name in _HIDDEN:
        return ctx.field_word(kind, name)
    new = change["new_name"] or _value(ctx, kind, name, change["new"])
    old = change["old_name"] or _value(ctx, kind, name, change["old"])
    field = ctx.field_word(kind, name)
    return f"{field}: {old} → {new}" if old else f"{field}: {new}"


def _value(ctx: Context, kind: str, name: str, value: Any) -> str:
    return "" if value is None else ctx.value_word(kind, name, value)
