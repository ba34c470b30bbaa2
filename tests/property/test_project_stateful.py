"""A real project on disk, two devices, against a plain dict: any history, one state.

The model follows an issue as long as its history is one line: whoever wrote had seen all that
was written before. Where two wrote at once, what is left to say is that both replicas agree,
and that their tables are what their events make.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
import shapely
from helpers import projects
from helpers.projects import DAY, key
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from greenshield.domain import workflow
from greenshield.project.opening import open_project
from greenshield.project.projection.search import query
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive

pytestmark = pytest.mark.lengthy

DEVICES = st.integers(0, 1)
NUMBERS = st.integers(0, 5)
FIELDS = ("facility_name", "place_name", "remark", "deadline", "area_rs", "external_nos")
WORDS = st.text("采石场云岭青禾矿水电站码头一二三甲乙0123ab，（） ", max_size=9)
VALUES = WORDS | st.none() | st.integers(-9, 9) | st.lists(st.lists(WORDS, min_size=2, max_size=2))
SEARCHED = ("facility_name", "place_name", "remark")


class Issue:
    """What the model holds of one issue."""

    def __init__(self, clue_no):
        self.fields = {"clue_no": clue_no}
        self.records, self.tags, self.comments = {}, {}, []
        self.state, self.came_from, self.pending = "clue", "", None
        self.written = 0  # events on all devices
        self.in_line = True


class Replicas(RuleBasedStateMachine):
    """Two devices that work apart and meet now and then."""

    # Deriving a key at each opening would take half of the time.
    @initialize(encrypted=st.sampled_from([False] * 4 + [True]))
    def begin(self, encrypted):
        self.folder = Path(tempfile.mkdtemp(prefix="greenshield-state-"))
        self.passphrase = "云岭'口令" if encrypted else None
        self.keys = [key(0), key(1)]
        one = projects.make(self.folder / "0", self.keys[0], passphrase=self.passphrase)
        projects.let_in(one, self.keys[1])
        self.projects, self.issues, self.touched, self.copies = [one], {}, set(), 0
        for n, shape in enumerate(("box", "box", "point", "none")):
            self.create(0, n, shape)
        two = projects.replica(self.folder / "1", one, self.keys[1], passphrase=self.passphrase)
        self.projects.append(two)

    def teardown(self):
        for project in getattr(self, "projects", ()):
            project.close()
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    # -- what a device does --------------------------------------------------------------

    def knows_all(self, who, issue):
        return len(self.projects[who].journal.of_entity(issue)) == self.issues[issue].written

    def act(self, who, issue, work, actor="me"):
        """One action on an issue; the model follows where the writer had seen everything."""
        model = self.issues[issue]
        if not self.knows_all(who, issue) or model.state == "void":
            model.in_line = False  # what is written to a void issue is for a person to decide
        project = self.projects[who]
        before = project.journal.count()
        with project.action(actor) as action:
            out = work(action)
        model.written += project.journal.count() - before
        self.touched.add(who)
        return out

    def known(self, who, n):
        """Some issue that the device has heard of, "" where there is none."""
        rows = self.projects[who].rows("SELECT id FROM issue ORDER BY id")
        return rows[n % len(rows)]["id"] if rows else ""

    @rule(who=DEVICES, n=NUMBERS, shape=st.sampled_from(["box", "point", "none"]))
    def create(self, who, n, shape):
        project, clue = self.projects[who], f"QH-{n}"
        issue = projects.issue_of_clue(project.project_id, "229901", "", clue)
        model = self.issues.setdefault(issue, Issue(clue))
        if model.written:  # imported again, or by the other one as well: equal values
            model.in_line = False
        geometry = {"box": projects.patch(n), "point": projects.patch(n).centroid}.get(shape)
        fields = {"clue_no": clue}
        if geometry is not None:
            fields["geom"] = projects.to_field(geometry, project.media)

        def work(action):
            action.create("issue", issue, fields, origin={"file": "a.xlsx"})

        self.act(who, issue, work)

    @rule(who=DEVICES, n=NUMBERS, name=st.sampled_from(FIELDS), value=VALUES)
    def edit(self, who, n, name, value):
        if issue := self.known(who, n):
            self.act(who, issue, lambda a: a.set_fields("issue", issue, {name: value}))
            if value is not None or name in self.issues[issue].fields:
                self.issues[issue].fields[name] = value

    @rule(who=DEVICES, n=NUMBERS, quantity=st.integers(0, 9))
    def add_record(self, who, n, quantity):
        if issue := self.known(who, n):
            fields = {"quantity": quantity}

            def work(action):
                return action.add_record(issue, "measure", fields, occurred_on=DAY)

            record = self.act(who, issue, work)
            self.issues[issue].records[record] = dict(fields)

    @rule(who=DEVICES, n=NUMBERS, which=NUMBERS, done=st.integers(0, 9))
    def edit_record(self, who, n, which, done):
        issue = self.known(who, n)
        records = self.projects[who].issue(issue).records if issue else ()
        if records:
            record = records[which % len(records)].record_id
            values = {"done_quantity": done}
            self.act(who, issue, lambda a: a.set_fields("issue", issue, values, record=record))
            self.issues[issue].records[record].update(values)

    @rule(who=DEVICES, n=NUMBERS, photo=NUMBERS)
    def tag(self, who, n, photo):
        if issue := self.known(who, n):
            body = {"photo": f"{photo:064x}", "phase": "before", "kind": "far"}
            event = self.act(who, issue, lambda a: a.emit("photo_tagged", "issue", issue, body))
            self.issues[issue].tags[event.event_id] = body["photo"]

    @rule(who=DEVICES, n=NUMBERS, which=NUMBERS)
    def untag(self, who, n, which):
        issue = self.known(who, n)
        tags = list(self.projects[who].issue(issue).live_tags()) if issue else []
        if tags:
            tag = tags[which % len(tags)].tag_id
            self.act(who, issue, lambda a: a.emit("photo_untagged", "issue", issue, {"tag": tag}))
            self.issues[issue].tags.pop(tag, None)

    @rule(who=DEVICES, n=NUMBERS, text=WORDS)
    def comment(self, who, n, text):
        if issue := self.known(who, n):
            self.act(who, issue, lambda a: a.emit("commented", "issue", issue, {"text": text}))
            self.issues[issue].comments.append(text)

    @rule(who=DEVICES, n=NUMBERS)
    def redact_last_comment(self, who, n):
        issue = self.known(who, n)
        comments = self.projects[who].issue(issue).comments if issue else ()
        if comments:
            last = comments[-1]
            self.act(who, issue, lambda a: a.redact(last.event_id, "个人信息"))
            if self.issues[issue].in_line:
                assert self.issues[issue].comments.pop() == last.text
            assert self.projects[who].journal.get(last.event_id).body_bytes is None

    @rule(who=DEVICES, n=NUMBERS, which=st.integers(0, 20))
    def move(self, who, n, which):
        issue = self.known(who, n)
        state = self.projects[who].issue(issue) if issue else None
        rows = workflow.moves_from(state.state) if state and not state.disputed else []
        names = [row.name for row in rows if row.target != workflow.ANY]
        if not names:
            return
        name, model = names[which % len(names)], self.issues[issue]
        made = self.act(who, issue, lambda a: projects.move(a, issue, name))
        if not (model.in_line and self.knows_all(who, issue)):
            return
        row = workflow.MOVES[name]
        if row.consent:
            model.pending = (made, row.target)
            return
        model.pending = None
        target = model.came_from if row.target == workflow.BACK else row.target
        if name in ("suspend", "look_back"):
            model.came_from = model.state
        model.state = target

    @rule(who=DEVICES, n=NUMBERS, actor=st.sampled_from(["me", "city"]))
    def consent(self, who, n, actor):
        issue = self.known(who, n)
        moves = self.projects[who].issue(issue).moves if issue else ()
        waiting = [m for m in moves if m.status == "pending"]
        if not waiting:
            return
        model, tier = self.issues[issue], workflow.MOVES[waiting[-1].move].consent
        move_id = waiting[-1].event_id
        in_force = model.pending is not None and model.pending[0] == move_id
        if not in_force or len(waiting) > 1:
            model.in_line = False  # two moves may come to follow one
        self.act(who, issue, lambda a: projects.consent(a, issue, move_id, tier), actor)
        if actor != "me" and in_force:
            model.state, model.pending = model.pending[1], None

    @rule(who=DEVICES, left=st.integers(0, 3), void=st.booleans())
    def draw_area(self, who, left, void):
        project, name = self.projects[who], f"a{left}"
        box = shapely.box(126.30 + left / 100, 43.19, 126.33 + left / 100, 43.21)
        with project.action("me") as action:
            state = action.state("area", name)
            if state is None:
                fields = {"kind": "area", "name": name, "geom": box.wkb_hex.lower()}
                action.create("area", name, fields)
            elif void:
                seen = [e.event_id for e in project.journal.of_entity(name)]
                action.emit("voided", "area", name, {"saw": seen, "restore": state.void})
        self.touched.add(who)

    # -- what happens to the copies ------------------------------------------------------

    @rule(who=DEVICES, rng=st.randoms(use_true_random=False))
    def hear_something(self, who, rng):
        """Some of the other's events, in any order, some of them twice."""
        events = list(self.projects[1 - who].journal.all())
        heard = rng.choices(events, k=rng.randint(0, len(events)))
        receive(self.projects[who], heard)
        self.touched.add(who)

    @rule(rng=st.randoms(use_true_random=False))
    def meet(self, rng):
        for to in (0, 1):
            events = list(self.projects[1 - to].journal.all())
            rng.shuffle(events)
            cut = rng.randint(0, len(events))
            told = receive(self.projects[to], events[:cut])
            assert told.refused == []
            assert receive(self.projects[to], events[cut:]).refused == []
        self.touched |= {0, 1}
        self.agree()

    def agree(self):
        one, two = self.projects
        assert one.journal.quarantined() == two.journal.quarantined() == []
        assert one.digest() == two.digest()
        for table in ("conflict", "entity", "finding"):
            asked = f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5"
            rows = [[{**row, "id": 0} for row in p.rows(asked)] for p in (one, two)]
            assert sorted(map(str, rows[0])) == sorted(map(str, rows[1]))

    @rule(who=DEVICES)
    def reopen(self, who):
        layout = self.projects[who].layout
        self.projects[who].close()
        self.projects[who] = projects.reopen(
            layout.folder, self.keys[who], passphrase=self.passphrase
        )
        self.touched.add(who)

    @rule(who=DEVICES, n=NUMBERS, in_action=st.booleans())
    def crash(self, who, n, in_action):
        """The power goes: what is on the disk at this moment is all that is left."""
        project = self.projects[who]
        issue, digest = self.known(who, n), project.digest()
        self.copies += 1
        folder = self.folder / f"{who}-{self.copies}"
        if in_action and issue:
            try:
                with project.action("me") as action:
                    action.set_fields("issue", issue, {"remark": "未提交" * 200})
                    action.flush()
                    self.pull_the_plug(project, folder)
                    raise InterruptedError
            except InterruptedError:
                pass
        else:
            self.pull_the_plug(project, folder)
        project.close()
        self.projects[who] = projects.reopen(folder, self.keys[who], passphrase=self.passphrase)
        assert self.projects[who].digest() == digest
        self.touched.add(who)

    @staticmethod
    def pull_the_plug(project, folder):
        folder.mkdir()
        for name in ("project.gpkg", "project.gpkg-wal", "project.lock"):
            if (project.layout.folder / name).exists():
                shutil.copy(project.layout.folder / name, folder / name)

    @rule(who=DEVICES)
    def read_beside(self, who):
        project = self.projects[who]
        folder, secret = project.layout.folder, self.passphrase
        with open_project(folder, who="r", passphrase=secret, read_only=True) as reader:
            assert reader.digest() == project.digest()

    # -- what must hold ------------------------------------------------------------------

    @precondition(lambda self: getattr(self, "touched", None))
    @invariant()
    def tables_are_what_the_events_make(self):
        for who in self.touched:
            project = self.projects[who]
            assert differences(project) == []
            for issue, model in self.issues.items():
                if model.in_line and self.knows_all(who, issue):
                    self.compare(project, issue, model)
        self.touched = set()

    @staticmethod
    def compare(project, issue, model):
        state = project.issue(issue)
        fields = {name: f.value for name, f in state.fields.items() if name != "geom"}
        assert fields == model.fields
        row = project.rows("SELECT * FROM issue WHERE id = ?", issue)[0]
        assert row["state"] == state.state == model.state
        assert row["pending"] == int(model.pending is not None)
        assert state.conflicts == ()
        records = {r.record_id: {n: f.value for n, f in r.fields.items()} for r in state.records}
        assert records == model.records
        assert {t.tag_id: t.photo for t in state.live_tags()} == model.tags
        assert [c.text for c in state.comments] == model.comments
        for name in SEARCHED:
            words = str(model.fields.get(name) or "")
            for at in range(len(words) - 1):
                asked = query(words[at : at + 2])
                if asked:
                    sql = "SELECT rowid AS fid FROM issue_search WHERE issue_search MATCH ?"
                    assert {"fid": row["fid"]} in project.rows(sql, asked), (name, words)


EACH = settings(
    # Each example writes, closes and opens projects on the disk: a second, not milliseconds.
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

TestReplicas = Replicas.TestCase
TestReplicas.settings = EACH


@pytest.mark.soak
def test_that_a_thousand_histories_lead_to_one_state_each():
    run_state_machine_as_test(Replicas, settings=settings(EACH, max_examples=1000))
