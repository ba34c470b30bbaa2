"""Files that can't be opened are named for what they are: encrypted, damaged, of another kind."""

import os
import zipfile

import pytest
import sqlcipher3

from greenshield.domain.errors import UnreadableError
from greenshield.formats.vectors import read_vectors


def refused(path):
    with pytest.raises(UnreadableError) as error:
        read_vectors(path)
    return error.value.code, str(error.value.params["file"])


def test_that_a_database_that_is_encrypted_or_garbage_is_named_as_such(tmp_path):
    sealed = tmp_path / "加密.gpkg"
    with sqlcipher3.connect(str(sealed)) as database:
        database.execute("PRAGMA key = 'secret'")
        database.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
    database.close()
    assert refused(sealed) == ("vector_database_sealed", str(sealed))
    noise = tmp_path / "noise.gpkg"
    noise.write_bytes(os.urandom(8192))
    assert refused(noise)[0] == "vector_database_sealed"


def test_that_what_is_wrong_in_an_archive_is_told_by_names_that_a_person_knows(tmp_path):
    page = tmp_path / "网页.kmz"
    with zipfile.ZipFile(page, "w") as bundle:
        bundle.writestr("doc.kml", '<?xml version="1.0"?><html><body>x</body></html>')
    assert refused(page) == ("vector_format_unknown", f"{page} (doc.kml)")
