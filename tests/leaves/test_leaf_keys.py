"""Private device keys: the keyring where there is one, else a file of the user's own."""

from __future__ import annotations

import os
import stat

import keyring
import keyring.backend
import keyring.errors
import pytest

from greenshield import keys, paths
from greenshield.domain.errors import SurroundingsError, UnreadableError, UsageError

SECRET = bytes(range(32))
OTHER = bytes(range(1, 33))


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring of the keyring package's own interface, which can be closed like a real one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.closed = False

    def _check(self) -> None:
        if self.closed:
            raise keyring.errors.KeyringLocked("closed")

    def get_password(self, service, username):
        self._check()
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self._check()
        self.held[service, username] = password

    def delete_password(self, service, username):
        self._check()
        if self.held.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("absent")


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything and keeps nothing."""

    def set_password(self, service, username, password):
        pass


@pytest.fixture(autouse=True)
def no_keyring():
    """Each test begins without a keyring and leaves none behind."""
    before = keyring.get_keyring()
    keyring.core.init_backend()
    yield
    keyring.set_keyring(before)


@pytest.fixture
def ring(no_keyring):
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


def key_file(project="p", device="d"):
    return paths.config_dir() / "keys" / project / f"{device}.key"


def code_of(error_type, call, *args):
    with pytest.raises(error_type) as refused:
        call(*args)
    return refused.value.code


def test_that_without_a_keyring_a_private_file_serves():
    assert keys.load("p", "d") is None
    keys.store("p", "d", SECRET)
    assert keys.load("p", "d") == SECRET
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file().parent.stat().st_mode) == 0o700
    assert [f.name for f in key_file().parent.iterdir()] == ["d.key"]
    keys.delete("p", "d")
    keys.delete("p", "d")
    assert keys.load("p", "d") is None


def test_that_keys_of_other_devices_and_projects_stay_apart():
    keys.store("p", "d", SECRET)
    keys.store("q", "d", OTHER)
    keys.delete("p", "d")
    assert (keys.load("p", "d"), keys.load("q", "d"), keys.load("q", "e")) == (None, OTHER, None)


def test_that_a_keyring_holds_the_secret_and_the_file_does_not(ring):
    keys.store("p", "d", SECRET)
    assert ring.held == {("greenshield", "p/d"): SECRET.hex()}
    assert SECRET.hex() not in key_file().read_text()
    assert keys.load("p", "d") == SECRET
    keys.delete("p", "d")
    assert (ring.held, key_file().exists(), keys.load("p", "d")) == ({}, False, None)


def test_that_a_keyring_that_refuses_is_replaced_by_the_file(ring):
    ring.closed = True
    keys.store("p", "d", SECRET)
    assert keys.load("p", "d") == SECRET
    ring.closed = False
    assert keys.load("p", "d") == SECRET
    assert ring.held == {}


def test_that_a_keyring_that_forgets_is_replaced_by_the_file():
    keyring.set_keyring(ForgetfulKeyring())
    keys.store("p", "d", SECRET)
    assert keys.load("p", "d") == SECRET


def test_that_the_newest_key_counts_wherever_the_older_one_lies(ring):
    keys.store("p", "d", SECRET)
    ring.closed = True
    keys.store("p", "d", OTHER)
    ring.closed = False
    assert keys.load("p", "d") == OTHER
    keys.store("p", "d", SECRET)
    assert keys.load("p", "d") == SECRET


def test_that_a_closed_keyring_is_not_taken_for_a_missing_key(ring):
    keys.store("p", "d", SECRET)
    ring.closed = True
    assert code_of(SurroundingsError, keys.load, "p", "d") == "keyring_closed"
    assert code_of(SurroundingsError, keys.delete, "p", "d") == "keyring_closed"
    assert keys.load("p", "never-made") is None
    ring.closed = False
    assert keys.load("p", "d") == SECRET


def test_that_a_key_taken_out_of_the_keyring_is_missing(ring):
    keys.store("p", "d", SECRET)
    ring.held.clear()
    assert keys.load("p", "d") is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o610])
def test_that_a_file_others_may_open_is_refused(mode):
    keys.store("p", "d", SECRET)
    key_file().chmod(mode)
    assert code_of(SurroundingsError, keys.load, "p", "d") == "key_file_exposed"


def test_that_a_link_and_a_folder_are_refused(tmp_path):
    keys.store("p", "d", SECRET)
    key_file().rename(tmp_path / "elsewhere")
    key_file().symlink_to(tmp_path / "elsewhere")
    assert code_of(SurroundingsError, keys.load, "p", "d") == "key_file_unreadable"
    key_file().unlink()
    key_file().mkdir(mode=0o700)
    assert code_of(SurroundingsError, keys.load, "p", "d") == "key_file_unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this machine lacks named pipes")
def test_that_a_pipe_in_the_files_place_does_not_stop_the_work():
    key_file().parent.mkdir(parents=True)
    os.mkfifo(key_file(), 0o600)
    assert code_of(SurroundingsError, keys.load, "p", "d") == "key_file_unreadable"


@pytest.mark.parametrize(
    "content", [b"", b"\n", SECRET.hex().encode()[:-1], b"g" * 64, b"\xff" * 64, b"a" * 65]
)
def test_that_a_damaged_file_is_refused(content):
    keys.store("p", "d", SECRET)
    key_file().write_bytes(content)
    assert code_of(UnreadableError, keys.load, "p", "d") == "key_damaged"


def test_that_a_damaged_keyring_entry_is_refused(ring):
    keys.store("p", "d", SECRET)
    ring.held["greenshield", "p/d"] = "é" * 64
    assert code_of(UnreadableError, keys.load, "p", "d") == "key_damaged"


@pytest.mark.parametrize(
    "bad", ["", "..", "a/b", "../../x", ".hidden", "a\0b", "a\n", "绿", "x" * 129]
)
def test_that_an_identity_is_never_a_path(bad):
    for project, device in ((bad, "d"), ("p", bad)):
        assert code_of(UsageError, keys.store, project, device, SECRET) == "key_id_malformed"
        assert code_of(UsageError, keys.load, project, device) == "key_id_malformed"
        assert code_of(UsageError, keys.delete, project, device) == "key_id_malformed"
    assert not paths.config_dir().exists()


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_that_a_secret_of_another_length_is_refused(length):
    assert code_of(UsageError, keys.store, "p", "d", bytes(length)) == "key_length"


def test_that_an_unwritable_place_is_a_failure_of_the_surroundings(own_home):
    (own_home / "greenshield").write_text("a file where the folder should be")
    assert code_of(SurroundingsError, keys.store, "p", "d", SECRET) == "user_file_unwritable"
