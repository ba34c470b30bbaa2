"""Conflicts as ``conflicts list`` prints them: in words, with what a decision names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from greenshield.cli.context import Context
from greenshield.domain.fields import CATALOGUE
from greenshield.services.session import Session

_EVENT = 12  # letters of an event's id that are shown: more than a decision needs
_END = 8
_Item = Mapping[str, Any]


def lines(ctx: Context, session: Session, items: Iterable[_Item]) -> Iterator[str]:
    """Each conflict, and below it what was written, by whom and when.

    Args:
        ctx: the language.
        session: of the project where they are.
        items: as of ``conflicts.items``.
    """
    for item in items:
        kind, field = _field(session, item)
        named = _name(ctx, kind, field)
        told = ctx.say(f"conflict_of_{item['what']}", label=item["label"], field=named)
        yield f"{item['conflict']}  {told}"
        for one in item["candidates"]:
            wrote = _wrote(ctx, item, one, kind, field)
            shown = one["event"] if item["what"] == "number" else one["event"][:_EVENT]
            yield f"    {shown}  {wrote}  {one['actor_name']}  {ctx.local_time(one['at'])}"


def _field(session: Session, item: _Item) -> tuple[str, str]:
    """Kind and field of what is in conflict: of a record where its name says so."""
    record, _, field = str(item["name"]).rpartition(".")
    is_record = record and item["entity_type"] == "issue"
    issue = session.project.issue(item["entity"]) if is_record else None
    kinds = (r.kind for r in issue.records if r.record_id == record) if issue else iter(())
    return next(kinds, str(item["entity_type"])), field


def _wrote(ctx: Context, item: _Item, one: _Item, kind: str, field: str) -> str:
    value = one["value"]
    if item["what"] == "void" and "fields" in one:
        of = one["kind"] or str(item["entity_type"])
        told = [ctx.record_word(one["kind"]), one["record"][-_END:]] if one["kind"] else []
        fields = ctx.listed(
            f"{_name(ctx, of, name)}={_value(ctx, of, name, said)}"
            for name, said in one["fields"].items()
        )
        return " ".join([*told, fields]).strip() or str(value)
    if isinstance(value, str) and " → " in value:
        move, _, state = value.partition(" → ")
        return f"{ctx.move_label(move)} → {ctx.state_word(state)}"
    return _value(ctx, kind, field, value)


def _name(ctx: Context, kind: str, name: str) -> str:
    return ctx.field_word(kind, name) if kind in CATALOGUE else name


def _value(ctx: Context, kind: str, name: str, value: Any) -> str:
    """In words where it is what the field takes; other programs may have written anything."""
    if value is None:
        return "—"
    try:
        return ctx.value_word(kind, name, value) if kind in CATALOGUE else str(value)
    except (TypeError, ValueError, AttributeError, KeyError):
        return str(value)
