"""What a guard is, and the few words that all guards share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from greenshield.domain.casefile import CaseFile, SeenRecord
from greenshield.domain.errors import Missing
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.state import DocumentRef


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard: its name in the table, what it asks in words, and how."""

    name: str
    zh: str
    en: str
    ask: Callable[[CaseFile], list[Missing]]


def absent_fields(case: CaseFile, move: str, specs: Iterable[FieldSpec]) -> list[Missing]:
    """One ``field_missing`` for each ledger field that holds nothing."""
    return [
        Missing("field_missing", {"field": s.id, "move": move}, s.id)
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
    actor = case.actor(record.actor)
    if actor.tier == tier or tier in actor.roles:
        return True
    return record.get("tier") == tier and bool(record.documents)
