"""A pack that another program packed anew never passes, and is told what of it is still proven."""

import json
import zipfile

import pytest
from helpers.calls import as_json, said

from greenshield.log import canonical


class Gbk(zipfile.ZipInfo):
    """A member as a Chinese Windows writes its name: in its code page, and not said so."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


class Backslashed(Gbk):
    """A member as older libraries of Windows write it."""

    def _encodeFilenameFlags(self):
        return self.filename.replace("/", "\\").encode("gb18030"), self.flag_bits & ~0x800


def files_of(pack):
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack_anew(pack, files, info=zipfile.ZipInfo, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(pack, "w") as archive:
        for name, content in files.items():
            one = info(name)
            one.compress_type = method
            archive.writestr(one, content)


def with_folders(files):
    """Each folder as an entry of its own, and the files in another order."""
    folders = {name[: at + 1] for name in files for at, c in enumerate(name) if c == "/"}
    return dict.fromkeys(sorted(folders), b"") | dict(reversed(files.items()))


def in_a_folder(files):
    return {f"新建文件夹/{name}": content for name, content in with_folders(files).items()}


def verified(capsys, pack):
    """What is broken, and what is said of the rest."""
    code, told = as_json(capsys, "verify", pack)
    assert (code, told["ok"]) == (7, False)
    (remark,) = told["remarks"]
    return [(b["code"], b["where"]) for b in told["broken"]], remark


def listed(files):
    return len(json.loads(files["manifest.json"])["files"])


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("info", [zipfile.ZipInfo, Gbk, Backslashed])
@pytest.mark.parametrize("change", [dict, with_folders, in_a_folder])
def test_that_a_pack_only_packed_anew_still_proves_its_content(pack, capsys, change, info, method):
    _, good = as_json(capsys, "verify", pack)
    files = files_of(pack)
    pack_anew(pack, change(files), info, method)
    ((code, where),), remark = verified(capsys, pack)
    # What differs from ours by no more than its table of contents is known as such.
    alike = (change, info, method) == (dict, zipfile.ZipInfo, zipfile.ZIP_STORED)
    assert (code, where) == ("pack_directory_altered" if alike else "pack_altered", pack.name)
    assert remark["code"] == "pack_contents_hold"
    assert f"{listed(files)} 个文件齐全" in remark["message"]
    _, told = as_json(capsys, "verify", pack)
    for name in ("events", "photos", "root", "keys"):
        assert told[name] == good[name] != 0
    _, out, _ = said(capsys, "verify", pack)
    assert "不能证明" in out


def test_that_of_a_pack_packed_anew_each_difference_is_named(pack, capsys):
    files = files_of(pack)
    photo = next(n for n in files if n.endswith(".jpg"))
    total = listed(files)
    del files[photo]
    files["11_原始记录/issue.json"] = json.dumps({"state": "filed"}).encode()
    files["说明.txt"] = b"x"
    pack_anew(pack, files)
    broken, remark = verified(capsys, pack)
    assert broken[0] == ("pack_altered", pack.name)
    assert sorted(broken[1:]) == [
        ("pack_file_added", "说明.txt"),
        ("pack_file_altered", "11_原始记录/issue.json"),
        ("pack_file_missing", photo),
    ]
    assert remark["code"] == "pack_contents_differ"
    assert f"{total} 个文件中，{total - 2} 个" in remark["message"]


def test_that_a_file_under_another_name_is_known_by_its_content(pack, capsys):
    files = files_of(pack)
    photo = next(n for n in files if n.endswith(".jpg"))
    files["08_照片/____.jpg"] = files.pop(photo)
    pack_anew(pack, files)
    broken, remark = verified(capsys, pack)
    assert broken == [("pack_altered", pack.name), ("pack_file_renamed", photo)]
    assert remark["code"] == "pack_contents_hold"


def test_that_a_second_file_of_one_name_is_named(pack, capsys):
    files = files_of(pack)
    photo = next(n for n in files if n.endswith(".jpg"))
    pack_anew(pack, files)
    with zipfile.ZipFile(pack, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(photo, b"another")
    broken, _ = verified(capsys, pack)
    assert broken == [("pack_altered", pack.name), ("pack_file_added", f"{photo} (2)")]


def test_that_what_was_put_into_a_pack_as_it_is_is_named(pack, capsys):
    files = files_of(pack)
    photo = next(n for n in files if n.endswith(".jpg"))
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("说明.txt", b"x")
        archive.writestr("空文件夹/", b"")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(photo, b"another")
    broken, remark = verified(capsys, pack)
    assert broken == [
        ("pack_directory_altered", pack.name),
        ("pack_file_added", f"{photo} (2)"),
        ("pack_file_added", "说明.txt"),
    ]
    assert remark["code"] == "pack_contents_differ"
    assert f"{listed(files)} 个文件中，{listed(files)} 个" in remark["message"]


def test_that_what_a_forger_lists_anew_is_signed_by_nobody(pack, capsys):
    files = files_of(pack)
    manifest = canonical.loads(files["manifest.json"])
    manifest["issue_no"] = "别的编号"
    files["manifest.json"] = canonical.dumps(manifest)
    pack_anew(pack, files)
    broken, remark = verified(capsys, pack)
    assert broken == [("pack_altered", pack.name), ("pack_signature_false", "manifest.sig")]
    assert remark["code"] == "pack_contents_unvouched"


@pytest.mark.parametrize("gone", ["manifest.sig", "11_原始记录/events.jsonl"])
def test_that_a_manifest_that_nothing_vouches_for_proves_no_file(pack, capsys, gone):
    files = files_of(pack)
    del files[gone]
    pack_anew(pack, files)
    broken, remark = verified(capsys, pack)
    assert ("pack_file_missing", gone) in broken
    assert remark["code"] == "pack_contents_unvouched"
    assert "无从证明" in remark["message"]
    assert "仍可证明" not in remark["message"]


@pytest.mark.parametrize(
    ("name", "rest"),
    [("manifest.json", "pack_contents_unknown"), ("销号报告.docx", "pack_contents_differ")],
)
def test_that_an_encrypted_file_is_told_as_unread_and_not_as_altered(pack, capsys, name, rest):
    files = files_of(pack)
    pack_anew(pack, files)
    data = bytearray(pack.read_bytes())
    raw = name.encode()
    at = data.rindex(raw) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 8] |= 1  # encrypted
    pack.write_bytes(data)
    broken, remark = verified(capsys, pack)
    assert broken == [("pack_altered", pack.name), ("pack_file_unread", name)]
    assert remark["code"] == rest


def test_that_events_that_do_not_unpack_are_named_by_their_file(pack, capsys):
    files = files_of(pack)
    pack_anew(pack, files)
    data = bytearray(pack.read_bytes())
    with zipfile.ZipFile(pack) as archive:
        info = archive.getinfo("11_原始记录/events.jsonl")
    at = info.header_offset + 30 + len(info.filename.encode()) + info.compress_size // 2
    data[at] ^= 0xFF
    pack.write_bytes(data)
    broken, _ = verified(capsys, pack)
    assert broken == [("pack_altered", pack.name), ("pack_file_altered", info.filename)]


def test_that_a_bomb_is_not_unpacked(pack, capsys):
    files = files_of(pack)
    photo = next(n for n in files if n.endswith(".jpg"))
    pack_anew(pack, files | {photo: bytes(300 << 20)})
    broken, _ = verified(capsys, pack)
    assert broken == [("pack_altered", pack.name), ("pack_file_altered", photo)]
