"""A caller's own columns and words for a ledger: mapping files."""

import json
import os

import pytest
from helpers.imports import workbook

from greenshield.domain.errors import GreenShieldError, UnreadableError, UsageError
from greenshield.services import lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reading import read_mapping

HEADER = ("甲", "乙", "经度", "纬度", "整改状态")
ROW = ("QH-1", "群众举报", 126.35, 43.25, "办结待销")
TOML = """
[columns]
clue_no = "甲"
source_code = "乙"

[states]
publicized = ["办结待销"]
"""


def test_that_a_mapping_names_columns_and_states(session, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, [ROW])
    (tmp_path / "m.toml").write_text(TOML, "utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    done = import_file(session, file, LedgerOptions(mapping=mapping, how="ledger"))
    assert (done.created, done.refused, done.problems) == (1, 0, ())
    issue = lookup.issue(session.project, "QH-1")
    assert (issue.get("source_code"), issue.state) == ("tip_off", "publicized")
    fields = {c.letter: c.field for c in done.file.columns}
    assert fields == {"A": "clue_no", "B": "source_code", "C": "lon", "D": "lat", "E": "state"}


def test_that_json_and_a_flat_table_do_as_well(tmp_path):
    flat = {"clue_no": "甲", "source_code": "乙"}
    (tmp_path / "m.json").write_text(json.dumps(flat), "utf-8-sig")
    (tmp_path / "m.toml").write_text('clue_no = "甲"\nsource_code = "乙"\n', "utf-8")
    assert read_mapping(tmp_path / "m.json").columns == flat
    assert read_mapping(tmp_path / "m.toml").columns == flat
    assert read_mapping(None).columns == {}


def test_that_a_callers_word_goes_before_the_shipped_one(session, tmp_path):
    # 暂缓 is shipped as suspended; this county writes it for what is not yet begun.
    file = workbook(tmp_path / "a.xlsx", ("图斑编号", "问题来源", "经度", "纬度", "整改状态"),
                    [("QH-1", "群众举报", 126.35, 43.25, "暂缓")])  # fmt: skip
    (tmp_path / "m.toml").write_text('[states]\nregistered = ["暂缓"]\n', "utf-8")
    mapping = read_mapping(tmp_path / "m.toml")
    import_file(session, file, LedgerOptions(mapping=mapping, how="ledger"))
    assert lookup.issue(session.project, "QH-1").state == "registered"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", None),
        (b"clue_no = ", "mapping_unreadable"),
        (b"{" * 5000, "mapping_unreadable"),
        (b"[1, 2]", "mapping_unreadable"),
        (b"\xff\xfe\x00", "mapping_unreadable"),
        (b"clue_no = 3", "mapping_malformed"),
        (b"[columns]\nclue_no = 3", "mapping_malformed"),
        (b"[states]\nclosed = [1]", "mapping_malformed"),
        (b"[colours]\nred = []", "mapping_malformed"),
        (b"\x00" * 5_000_000, "reference_unreadable"),
    ],
)
def test_that_what_is_no_mapping_is_a_coded_error(tmp_path, text, code):
    (tmp_path / "m.toml").write_bytes(text)
    if code is None:
        assert read_mapping(tmp_path / "m.toml").columns == {}
        return
    with pytest.raises(GreenShieldError) as caught:
        read_mapping(tmp_path / "m.toml")
    assert caught.value.code == code


def test_that_a_folder_and_nothing_are_no_mapping(tmp_path):
    for path in (tmp_path, tmp_path / "absent.toml"):
        with pytest.raises(UnreadableError, match="reference_unreadable"):
            read_mapping(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableError, match="reference_unreadable"):
            read_mapping(tmp_path / "pipe")


def test_that_a_field_that_no_ledger_has_is_refused(session, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, [ROW])
    (tmp_path / "m.toml").write_text('colour = "甲"\n', "utf-8")
    with pytest.raises(UsageError, match="ledger_mapping_field_unknown"):
        import_file(session, file, LedgerOptions(mapping=read_mapping(tmp_path / "m.toml")))
