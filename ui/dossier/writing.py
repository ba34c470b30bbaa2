"""What the dossier has written, each with the way back where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from greenshield.domain.errors import GreenShieldError
from ui import words
from ui.desk import Desk
from ui.dossier import calls
from ui.dossier.view import View
from ui.undo import Title, told
from ui.words import translate

Done = Callable[[Any], None]
Refused = Callable[[GreenShieldError | None], None]  # None: the window has told it


class Writer:
    """Writes for the dossier. A refusal goes to the form that asked, a fault to the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @staticmethod
    def title_of_facts(view: View) -> str:
        """What saving its facts is called."""
        return translate("Dossier", "Facts of {number}").format(number=view.number)

    @staticmethod
    def title_of_remark(view: View) -> str:
        """What a remark on it is called."""
        return translate("Dossier", "Remark on {number}").format(number=view.number)

    def facts(self, view: View, typed: Mapping[str, str], done: Done, refused: Refused) -> None:
        """Saves ledger fields as typed."""
        issue = view.issue_id
        self._do(
            lambda: self.title_of_facts(view), calls.set_fields, (issue, dict(typed)), done,
            refused,
            undo=lambda former: (calls.set_fields, (issue, former)),
        )  # fmt: skip

    def record(
        self, view: View, kind: str, given: Mapping[str, str], day: str, files: Sequence[Path],
        done: Done, refused: Refused,
    ) -> None:  # fmt: skip
        """Adds a record. Taking it back makes it void."""
        issue, reason = view.issue_id, translate("Dossier", "taken back")
        self._do(
            lambda: _title_of_record(view, kind), calls.add_record,
            (issue, kind, dict(given), day, list(files)), done, refused,
            undo=lambda value: (calls.void_record, (issue, value[0], reason)),
        )  # fmt: skip

    def record_fields(
        self, view: View, record: str, kind: str, given: Mapping[str, str], done: Done,
        refused: Refused,
    ) -> None:  # fmt: skip
        """Saves fields of a record."""
        issue = view.issue_id
        self._do(
            lambda: _title_of_record(view, kind), calls.set_record,
            (issue, record, dict(given)), done, refused,
            undo=lambda value: (calls.set_record, (issue, record, value[0])),
        )  # fmt: skip

    def void(self, view: View, record: str, reason: str, done: Done, refused: Refused) -> None:
        """Says that a record does not count."""
        self._do(
            lambda: translate("Dossier", "Make void"), calls.void_record,
            (view.issue_id, record, reason), done, refused,
        )  # fmt: skip

    def move(
        self, view: View, move: str, day: str, reason: str, given: Mapping[str, str],
        ticks: Mapping[str, Sequence[str]], files: Sequence[Path], done: Done, refused: Refused,
    ) -> None:  # fmt: skip
        """Makes a move."""

        def title() -> str:
            named = translate("Dossier", "{move} of {number}")
            return named.format(move=words.move(move), number=view.number)

        args = (view.issue_id, move, day, reason, dict(given), dict(ticks), list(files))
        self._do(title, calls.make_move, args, done, refused)

    def sign(
        self, view: View, day: str, paper: Path | None, name: str, unit: str, plan: str,
        done: Done, refused: Refused,
    ) -> None:  # fmt: skip
        """Signs the move that waits; of several plans the one that is named."""

        def title() -> str:
            return translate("Dossier", "Second signature of {number}").format(number=view.number)

        self._do(title, calls.sign, (view.issue_id, day, paper, name, unit, plan), done, refused)

    def comment(self, view: View, text: str, done: Done, refused: Refused) -> None:
        """Adds a remark."""
        self._do(
            lambda: self.title_of_remark(view), calls.comment, (view.issue_id, text), done, refused
        )

    def decide(self, conflict: str, take: str, done: Done) -> None:
        """Decides a conflict; a refusal is told by the window."""
        self._do(
            lambda: translate("Dossier", "Decision"), calls.resolve, (conflict, take), done, None
        )

    def number(self, view: View) -> None:
        """Gives the official number; a refusal is told by the window."""

        def title() -> str:
            return translate("Dossier", "Official number of {number}").format(number=view.number)

        self._do(title, calls.make_official, (view.issue_id,), lambda _: None, None)

    def _do(
        self, title: Title, call: Callable[..., Any], args: tuple[Any, ...], done: Done,
        refused: Refused | None, undo: Callable[[Any], Any] | None = None,
    ) -> None:  # fmt: skip
        def failed(error: Exception) -> None:
            if refused is None or not isinstance(error, GreenShieldError):
                self._desk.trouble.emit(error, told(title))
                if refused is not None:
                    refused(None)
            else:
                refused(error)

        self._desk.do(call, *args, title=title, done=done, failed=failed, undo=undo)


def _title_of_record(view: View, kind: str) -> str:
    named = translate("Dossier", "{kind} of {number}")
    return named.format(kind=words.record_kind(kind), number=view.number)
