"""A filter's list of values: the button tells how many are chosen, the chips which."""

from __future__ import annotations

from ui.widgets.multi_choice import MultiChoice
from ui.words import number, translate


class FacetChoice(MultiChoice):
    """Several values of one filter."""

    def retranslate(self) -> None:
        """The title, and how many values are chosen."""
        super().retranslate()
        title, chosen = self.accessibleName(), len(self.values())
        if chosen:
            title = translate("Ledger", "{value} ({n})").format(value=title, n=number(chosen))
        self.setText(f"{title} ▾")
