"""What ``--rebuild`` makes again from events, and what it only takes over as it is."""

import pytest
from helpers.calls import as_json, said
from helpers.tampering import tamper

from greenshield.project import rebuilding
from greenshield.project.opening import open_project
from greenshield.services.verifying import verify


def local(folder, key):
    with open_project(folder, who="test", read_only=True) as project:
        return project.local(key)


def flip(folder, what, at, bit):
    """Flips a bit of the last place in the file where some bytes stand."""
    file = folder / "project.gpkg"
    data = bytearray(file.read_bytes())
    start = data.rfind(what)
    assert start > 0
    data[start + at] ^= bit
    file.write_bytes(data)


def codes(told):
    return {b["code"] for b in told}


def test_that_a_flip_in_the_copy_s_own_notes_is_taken_over_and_not_called_restored(folder, capsys):
    before = local(folder, "instance")
    flip(folder, before.encode(), 0, 1)
    assert codes(as_json(capsys, "verify", folder)[1]["broken"]) == {"page_altered"}
    code, told = as_json(capsys, "verify", folder, "--rebuild")
    assert (code, told["ok"], told["broken"], told["mended"]) == (7, False, [], [])
    assert codes(told["taken_over"]) == {"page_altered"}
    assert local(folder, "instance") != before


@pytest.mark.parametrize(("lang", "taken"), [("zh", "没有恢复"), ("en", "not restored")])
def test_that_the_lines_tell_what_was_taken_over_from_what_was_restored(
    folder, capsys, lang, taken
):
    (folder / "project.sums").unlink()
    code, out, _ = said(capsys, "--lang", lang, "verify", folder, "--rebuild")
    assert code == 7
    assert taken in out
    assert "~ project.sums" in out
    assert not {"按事件恢复", "put right from the events"} & {w for w in _SAID if w in out}
    assert said(capsys, "--lang", lang, "verify", folder)[0] == 0


_SAID = ("按事件恢复", "put right from the events")


def test_that_rows_are_restored_and_their_pages_taken_over(folder, capsys):
    tamper(folder, "UPDATE issue SET state = 'filed' WHERE clue_no = 'QH-2'")
    code, out, _ = said(capsys, "verify", folder, "--rebuild")
    assert code == 7
    assert "按事件恢复" in out
    assert "没有恢复" in out


@pytest.mark.parametrize("code", ["sums_missing", "sums_altered"])
def test_that_lost_sums_are_named_until_a_rebuild_takes_new_ones(folder, capsys, code):
    note = folder / "project.sums"
    content = bytearray(note.read_bytes())
    content[40] ^= 1
    note.unlink()
    if code == "sums_altered":
        note.write_bytes(content)
    open_project(folder, who="test").close()
    assert codes(as_json(capsys, "verify", folder)[1]["broken"]) == {code}
    told = as_json(capsys, "verify", folder, "--rebuild")[1]
    assert (codes(told["taken_over"]), told["mended"], told["bytes_compared"]) == ({code}, [], True)
    assert as_json(capsys, "verify", folder)[0] == 0


@pytest.mark.parametrize("bit", [1, 2, 8, 64])
def test_that_a_flip_in_the_fold_s_number_locks_no_project(folder, capsys, bit):
    events = verify(folder).events
    flip(folder, b"fold%d" % rebuilding.FOLD, 4, bit)
    # An earlier fold's number says no more than that the tables are to be made anew.
    earlier = chr(ord(str(rebuilding.FOLD)) ^ bit) in map(str, range(1, rebuilding.FOLD))
    altered = set() if earlier else {"fold_altered"}
    told = as_json(capsys, "verify", folder)[1]
    assert told["events"] == events
    assert codes(told["broken"]) == altered | {"page_altered"}
    told = as_json(capsys, "verify", folder, "--rebuild")[1]
    assert (told["broken"], codes(told["mended"])) == ([], altered)
    assert codes(told["taken_over"]) == {"page_altered"}
    assert verify(folder).ok
    assert local(folder, "fold") == str(rebuilding.FOLD)
    open_project(folder, who="test").close()
