"""The records of an issue as the parts of a dossier."""

from __future__ import annotations

from collections.abc import Iterator

from greenshield.domain.state import IssueState, RecordState
from greenshield.reports import dossier_parts as parts
from greenshield.services.dossier_people import People


class Records:
    """Reads the records of one issue, kind by kind, in order of their day."""

    def __init__(self, issue: IssueState, people: People) -> None:
        self._issue = issue
        self._people = people

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
                text=_text(r, "findings"),
                photos=len(r.get("photos") or ()) or self._photos("before"),
            )
            for r in self._of("check")
        )

    def _photos(self, phase: str) -> int:
        return len({t.photo for t in self._issue.live_tags() if t.phase == phase})

    def measures(self) -> tuple[parts.MeasureEntry, ...]:
        """Measures, planned and done."""
        return tuple(
            parts.MeasureEntry(
                code=_text(r, "code"),
                text=_text(r, "text"),
                quantity=r.get("quantity"),
                unit=_text(r, "unit"),
                target=_text(r, "target"),
                due_on=_text(r, "due_on"),
                done_on=_text(r, "done_on"),
                done_quantity=r.get("done_quantity"),
            )
            for r in self._of("measure")
        )

    def extensions(self) -> tuple[parts.ExtensionEntry, ...]:
        """Deadlines that were moved."""
        return tuple(
            parts.ExtensionEntry(
                _text(r, "from_date"), _text(r, "to_date"), _text(r, "approval"), _text(r, "reason")
            )
            for r in self._of("extension")
        )

    def opinions(self) -> tuple[parts.OpinionEntry, ...]:
        """Signed opinions."""
        return tuple(
            parts.OpinionEntry(
                tier=_text(r, "tier"),
                signer=self._signer(r),
                text=_text(r, "text"),
                signed_on=_text(r, "signed_on"),
            )
            for r in self._of("opinion")
        )

    def _signer(self, record: RecordState) -> parts.Party:
        entered_by = self._people.party(record.actor)
        same = _text(record, "signer") == entered_by.name
        unit = _text(record, "unit") or (entered_by.unit if same else "")
        return parts.Party(
            _text(record, "signer"), unit, _text(record, "tier"),
            verified=same and entered_by.verified,
        )  # fmt: skip

    def publicity(self) -> tuple[parts.PublicityEntry, ...]:
        """Where and how long the closing was made public."""
        first, last = self._issue.get("pub_from"), self._issue.get("pub_to")
        if not first and not last:
            return ()
        notices = [r for r in self._of("document") if r.get("doc_kind") == "notice"]
        notice = _text(notices[-1], "number") if notices else ""
        medium = str(self._issue.get("pub_media") or "")
        return (parts.PublicityEntry(str(first or ""), str(last or ""), medium, notice),)

    def objections(self) -> tuple[parts.ObjectionEntry, ...]:
        """What somebody objected, and the answers."""
        return tuple(
            parts.ObjectionEntry(
                _text(r, "who"), _text(r, "text"), r.occurred_on, _text(r, "answer")
            )
            for r in self._of("objection")
        )

    def referrals(self) -> tuple[parts.ReferralEntry, ...]:
        """Cases handed to other authorities."""
        return tuple(
            parts.ReferralEntry(
                type=_text(r, "referral_type"),
                to=_text(r, "to_unit"),
                state=_referral_state(r),
                number=_text(r, "number"),
                sent_on=_text(r, "sent_on"),
                received_on=_text(r, "received_on"),
                concluded_on=_text(r, "concluded_on"),
                result=_text(r, "result"),
            )
            for r in self._of("referral")
        )

    def penalties(self) -> tuple[parts.PenaltyEntry, ...]:
        """Administrative penalties."""
        return tuple(
            parts.PenaltyEntry(
                _text(r, "number"), _text(r, "party"), r.get("yuan"), _text(r, "decided_on")
            )
            for r in self._of("penalty")
        )

    def accountability(self) -> tuple[parts.AccountabilityEntry, ...]:
        """Persons held to account."""
        return tuple(
            parts.AccountabilityEntry(
                _text(r, "rank"), r.get("persons"), _text(r, "acct_kind"), r.occurred_on,
                _text(r, "text"),
            )
            for r in self._of("accountability")
        )  # fmt: skip

    def compensation(self) -> tuple[parts.CompensationEntry, ...]:
        """Cases of compensation."""
        return tuple(
            parts.CompensationEntry(_text(r, "case_no"), r.get("yuan"), _text(r, "state"))
            for r in self._of("compensation")
        )

    def lookbacks(self) -> tuple[parts.LookBackEntry, ...]:
        """Re-inspections after closing."""
        return tuple(
            parts.LookBackEntry(
                who=parts.Party(_text(r, "who") or self._people.party(r.actor).name),
                on=r.occurred_on,
                result=_text(r, "result"),
                text=_text(r, "findings"),
                photos=self._photos("lookback"),
            )
            for r in self._of("lookback")
        )


def _text(record: RecordState, name: str) -> str:
    value = record.get(name)
    return "" if value is None else str(value)


def _referral_state(record: RecordState) -> str:
    """Draft, sent, received, concluded: the last step that has a day."""
    for state in ("concluded", "received", "sent"):
        if record.get(f"{state}_on"):
            return state
    return "draft"
