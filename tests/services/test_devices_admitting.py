"""What a keeper's device gives another to write: counties, what all share, never more than its."""

import json
from itertools import pairwise

import pytest
from helpers import projects
from helpers.projects import key

from greenshield.cli.main import main
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.project.inspection import inspect_tables
from greenshield.project.receiving import receive
from greenshield.services import devices, issues, new_project, numbers, people
from greenshield.services.session import Session

MINE, OTHERS, SHARED = "229901", "229902", "22*"
KEEPER, INSPECTOR = key(1), key(2)


@pytest.fixture
def province(tmp_path):
    made = new_project.create(
        tmp_path / "p", name="全省", division_code="220000", me="省管理员", tier="province",
        roles=["province", "keeper"],
    )  # fmt: skip
    with made as project:
        people.add(
            project, people.find(project, "省管理员"), name="县管理员", tier="county",
            roles=["county", "inspector", "keeper"], unit="县局", division_code=MINE,
        )  # fmt: skip
        yield project


@pytest.fixture
def peer(tmp_path, province):
    with projects.replica(tmp_path / "peer", province, key(9)) as project:
        yield project


@pytest.fixture
def asked(tmp_path, province):
    """The file with which a device asks to be brought in."""

    def write(device):
        file = tmp_path / f"{device.device_id}.json"
        text = {
            "format": "greenshield-device-request-1", "project": province.project_id,
            "public_key": device.public_key.hex(), "name": "县机",
        }  # fmt: skip
        file.write_text(json.dumps(text), "utf-8")
        return file

    return write


def acts(project, device, name):
    """From here on as another device, by another person."""
    project.sign_with(device)
    with project.transaction():
        project.set_local("device", device.device_id)
    return Session(project, people.find(project, name))


def rights(project, device):
    return set(project.trust().rights.get(device.device_id, ()))


def clue(session, division):
    return issues.create(session, {"clue_no": f"Q-{division}", "division_code": division})


def test_that_a_countys_keeper_does_a_countys_work_and_no_others(province, peer, asked):
    root = Session(province, people.find(province, "省管理员"))
    devices.bring_in(root, asked(KEEPER), scopes=[MINE], shared=True)
    assert rights(province, KEEPER) == {MINE, SHARED}
    county = acts(province, KEEPER, "县管理员")
    people.add(province, county.who, name="新核查员", tier="county", roles=["inspector"], unit="")
    numbers.grant(county, division=MINE, year=2026, first=1, last=50)
    with province.action(county.who.actor_id) as action:
        action.create("campaign", "c", {"name": "绿盾2026"})
    clue(county, MINE)
    devices.bring_in(county, asked(INSPECTOR), scopes=[MINE])
    with pytest.raises(RefusedError) as caught:
        clue(county, OTHERS)
    assert caught.value.params["scope"] == OTHERS
    told = receive(peer, province.journal.all())
    assert (told.quarantined, told.refused) == (0, [])
    assert peer.digest() == province.digest()
    assert inspect_tables(peer) == []


def test_that_an_inspectors_device_writes_its_county_and_nothing_shared(province, peer, asked):
    root = Session(province, people.find(province, "省管理员"))
    devices.bring_in(root, asked(INSPECTOR), scopes=[MINE])
    inspector = acts(province, INSPECTOR, "县管理员")
    clue(inspector, MINE)
    with pytest.raises(RefusedError) as caught:
        people.add(province, inspector.who, name="甲", tier="county", roles=[], unit="")
    assert caught.value.params["scope"] == SHARED
    devices.bring_in(inspector, asked(KEEPER))  # by certificate, in its own chain
    assert rights(province, KEEPER) == {MINE}
    told = receive(peer, province.journal.all())
    assert (told.quarantined, told.refused) == (0, [])
    assert rights(peer, KEEPER) == {MINE}


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ([OTHERS], {}),
        ([MINE, OTHERS], {}),
        (["2299"], {}),
        (["220000"], {}),
        ([], {"shared": True}),
    ],
)
def test_that_nobody_gives_what_this_device_has_not(province, asked, given, more):
    root = Session(province, people.find(province, "省管理员"))
    devices.bring_in(root, asked(KEEPER), scopes=[MINE])
    county = acts(province, KEEPER, "县管理员")
    before = province.journal.count()
    with pytest.raises(RefusedError) as caught:
        devices.bring_in(county, asked(INSPECTOR), scopes=given, **more)
    assert caught.value.code == "device_scope_missing"
    assert province.journal.count() == before


def test_that_admitting_again_adds_rights_and_takes_none(province, asked):
    root = Session(province, people.find(province, "省管理员"))
    counts = []
    for scopes, shared, expected in (
        ([MINE], False, {MINE}),
        ([MINE], False, {MINE}),
        ([MINE], True, {MINE, SHARED}),
        ([OTHERS], False, {MINE, OTHERS, SHARED}),
        ([], False, {MINE, OTHERS, SHARED, ""}),
        ([MINE], False, {MINE, OTHERS, SHARED, ""}),
    ):
        devices.bring_in(root, asked(KEEPER), scopes=scopes, shared=shared)
        assert rights(province, KEEPER) == expected
        counts.append(province.journal.count())
        told = {i["device"]: i["scopes"] for i in devices.items(province)}
        assert told[KEEPER.device_id] == ([] if "" in expected else sorted(expected))
    assert [b - a for a, b in pairwise(counts)] == [0, 1, 1, 1, 0]


def test_that_a_citys_code_stands_for_its_counties(province, asked):
    root = Session(province, people.find(province, "省管理员"))
    devices.bring_in(root, asked(KEEPER), scopes=["220100", SHARED])
    assert rights(province, KEEPER) == {"2201", SHARED}


@pytest.mark.parametrize("scope", ["*", "22**", "23*", "青禾县", "22990x", "-1", "", "２２"])
def test_that_what_is_no_scope_is_refused(province, asked, scope):
    root = Session(province, people.find(province, "省管理员"))
    with pytest.raises(UsageError) as caught:
        devices.bring_in(root, asked(KEEPER), scopes=[scope])
    assert caught.value.code == "scope_malformed"


def test_that_the_command_line_gives_a_county_and_what_all_share(tmp_path, asked, capsys):
    file, path = str(asked(KEEPER)), str(tmp_path / "q")
    with new_project.create(
        tmp_path / "q", name="全省", division_code="220000", me="省管理员", roles=["keeper"]
    ) as other:
        raw = json.loads((tmp_path / file).read_text("utf-8")) | {"project": other.project_id}
        (tmp_path / file).write_text(json.dumps(raw), "utf-8")
    assert main(["device", "admit", path, file, "--scopes", MINE, "--shared"]) == 0
    capsys.readouterr()
    assert main(["device", "list", path, "--json"]) == 0
    told = {i["device"]: i["scopes"] for i in json.loads(capsys.readouterr().out)["items"]}
    assert told[KEEPER.device_id] == sorted([MINE, SHARED])
    assert main(["device", "admit", path, file, "--scopes", "x", "--lang", "en"]) == 2
    assert "'x' is no division's code" in capsys.readouterr().err
