"""An admitted device that signs nonsense: nothing it can say breaks a replica."""

import json
import tempfile
from pathlib import Path

import pytest
import shapely
from helpers import projects
from helpers.projects import COUNTY, key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenshield.domain.fields import CATALOGUE
from greenshield.domain.workflow import MOVES, STATES
from greenshield.log.audit import audit
from greenshield.log.envelope import chain_start, seal
from greenshield.log.kinds import KINDS
from greenshield.log.scopes import OWN_SCOPE
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import rebuild
from greenshield.project.receiving import receive
from greenshield.services import conflicts, issue_show, people, rules

pytestmark = pytest.mark.lengthy

HOSTILE = key(5)
SHAPES = [
    shapely.box(126.3, 43.2, 126.31, 43.21),
    shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)]),
    shapely.from_wkt("POLYGON EMPTY"),
    shapely.from_wkt("GEOMETRYCOLLECTION (POINT (1 1), POLYGON ((0 0, 1 0, 1 1, 0 0)))"),
    shapely.Point(1e300, -1e300),
    shapely.from_wkt("LINESTRING Z (0 0 1, 500 500 2)"),
]
ODD = st.sampled_from(
    [
        None, True, 0, -1, 2**63, -(2**70), 10**300, 1e308, 5e-324, -0.0, "", " ", "\0", "ab" * 32,
        "2026-02-30", "9999-12-31", "今天", "‮", "𬇹", "x" * 3000, [], [[]], {}, {"": ""},
        {"blob": "ab" * 32}, {"blob": 1}, [["a", "b"], ["c"]], [None, 1], "00", "229901:x",
        *(shape.wkb_hex for shape in SHAPES),
    ]
)  # fmt: skip
JSON = st.recursive(
    ODD | st.text(max_size=5) | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(
    sorted(
        {name for kind in CATALOGUE.values() for name in kind}
        | {"id", "fid", "extra", "void", "state", "geom", "lon", "lat", "", "area_m2", "pending"}
    )
)
WORDS = st.sampled_from(["i1", "r1", "issue", *STATES, *MOVES, "2026-05-01", "前", "city"])


@st.composite
def bodies(draw, kind):
    """A body of the right outer form, so that it is understood, and anything within."""
    made = {}
    wanted = dict(KINDS[kind].needs)
    wanted |= {name: t for name, t in KINDS[kind].may.items() if draw(st.booleans())}
    for name, kind_of in wanted.items():
        if kind_of is dict:
            made[name] = draw(st.dictionaries(NAMES | st.text(max_size=3), JSON, max_size=6))
        elif kind_of is list:
            ids = name in ("saw", "among")
            made[name] = draw(st.lists(WORDS | st.text() if ids else JSON, max_size=3))
        elif kind_of is str:
            made[name] = draw(WORDS | st.text(max_size=8))
        else:
            made[name] = draw(st.booleans())
    return made


@st.composite
def events(draw):
    """What to sign: kind, entity type and id, body, and whether it speaks of earlier events."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    entity_type = draw(st.sampled_from(KINDS[kind].on))
    return kind, entity_type, draw(st.sampled_from(["i1", "i2"])), draw(bodies(kind))


def sign(project, chosen):
    """Seals the events into the hostile device's chains, as a program of its own would."""
    heads, made = {}, []
    for kind, entity_type, name, body in chosen:
        scope = COUNTY if entity_type in OWN_SCOPE else project.shared_scope
        entity = f"{COUNTY}:{name}" if entity_type in OWN_SCOPE else name
        if entity_type == "project":
            entity = project.project_id
        if made and kind in ("consented", "moved", "move_decided", "photo_untagged", "redacted"):
            link = made[len(body) % len(made)].event_id
            names = {"consented": "move", "moved": "after", "photo_untagged": "tag"}
            target = names.get(kind, "event" if kind == "redacted" else "take")
            body = {**body, target: link}
        seq, prev = heads.get(scope) or (
            0,
            chain_start(project.project_id, HOSTILE.device_id, scope),
        )
        event = seal(
            HOSTILE, scope=scope, seq=seq + 1, lamport=len(made) + 1, at="when?", actor="\0",
            action="", kind=kind, schema=1, entity_type=entity_type, entity=entity,
            prev=prev, body=body,
        )  # fmt: skip
        heads[scope] = (event.header.seq, event.hash)
        made.append(event)
    return made


EACH = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
)
SIGNED = given(st.lists(events(), min_size=1, max_size=12))


@EACH
@SIGNED
def test_that_no_signed_nonsense_breaks_a_replica(chosen):
    told_to_a_replica(chosen)


@pytest.mark.soak
@settings(EACH, max_examples=3000)
@SIGNED
def test_that_thousands_of_signed_nonsense_break_no_replica(chosen):
    told_to_a_replica(chosen)


def told_to_a_replica(chosen):
    """Has a replica take them in, look at everything, and work on."""
    with tempfile.TemporaryDirectory() as folder, projects.make(Path(folder) / "p") as project:
        projects.let_in(project, HOSTILE)
        with project.action("me") as action:
            projects.add_issue(action, project, 1)
        made = sign(project, chosen)
        told = receive(project, reversed(made))
        assert told.accepted == len(made)
        assert (told.quarantined, told.refused) == (0, [])
        assert inspect_tables(project) == []
        digest = project.digest()
        rebuild(project)
        assert project.digest() == digest
        assert inspect_tables(project) == []
        found = list(project.journal.all())
        audit(project.project_id, found, lambda sha256: rules.by_hash(project, sha256))
        look_at_everything(project)
        with project.action("me") as action:
            projects.add_issue(action, project, 2)
            for row in project.rows("SELECT id FROM issue"):
                action.set_fields("issue", row["id"], {"remark": "照常工作"})
        assert inspect_tables(project) == []


def look_at_everything(project):
    """What a person's first commands would ask of the project."""
    people.everyone(project)
    conflicts.items(project)
    for row in project.rows("SELECT id FROM issue"):
        state = project.issue(row["id"])
        json.dumps(issue_show.as_dict(project, state, None, as_of=projects.DAY))
