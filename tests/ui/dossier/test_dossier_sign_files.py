"""Files of a form: how many a signature takes, and those of a draft that are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ui.dossier.view import Waits


@pytest.fixture
def signing(hands, clue):
    """The form of the second signature of a move that waits; opens it anew."""
    panel = hands.panel
    view = replace(panel.view, waits=Waits("dismiss", "city", "x", "甲", True))
    panel.forms.show_view(view)

    def opened():
        panel.forms.leave()
        panel.forms.move("(sign)")
        return panel.forms.form

    return opened


def test_that_a_signature_takes_one_file(hands, signing, tmp_path):
    files = [tmp_path / "p1.jpg", tmp_path / "p2.jpg"]
    for file in files:
        file.write_bytes(b"1")
    form = signing()
    form.signer.set_raw("王某")
    form.unit.set_raw("市局")
    hands.attach(files)
    assert not form.judge()
    assert any("One file" in line for line in hands.refused())
    hands.find("dossier.attachments.list").setCurrentRow(0)
    hands.press("dossier.attachments.remove")
    assert form.judge()
    assert form.paper == files[1]


def test_that_the_day_of_a_signature_is_kept_and_a_file_that_is_gone_is_told(
    hands, signing, tmp_path
):
    paper = tmp_path / "p1.jpg"
    paper.write_bytes(b"1")
    form = signing()
    form.day.set_raw("2026-11-03")
    assert form.draft() == {}  # the day alone is none
    form.signer.set_raw("王某")
    hands.attach([paper])
    paper.unlink()
    again = signing()
    assert again is not form
    assert again.day.raw() == "2026-11-03"
    assert again.signer.raw() == "王某"
    assert again.files.files() == []
    assert any("p1.jpg" in line for line in hands.refused())
