"""The settings file."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenshield import settings as user_settings
from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError
from greenshield.settings import Settings


def test_that_defaults_hold_where_there_is_no_file():
    assert user_settings.load() == Settings()
    assert not user_settings.path().exists()


text = st.text(st.characters(exclude_categories=["Cs"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([None, "zh", "en"]), st.dictionaries(text, text))
def test_that_what_is_saved_is_loaded(language, actors):
    written = Settings(language, actors)
    user_settings.save(written)
    assert user_settings.load() == written


def test_that_a_default_actor_is_set_and_taken_away_for_one_project_only():
    user_settings.set_default_actor("p1", "张三")
    user_settings.set_default_actor("p2", "李四")
    user_settings.set_default_actor("p1", None)
    now = user_settings.load()
    assert (now.default_actor("p1"), now.default_actor("p2")) == (None, "李四")


def test_that_settings_of_a_newer_program_survive():
    user_settings.save(Settings())
    user_settings.path().write_text('{"language": "en", "theme": {"dark": true}}', "utf-8")
    user_settings.set_default_actor("p", "a")
    kept = json.loads(user_settings.path().read_text("utf-8"))
    assert kept == {"language": "en", "theme": {"dark": True}, "default_actors": {"p": "a"}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"language": 7}',
        b'{"language": "fr"}',
        b'{"default_actors": []}',
        b'{"default_actors": {"p": 1}}',
        b"[" * 100_000,
        b" " * 1_000_001,
    ],
)
def test_that_a_damaged_file_is_refused_and_left_alone(content):
    user_settings.save(Settings())
    user_settings.path().write_bytes(content)
    with pytest.raises(UnreadableError) as refused:
        user_settings.set_default_actor("p", "a")
    assert refused.value.code == "settings_damaged"
    assert user_settings.path().read_bytes() == content


def test_that_a_folder_in_the_files_place_is_refused():
    user_settings.path().mkdir(parents=True)
    with pytest.raises(UnreadableError):
        user_settings.load()
    with pytest.raises(SurroundingsError) as refused:
        user_settings.save(Settings())
    assert refused.value.code == "user_file_unwritable"
    assert list(user_settings.path().parent.iterdir()) == [user_settings.path()]


def test_that_an_unwritable_place_is_a_failure_of_the_surroundings(own_home):
    (own_home / "greenshield").write_text("a file where the folder should be")
    with pytest.raises(SurroundingsError):
        user_settings.save(Settings())


def test_that_an_unknown_language_is_refused():
    with pytest.raises(UsageError):
        Settings().with_language("fr")
    assert Settings().with_language("en").language == "en"


def test_that_only_the_owner_may_read_what_is_written():
    user_settings.save(Settings("zh"))
    assert stat.S_IMODE(user_settings.path().stat().st_mode) == 0o600
    assert stat.S_IMODE(user_settings.path().parent.stat().st_mode) == 0o700


def _save_forever(home: str) -> None:
    os.environ["GREENSHIELD_HOME"] = home
    for n in range(100_000):
        user_settings.save(Settings("zh", {str(i): "x" * 100 for i in range(n % 500)}))


def test_that_a_killed_writer_leaves_a_whole_file(own_home):
    user_settings.save(Settings("en"))
    for _ in range(5):
        writer = multiprocessing.get_context("spawn").Process(
            target=_save_forever, args=(str(own_home / "greenshield"),)
        )
        before = user_settings.path().stat().st_mtime_ns
        writer.start()
        while user_settings.path().stat().st_mtime_ns == before:
            user_settings.load()
        writer.kill()
        writer.join()
        assert user_settings.load().language == "zh"


def test_that_the_threshold_for_ties_is_a_number_that_makes_sense():
    assert Settings().auto_tag == user_settings.DEFAULT_AUTO_TAG
    user_settings.save(Settings().with_auto_tag_lead(0.75))
    assert user_settings.load().auto_tag == 0.75
    user_settings.save(user_settings.load().with_auto_tag_lead(None))
    assert user_settings.load() == Settings()
    for impossible in (0.05, 1.0, float("nan")):
        with pytest.raises(UsageError) as caught:
            Settings().with_auto_tag_lead(impossible)
        assert caught.value.code == "auto_tag_lead_impossible"
    for damaged in ("true", '"0.6"', "7"):
        user_settings.path().write_text(f'{{"auto_tag_lead": {damaged}}}')
        with pytest.raises(UnreadableError):
            user_settings.load()
