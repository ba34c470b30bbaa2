"""The hash of a photo stands in the signed event that made it, and nothing ever changes it."""

import json

import pytest
from helpers import projects
from helpers.chains import Chain
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import make_project, session_of
from helpers.projects import COUNTY, key

from greenshield.log.envelope import signed_bytes
from greenshield.log.file_hash import names_another_file
from greenshield.log.scopes import photo_id
from greenshield.log.signing import is_signed_by
from greenshield.project.identity import track_of_bytes
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive
from greenshield.services import photo_list
from greenshield.services.photo_import import import_photos
from greenshield.services.verifying import verify

SECOND = key(1)
MINE, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def project(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.let_in(project, SECOND)
        with project.action("me") as action:
            action.create("photo", id_of(project, MINE), {"sha256": MINE, "lon": 126.3, "lat": 43})
        yield project


def id_of(project, sha256, entity_type="photo"):
    if entity_type == "track":
        return track_of_bytes(project.project_id, COUNTY, sha256)
    return photo_id(project.project_id, COUNTY, sha256)


def writes(project, sha256, entity="", kind="fields_set", entity_type="photo"):
    """An event of the second device that gives an entity a hash."""
    body = {"fields": {"sha256": sha256, "name": "x.jpg"}}
    body |= {"saw": []} if kind == "fields_set" else {"origin": {"file": "x.jpg"}}
    return Chain(SECOND, project).event(
        kind, entity_type, entity or id_of(project, MINE, entity_type), body
    )


@pytest.mark.parametrize("kind", ["fields_set", "created"])
@pytest.mark.parametrize("sha256", [OTHER, None, "", 5, [MINE], MINE.upper()])
def test_that_nobodys_event_gives_a_photo_another_hash(project, kind, sha256):
    told = receive(project, [writes(project, sha256, kind=kind)])
    assert (told.accepted, [b.code for b in told.refused]) == (0, ["event_file_misnamed"])
    (item,) = photo_list.photos(project).items
    assert (item["sha256"], item["file"]) == (MINE, None)
    assert differences(project) == []


@pytest.mark.parametrize("kind", ["fields_set", "created"])
def test_that_another_import_of_the_same_bytes_is_taken(project, kind):
    assert receive(project, [writes(project, MINE, kind=kind)]).accepted == 1
    assert project.photo(MINE).get("sha256") == MINE


def test_that_tracks_are_held_to_their_file_and_other_ids_to_what_they_were_made_with(project):
    bad = writes(project, OTHER, kind="created", entity_type="track")
    assert [b.code for b in receive(project, [bad]).refused] == ["event_file_misnamed"]
    named = f"{COUNTY}:p1"
    second = Chain(SECOND, project)
    made = second.event("created", "photo", named, {"fields": {"sha256": OTHER}})
    turned = second.event("fields_set", "photo", named, {"fields": {"sha256": MINE}, "saw": []})
    told = receive(project, [made, turned])
    assert (told.accepted, [b.code for b in told.refused]) == (1, ["event_file_misnamed"])
    # Only a photo's and a track's own: what belongs to no file may have a field of any name.
    assert not names_another_file(
        second.event("created", "campaign", "c", {"fields": {"sha256": MINE}}), project.project_id
    )


def test_that_this_device_signs_no_such_event_either(project):
    with pytest.raises(ValueError, match="not to be signed"), project.action("me") as action:
        action.set_fields("photo", id_of(project, MINE), {"sha256": OTHER})
    assert project.photo(MINE).get("sha256") == MINE


def test_that_one_which_was_written_past_all_checks_is_named_by_verify(tmp_path):
    with projects.make(tmp_path / "two") as project:
        projects.let_in(project, SECOND)
        bad = writes(project, OTHER)
        with project.transaction():
            project.journal.append(bad)
    found = {b.code: b.where for b in verify(tmp_path / "two").broken}
    assert found["event_file_misnamed"] == bad.event_id


def test_that_the_hash_stands_in_the_signed_event_and_holds_the_stored_bytes(tmp_path):
    path = make_project(tmp_path / "three")
    file = jpeg_with_exif(tmp_path / "a.jpg", lon=126.35, lat=43.25)
    with session_of(path) as session:
        import_photos(session, [file])
        project = session.project
        (event,) = [e for e in project.journal.all() if e.header.entity_type == "photo"]
        trust = project.trust()
        signer = trust.key_of(event.header.device, event.header.scope)
        assert is_signed_by(signer, event.signature, signed_bytes(event.header_bytes))
        body = json.loads(event.body_bytes)
        assert body["fields"]["sha256"] == body["origin"]["sha256"] == hash_file(file)
        kept = project.media.find(hash_file(file))
        assert kept.read_bytes() == file.read_bytes()
    assert verify(path).broken == []
    data = bytearray(kept.read_bytes())
    data[-10] ^= 1
    kept.chmod(0o600)
    kept.write_bytes(data)
    assert [(b.code, hash_file(file) in b.where) for b in verify(path).broken] == [
        ("media_altered", True)
    ]
