"""What was sent and is not answered yet: nobody sends the same a second time."""

from __future__ import annotations

from typing import Any

Draft = dict[str, Any]


class UnderWay:
    """What was sent of each issue and form, as its draft stood."""

    def __init__(self) -> None:
        self._sent: dict[tuple[str, str], Draft] = {}

    def begin(self, issue: str, form: str, draft: Draft) -> None:
        """It was sent."""
        self._sent[issue, form] = draft

    def end(self, issue: str, form: str, draft: Draft) -> None:
        """It was written, or refused; what the same form sent later goes on."""
        if self._sent.get((issue, form)) == draft:
            del self._sent[issue, form]

    def has(self, issue: str, form: str) -> bool:
        """True while something of this form is being written."""
        return (issue, form) in self._sent

    def draft(self, issue: str, form: str) -> Draft:
        """What was sent, {} for nothing."""
        return dict(self._sent.get((issue, form), {}))

    def unsent(self, issue: str, form: str, draft: Draft) -> Draft:
        """What is to be typed on of a draft: {} where this very one is being written."""
        return {} if draft == self._sent.get((issue, form)) else draft

    def clear(self) -> None:
        """Another person or project: what was sent is answered to nobody here."""
        self._sent.clear()
