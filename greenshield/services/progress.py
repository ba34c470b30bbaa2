"""How a long use case tells how far it is, and how a face stops it."""

from __future__ import annotations

from typing import Protocol

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
