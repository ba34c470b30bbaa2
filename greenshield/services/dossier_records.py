"""The records of an issue as the parts of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from greenshield.domain import adoption
from greenshield.domain.records import CARRIED_FROM
from greenshield.domain.state import IssueState, RecordState
from greenshield.reports import dossier_parts as parts
from greenshield.services import opinions
from greenshield.services.dossier_people import People
from greenshield.services.dossier_photos import Verdicts
from greenshield.services.figures import COUNTED_WITH


class Records:
    """Reads the records of one issue, kind by kind, in order of their day.

    ``called`` gives an issue's number for its id; ``whole`` is as ``lineage_whole.unshared`` tells.
    """

    def __init__(
        self,
        issue: IssueState,
        people: People,
        verdicts: Verdicts,
        called: Callable[[str], str],
        whole: Mapping[str, str],
    ) -> None:
        self._called = called
        self._whole = whole
        self._issue = issue
        self._people = people
        self._verdicts = verdicts

    def _of(self, kind: str) -> Iterator[RecordState]:
        found = self._issue.records_of(kind)
        return iter(sorted(found, key=lambda r: (r.occurred_on, r.record_id)))

    def checks(self) -> tuple[parts.CheckEntry, ...]:
        """Field checks."""
        return tuple(
            parts.CheckEntry(
                inspector=self._people.party(r.actor),
                occurred_on=r.occurred_on,
                is_true=r.get("is_true"),
                text=text_in(r, "findings"),
                photos=len(r.get("photos") or ()) or self._photos(self._phase(r), r.occurred_on),
            )
            for r in self._of("check")
        )

    def _photos(self, phase: str, day: str) -> int:
        """How many photos of a phase that were taken by a day are evidence."""
        return sum(
            of == phase and verdict.doubt is None and verdict.day <= day
            for (of, _), verdict in self._verdicts.items()
        )

    def _phase(self, check: RecordState) -> str:
        """The phase that a check looks at: after the self-check, what was rectified."""
        moves = list(self._issue.history())
        used = (m.pins.get("records") for m in moves if m.move == "check")
        if any(isinstance(ids, Mapping) and check.record_id in ids for ids in used):
            return "before"
        if any(m.move == "self_check" and m.occurred_on <= check.occurred_on for m in moves):
            return "after"
        approved = adoption.approved_on(moves)
        return "during" if approved and approved <= check.occurred_on else "before"

    def measures(self) -> tuple[parts.MeasureEntry, ...]:
        """Measures, planned and done."""
        return tuple(
            replace(_measure(r), whole_of=self._called(old) if old else "")
            for r in self._of("measure")
            for old in [self._whole.get(r.record_id, "")]
        )

    def progress(self) -> tuple[parts.ProgressEntry, ...]:
        """What was told of the works before, during and after them."""
        measures = {r.record_id: _measure(r) for r in self._issue.records if r.kind == "measure"}
        return tuple(
            parts.ProgressEntry(
                on=r.occurred_on,
                phase=text_in(r, "phase"),
                measure=measures.get(text_in(r, "measure")),
                quantity=r.get("quantity"),
                pct=r.get("pct"),
                text=text_in(r, "text"),
                photos=len(r.get("photos") or ()),
            )
            for r in self._of("progress")
        )

    def extensions(self) -> tuple[parts.ExtensionEntry, ...]:
        """Deadlines that were moved."""
        return tuple(
            parts.ExtensionEntry(
                text_in(r, "from_date"),
                text_in(r, "to_date"),
                text_in(r, "approval"),
                text_in(r, "reason"),
                self._granted_to(r),
                text_in(r, "approved_on"),
            )
            for r in self._of("extension")
        )

    def opinions(self) -> tuple[parts.OpinionEntry, ...]:
        """Signed opinions."""
        return tuple(self._opinion(r) for r in self._of("opinion"))

    def _opinion(self, record: RecordState) -> parts.OpinionEntry:
        """An opinion; it counts where its tier entered it, or its signed paper came with it."""
        own = opinions.is_own(record, self._people)
        return parts.OpinionEntry(
            tier=text_in(record, "tier"),
            signer=self._signer(record),
            text=text_in(record, "text"),
            signed_on=text_in(record, "signed_on"),
            entered_by=None if own else self._people.party(record.actor),
            counts=opinions.counts(record, self._people),
        )

    def _signer(self, record: RecordState) -> parts.Party:
        entered_by = self._people.party(record.actor)
        same = text_in(record, "signer") == entered_by.name
        unit = text_in(record, "unit") or (entered_by.unit if same else "")
        return parts.Party(
            text_in(record, "signer"), unit, text_in(record, "tier"),
            verified=same and entered_by.verified,
        )  # fmt: skip

    def publicity(self) -> tuple[parts.PublicityEntry, ...]:
        """Where and how long the closing was made public."""
        first, last = self._issue.get("pub_from"), self._issue.get("pub_to")
        if not first and not last:
            return ()
        notice = self._notice()
        medium = str(self._issue.get("pub_media") or "")
        return (parts.PublicityEntry(str(first or ""), str(last or ""), medium, notice),)

    def _notice(self) -> str:
        """The notice: the number or title of its record, else the files given with the move."""
        notices = [r for r in self._of("document") if r.get("doc_kind") == "notice"]
        if notices:
            last = notices[-1]
            named = text_in(last, "number") or text_in(last, "title")
            return named or "、".join(d.name for d in last.documents)
        made = [m for m in self._issue.history() if m.move == "publicize"]
        return "、".join(d.name for d in made[-1].documents) if made else ""

    def objections(self) -> tuple[parts.ObjectionEntry, ...]:
        """What somebody objected, and the answers."""
        return tuple(
            parts.ObjectionEntry(
                text_in(r, "who"), text_in(r, "text"), r.occurred_on, text_in(r, "answer")
            )
            for r in self._of("objection")
        )

    def referrals(self) -> tuple[parts.ReferralEntry, ...]:
        """Cases handed to other authorities."""
        return tuple(
            parts.ReferralEntry(
                type=text_in(r, "referral_type"),
                to=text_in(r, "to_unit"),
                state=_referral_state(r),
                number=text_in(r, "number"),
                sent_on=text_in(r, "sent_on"),
                received_on=text_in(r, "received_on"),
                concluded_on=text_in(r, "concluded_on"),
                result=text_in(r, "result"),
                counted_with=self._counted_with(r),
            )
            for r in self._of("referral")
        )

    def penalties(self) -> tuple[parts.PenaltyEntry, ...]:
        """Administrative penalties."""
        return tuple(
            parts.PenaltyEntry(
                text_in(r, "number"),
                text_in(r, "party"),
                r.get("yuan"),
                text_in(r, "decided_on"),
                self._counted_with(r),
            )
            for r in self._of("penalty")
        )

    def accountability(self) -> tuple[parts.AccountabilityEntry, ...]:
        """Persons held to account."""
        return tuple(
            parts.AccountabilityEntry(
                text_in(r, "rank"), r.get("persons"), text_in(r, "acct_kind"), r.occurred_on,
                text_in(r, "text"), self._counted_with(r),
            )
            for r in self._of("accountability")
        )  # fmt: skip

    def compensation(self) -> tuple[parts.CompensationEntry, ...]:
        """Cases of compensation."""
        return tuple(
            parts.CompensationEntry(
                text_in(r, "case_no"), r.get("yuan"), text_in(r, "state"), self._counted_with(r)
            )
            for r in self._of("compensation")
        )

    def _granted_to(self, record: RecordState) -> str:
        """The number of the issue that an extension was granted to, "" where it is this."""
        issue, _, _ = text_in(record, CARRIED_FROM).rpartition("/")
        return self._called(issue) if issue else ""

    def _counted_with(self, record: RecordState) -> str:
        """The number of the issue in which the amount of a record counts, "" where it is this."""
        issue, _, _ = text_in(record, COUNTED_WITH).partition("/")
        return self._called(issue) if issue else ""

    def lookbacks(self) -> tuple[parts.LookBackEntry, ...]:
        """Re-inspections after closing."""
        return tuple(
            parts.LookBackEntry(
                who=parts.Party(text_in(r, "who") or self._people.party(r.actor).name),
                on=r.occurred_on,
                result=text_in(r, "result"),
                text=text_in(r, "findings"),
                photos=self._photos("lookback", r.occurred_on),
            )
            for r in self._of("lookback")
        )


def text_in(record: RecordState, name: str) -> str:
    """A field of a record as text, "" where it is absent."""
    value = record.get(name)
    return "" if value is None else str(value)


def _measure(record: RecordState) -> parts.MeasureEntry:
    return parts.MeasureEntry(
        code=text_in(record, "code"),
        text=text_in(record, "text"),
        quantity=record.get("quantity"),
        unit=text_in(record, "unit"),
        target=text_in(record, "target"),
        due_on=text_in(record, "due_on"),
        done_on=text_in(record, "done_on"),
        done_quantity=record.get("done_quantity"),
    )


def _referral_state(record: RecordState) -> str:
    """Draft, sent, received, concluded: the last step that has a day."""
    for state in ("concluded", "received", "sent"):
        if record.get(f"{state}_on"):
            return state
    return "draft"
