"""A rule set saved by Notepad begins with a mark that is no part of it."""

from __future__ import annotations

from greenshield.reference import parsed_ruleset, ruleset


def test_that_a_rule_set_with_a_byte_order_mark_is_the_same_rule_set():
    plain = ruleset("default-2026")
    marked = parsed_ruleset(b"\xef\xbb\xbf" + plain.text.encode(), "x.toml")
    assert marked == plain
