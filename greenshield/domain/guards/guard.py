"""What a guard is, and the few words that all guards share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from greenshield.domain.casefile import CaseFile, SeenRecord
from greenshield.domain.errors import Missing
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.state import DocumentRef

Ask = Callable[[CaseFile], list[Missing]]


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard: its name in the table, what it asks in words, and how.

    Attributes:
        ask: what is missing, of whoever makes the move.
        once: what a guard asked before it grew stricter, None where it never did. A move on
            record is judged by it: what was right when it was made stays right, and its pins
            hold what was looked at then and no more.
    """

    name: str
    zh: str
    en: str
    ask: Ask
    once: Ask | None = None

    def judge(self, case: CaseFile) -> list[Missing]:
        """What is missing of a move on record."""
        return (self.once or self.ask)(case)


def absent_fields(case: CaseFile, move: str, specs: Iterable[FieldSpec]) -> list[Missing]:
    """One ``field_missing`` for each ledger field that holds nothing."""
    return [
        Missing("field_missing", {"field": s.id, "move": move}, s.id)
        for s in specs
        if not case.has(s.id)
    ]


def needed_if(
    case: CaseFile, move: str, decides: str, values: Sequence[str], names: Iterable[str]
) -> list[Missing]:
    """What is missing of ledger fields that are needed where another field has certain values.

    While that other field holds nothing, each is a ``field_needed_if`` with these values, so
    that whoever fills in the one can fill in the others too.

    Args:
        case: the case.
        move: which needs them.
        decides: the other field. That it is missing is reported where it is asked for itself.
        values: of it, on which the fields are needed.
        names: the fields.
    """
    specs = [ISSUE[name] for name in names]
    if case.has(decides):
        return absent_fields(case, move, specs) if case.field(decides) in values else []
    if not values:
        return []
    params = {"decided_by": decides, "values": ", ".join(values), "move": move}
    return [
        Missing("field_needed_if", params | {"field": s.id}, s.id)
        for s in specs
        if not case.has(s.id)
    ]


def document_of(case: CaseFile, doc_kind: str) -> list[DocumentRef]:
    """The files of document records of one kind."""
    return [
        document
        for record in case.records("document")
        if record.get("doc_kind") == doc_kind
        for document in record.documents
    ]


def has_paper(case: CaseFile, doc_kind: str) -> bool:
    """True where a file comes with the move, or a document record of the kind holds one."""
    return bool(case.request.documents) or bool(document_of(case, doc_kind))


def by_tier(case: CaseFile, record: SeenRecord, tier: str) -> bool:
    """True where a record was added by an actor of a tier, or is that tier's signed paper.

    The tier comes from the actor's own record. Where the person has no device, the record
    says the tier and carries the scan.
    """
    if case.actor(record.actor).of_tier(tier):
        return True
    return record.get("tier") == tier and bool(record.documents)
