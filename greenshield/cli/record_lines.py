"""``record list``: the records of one issue, or those of one kind over all issues."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from greenshield.cli import words_in
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain.errors import UsageError
from greenshield.domain.records import CARRIED_FROM, KINDS
from greenshield.domain.state import IssueState
from greenshield.services import (
    figures,
    lineage_shown,
    lineage_whole,
    lookup,
    record_list,
    records,
)
from greenshield.services.record_list import Listed

_OF_LINEAGE = frozenset((CARRIED_FROM, figures.COUNTED_WITH))  # told by the numbers of issues


def options(parser: argparse.ArgumentParser, kinds: str) -> None:
    """Adds what the command takes; ``kinds`` says which there are."""
    parser.add_argument("issue", nargs="?", default="", metavar="ISSUE")
    parser.add_argument("kind", nargs="?", default="", metavar="KIND", help=kinds)
    parser.add_argument("--kind", dest="of_kind", default="", metavar="KIND",
                        help="of this kind, of all issues where none is named / 类别")  # fmt: skip
    parser.add_argument("--state", default="", metavar="S",
                        help="that have come so far / 办理状态")  # fmt: skip
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Lists an issue's records, or the records of a kind."""
    args = ctx.args
    if args.kind and args.of_kind:
        raise UsageError("record_kind_twice", one=args.kind, other=args.of_kind)
    word = args.kind or args.of_kind
    kind = words_in.record_kind(word) if word else ""
    if not args.issue:
        if not kind:
            raise UsageError("record_list_issue_needed")
        return _across(ctx, kind, words_in.record_state(kind, args.state))
    with ctx.reading() as session:
        issue = lookup.issue(session.project, args.issue)
        found = [r for r in issue.records if not kind or r.kind == kind]
        items = [records.as_dict(r, session.project) for r in found]
        done, called = _done(issue), partial(lineage_shown.number, session.project)
        whole = lineage_whole.unshared(session.project, issue)
        for item in items:
            item["done_so_far"] = done.get(item["id"])
            item["whole_of"] = called(whole[item["id"]]) if item["id"] in whole else None
            item["counts_in"] = _counts_in(item["fields"], called)
    wanted = _wanted(kind, args.state)
    items = [item for item in items if wanted in ("", item["state"])]
    headers = ctx.say("record_headers").split("|")
    rows = [
        (
            item["id"][-8:], ctx.record_word(item["kind"]), item["occurred_on"],
            _void(ctx, item) + _told(ctx, item), " ".join(d["name"] for d in item["documents"]),
        )
        for item in items
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def _counts_in(told: dict[str, Any], called: Callable[[str], str]) -> str | None:
    """The number of the issue in which the amount of a record counts; None where it is this one."""
    name = told.get(figures.COUNTED_WITH)
    return called(name.partition("/")[0]) if isinstance(name, str) else None


def _wanted(kind: str, word: str) -> str:
    """The state that records are asked for by.

    Raises:
        UsageError: ``record_state_unknown``.
    """
    state = words_in.record_state(kind, word)
    if state:
        record_list.check_state(kind, state)
    return state


def _done(issue: IssueState) -> dict[str, float | None]:
    """How much of each measure its progress records tell as done, by its id."""
    return {r.record_id: figures.done_so_far(issue, r) for r in issue.records_of("measure")}


def _across(ctx: Context, kind: str, state: str) -> Outcome:
    with ctx.reading() as session:
        found = record_list.across(session.project, kind, state)
    items = [_item(one) for one in found]
    rows = [
        (
            one.number, one.record_id[-8:], one.occurred_on, _state(ctx, kind, one.state),
            _fields(ctx, kind, one.fields), " ".join(str(d.get("name")) for d in one.documents),
        )
        for one in found
    ]  # fmt: skip
    lines = table(ctx.say("records_headers").split("|"), rows)
    return Outcome({"items": items, "total": len(items)}, lines)


def _item(one: Listed) -> dict[str, Any]:
    return {
        "id": one.record_id,
        "issue": one.issue_id,
        "number": one.number,
        "facility_name": one.facility_name,
        "kind": one.kind,
        "state": one.state or None,
        "occurred_on": one.occurred_on,
        "actor": one.actor,
        "fields": one.fields,
        "documents": list(one.documents),
    }


def _told(ctx: Context, item: dict[str, Any]) -> str:
    told = _fields(ctx, item["kind"], item["fields"])
    state = _state(ctx, item["kind"], item["state"] or "")
    if item["done_so_far"] is not None:
        state += " " + ctx.say("measure_done_so_far", quantity=f"{item['done_so_far']:g}")
    for name in ("whole_of", "counts_in"):
        if item[name]:
            told += "  " + ctx.say(f"record_{name}", issue=item[name])
    return f"[{state}] {told}" if state else told


def _state(ctx: Context, kind: str, state: str) -> str:
    """How far a record has come, in words."""
    if state in record_list.states_of(kind):
        return ctx.say(f"record_state_{state}")
    return ctx.value_word(kind, "state", state) if state else ""


def _void(ctx: Context, item: dict[str, Any]) -> str:
    return ctx.say("record_is_void", reason=item["void_reason"]) + " " if item["void"] else ""


def _fields(ctx: Context, kind: str, told: dict[str, Any]) -> str:
    """Fields with their values in words; those of a kind that this version lacks as they are."""
    if kind not in KINDS:
        return "; ".join(f"{name}={value}" for name, value in told.items())
    return "; ".join(
        f"{ctx.field_word(kind, name)}={_value(ctx, kind, name, value)}"
        for name, value in told.items()
        if name not in _OF_LINEAGE
    )


def _value(ctx: Context, kind: str, name: str, value: Any) -> str:
    """A value in words; the record of a measure by the end of its id, as the list has it."""
    if (kind, name) == ("progress", "measure") and isinstance(value, str):
        return value[-8:]
    spec = KINDS[kind].fields.get(name)
    if isinstance(value, float) and value.is_integer() and spec is not None and not spec.unit:
        return str(int(value))  # 120, not 120.0, of whatever it is counted in
    return ctx.value_word(kind, name, value)
