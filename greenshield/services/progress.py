"""How a long use case tells how far it is, and how a face stops it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from greenshield.domain.errors import SurroundingsError


class Progress(Protocol):
    """What a face gives to a use case that may take over a second."""

    def step(self, what: str, done: int, total: int) -> None:
        """Tells that ``done`` of ``total`` are done; ``what`` is a message code.

        Raises:
            SurroundingsError: ``cancelled``, where the person stopped it.
        """


class Silent:
    """Tells nobody and never stops."""

    def step(self, what: str, done: int, total: int) -> None:
        """Does nothing."""


SILENT = Silent()


_Item = TypeVar("_Item")
_EVERY = 200  # items between two words


def counted(progress: Progress, what: str, items: Sequence[_Item]) -> Iterator[_Item]:
    """The items one after the other; every so many of them it is told how far one is.

    Raises:
        SurroundingsError: ``cancelled``, as ``Progress.step``.
    """
    for done, item in enumerate(items):
        if done % _EVERY == 0:
            progress.step(what, done, len(items))
        yield item


class Interrupted(KeyboardInterrupt):
    """The keyboard stopped a work of which a part is stored for good.

    Attributes:
        code: of the sentence that says how much is stored.
        params: what it names.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def cancelled() -> SurroundingsError:
    """What a face raises from ``step`` to stop the work; nothing half-done stays."""
    return SurroundingsError("cancelled")
