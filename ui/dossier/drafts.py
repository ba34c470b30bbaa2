"""What was typed and not saved yet, by issue and form.

It may be personal data of an encrypted project, so it is kept in the project's file alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Draft = dict[str, Any]


class Drafts:
    """Drafts by issue, then by form: ``issue``, ``record:<kind or id>``, ``move:<name>``."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Draft]] = {}

    def keep(self, issue: str, form: str, draft: Draft) -> None:
        """Keeps a draft; an empty one is forgotten."""
        if not issue:
            return
        if any(draft.values()):
            self._kept.setdefault(issue, {})[form] = draft
        else:
            self.forget(issue, form)

    def get(self, issue: str, form: str) -> Draft:
        """The draft of a form, {} where there is none."""
        return dict(self._kept.get(issue, {}).get(form, {}))

    def forget(self, issue: str, form: str) -> None:
        """Forgets a draft: it was saved, or its author said so."""
        forms = self._kept.get(issue, {})
        forms.pop(form, None)
        if not forms:
            self._kept.pop(issue, None)

    def forms(self, issue: str) -> Iterable[str]:
        """The forms of an issue that have a draft."""
        return tuple(self._kept.get(issue, {}))

    def issues(self) -> tuple[str, ...]:
        """The issues that have one."""
        return tuple(self._kept)

    def all(self) -> dict[str, dict[str, Draft]]:
        """Everything, as JSON can hold it."""
        return {issue: dict(forms) for issue, forms in self._kept.items()}

    def load(self, kept: Mapping[str, Any]) -> None:
        """Takes over what was kept; what was typed since then is newer and stays."""
        for issue, forms in kept.items():
            for form, draft in forms.items() if isinstance(forms, dict) else ():
                if isinstance(draft, dict) and not self.get(issue, form):
                    self.keep(issue, form, draft)

    def clear(self) -> None:
        """Forgets everything: the project is closed."""
        self._kept.clear()
