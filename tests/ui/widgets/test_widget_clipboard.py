"""The clipboard at the end of a program."""

from __future__ import annotations

import subprocess
import sys

_COPIES_AND_ENDS = """
from PySide6.QtWidgets import QApplication
from ui.widgets import clipboard
app = QApplication([])
clipboard.put("a\\tb", "<table></table>")
assert app.clipboard().mimeData().hasHtml()
{leave}
assert app.clipboard().text() == "a\\tb"
"""


def test_that_a_program_that_copied_a_table_ends_well_and_leaves_the_text() -> None:
    script = _COPIES_AND_ENDS.format(leave="clipboard.leave_as_text()")
    ended = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr


def test_that_what_others_copied_is_left_alone(qapp) -> None:
    from ui.widgets import clipboard

    clipboard.put("ours")
    qapp.clipboard().setText("theirs")
    clipboard.leave_as_text()
    assert qapp.clipboard().text() == "theirs"
