"""Words of the workflow as a person types them: a code, or its Chinese or English name."""

from __future__ import annotations

from greenshield.domain import workflow
from greenshield.domain.codes import fold_word
from greenshield.domain.errors import UsageError
from greenshield.domain.records import KINDS


def move(word: str) -> str:
    """The code of a move.

    Raises:
        UsageError: there is none called so.
    """
    known = {m.name: m for m in workflow.MOVES.values() if m.name not in workflow.BY_COMMAND}
    if word in known:
        return word
    folded = fold_word(word)
    for row in known.values():
        if folded in (fold_word(row.zh), fold_word(row.en)):
            return row.name
    listed = ", ".join(f"{m.name} {m.zh}" for m in known.values())
    raise UsageError("move_unknown", move=word, known=listed)


def record_kind(word: str) -> str:
    """The code of a kind of record.

    Raises:
        UsageError: there is none called so.
    """
    if word in KINDS:
        return word
    folded = fold_word(word)
    found = [k.name for k in KINDS.values() if folded in (fold_word(k.zh), fold_word(k.en))]
    found = found or [k.name for k in KINDS.values() if len(folded) > 1 and folded in k.zh]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{k.name} {k.zh}" for k in KINDS.values())
    raise UsageError("kind_unknown", kind=word, known=listed)
