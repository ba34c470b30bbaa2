"""The stored zip: opens everywhere, and every flipped bit is found."""

import io
import zipfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenshield.domain.errors import UnreadableError
from greenshield.reports import zip_names, zip_store

MEMBERS = {"manifest.json": b"{}", "media/ab.jpg": b"x" * 100, "a/empty": b""}


def made(members=MEMBERS):
    out = io.BytesIO()
    zip_store.write(out, members)
    return out.getvalue()


def test_that_any_zip_tool_reads_it(tmp_path):
    with zipfile.ZipFile(io.BytesIO(made())) as other:
        assert other.testzip() is None
        assert {n: other.read(n) for n in other.namelist()} == MEMBERS


def test_that_equal_content_has_equal_bytes_from_memory_or_file(tmp_path):
    (tmp_path / "f").write_bytes(b"x" * 100)
    assert made({**MEMBERS, "media/ab.jpg": tmp_path / "f"}) == made()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5})?", fullmatch=True), st.binary(), max_size=5
    )
)
def test_that_what_was_written_reads_back(members):
    assume(not zip_names.refused(members))  # such as "con", or "a" beside "a/b"
    stream = io.BytesIO(made(members))
    found = zip_store.read(stream, "x.zip")
    assert {n: zip_store.content(stream, m) for n, m in found.items()} == members


def test_that_every_flipped_bit_is_seen():
    good = made()
    for at in range(len(good)):
        for bit in (0, 3, 7):
            bad = bytearray(good)
            bad[at] ^= 1 << bit
            stream = io.BytesIO(bytes(bad))
            try:
                found = zip_store.read(stream, "x.zip")
            except UnreadableError:
                continue
            contents = {n: zip_store.content(stream, m) for n, m in found.items()}
            assert contents != MEMBERS, at


@pytest.mark.parametrize("cut", [0, 10, 21, 22, 100, -1])
def test_that_a_truncated_or_lengthened_zip_is_refused(cut):
    data = made()[:cut] if cut >= 0 else made() + b"\0"
    with pytest.raises(UnreadableError):
        zip_store.read(io.BytesIO(data), "x.zip")


@pytest.mark.parametrize(
    "name",
    ["../x", "/x", "a//b", "", "a/./b", "C:/x", "a\\b", "con", "整改/NUL.txt", "com¹", "aux .jpg",
     "x.", "x ", " x", "e\u0301", "a\u202eb", "a\nb", "x" * 121, "照" * 41, "a?", "\udc80"],
)  # fmt: skip
def test_that_a_name_that_some_system_refuses_or_hides_is_not_written(name):
    with pytest.raises(UnreadableError):
        made({name: b""})


@pytest.mark.parametrize("names", [("照片/A.jpg", "照片/a.JPG"), ("a", "A/b"), ("x/y", "x/y/z")])
def test_that_two_names_that_one_folder_can_not_hold_are_not_written(names):
    with pytest.raises(UnreadableError):
        made(dict.fromkeys(names, b""))


CHINESE = {"08_照片/整改前/东坡.jpg": b"x" * 9, "manifest.json": b"{}", "é.txt": b"e"}


def test_that_chinese_names_are_told_as_utf_8_and_read_by_any_tool():
    with zipfile.ZipFile(io.BytesIO(made(CHINESE))) as other:
        assert {n: other.read(n) for n in other.namelist()} == CHINESE
        flags = {i.filename: i.flag_bits for i in other.infolist()}
    assert flags == {n: 0 if n.isascii() else 0x800 for n in CHINESE}


def test_that_a_member_is_a_stream_of_its_own():
    inner = made(CHINESE)
    stream = io.BytesIO(made({"档案包/a.zip": inner, "z": b"after"}))
    member = zip_store.read(stream, "x.zip")["档案包/a.zip"]
    window = zip_store.Window(stream, member)
    assert window.read() == inner
    assert window.seek(-4, 2) == len(inner) - 4
    assert window.read(100) == inner[-4:]
    assert list(zip_store.read(window, "a.zip")) == sorted(CHINESE)


def test_that_a_zip_of_another_tool_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        other.writestr("manifest.json", "{}")
    with pytest.raises(UnreadableError):
        zip_store.read(out, "x.zip")
