"""What a move lacks, for people: one line a thing, and each command once for all that it mends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from greenshield import messages, wording_filling
from greenshield.cli import hints
from greenshield.domain.errors import Missing
from greenshield.domain.fields import CATALOGUE

# These say that a field of the ledger is empty; many of them are told as a list of fields.
_FIELDS = ("field_missing", "precision_missing", "field_needed_if")
# Of these the command alone says what to do.
_PLAIN = (
    *_FIELDS, "document_missing", "reason_missing", "evidence_missing", "condition_not_ticked",
    "condition_needed_if", "lookback_by_missing", "lookback_on_missing", "new_deadline_missing",
    "check_record_missing", "measure_missing", "check_result_missing", "measure_due_missing",
    "measure_date_missing", "measure_quantity_missing", "outcome_missing", "harm_not_judged",
)  # fmt: skip


def lines(missing: Iterable[Missing], move: str, target: hints.Target, lang: str) -> list[str]:
    """What is missing, without an indent of its own.

    Args:
        missing: what the rules say.
        move: of which move, "" for none.
        target: for commands that can be copied.
        lang: ``zh`` or ``en``.
    """
    groups: dict[str, list[tuple[Missing, hints.How | None]]] = {}
    for one in missing:
        found = hints.how(one, move, target, lang)
        key = advice(one, lang) if found is None else found.command
        groups.setdefault(key, []).append((one, found))
    return [line for group in groups.values() for line in _group(group, lang)]


def advice(one: Missing, lang: str) -> str:
    """What to do about one thing, in words."""
    if one.code == "photo_not_counted":
        return messages.text(f"advice_{one.params.get('why')}", one.params, lang)
    return messages.remedy(one.code, one.params, lang)


def _group(group: Sequence[tuple[Missing, hints.How | None]], lang: str) -> list[str]:
    """The things that one command, or one piece of advice, is for."""
    empty = {m.field: (m, h) for m, h in reversed(group) if m.code in _FIELDS and h is not None}
    out: list[str] = []
    if len(empty) > 1:
        some = sum(m.code == "field_needed_if" for m, _ in empty.values())
        counts = {"n": len(empty) - some, "some": some}
        code = "fields_and_some_missing" if some and counts["n"] else "fields_missing"
        out.append("- " + messages.text(code, counts if counts["n"] else {"n": some}, lang))
        out += [f"    · {_field(m, h, lang)}" for m, h in reversed(empty.values()) if h]
    rest = [(m, h) for m, h in group if len(empty) < 2 or m.field not in empty]
    out += [f"- {told}" for told in dict.fromkeys(_message(m, lang) for m, _ in rest)]
    advised = [advice(m, lang) for m, h in rest if m.code not in _PLAIN or h is None]
    out += [f"  {told}" for told in dict.fromkeys(filter(None, advised))]
    found = [h for _, h in group if h is not None]
    if found:
        args = tuple(dict.fromkeys(arg for h in found for arg in h.args))
        codes = found[0].codes if len(args) == 1 else ""
        out += [] if codes else _codes([h for m, h in rest if h is not None], lang)
        out.append("  " + hints.told(hints.How(found[0].command, args, codes), lang))
    return out


def _codes(found: Sequence[hints.How], lang: str) -> list[str]:
    """What each coded value of a command with several can be."""
    named = {h.args[0].removeprefix("--set ").partition("=")[0]: h.codes for h in found if h.codes}
    return [
        "  " + messages.text("field_takes", {"name": name, "codes": codes}, lang)
        for name, codes in named.items()
    ]


def _message(one: Missing, lang: str) -> str:
    return messages.text(one.code, one.params, lang)


def _field(one: Missing, found: hints.How, lang: str) -> str:
    """A field that is empty: its name, its id, when it is asked for, what it takes."""
    spec = CATALOGUE["issue"].get(one.field) or CATALOGUE["move"].get(one.field)
    name = one.field
    if spec is not None and getattr(spec, lang) != spec.id:
        name = f"{getattr(spec, lang)} {spec.id}"
    if one.code == "field_needed_if":
        where = messages.text("needed_where", one.params, lang)
        name += where if lang == "zh" else f" {where}"
    if not found.codes:
        return name
    return messages.text("field_takes", {"name": name, "codes": found.codes}, lang)


def remedy(one: Missing, move: str, target: hints.Target, lang: str) -> str:
    """What to do about one thing and what to type for it, as one line."""
    found = hints.how(one, move, target, lang)
    return wording_filling.sentences(
        advice(one, lang), "" if found is None else hints.told(found, lang)
    )
