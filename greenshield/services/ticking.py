"""Which closing condition a person ticks, and which documents and photos are to meet it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from greenshield.domain.errors import GreenShieldError, UsageError
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import DocumentRef, IssueState
from greenshield.project.media import hash_file

_HASH_PART = 4  # digits of a hash that may stand for the whole


def ticked(
    state: IssueState, ruleset: RuleSet, given: Mapping[str, str], papers: Sequence[DocumentRef]
) -> dict[str, list[str]]:
    """The hashes that tick each condition, by its id.

    Args:
        state: the issue; its documents and tagged photos may be named.
        ruleset: in force; its conditions alone can be ticked.
        given: conditions, by id or in the words of either language, and what each is met by:
            names, paths or beginnings of hashes, with commas between them.
        papers: the files that go with the move.

    Raises:
        UsageError: no such condition; what is named is no file or photo of the issue, or several.
    """
    out: dict[str, list[str]] = {}
    for word, raw in given.items():
        condition = _condition(ruleset, word)
        out.setdefault(condition, []).extend(_evidence(state, condition, raw, papers))
    return out


def _condition(ruleset: RuleSet, word: str) -> str:
    """The id of a condition of the rule set."""
    for known in ruleset.conditions.values():
        if word.strip().casefold() in (known.id, known.zh.casefold(), known.en.casefold()):
            return known.id
    offered = "; ".join(f"{known.id} {known.zh}" for known in ruleset.conditions.values())
    raise UsageError("tick_condition_unknown", given=word, known=offered, ruleset=ruleset.name)


def _evidence(
    state: IssueState, condition: str, raw: str, papers: Sequence[DocumentRef]
) -> list[str]:
    return [
        _hash_of(state, condition, part.strip(), papers)
        for part in raw.replace("，", ",").split(",")
    ]


def _hash_of(state: IssueState, condition: str, word: str, papers: Sequence[DocumentRef]) -> str:
    kept = [d for r in state.records if not r.voided_by for d in r.documents]
    kept += [d for m in state.moves for d in m.documents]
    for documents in (papers, kept):
        named = {d.sha256 for d in documents if word and d.name == word}
        if len(named) == 1:
            return named.pop()
    known = {d.sha256 for d in [*papers, *kept]} | {t.photo for t in state.live_tags()}
    digits = word.lower()
    hits = [sha for sha in known if len(digits) >= _HASH_PART and sha.startswith(digits)]
    if not hits:
        hits = [sha for sha in known if sha == _hash_at(word)]
    if len(hits) != 1:
        raise UsageError("tick_unknown", condition=condition, given=word)
    return hits[0]


def _hash_at(word: str) -> str:
    """The hash of the file at a path, "" where there is none that can be read."""
    try:
        path = Path(word)
        return hash_file(path) if word and path.is_file() else ""
    except (GreenShieldError, OSError, ValueError):
        return ""
