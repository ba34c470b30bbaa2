"""What ``verify`` says of a pack that is not as it was written: each thing once, and what to do."""

import shutil
import zipfile
from pathlib import Path

import pytest
from helpers.calls import as_json, broken, said


def members(pack):
    with zipfile.ZipFile(pack) as archive:
        return {i.filename: (i.header_offset, archive.read(i)) for i in archive.infolist()}


def flip(pack, name):
    """Changes one byte within a member's content."""
    data = bytearray(pack.read_bytes())
    start, content = members(pack)[name]
    data[start + 30 + len(name.encode()) + len(content) // 2] ^= 1
    pack.write_bytes(data)


def pack_anew(pack, change):
    """What an archive program makes of the files after a person changed some."""
    files = {name: content for name, (_, content) in members(pack).items()}
    change(files)
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def test_that_an_untouched_pack_is_verified(pack, capsys):
    code, told = as_json(capsys, "verify", pack)
    assert (code, told["ok"], told["broken"]) == (0, True, [])


@pytest.mark.parametrize(
    "kind", ["05_整改落实/", "11_原始记录/issue.json", "manifest.json", "manifest.sig", "销号报告"]
)
def test_that_one_flipped_byte_is_named_once(pack, capsys, kind):
    name = next(n for n in members(pack) if n.startswith(kind))
    flip(pack, name)
    assert broken(capsys, pack) == [("pack_file_altered", name)]


def test_that_a_flipped_media_file_goes_by_its_name(pack, capsys):
    name = next(n for n, (_, content) in members(pack).items() if content == b"a paper")
    flip(pack, name)
    _, told = as_json(capsys, "verify", pack)
    assert [b["about"] for b in told["broken"]] == ["整改方案.txt"]
    code, out, _ = said(capsys, "verify", pack)
    assert code == 7
    assert "整改方案.txt" in out.splitlines()[0]
    assert "  → 从原处重新取得" in out


def shifted(pack, name, by):
    """Puts a byte into the middle of a member's content, or takes one out."""
    data = bytearray(pack.read_bytes())
    start, content = members(pack)[name]
    at = start + 30 + len(name.encode()) + len(content) // 2
    data[at : at + (by < 0)] = b"\x00" if by > 0 else b""
    pack.write_bytes(data)


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("kind", [".jpg", "events.jsonl", "manifest.json", "销号报告.docx"])
def test_that_a_byte_more_or_less_is_named_by_its_file_alone(pack, capsys, kind, by):
    name = next(n for n in members(pack) if n.endswith(kind))
    shifted(pack, name, by)
    assert broken(capsys, pack) == [("pack_file_altered", name)]


@pytest.fixture
def first(tmp_path):
    """A pack of the first format, as the program wrote it before there were chapters."""
    return Path(shutil.copy(Path(__file__).with_name("pack_1.zip"), tmp_path / "pack.zip"))


def test_that_a_pack_of_the_first_format_is_verified_as_ever(first, capsys):
    code, told = as_json(capsys, "verify", first)
    assert (code, told["ok"], told["photos"], told["broken"]) == (0, True, 3, [])
    for name in members(first):
        whole = first.read_bytes()
        shifted(first, name, 1)
        assert broken(capsys, first) == [("pack_file_altered", name)]
        first.write_bytes(whole)
    flip(first, next(n for n, (_, content) in members(first).items() if content == b"a paper"))
    _, told = as_json(capsys, "verify", first)
    assert [b["about"] for b in told["broken"]] == ["整改方案.txt"]


@pytest.mark.parametrize("part", [0.01, 0.1, 0.3, 0.9, 0.9999])
def test_that_a_pack_cut_off_is_told_as_such(pack, capsys, part):
    data = pack.read_bytes()
    pack.write_bytes(data[: int(len(data) * part)])
    assert broken(capsys, pack) == [("pack_cut_off", pack.name)]
    _, out, _ = said(capsys, "verify", pack)
    assert "末尾缺失" in out
    assert "central directory" not in out
    assert "根密钥指纹：\n" not in out


@pytest.mark.parametrize(
    ("size", "code"), [(0, "verify_file_empty"), (2, "zip_cut_off"), (33, "zip_cut_off")]
)
def test_that_a_beginning_of_which_nothing_can_be_said_is_told_as_such(pack, capsys, size, code):
    pack.write_bytes(pack.read_bytes()[:size])
    exit_code, told = as_json(capsys, "verify", pack)
    assert (exit_code, told["error"]["code"]) == (3, code)


@pytest.mark.parametrize(
    "manifest", [b"{}", b"[]", b"null", b'{"files":5}', b'{"files":[[],{"path":1}]}', b"\xff" * 99]
)
def test_that_a_hostile_manifest_is_no_fault_of_ours(pack, capsys, manifest):
    pack_anew(pack, lambda files: files.update({"manifest.json": manifest, "\x1b[2Jx": b""}))
    told = broken(capsys, pack)
    assert told[0] == ("pack_altered", pack.name)
    assert not any("\x1b" in where for _, where in told)


def test_that_what_unpacks_without_end_is_not_unpacked(pack, capsys):
    def change(files):
        name = next(n for n in files if n.endswith(".jpg"))
        files[name] = bytes(300 << 20)

    pack_anew(pack, change)
    assert len(broken(capsys, pack)) == 2


def test_that_a_document_is_no_pack(tmp_path, pack, capsys):
    (tmp_path / "销号.docx").write_bytes(members(pack)["销号报告.docx"][1])
    code, told = as_json(capsys, "verify", tmp_path / "销号.docx")
    assert (code, told["error"]["code"]) == (3, "pack_not_zip")
    assert "既不是绿盾项目，也不是档案包" in told["error"]["message"]
