"""Headers of a later format: kept as they came, checked, and never taken for what they are not."""

import pytest
from helpers import projects
from helpers.chains import Chain
from helpers.replicas import SECOND, edit, events, first_issue, meet, signed

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.audit import audit
from greenshield.log.envelope import (
    MAX_BYTES,
    Event,
    Header,
    LaterHeader,
    chain_start,
    signed_bytes,
)
from greenshield.log.kinds import understood
from greenshield.project.inspection import inspect_tables
from greenshield.project.receiving import receive
from greenshield.services import rules

LATER = [{"v": 2}, {"cosigner": "x"}, {"v": 7, "parents": ["a", "b"], "at_ns": 5}]


def later(event, change, signer=SECOND):
    """The same event as a program of a later format would have signed it."""
    header = canonical.dumps(canonical.loads(event.header_bytes) | change)
    return Event(header, event.body_bytes, signer.sign(signed_bytes(header)))


@pytest.fixture
def one(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.fill(project, issues=2)
        projects.let_in(project, SECOND)
        yield project


@pytest.mark.parametrize("change", LATER)
def test_that_a_later_header_is_kept_as_it_came_and_not_folded(tmp_path, one, change):
    issue = first_issue(one)
    digest, remark = one.digest(), one.issue(issue).get("remark")
    strange = later(signed(SECOND, one, fields={"remark": "后来的格式"}, saw=[]), change)
    told = receive(one, [strange])
    assert (told.accepted, told.quarantined, told.refused) == (1, 0, [])
    kept = one.journal.get(strange.event_id)
    assert (kept.header_bytes, kept.body_bytes) == (strange.header_bytes, strange.body_bytes)
    assert isinstance(kept.header, LaterHeader)
    assert not understood(kept)
    assert one.issue(issue).get("remark") == remark
    assert one.digest() == digest


@pytest.mark.parametrize("change", LATER)
def test_that_a_chain_goes_on_behind_a_later_header(tmp_path, one, change):
    strange = later(signed(SECOND, one, fields={"remark": "后来的格式"}, saw=[]), change)
    link = {"seq": 2, "prev": strange.hash}
    plain = signed(SECOND, one, link, fields={"remark": "照常"}, saw=[])
    told = receive(one, [plain, strange])
    assert (told.accepted, told.quarantined, told.refused) == (2, 0, [])
    assert one.issue(first_issue(one)).get("remark") == "照常"
    with projects.replica(tmp_path / "two", one, SECOND) as two:
        assert two.journal.head(SECOND.device_id, projects.COUNTY) == (2, plain.hash)
        edit(two, remark="再写")
        receive(one, events(two))
        assert two.journal.head(SECOND.device_id, projects.COUNTY)[0] == 3
        meet(one, two)
    assert inspect_tables(one) == []
    broken = audit(one.project_id, events(one), lambda sha256: rules.by_hash(one, sha256)).broken
    assert [b.code for b in broken if "event" in b.code or "chain" in b.code] == []


def test_that_a_later_header_is_checked_as_any_other(one):
    good = signed(SECOND, one, fields={"remark": "x"}, saw=[])
    strange = later(good, {"v": 2})
    altered = Event(strange.header_bytes.replace(b'"me"', b'"em"'), good.body_bytes, good.signature)
    foreign = later(good, {"v": 2, "scope": one.shared_scope, "prev": chain_start(
        one.project_id, SECOND.device_id, one.shared_scope)})  # fmt: skip
    swapped = Event(strange.header_bytes, canonical.dumps({"salt": "0"}), strange.signature)
    large = later(good, {"more": "x" * MAX_BYTES})
    told = receive(one, [altered, foreign, swapped, large])
    assert told.accepted == 0
    assert sorted(b.code for b in told.refused) == [
        "event_body_altered", "event_scope_foreign", "event_signature_false", "event_too_large",
    ]  # fmt: skip


def test_that_a_later_certificate_brings_nobody_in(one):
    newcomer = projects.key(7)
    event = Chain(SECOND, one).admits(newcomer)
    assert receive(one, [later(event, {"expires": "2030"})]).accepted == 1
    assert newcomer.device_id not in one.trust().certificates


@pytest.mark.parametrize(
    "change", [{"v": 0}, {"v": -1}, {"v": "2"}, {"v": True}, {"v": 2, "seq": 0}, {"v": 1 << 53}]
)
def test_that_what_no_format_has_is_malformed(one, change):
    raw = canonical.loads(events(one)[0].header_bytes)
    with pytest.raises(UnreadableError):
        Header.decode(canonical.dumps(raw | change))


@pytest.mark.parametrize("name", sorted(Header.__annotations__))
def test_that_a_later_header_has_all_the_fields_that_we_know(one, name):
    raw = canonical.loads(events(one)[0].header_bytes) | {"more": 1}
    del raw[name]
    with pytest.raises(UnreadableError):
        Header.decode(canonical.dumps(raw))
