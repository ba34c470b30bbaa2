"""What takes long at a list tells how far it is, and can be stopped anywhere with nothing done."""

import pytest
from helpers.imports import fingerprint, workbook

from greenshield.domain.errors import SurroundingsError
from greenshield.domain.ledger_filter import Filter
from greenshield.services import (
    ledger_compare_shown,
    ledger_export,
    ledger_query,
    ledger_reissue,
    ledger_table,
)
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.progress import cancelled

HEAD = ("图斑编号", "经度", "纬度", "活动类型", "问题来源", "问题描述")


def listed(path, said):
    rows = [(f"T{n}", 126.3 + n / 5000, 43.2, "道路", "绿盾巡查", said) for n in range(450)]
    return workbook(path, HEAD, rows)


class Heard:
    """Hears all, and stops at one of the words."""

    def __init__(self, stop=None):
        self.steps, self.stop = [], stop

    def step(self, what, done, total):
        if len(self.steps) == self.stop:
            raise cancelled()
        self.steps.append((what, done, total))

    def of(self, what):
        return [(done, total) for word, done, total in self.steps if word == what]


@pytest.fixture
def imported(session, tmp_path):
    import_file(session, listed(tmp_path / "一.xlsx", "占用"), LedgerOptions())
    return session


def test_that_a_comparison_tells_each_of_its_steps_and_stops_at_any(imported, tmp_path):
    again = listed(tmp_path / "二.xlsx", "改")

    def compare(heard):
        return ledger_compare_shown.compare(
            imported.project, again, LedgerOptions(), progress=heard
        )

    heard = Heard()
    assert compare(heard).counts["changed"] == 450
    assert heard.of("checking_rows") == [(0, 450), (200, 450), (400, 450)]
    assert heard.of("comparing_rows") == [(n, 6) for n in range(6)]
    assert heard.of("wording_lines") == [(0, 450), (200, 450), (400, 450)]
    for stop in range(len(heard.steps)):
        with pytest.raises(SurroundingsError, match="cancelled"):
            compare(Heard(stop))


def test_that_an_import_as_decided_that_is_stopped_has_written_nothing(imported, tmp_path):
    again = listed(tmp_path / "二.xlsx", "改")
    before = fingerprint(imported.project)
    heard = Heard()
    ledger_reissue.import_list(imported, again, LedgerOptions(dry_run=True), {}, progress=heard)
    for stop in (0, 1, 4, 7, 10, len(heard.steps) - 1):
        with pytest.raises(SurroundingsError, match="cancelled"):
            ledger_reissue.import_list(imported, again, LedgerOptions(), {}, progress=Heard(stop))
        assert fingerprint(imported.project) == before


def test_that_a_list_is_read_once_however_often_it_is_judged(imported, tmp_path):
    again = listed(tmp_path / "二.xlsx", "改")
    heard = Heard()
    done = ledger_reissue.import_list(imported, again, LedgerOptions(), {}, progress=heard)
    assert done.imported.updated == 450
    assert heard.of("checking_rows") == [(0, 450), (200, 450), (400, 450)] * 2
    assert heard.of("reading_ledger") == [(0, 0)]


def test_that_an_export_tells_the_rows_and_leaves_no_part_of_a_file(
    imported, tmp_path, monkeypatch
):
    monkeypatch.setattr(ledger_table, "_AT_ONCE", 200)
    keys = ledger_query.ask(imported.project, Filter(as_of="2026-05-01")).keys.tolist()
    out = tmp_path / "out.xlsx"
    out.write_bytes(b"what was there")
    heard = Heard()
    ledger_export.write(imported.project, keys, tmp_path / "whole.xlsx", progress=heard)
    assert heard.of("reading_rows") == [(0, 450), (200, 450), (400, 450)]
    before = sorted(tmp_path.iterdir())
    for stop in range(len(heard.steps)):
        with pytest.raises(SurroundingsError, match="cancelled"):
            ledger_export.write(imported.project, keys, out, progress=Heard(stop))
    assert out.read_bytes() == b"what was there"
    assert sorted(tmp_path.iterdir()) == before
