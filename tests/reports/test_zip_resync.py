"""A byte flipped, put in or taken out of a pack's zip: the file that it belonged to is named."""

import io

import pytest

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.reports import pack_repacked, zip_store

CONTENT = {
    "01_登记表/登记表.docx": bytes(range(60)),
    "08_照片/整改前/东坡_0a1b2c3d.jpg": b"\xff\xd8PK\x03\x04" + b"x" * 50,
    "11_原始记录/events.jsonl": b"",
}
NAME = "档案包.zip"


def made():
    """A small pack's bytes, and whose each of them is, "" for the directory's."""
    content = dict(CONTENT)
    files = [
        {"path": name, "sha256": _sha(data), "size": len(data)} for name, data in content.items()
    ]
    content["manifest.json"] = canonical.dumps({"files": files})
    out = io.BytesIO()
    zip_store.write(out, content)
    data = out.getvalue()
    owner = [""] * len(data)
    at = 0
    for member in zip_store.read(io.BytesIO(data), NAME).values():
        end = member.start + member.size
        owner[at:end] = [member.name] * (end - at)
        at = end
    return data, owner


def _sha(data):
    import hashlib

    return hashlib.sha256(data).hexdigest()


GOOD, OWNER = made()


def blamed(data):
    """What is said of a zip that is not as it was written; None for one that is."""
    try:
        zip_store.read(io.BytesIO(data), NAME)
    except UnreadableError as error:
        if error.code == "pack_not_zip":
            return [("pack_not_zip", NAME)]
        found = pack_repacked.inspect(io.BytesIO(data), NAME).broken
        return [(b.code, b.where) for b in found]
    return None


def whose(at):
    """Those to whom a byte at a place may be said to belong: at a border, to either side."""
    around = {OWNER[n] for n in range(at - 2, at + 2) if 0 <= n < len(OWNER)}
    names = {name or NAME for name in around}
    return {
        ("pack_directory_altered" if name == NAME else "pack_file_altered", name) for name in names
    }


def assert_named(bad, at):
    told = blamed(bad)
    assert told is not None, at
    assert len(told) in (1, 2), (at, told)
    assert set(told) <= whose(at), (at, told)


@pytest.mark.parametrize("byte", [b"\x00", b"P", b"x"])
def test_that_a_byte_put_in_is_named_by_its_file(byte):
    for at in range(len(GOOD) + 1):
        assert_named(GOOD[:at] + byte + GOOD[at:], at)


def test_that_a_byte_taken_out_is_named_by_its_file():
    for at in range(len(GOOD)):
        bad = GOOD[:at] + GOOD[at + 1 :]
        if at == len(GOOD) - 1:
            assert blamed(bad) == [("pack_cut_off", NAME)]
        elif blamed(bad) != [("pack_cut_off", NAME)] or at < len(GOOD) - 4:
            assert_named(bad, at)  # the end record ends in equal bytes: less is cut off


def test_that_a_byte_flipped_outside_the_content_is_named_by_its_file():
    for at in range(len(GOOD)):
        bad = bytearray(GOOD)
        bad[at] ^= 0x10
        if blamed(bytes(bad)) is None:  # content, which the manifest's hashes tell
            assert OWNER[at], at
            continue
        assert_named(bytes(bad), at)


def test_that_many_bytes_put_in_are_named_as_one_file():
    at = GOOD.index(b"x" * 20) + 10
    assert blamed(GOOD[:at] + bytes(3_000_000) + GOOD[at:]) == [("pack_file_altered", OWNER[at])]


def test_that_a_file_taken_out_whole_is_missing():
    name = "08_照片/整改前/东坡_0a1b2c3d.jpg"
    start, end = OWNER.index(name), len(OWNER) - OWNER[::-1].index(name)
    assert blamed(GOOD[:start] + GOOD[end:]) == [("pack_file_missing", name)]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.7, 0.9, 0.99])
def test_that_a_zip_cut_short_is_told_as_such(share):
    assert blamed(GOOD[: int(len(GOOD) * share)]) == [("pack_cut_off", NAME)]


def test_that_a_file_of_headers_alone_is_searched_in_bounded_time():
    hostile = GOOD[:-22] + b"PK\x03\x04" * 50_000 + GOOD[-22:]
    told = blamed(hostile)
    assert told
    assert all(where == NAME for _, where in told)
