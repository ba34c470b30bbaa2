"""Makes the reports of many issues, in several processes where that helps.

The processes only read the project. What is signed is signed by the caller, in whose process the
key is: they make all that a pack holds beside the originals, as plain bytes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from greenshield.domain import errors
from greenshield.domain.errors import GreenShieldError, Problem, UnreadableError
from greenshield.reports.writing import write_together
from greenshield.services import report_closure
from greenshield.services.pack_papers import Whole
from greenshield.services.session import Session, reading

MOST_WORKERS: Final = 8
_WORTH: Final = 4
"""From how many issues on a second process is worth its start, which takes over a second."""


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are made.

    Attributes:
        as_of: the day that they speak of, ISO.
        lang: ``zh`` or ``en``.
        photos: how large the copies of photos are, of ``report_closure.PHOTO_SIZES``.
        template: as of ``report_closure.make``.
    """

    as_of: str
    lang: str = "zh"
    photos: str = "print"
    template: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be made of one issue.

    Attributes:
        issue: its id.
        files: the reports to write, .docx or .pdf, all of them or none.
        pack: also what its pack needs; its files are then the caller's to write, beside it.
        called: what messages call it; the first of its files, else its id.
    """

    issue: str
    files: tuple[Path, ...] = ()
    pack: bool = False
    called: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one task.

    Attributes:
        issue: the issue's id.
        problems: what the reports could not show.
        whole: what its pack needs, where that was asked for.
        contents: of the files that are the caller's to write.
        error: class and code of what kept it from being made, "" twice where it was.
        params: of that error.
    """

    issue: str
    problems: tuple[Problem, ...] = ()
    whole: Whole | None = None
    contents: Mapping[Path, bytes] = field(default_factory=dict)
    error: tuple[str, str] = ("", "")
    params: dict[str, Any] | None = None

    @property
    def code(self) -> str:
        """The code of what kept it from being made, "" where it was."""
        return self.error[1]

    def raised(self) -> GreenShieldError:
        """The error again, in this process."""
        kind = getattr(errors, self.error[0], UnreadableError)
        found: GreenShieldError = kind(self.error[1], **(self.params or {}))
        return found


def workers_for(count: int, wanted: int = 0) -> int:
    """How many processes make ``count`` reports; ``wanted`` where a person said so."""
    if wanted > 0:
        return min(wanted, MOST_WORKERS, max(count, 1))
    return 1 if count < _WORTH else min(os.cpu_count() or 1, MOST_WORKERS, count)


def each(
    session: Session,
    tasks: Sequence[Task],
    options: Options,
    *,
    workers: int = 0,
    passphrase: str | None = None,
) -> Generator[Result, bool | None, None]:
    """Makes the reports; a result for each task, in their order.

    A file appears whole or not at all, also where the work is stopped. Who sends True in place of
    taking the next result begins no more, and gets those of what is begun.

    Args:
        session: an open project; the processes open it besides, for reading.
        tasks: what to make.
        options: how.
        workers: processes; 0 for as many as help, 1 for none but this one.
        passphrase: of an encrypted project, for the processes.
    """
    count = workers_for(len(tasks), workers)
    if count == 1:
        for task in tasks:
            if (yield _made(session, task, options)):
                return
        return
    pool = ProcessPoolExecutor(
        count,
        mp_context=get_context("spawn"),
        initializer=_begin,
        initargs=(session.project.layout.folder, passphrase),
    )
    left = iter(tasks)

    def submit(task: Task) -> Future[Result]:
        return pool.submit(_in_child, options, task)

    # Few wait at a time: what is made must not pile up while packs are written, and who stops
    # waits for all of them.
    waiting: deque[Future[Result]] = deque(map(submit, islice(left, count + 1)))
    try:
        while waiting:
            if (yield waiting.popleft().result()):
                begun = [future for future in waiting if not future.cancel()]
                yield from (future.result() for future in begun)
                return
            waiting.extend(map(submit, islice(left, 1)))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def wholes(
    session: Session,
    issues: Sequence[str],
    options: Options,
    *,
    workers: int = 0,
    passphrase: str | None = None,
) -> Iterator[Whole]:
    """What packs need, in order; the arguments are those of :func:`each`.

    Raises:
        GreenShieldError: what kept one from being made.
    """
    tasks = [Task(issue, pack=True) for issue in issues]
    for result in each(session, tasks, options, workers=workers, passphrase=passphrase):
        if result.whole is None:
            raise result.raised()
        yield result.whole


def _made(session: Session, task: Task, options: Options) -> Result:
    try:
        called = Path(task.called) if task.called else (*task.files, Path(task.issue))[0]
        kinds = {file.suffix.lower() for file in task.files}
        found = report_closure.whole(
            session, task.issue, called, as_of=options.as_of, lang=options.lang,
            photos=options.photos, template=options.template,
            kinds=(".docx", ".pdf") if task.pack else kinds, pack=task.pack,
        )  # fmt: skip
        contents = {f: report_closure.content_of(found, f.suffix.lower()) for f in task.files}
        if task.pack:
            return Result(task.issue, found.problems, found, contents)
        write_together(contents)
        return Result(task.issue, found.problems)
    except GreenShieldError as error:
        return _failed(task, error)


class _Child:
    """What a process keeps between its tasks: the project, opened when it is first needed."""

    folder = Path()
    passphrase: str | None = None
    stack = contextlib.ExitStack()
    session: Session | None = None


def _begin(folder: Path, passphrase: str | None) -> None:
    """In a child: remembers the project. The keyboard stops the parent, which ends the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Child.folder, _Child.passphrase = folder, passphrase
    atexit.register(_Child.stack.close)


def _in_child(options: Options, task: Task) -> Result:
    try:
        if _Child.session is None:
            opening = reading(_Child.folder, passphrase=_Child.passphrase)
            _Child.session = _Child.stack.enter_context(opening)
        return _made(_Child.session, task, options)
    except GreenShieldError as error:
        return _failed(task, error)


def _failed(task: Task, error: GreenShieldError) -> Result:
    params = {name: str(value) for name, value in error.params.items()}
    return Result(task.issue, error=(type(error).__name__, error.code), params=params)
