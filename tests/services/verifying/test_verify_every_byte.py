"""One byte of a real pack flipped, put in or taken out: the file that it belonged to is named."""

import io
import random
from functools import lru_cache

import pytest

from greenshield import reference
from greenshield.domain.errors import UnreadableError
from greenshield.reports import pack_check, zip_store

NAME = "档案包.zip"
_END = 22  # bytes of the zip's last record


@lru_cache(maxsize=2)
def owners(data):
    """Whose each byte is: a member's with its header, "" for the table of contents."""
    out = [""] * len(data)
    at = 0
    for member in zip_store.read(io.BytesIO(data), NAME).values():
        end = member.start + member.size
        out[at:end] = [member.name] * (end - at)
        at = end
    return out


def blamed(data):
    """The files that are named, the pack itself as ""; None for a pack that is not broken."""
    try:
        found = pack_check.check_stream(io.BytesIO(data), NAME, reference.parsed_ruleset)
    except UnreadableError as error:
        return {error.code}
    if not found.broken:
        return None
    return {"" if b.where == NAME else b.where.partition(":")[0] for b in found.broken}


def changed(data, way, at):
    if way == "put in":
        return data[:at] + b"\0" + data[at:]
    rest = data[at + 1 :]
    return data[:at] + rest if way == "taken out" else data[:at] + bytes([data[at] ^ 0x10]) + rest


def places_alike(data, way, at):
    """From where to where the same change gives the same bytes: all along a run of one byte."""
    first = last = at
    if way != "flipped":
        byte = 0 if way == "put in" else data[at]
        while last < len(data) and data[last] == byte:
            last += 1
        while first > 0 and data[first - 1] == byte:
            first -= 1
    return first, last


def assert_named(data, way, at):
    """At a border a byte may be said to belong to either side; nobody else is named.

    Events that a flip made false are named one by one, and by what they no longer prove.
    """
    bad = changed(data, way, at)
    told = blamed(bad)
    assert told, (way, at)
    first, last = places_alike(data, way, at)
    around = {owners(data)[n] for n in range(max(0, first - 2), min(last + 2, len(data)))}
    if at >= len(data) - _END - 4:
        around |= {"", "pack_not_zip"}  # less at the end is cut off
    named = told & around
    assert named, (way, at, told, around)
    assert told <= around or any("events" in name for name in around), (way, at, told, around)


def borders(data):
    """Every place where one owner's bytes end, and those about the ends of the file."""
    whose = owners(data)
    found = [n for n in range(1, len(data)) if whose[n] != whose[n - 1]]
    return sorted(
        {0, 1, *(b + d for b in found for d in (-1, 0, 1)), *range(len(data) - 3, len(data))}
    )


WAYS = ("flipped", "put in", "taken out")


@pytest.mark.parametrize("way", WAYS)
def test_that_a_byte_of_each_file_of_the_directory_and_between_is_named(issue_pack, way):
    data = issue_pack.read_bytes()
    rng = random.Random(way)
    places = {*borders(data), *rng.sample(range(len(data)), 60)}
    for name in set(owners(data)):
        places |= set(rng.sample([n for n, whose in enumerate(owners(data)) if whose == name], 3))
    for at in sorted(places):
        assert_named(data, way, at)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.soak
def test_that_every_byte_of_a_pack_is_named(issue_pack, way):
    data = issue_pack.read_bytes()
    for at in range(len(data)):
        assert_named(data, way, at)


def test_that_a_byte_put_after_the_end_is_named(issue_pack):
    assert blamed(issue_pack.read_bytes() + b"\0") == {""}
