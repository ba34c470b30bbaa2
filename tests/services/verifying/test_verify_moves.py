"""``verify`` asks of each move what its maker knew, and says what nobody can judge any more."""

from dataclasses import replace

import pytest
from helpers.calls import as_json
from helpers.open_sessions import acting, add_clue, add_province, session_of
from helpers.projects import key, patch, second_laptop

from greenshield import reference
from greenshield.domain import readiness, signatures, workflow
from greenshield.domain.evidence import MoveRequest
from greenshield.log.audit import audit
from greenshield.project.receiving import receive
from greenshield.reports import pack_check
from greenshield.services import cases, dossier, issues, lookup, moves, packing, people, rules
from greenshield.services.move_event import known_chains
from greenshield.services.session import Session

DAY, CLOSED = "2026-05-01", "2026-07-01"
PUBLIC = {"pub_from": "2026-05-20", "pub_to": "2026-06-20", "pub_media": "县政府网"}


@pytest.fixture
def session(path):
    """An issue that was adopted while its rectification was made public."""
    with session_of(path) as opened:
        add_province(opened)
        add_clue(opened, "QH-1", patch(1))
        data = {"state": "publicized", "file_sha256": "ab" * 32, "sheet": "台账", "row": 1}
        assert make(opened, "adopt", on=DAY, data=data) == []
        issues.set_fields(opened, "QH-1", {**PUBLIC, "closing_doc_no": "销〔2026〕1号"})
        yield opened


def issue(session):
    return lookup.issue(session.project, "QH-1")


def make(session, name, *, on=CLOSED, seen=None, data=None, pins=None, **body):
    """Makes a move over what its maker claims to see, as a forger would; what guards lack."""
    project, state = session.project, issue(session)
    seen, ruleset = seen or state, rules.in_force(project)
    case = cases.case_of(
        project, seen, session.who, MoveRequest(name, on, data=data or {}), ruleset
    )
    missing = readiness.check(case, name)
    with project.action(session.who.actor_id) as action:
        body = {
            "move": name, "from": state.state, "to": case.target(), "after": state.head,
            "ruleset": ruleset.sha256, "occurred_on": on,
            "role": workflow.who_may(name, state.state, session.who, ruleset, ""),
            "tier": session.who.tier, "unit": session.who.unit, "reason": "", "documents": [],
            "data": data or {},
            "pins": case.pins() | known_chains(project, action, state) | (pins or {}),
        } | body  # fmt: skip
        action.emit("moved", "issue", state.entity_id, body)
    return missing


def closer(session):
    """Who may close the issue."""
    ruleset = rules.in_force(session.project)
    people_here = [session.who, *(people.find(session.project, n) for n in ("王五", "赵六"))]
    who = next(p for p in people_here if workflow.who_may("close", "publicized", p, ruleset, ""))
    return Session(session.project, who)


def objection(session, project=None):
    """An objection that nobody answered."""
    project = project or session.project
    with project.action(session.who.actor_id) as action:
        fields = {"who": "村民", "text": "没有拆"}
        record = action.add_record(issue(session).entity_id, "objection", fields, occurred_on=DAY)
    state = project.issue(issue(session).entity_id)
    return next(r.event_id for r in state.records if r.record_id == record)


def redact(session, event_id):
    with session.project.action(session.who.actor_id) as action:
        action.redact(event_id, "个人信息")


def found(session):
    events = list(session.project.journal.all())
    return audit(session.project.project_id, events, lambda h: rules.by_hash(session.project, h))


def broken(session):
    return [(b.code, b.params.get("why")) for b in found(session).broken]


def unjudgeable(session):
    return [b.params["event"] for b in found(session).unjudgeable]


def without_records(session):
    return replace(issue(session), records=())


def test_that_a_move_over_all_that_was_known_stands(session):
    assert make(closer(session), "close") == []
    assert (broken(session), unjudgeable(session)) == ([], [])


def test_that_an_adoption_equal_to_the_one_that_counts_is_judged_too(session):
    state = issue(session)
    body = session.project.journal.get(state.head).body
    with session.project.action(session.who.actor_id) as action:
        action.emit("moved", "issue", state.entity_id, {**body, "tier": "nation"})
    assert [m.status for m in issue(session).moves] == ["done", "equal"]
    assert broken(session) == [("move_against_rules", "move_claims_untrue")]


def test_that_a_move_that_leaves_a_known_objection_out_is_named(session):
    objection(session)
    assert make(closer(session), "close", seen=without_records(session)) == []
    assert broken(session) == [("pinned_incomplete", "objection_open")]


def test_that_chains_that_claim_to_know_nothing_do_not_help_a_device_in_its_own(session):
    objection(session)
    state = without_records(session)
    make(closer(session), "close", seen=state, pins={"chains": {}})
    assert broken(session) == [("pinned_incomplete", "objection_open")]


def test_that_an_older_value_than_the_known_one_is_named(session):
    older = issue(session)
    issues.set_fields(session, "QH-1", {"pub_to": "2026-08-01"})
    assert make(closer(session), "close", seen=older) == []
    assert broken(session) == [("pinned_incomplete", "publicity_running")]


def test_that_who_did_not_know_of_an_objection_moved_rightly(session, tmp_path):
    with second_laptop(tmp_path / "b", session.project, key(2)) as other:
        written = objection(session, other)
        assert make(closer(session), "close") == []
        receive(session.project, other.journal.all())
    assert session.project.journal.get(written) is not None
    assert broken(session) == []


def test_that_a_later_move_knows_what_the_move_before_it_knew(session, tmp_path):
    with second_laptop(tmp_path / "b", session.project, key(2)) as other:
        objection(session, other)
        receive(session.project, other.journal.all())
    province, paper = acting(session.project, "赵六"), [{"sha256": "ab" * 32, "name": "x"}]
    make(province, "suspend", documents=paper)
    make(province, "resume", documents=paper)
    seen = without_records(session)
    make(closer(session), "close", seen=seen, pins={"chains": {}})
    assert ("pinned_incomplete", "objection_open") in broken(session)


def test_that_a_move_without_chains_is_malformed(session):
    state = issue(session)
    assert make(closer(session), "close", seen=state, pins={"chains": None}) == []
    assert [b.code for b in found(session).broken] == ["pins_malformed"]


def test_that_evidence_that_never_said_so_is_named_even_when_it_is_redacted(session):
    issues.comment(session, "QH-1", "没有内容")
    junk = issue(session).comments[-1].event_id
    make(closer(session), "close", pins={"records": {"r": {"": junk}}})
    assert [c for c, _ in broken(session)] == ["pinned_event_other"]
    redact(session, junk)
    assert [c for c, _ in broken(session)] == ["pinned_event_other"]
    assert unjudgeable(session) == []


def test_that_a_move_whose_evidence_was_redacted_later_is_told_apart(session, path, capsys):
    make(closer(session), "close")
    pinned = issue(session).fields["pub_to"].shown.event_id
    redact(session, pinned)
    assert (broken(session), unjudgeable(session)) == ([], [pinned])
    told = [m.code for m in dossier.build(session.project, issue(session), as_of=CLOSED).findings]
    assert "move_unjudgeable" in told
    assert "pinned_value_redacted" in told
    code, data = as_json(capsys, "verify", path)
    assert (code, data["ok"], data["broken"]) == (0, True, [])
    assert [u["code"] for u in data["unjudgeable"]] == ["move_unjudgeable"]


def test_that_a_pack_tells_the_same_and_is_not_broken_by_a_redaction(session, tmp_path):
    make(closer(session), "close")
    pinned = issue(session).fields["pub_to"].shown.event_id
    redact(session, pinned)
    packing.write_pack(session, issue(session), b"report", tmp_path / "a.zip")
    told = pack_check.check(tmp_path / "a.zip", reference.parsed_ruleset)
    assert told.broken == []
    assert [b.params["event"] for b in told.unjudgeable] == [pinned]


def test_that_a_pack_tells_of_evidence_left_out(session, tmp_path):
    objection(session)
    make(closer(session), "close", seen=without_records(session))
    packing.write_pack(session, issue(session), b"report", tmp_path / "a.zip")
    told = pack_check.check(tmp_path / "a.zip", reference.parsed_ruleset)
    assert [b.code for b in told.broken] == ["pinned_incomplete"]


def test_that_evidence_redacted_before_the_move_was_none(session):
    make(closer(session), "close", data={})
    honest = next(m for m in issue(session).moves if m.move == "close").pins
    redact(session, honest["issue"]["pub_to"])
    assert unjudgeable(session) == [honest["issue"]["pub_to"]]
    issues_after = issue(session)
    with session.project.action(closer(session).who.actor_id) as action:
        body = session.project.journal.get(issues_after.head).body
        later = {"pins": {**honest, **known_chains(session.project, action, issues_after)}}
        action.emit("moved", "issue", issues_after.entity_id, {**body, **later})
    assert "pinned_event_absent" in [c for c, _ in broken(session)]


def test_that_an_objection_left_out_and_redacted_afterwards_is_not_passed_over(session):
    hidden = objection(session)
    make(closer(session), "close", seen=without_records(session))
    redact(session, hidden)
    assert (broken(session), unjudgeable(session)) == ([], [hidden])


def test_that_a_record_redacted_before_the_move_is_none_of_its_business(session):
    redact(session, objection(session))
    assert make(closer(session), "close") == []
    assert (broken(session), unjudgeable(session)) == ([], [])


def test_that_a_value_redacted_between_two_others_troubles_no_move(session):
    issues.set_fields(session, "QH-1", {"pub_media": "张三家门口"})
    middle = issue(session).fields["pub_media"].shown.event_id
    issues.set_fields(session, "QH-1", {"pub_media": "县政府公告栏"})
    make(closer(session), "close")
    redact(session, middle)
    assert issue(session).get("pub_media") == "县政府公告栏"
    assert (issue(session).conflicts, issue(session).findings) == ((), ())
    assert (broken(session), unjudgeable(session)) == ([], [])


@pytest.fixture
def waiting(session):
    """The same with a voiding that waits for its second signature."""
    paper = session.project.layout.folder / "证据.txt"
    paper.write_text("evidence", "utf-8")
    moves.move(
        acting(session.project, "赵六"), "QH-1", "void", occurred_on=CLOSED, reason="误报",
        documents=[paper],
    )  # fmt: skip
    return session


def test_that_a_move_names_the_pending_one_that_it_passes_over(waiting):
    (pending,) = issue(waiting).pending()
    who = closer(waiting)
    made = moves.move(who, "QH-1", "close", occurred_on=CLOSED)
    assert waiting.project.journal.get(made.event_id).body["passed"] == [pending.event_id]
    assert broken(waiting) == []
    assert next(m for m in issue(waiting).moves if m.move == "void").status == "lost"


@pytest.mark.parametrize("passed", [[], ["ab" * 16]])
def test_that_a_move_that_conceals_or_invents_a_pending_one_is_named(waiting, passed):
    make(closer(waiting), "close", passed=passed)
    assert broken(waiting) == [("move_against_rules", "move_claims_untrue")]


@pytest.mark.parametrize("passed", [[], ["ab" * 16]])
@pytest.mark.parametrize("seen", [True, False], ids=["pinned", "not_pinned"])
def test_that_it_is_named_whatever_was_redacted(waiting, passed, seen):
    issues.set_fields(waiting, "QH-1", {"remark": "x"})
    make(closer(waiting), "close", passed=passed)
    redact(waiting, issue(waiting).fields["pub_media" if seen else "remark"].shown.event_id)
    assert broken(waiting) == [("move_against_rules", "move_claims_untrue")]
    assert unjudgeable(waiting) == []


def test_that_a_signature_by_a_right_that_its_giver_had_lost_is_named(waiting):
    signer = acting(waiting.project, "钱七")
    old = waiting.project.state("actor", signer.who.actor_id)
    people.disable(waiting.project, waiting.who, "钱七")
    state = issue(waiting)
    with waiting.project.action(signer.who.actor_id) as action:
        chains = known_chains(waiting.project, action, state)
        body = {
            "move": state.pending()[0].event_id, "tier": "province", "occurred_on": CLOSED,
            "pins": signatures.actor_pins(old) | chains,
        }  # fmt: skip
        action.emit("consented", "issue", state.entity_id, body)
    assert broken(waiting) == [("pinned_incomplete", "actor_inactive")]


def test_that_no_shape_of_chains_stops_the_audit(session):
    for chains in ([], "x", {"229901": 3}, {"229901": {"d": True}}, {"229901": {"d": "1"}}):
        make(closer(session), "close", pins={"chains": chains})
    assert {b.code for b in found(session).broken} == {"pins_malformed"}
