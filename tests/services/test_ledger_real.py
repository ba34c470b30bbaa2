"""Real sheets and layers that are no ledger of ours: taken, or refused by a code; never a mess."""

from helpers.imports import fingerprint
from helpers.open_sessions import make_project, session_of
from helpers.real_files import listed

from greenshield import messages
from greenshield.domain.errors import GreenShieldError
from greenshield.project.rebuilding import differences
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reading import ColumnWords

SHEETS = (".xlsx", ".xls", ".csv", ".xlsb", ".ods", ".xlsm")
FILES = [f for f in listed("ledgers/**/*") if f.is_file() and f.suffix.lower() in SHEETS]


def test_that_every_real_sheet_is_taken_or_refused_by_a_code(tmp_path, shared_data, real_file):
    assert FILES
    taken = 0
    with session_of(make_project(tmp_path / "p")) as session:
        for file in FILES:
            before = fingerprint(session.project)
            done, refused = attempt(session, real_file(file))
            if done is None:
                assert refused in messages.catalogue(), file
                assert fingerprint(session.project) == before
                continue
            taken += done.created
            rows = len(done.file.rows) + done.file.refused
            assert done.created + done.updated + done.unchanged + done.refused == rows
            assert all(p.code in messages.catalogue() for p in done.problems)
        assert session.project.rows("SELECT count(*) AS n FROM issue")[0]["n"] == taken
        assert differences(session.project) == []


def attempt(session, file):
    options = LedgerOptions(how="ledger", source="tip_off")
    try:
        return import_file(session, file, options), ""
    except GreenShieldError as error:
        return None, error.code


def test_that_a_real_layer_with_a_mapping_makes_clues(tmp_path, shared_data, real_file):
    file = real_file(shared_data / "boundaries" / "cn_hubei_utf8cpg" / "市域.shp")
    words = ColumnWords({"clue_no": "CODE", "facility_name": "NAME"})
    options = LedgerOptions(mapping=words, source="national_rs")
    with session_of(make_project(tmp_path / "p")) as session:
        done = import_file(session, file, options)
        assert (done.created, done.refused) == (17, 0)
        rows = session.project.rows(
            "SELECT clue_no, facility_name FROM issue WHERE clue_no = '420700'"
        )
        assert rows == [{"clue_no": "420700", "facility_name": "鄂州市"}]
        before = fingerprint(session.project)
        again = import_file(session, file, options)
        assert again.unchanged == 17
        assert fingerprint(session.project) == before
