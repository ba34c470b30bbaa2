"""A warning in the log that no test asked for fails the test, as a warning of Python does.

A test that expects one says so, and then the record must come:

    def test_that_…(expect_log):
        expect_log("greenshield.project", logging.WARNING, "copied folder")
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

ExpectLog = Callable[[str, int, str], None]


class _Collector(logging.Handler):
    """Keeps the records that must not come unasked."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record; it is judged when the test has ended."""
        self.records.append(record)


@pytest.fixture
def expected_logs() -> list[tuple[str, int, str]]:
    """The (logger name, level, part of the message) that the test asked for."""
    return []


@pytest.fixture
def expect_log(expected_logs: list[tuple[str, int, str]]) -> ExpectLog:
    """Announce a log record of WARNING or above: logger, level, part of its message."""

    def announce(logger: str, level: int, part: str) -> None:
        expected_logs.append((logger, level, part))

    return announce


@pytest.fixture(autouse=True)
def no_unexpected_logs(expected_logs: list[tuple[str, int, str]]) -> Iterator[None]:
    """Fail the test on a record that was not asked for, and on one that was but didn't come."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    missed = list(expected_logs)
    unexpected = []
    for record in collector.records:
        fits = [e for e in expected_logs if _fits(record, e)]
        if not fits:
            unexpected.append(f"{record.name} {record.levelname}: {record.getMessage()}")
        missed = [e for e in missed if e not in fits]
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    if missed:
        pytest.fail(f"announced, but never logged: {missed}", pytrace=False)


def _fits(record: logging.LogRecord, expected: tuple[str, int, str]) -> bool:
    logger, level, part = expected
    below = record.name == logger or record.name.startswith(logger + ".")
    return below and record.levelno == level and part in record.getMessage()
