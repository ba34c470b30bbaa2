"""What ``verify`` found, as lines for people: each thing named, hundreds of one kind summed up."""

from __future__ import annotations

from typing import Any

from greenshield.cli.context import Context

_MANY = 3


def of(ctx: Context, mark: str, items: list[dict[str, Any]]) -> list[str]:
    """A line for each thing; triggers that are missing together are one line.

    Args:
        ctx: for the language.
        mark: what begins each line.
        items: as of the JSON: ``code``, ``where``, ``about``, ``message``.
    """
    triggers = [i for i in items if _is_lost_trigger(i)]
    if len(triggers) <= _MANY:
        triggers = []
    lines = [f"{mark} {_head(i)}  {i['message']}" for i in items if i not in triggers]
    if triggers:
        first = str(triggers[0]["where"]).partition(" ")[2]
        lines.append(f"{mark} {ctx.say('triggers_missing', n=len(triggers), first=first)}")
    return lines


def remedies(items: list[dict[str, Any]]) -> list[str]:
    """What to do next, each piece of advice once."""
    return [f"  → {told}" for told in dict.fromkeys(i["remedy"] for i in items) if told]


def _is_lost_trigger(item: dict[str, Any]) -> bool:
    return item["code"] == "schema_missing" and str(item["where"]).startswith("trigger ")


def _head(item: dict[str, Any]) -> str:
    about, where = item["about"], item["where"]
    return f"{about} ({where})" if about else str(where)
