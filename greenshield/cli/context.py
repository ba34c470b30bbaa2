"""What every command is given: its arguments, the language, and where results go."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenshield import messages, reference, settings, wording
from greenshield.cli.progress import StderrProgress
from greenshield.domain import dates, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.errors import RefusedError, SurroundingsError, UnreadableError, UsageError
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS
from greenshield.services import calendar, lookup, people, session

_FILES = """
SELECT DISTINCT t.photo, p.name FROM photo_tag t JOIN photo p ON p.sha256 = t.photo
WHERE t.issue_id = ? AND NOT t.removed AND NOT p.void
"""
_LONGEST_SECRET = 4096  # bytes of a passphrase or a PIN
_UNITS = {"m2": ("m²", "m²"), "m": ("m", "m"), "yuan": ("元", "yuan")}


@dataclass(slots=True)
class Outcome:
    """What a command found out.

    Attributes:
        data: the JSON object of ``docs/command-line.md``.
        lines: the same for people, in the chosen language.
        exit_code: 0, or 1 where some rows or files were refused.
    """

    data: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    exit_code: int = 0


@dataclass(slots=True)
class Context:
    """One run of one command."""

    args: argparse.Namespace
    lang: str

    @property
    def project(self) -> Path:
        """The PROJECT argument."""
        return Path(self.args.project)

    remarks: list[tuple[str, dict[str, Any]]] = field(default_factory=list, init=False)
    """Codes and parameters of what is to be told beside the command's own warnings."""

    on: str = field(init=False)
    """The ``--on`` date, "" where none was given."""

    def __post_init__(self) -> None:
        """Reads ``--on``, also for commands that have no use for it.

        Raises:
            UsageError: it is no date of the form YYYY-MM-DD.
        """
        given = getattr(self.args, "on", None)
        self.on = "" if given is None else calendar.day(str(given))

    @property
    def as_of(self) -> str:
        """The day that a telling command looks at: ``--as-of``, else ``--on``; "" for neither."""
        given = str(getattr(self.args, "as_of", None) or "")
        return calendar.day(given) if given else self.on

    def date_warnings(self) -> list[dict[str, str]]:
        """What to say of ``--on``: guards read no clock, so a day to come is only warned of."""
        on, today = calendar.day(self.on), calendar.today()
        if on <= today:
            return []
        message = self.say("date_in_future", on=on, today=today)
        return [{"code": "date_in_future", "message": message}]

    def say(self, code: str, **params: Any) -> str:
        """A sentence in the chosen language."""
        return messages.text(code, params, self.lang)

    def state_word(self, state: str) -> str:
        """A workflow state's name in the chosen language."""
        known = workflow.STATES.get(state)
        return state if known is None else getattr(known, self.lang)

    def move_label(self, name: str) -> str:
        """A move's name in the chosen language."""
        known = workflow.MOVES.get(name)
        return name if known is None else str(getattr(known, self.lang))

    def move_word(self, name: str) -> str:
        """A move's name with its code, which is what a person types; one where both are one."""
        label = self.move_label(name)
        return name if label == name else f"{label} {name}"

    def listed(self, words: Iterable[str]) -> str:
        """Words side by side."""
        return ("、" if self.lang == "zh" else ", ").join(words)

    def local_time(self, at: str) -> str:
        """A moment of an event as a clock in China shows it, to the minute."""
        return dates.china_time(at, "")[:16].replace("T", " ") or at

    def field_word(self, kind: str, name: str) -> str:
        """A field's name in the chosen language, its id where it has none."""
        known = CATALOGUE[kind].get(name)
        return name if known is None else getattr(known, self.lang)

    def code_word(self, table: str, code: Any) -> str:
        """A code's label in the chosen language, "" for none."""
        return reference.code_tables().label(table, str(code), self.lang) if code else ""

    def record_word(self, kind: str) -> str:
        """A record kind's name in the chosen language, the kind itself where it has none."""
        known = KINDS.get(kind)
        return kind if known is None else str(getattr(known, self.lang))

    def value_word(self, kind: str, name: str, value: Any) -> str:
        """A field's value for people: codes as labels, numbers with their unit."""
        spec = CATALOGUE[kind].get(name)
        if spec is None:
            return str(value)
        if name == "review_state":
            return self.say(f"review_{value}")
        if spec.code_table:
            codes = value if isinstance(value, list) else [value]
            tables = reference.code_tables()
            return self.listed(tables.label(spec.code_table, str(c), self.lang) for c in codes)
        if spec.keys_table and isinstance(value, dict):
            return messages.counted(kind, name, value, self.lang)
        if spec.type == "pairs" and isinstance(value, list):
            return self.listed(messages.outside_number(item, self.lang) for item in value)
        if isinstance(value, list):
            return self.listed(str(item) for item in value)
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, float) and spec.unit in _UNITS:
            digits = 2 if spec.unit == "yuan" else 1  # no cent of a fine is rounded away
            return f"{value:,.{digits}f} {_UNITS[spec.unit][self.lang != 'zh']}"
        if spec.unit == "percent":
            return f"{value}%"
        return str(value)

    def default_actor(self, opened: session.Session) -> Actor | None:
        """Who would act: ``--actor``, else this device's default, else nobody."""
        project = opened.project
        word = getattr(self.args, "actor", "") or settings.load().default_actor(project.project_id)
        return people.find(project, word) if word else None

    def progress(self) -> StderrProgress:
        """Tells on standard error how far a long work is."""
        return StderrProgress(self.lang)

    def passphrase(self) -> str | None:
        """The first line of ``--passphrase-file``, or None.

        Raises:
            UnreadableError: no such file, or an empty one.
        """
        name = getattr(self.args, "passphrase_file", None)
        return None if name is None else first_line(name, "passphrase_file_unreadable")

    def ask_pin(self, actor: Actor) -> str:
        """The first line of ``--pin-file``, else what is typed at a terminal, unseen.

        Raises:
            UnreadableError: no such file, or an empty one.
            RefusedError: ``pin_needed``: no file, and nobody to ask.
        """
        name = getattr(self.args, "pin_file", None)
        if name is not None:
            return first_line(name, "pin_file_unreadable")
        return typed_unseen(self.say("pin_prompt", name=actor.name), actor)

    @contextlib.contextmanager
    def reading(self) -> Iterator[session.Session]:
        """The project, open for reading."""
        progress = self.progress()
        with session.reading(
            self.project, passphrase=self.passphrase(), progress=progress
        ) as opened:
            progress.end()
            self._learn_names(opened)
            with self._explained(opened):
                yield opened

    @contextlib.contextmanager
    def writing(self) -> Iterator[session.Session]:
        """The project, open for writing by ``--actor`` or the default actor.

        Raises:
            UsageError: ``actor_needed``: neither is there. Whoever writes is somebody, also where
                what is written names nobody: else no PIN would be asked for.
        """
        actor, progress = getattr(self.args, "actor", "") or "", self.progress()
        with session.writing(
            self.project, passphrase=self.passphrase(), actor=actor, pin=self.ask_pin,
            progress=progress,
        ) as opened:  # fmt: skip
            progress.end()
            _ = opened.who
            if opened.lost:
                told = {"n": opened.lost, "project": str(self.project)}
                self.remarks.append(("writing_beside_loss", told))
            self._learn_names(opened)
            with self._explained(opened):
                yield opened

    @contextlib.contextmanager
    def _explained(self, opened: session.Session) -> Iterator[None]:
        """Adds to a refusal what only the open project can tell: how far a photo stands off."""
        try:
            yield
        except RefusedError as error:
            from greenshield.services import photo_doubts  # loads what only a refusal needs

            word = getattr(self.args, "issue", "")
            error.missing = photo_doubts.explained(opened.project, word, error.missing)
            raise

    def _learn_names(self, opened: session.Session) -> None:
        """Lets the sentences about an issue name its people, whose ids nobody knows."""
        if getattr(self.args, "issue", "") or getattr(self.args, "issues", None):
            rows = opened.project.rows("SELECT id, name FROM actor")
            wording.names.set({str(row["id"]): str(row["name"] or row["id"]) for row in rows})
        if getattr(self.args, "issue", ""):
            with contextlib.suppress(UsageError):  # the command itself will say so
                issue_id = lookup.issue_id(opened.project, self.args.issue)
                files = opened.project.rows(_FILES, issue_id)
                wording.photos.set({str(row["photo"]): str(row["name"] or "") for row in files})


def first_line(name: str, unreadable: str) -> str:
    """The first line of a file that holds a secret.

    Raises:
        UnreadableError: no such file, or an empty one, by the code given.
        SurroundingsError: no permission.
    """
    try:
        with Path(name).open("rb") as stream:  # a pipe too; of a device that never ends a piece
            line = stream.readline(_LONGEST_SECRET + 1)
        first = re.split("\r\n?|\n", line.decode("utf-8-sig"))[0]
    except PermissionError as error:
        raise SurroundingsError("file_no_permission", file=name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(unreadable, file=name) from error
    if not first or len(line) > _LONGEST_SECRET:
        raise UnreadableError(unreadable, file=name)
    return first


def typed_unseen(prompt: str, actor: Actor) -> str:
    """What a person types at the terminal without its being shown.

    Raises:
        RefusedError: ``pin_needed``: nobody sits at this program's input.
    """
    if not sys.stdin.isatty():
        raise RefusedError("pin_needed", name=actor.name)
    try:
        return getpass.getpass(prompt + " ")
    except EOFError as error:
        raise RefusedError("pin_needed", name=actor.name) from error
