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


def typed_on(sent: Draft, now: Draft) -> Draft:
    """What a form holds besides what was sent of it; {} where it is the same.

    A field of a record that was emptied since then is one too. The day alone is none.
    """
    out: Draft = {}
    for name, value in now.items():
        before = sent.get(name)
        if value == before or name == "day":
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            emptied = {n: "" for n in before if n not in value} if name == "fields" else {}
            value = emptied | {n: v for n, v in value.items() if before.get(n) != v}
        elif isinstance(value, list) and isinstance(before, list):
            value = [one for one in value if one not in before]
        if value:
            out[name] = value
    return out
