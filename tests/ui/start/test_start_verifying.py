"""Verifying beside other work: no table waits, nobody is asked in vain, no passphrase strays."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.dialogs import WAIT_MS, gone, press, typed
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from greenshield import messages
from greenshield.services import new_project
from ui.desk import Desk
from ui.start import findings_model
from ui.start.calls import Finding
from ui.start.findings_model import FindingsModel
from ui.start.opening import Opening
from ui.start.verify_dialog import VerifyDialog
from ui.widgets.in_window import in_window

SECRET = "correct horse"


@pytest.fixture
def encrypted(own_home: Path, tmp_path: Path) -> Path:
    """A small project that is encrypted, and closed."""
    folder = tmp_path / "encrypted"
    given = {"division_code": "229901", "me": "Li", "tier": "county", "unit": "u"}
    roles = ["county", "keeper"]
    with new_project.create(folder, name="E", roles=roles, passphrase=SECRET, **given):
        return folder


def lanes(desk: Desk) -> list[str]:
    return [task.lane for task in desk.office.tasks() if task.title.startswith("Verifying")]


def quiet(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.office.tasks(), timeout=WAIT_MS)


def test_that_verifying_holds_up_no_table_and_no_writing(desk: Desk, qtbot: QtBot) -> None:
    box = VerifyDialog(desk, desk.info.path)
    box.show()
    press(qtbot, box, "verify.ok")
    assert lanes(desk) == ["count"]
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    press(qtbot, box, "verify.cancel")


def test_that_tables_are_made_anew_behind_what_is_written(
    empty_desk: Desk, sample_project: Path, qtbot: QtBot
) -> None:
    box = VerifyDialog(empty_desk, sample_project)
    box.show()
    box.rebuild.setVisible(True)
    press(qtbot, box, "verify.rebuild")
    assert lanes(empty_desk) == ["write"]
    quiet(qtbot, empty_desk)
    assert box.ok.isEnabled()
    press(qtbot, box, "verify.cancel")


def test_that_nothing_is_made_anew_where_the_dialog_was_left_meanwhile(
    desk: Desk, qtbot: QtBot
) -> None:
    box = VerifyDialog(desk, desk.info.path)
    box.show()
    box.rebuild.setVisible(True)
    press(qtbot, box, "verify.rebuild")
    assert not box.ok.isEnabled()  # while the project is being closed
    press(qtbot, box, "verify.cancel")
    gone(qtbot, "verify")
    ran: list[str] = []
    desk.office.begun.connect(lambda task: ran.append(task.title))
    quiet(qtbot, desk)
    assert not ran


def test_that_a_dialog_can_be_used_again_where_the_project_was_closed_under_it(
    desk: Desk, qtbot: QtBot
) -> None:
    box = VerifyDialog(desk, desk.info.path)
    box.show()
    press(qtbot, box, "verify.ok")
    desk.close()
    quiet(qtbot, desk)
    assert "stopped" in box.notice.text()
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    press(qtbot, box, "verify.cancel")


def test_that_an_encrypted_project_is_verified_with_its_passphrase(
    empty_desk: Desk, encrypted: Path, qtbot: QtBot
) -> None:
    box = VerifyDialog(empty_desk, encrypted)
    box.show()
    assert not box.passphrase.isVisible()
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: bool(box.fields["passphrase"].told()), timeout=WAIT_MS)
    assert box.passphrase.isVisible()
    assert "--" not in box.fields["passphrase"].told()
    typed(qtbot, box, "verify.passphrase", "wrong")
    press(qtbot, box, "verify.ok")
    quiet(qtbot, empty_desk)
    assert "Type the passphrase" in box.fields["passphrase"].told()
    typed(qtbot, box, "verify.passphrase", SECRET)
    press(qtbot, box, "verify.ok")
    qtbot.waitUntil(lambda: box.notice.kind() == "ok", timeout=WAIT_MS)
    press(qtbot, box, "verify.cancel")


def test_that_a_passphrase_goes_to_no_other_project(
    empty_desk: Desk, encrypted: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    box = VerifyDialog(empty_desk, encrypted, SECRET)
    box.show()
    assert box.passphrase.text() == SECRET
    box.path.set_path(str(tmp_path))
    assert not box.passphrase.text()
    press(qtbot, box, "verify.cancel")


def test_that_a_passphrase_is_forgotten_when_its_project_is_closed(
    empty_desk: Desk, sample_project: Path, encrypted: Path, qtbot: QtBot
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    opening = Opening(empty_desk, place)
    opening.open(sample_project)
    quiet(qtbot, empty_desk)
    opening.open(encrypted, SECRET)  # in place of what is open
    quiet(qtbot, empty_desk)
    assert opening.passphrase == SECRET
    empty_desk.close()
    assert opening.passphrase is None
    quiet(qtbot, empty_desk)


@pytest.mark.parametrize(
    "code",
    ["passphrase_needed_or_damaged", "passphrase_wrong", "pack_has_no_tables", "pack_not_zip"],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_no_remedy_of_verifying_names_options(code: str, lang: str) -> None:
    remedy = messages.remedy(code, {"file": "a"}, lang)
    assert in_window(remedy) != remedy
    assert "--" not in in_window(remedy)


def test_that_only_findings_that_are_looked_at_become_sentences(
    empty_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, model_tester
) -> None:
    made: list[str] = []
    real = findings_model.line
    monkeypatch.setattr(
        findings_model, "line", lambda code, params: made.append(code) or real(code, params)
    )
    box = VerifyDialog(empty_desk)
    findings = tuple(
        Finding("broken", "table_row_altered", f"issue {n}", f"YG-{n}", {"table": "issue"})
        for n in range(20_000)
    )
    model = FindingsModel()
    model_tester(model)
    model.set_rows(findings[:5])
    made.clear()
    box.show()
    box.path.set_path("somewhere")
    box.model.set_rows(findings)
    box.list.show()
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT_MS)
    assert box.model.rowCount() == len(findings)
    assert len(made) < 2_000
    press(qtbot, box, "verify.cancel")
