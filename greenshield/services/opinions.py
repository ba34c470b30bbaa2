"""The tiers' opinions on an issue: those that count, and transcripts of them by others.

An opinion counts for its tier where somebody of that tier wrote it down, or where the signed paper
came with it (as ``greenshield.domain.guards.guard.by_tier`` judges it). All else is what somebody
says that the tier had said: nobody signed it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from greenshield.services.dossier_people import People
from greenshield.services.figures import Told

KIND: Final = "opinion"


class Opinion(Told, Protocol):
    """A record of an opinion, folded or as its row tells it."""

    @property
    def actor(self) -> str:
        """The id of who wrote it down."""

    @property
    def documents(self) -> Sequence[Any]:
        """The files that came with it."""


class Opined(Protocol):
    """What has records: an issue, or its rows."""

    def records_of(self, kind: str, /) -> Sequence[Opinion]:
        """Those of one kind that are not voided, in display order."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """An opinion that nobody of its tier wrote down and that has no signed paper.

    Attributes:
        record: its id.
        by: the name of who wrote it down.
    """

    record: str
    tier: str
    text: str
    signer: str
    signed_on: str
    by: str

    def plain(self) -> dict[str, str]:
        """As JSON carries it, and as the sentence ``opinion_transcribed`` takes it."""
        return {"record": self.record, "tier": self.tier, "text": self.text,
                "signer": self.signer, "signed_on": self.signed_on, "by": self.by}  # fmt: skip


def is_own(opinion: Opinion, people: People) -> bool:
    """Whether somebody of an opinion's tier wrote it down, by that person's own record."""
    tier = opinion.get("tier")
    return not isinstance(tier, str) or not tier or people.speaks_for(opinion.actor, tier)


def counts(opinion: Opinion, people: People) -> bool:
    """Whether an opinion is one of its tier, and no transcript."""
    return bool(opinion.documents) or is_own(opinion, people)


def last_of(issue: Opined, tier: str, people: People) -> Opinion | None:
    """The latest opinion of a tier that counts, None for none."""
    found = [o for o in issue.records_of(KIND) if o.get("tier") == tier and counts(o, people)]
    return max(found, key=_order) if found else None


def transcripts(issue: Opined, people: People) -> list[Transcript]:
    """The opinions that do not count, by their day."""
    return [_transcript(o, people) for o in sorted(issue.records_of(KIND), key=_order)
            if not counts(o, people)]  # fmt: skip


def _order(opinion: Opinion) -> tuple[str, str]:
    return opinion.occurred_on, opinion.record_id


def _transcript(opinion: Opinion, people: People) -> Transcript:
    tier, text, signer, on = (
        str(opinion.get(name) or "") for name in ("tier", "text", "signer", "signed_on")
    )
    by = people.party(opinion.actor).name
    return Transcript(opinion.record_id, tier, text, signer, on, by)
