"""The key of an encrypted project: SQLCipher's own, derived once an opening, then forgotten."""

import contextlib

import pytest
from helpers import projects
from sqlcipher3 import dbapi2

from greenshield.domain.errors import UnreadableError
from greenshield.project import engine, file_key
from greenshield.project.opening import open_project

RAW = "x'" + "5a" * 32 + "'"


def by_sqlcipher_alone(path, passphrase):
    connection = dbapi2.connect(path, isolation_level=None)
    connection.execute("PRAGMA key = '{}'".format(passphrase.replace("'", "''")))
    return contextlib.closing(connection)


@pytest.mark.parametrize("passphrase", ["云岭'口令", 'a "b" c', RAW, RAW.upper(), RAW[:-2] + "'"])
def test_that_sqlcipher_and_we_make_the_same_key(tmp_path, passphrase):
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    made = engine.connect(ours, passphrase=passphrase, create=True)
    with contextlib.closing(made.conn):
        made.conn.execute("CREATE TABLE t (x)")
    with by_sqlcipher_alone(theirs, passphrase) as connection:
        connection.execute("CREATE TABLE t (x)")
    with by_sqlcipher_alone(ours, passphrase) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    with contextlib.closing(engine.connect(theirs, passphrase=passphrase).conn) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    for file in (ours, theirs):
        with pytest.raises(UnreadableError, match="passphrase_wrong"):
            engine.connect(file, passphrase="口今")


def test_that_two_files_of_one_passphrase_have_differing_keys(tmp_path):
    heads = set()
    for n in range(2):
        projects.make(tmp_path / str(n), passphrase="口令").close()
        heads.add((tmp_path / str(n) / "project.gpkg").read_bytes()[: file_key.SALT])
    assert len(heads) == 2


def test_that_an_opening_derives_once_and_closing_forgets(tmp_path):
    projects.make(tmp_path / "p", passphrase="口令").close()
    known = file_key._derived.cache_info
    assert known().currsize == 0
    with open_project(tmp_path / "p", who="test", passphrase="口令"):
        assert (known().misses, known().currsize) == (1, 1)
    assert known().currsize == 0


def test_that_a_refused_passphrase_is_forgotten(tmp_path):
    projects.make(tmp_path / "p", passphrase="口令").close()
    with pytest.raises(UnreadableError):
        open_project(tmp_path / "p", who="test", passphrase="口今")
    assert file_key._derived.cache_info().currsize == 0
