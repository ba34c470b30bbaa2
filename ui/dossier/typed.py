"""What is typed in the dossier and not sent yet: noted for its issue, put in again, and told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dossier.drafts import Draft

if TYPE_CHECKING:
    from ui.dossier.panel import DossierPanel


class Typed(QObject):
    """The facts, the remark and the forms of the issue that is shown, as far as they are typed."""

    def __init__(self, panel: DossierPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        panel.pages.unsent.dropped.connect(self._on_dropped)

    def gather(self) -> None:
        """Notes whatever was typed for the issue that is shown."""
        panel = self._panel
        if panel.view is None:
            return
        panel.forms.keep()
        issue = panel.view.issue_id
        panel.drafts.keep(issue, "facts", panel.pages.facts.typed())
        text = panel.pages.timeline.comments.text().strip()
        remark = {"text": text} if text else panel.under_way.draft(issue, "remark")
        panel.drafts.keep(issue, "remark", remark)

    def put_in(self, issue: str) -> dict[str, str]:
        """Puts the remark in that was typed for an issue; the facts that were."""
        told = str(self._unsent(issue, "remark").get("text") or "")
        self._panel.pages.timeline.comments.set_text(told)
        return self._panel.drafts.get(issue, "facts")

    def put_in_late(self) -> None:
        """The drafts have come: what the shown issue has of them joins what is typed since."""
        panel = self._panel
        view, remark = panel.view, panel.pages.timeline.comments.text()
        if view is None:
            return
        typed = {**self.put_in(view.issue_id), **panel.pages.facts.typed()}
        if remark.strip():
            panel.pages.timeline.comments.set_text(remark)
        panel.pages.facts.show_view(view, writable=panel.writable, typed=typed)
        self.tell()

    def tell(self) -> None:
        """Names the forms of the issue in which something is typed."""
        panel = self._panel
        issue = "" if panel.view is None else panel.view.issue_id
        found = {form: self._unsent(issue, form) for form in panel.drafts.forms(issue)}
        panel.pages.unsent.show_forms(panel.view, {f: d for f, d in found.items() if d})

    def _unsent(self, issue: str, form: str) -> Draft:
        panel = self._panel
        return panel.under_way.unsent(issue, form, panel.drafts.get(issue, form))

    def _on_dropped(self, form: str) -> None:
        if self._panel.view is not None:
            self._panel.drafts.forget(self._panel.view.issue_id, form)
            self.tell()
