"""What the window advises can be done in the window: no options, no commands."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from greenshield import messages
from ui import language, words

TYPED = re.compile(
    r"greenshield\s\w|(?<![\w-])--\w|`|\b(photos|issue|record|ledger|number) [a-z]+ …"
)
# What the command line alone does: devices and their numbers are managed there.
ELSEWHERE = {
    "device_not_admitted", "device_scope_missing", "device_unknown", "request_malformed",
    "no_number_block", "scope_malformed",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_no_advice_in_the_window_is_to_type_a_command(qapp: QApplication, lang: str) -> None:
    language.set_language(qapp, lang)
    try:
        told = {code: words.remedy(code) for code in messages.catalogue()}
    finally:
        language.set_language(qapp, "en")
    named = {code for code, advice in told.items() if TYPED.search(advice)}
    assert {code: told[code] for code in named - ELSEWHERE} == {}
    assert ELSEWHERE - named == set()
