"""A caller's own columns and words for a ledger: mapping files."""

import json
import os

import pytest
from helpers.imports import workbook

from greenshield import messages
from greenshield.domain.errors import GreenShieldError, UnreadableError, UsageError
from greenshield.formats.ledger_words import Words
from greenshield.services import lookup
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.ledger_reading import mapping_of, read_mapping, synonyms

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


def test_that_pairs_and_a_file_name_columns_together(session, tmp_path):
    file = workbook(tmp_path / "a.xlsx", HEADER, [ROW])
    (tmp_path / "m.toml").write_text(TOML.replace('clue_no = "甲"\n', 'remark = "乙"\n'), "utf-8")
    mapping = mapping_of(["clue_no=甲", str(tmp_path / "m.toml"), "source_code=B", "remark=E"])
    assert mapping.columns == {"clue_no": "甲", "source_code": "B", "remark": "E"}
    done = import_file(
        session, file, LedgerOptions(mapping=mapping_of(["clue_no=甲", "source_code=B"]))
    )
    assert (done.created, done.refused) == (1, 0)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["clue_no=甲", "clue_no=乙"], "pair_twice"),
        (["number=甲"], "ledger_mapping_field_unknown"),
    ],
)
def test_that_pairs_that_say_nothing_sure_are_refused(given, code):
    with pytest.raises(UsageError) as caught:
        mapping_of(given)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("问题点位编号", "clue_no"), ("点位编码", "clue_no"), ("疑似问题图斑代码", "clue_no"),
        ("所在功能分区", "zone_code"), ("违法违规问题描述", "description"),
        ("是否违法违规", "violation_judgement"), ("是否完成整改", "state"),
        ("是否完成销号", "state"), ("问题所在县", "county_name"), ("整改照片编号", ""),
        ("序号", "_ignored"),
    ],
)  # fmt: skip
def test_that_a_header_is_known_behind_the_words_before_it(header, field):
    assert Words.of(synonyms({})).field(header)[0] == field


def take_rows(session, tmp_path, header, *rows):
    file = workbook(tmp_path / "a.xlsx", ("问题来源", "经度", "纬度", *header),
                    [("卫星遥感", 126.35 + n / 1000, 43.25, *row)
                     for n, row in enumerate(rows)])  # fmt: skip
    return import_file(session, file, LedgerOptions(how="ledger"))


@pytest.mark.parametrize(
    "header",
    ["编号", "编码", "代码", "专班台账号", "台账流水号", "人类活动图斑代码", "草原问题图斑号码",
     "督察案件编号", "问题点基本情况/编号"],
)  # fmt: skip
def test_that_the_only_column_of_numbers_numbers_the_clues(session, tmp_path, header):
    done = take_rows(session, tmp_path, (header,), ("A-1",), ("A-2",))
    assert (done.created, done.refused) == (2, 0)
    assert [p.code for p in done.problems] == ["ledger_number_by_values"]
    assert lookup.issue(session.project, "A-2").get("source_code") == "remote_sensing"


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("编号",), [("1",), ("2",)]),
        (("专班台账号",), [("A-1",), ("A-1",)]),
        (("专班台账号",), [("A-1",), ("",)]),
        (("省台账号", "县台账号"), [("A-1", "B-1"), ("A-2", "B-2")]),
    ],
    ids=["counts the rows", "one twice", "one empty", "two columns"],
)
def test_that_no_number_is_guessed(session, tmp_path, header, rows):
    done = take_rows(session, tmp_path, header, *rows)
    assert (done.created, done.refused) == (0, 2)
    assert {p.code for p in done.problems} == {"ledger_row_no_number"}


PRIVATE = {
    "身份证": ["220183198001011234", "22018319800201123X", "２２０１８３１９８００３０１１２３ｘ"],
    "fifteen": ["220183800101123", "220183800201123"],
    "mobile": ["13812345678", "+86 138-1234-5679", "86 13912345678"],
    "credit": ["91220183MA0Y12345X", "12220183412345678N", "91220183ma0y12346x"],
}


@pytest.mark.parametrize(
    "header",
    ["责任人身份证号码", "责任人身份证号", "身份证号", "手机号码", "联系电话号码", "电话号",
     "统一社会信用代码", "问题企业统一社会信用代码", "乡镇代码", "地类编码", "车牌号",
     "采矿许可证号", "门牌号", "营业执照号", "处罚案件编号", "关联图斑号", "地类图斑号",
     "号码", "责任人/编号", "保护地基本情况/编号"],
)  # fmt: skip
def test_that_the_number_of_something_else_never_numbers_the_clues(session, tmp_path, header):
    done = take_rows(session, tmp_path, (header,), ("A-1",), ("A-2",))
    assert (done.created, done.refused) == (0, 2)
    assert {p.code for p in done.problems} == {"ledger_row_no_number"}
    assert "--mapping clue_no=" in messages.remedy("ledger_row_no_number", {})
    told = mapping_of([f"clue_no={header}"])
    file = workbook(tmp_path / "a.xlsx", ("问题来源", "经度", "纬度", header),
                    [("卫星遥感", 126.35, 43.25, "A-1")])  # fmt: skip
    assert import_file(session, file, LedgerOptions(mapping=told)).created == 1


@pytest.mark.parametrize("header", ["编号", "专班台账号", "疑似地块代码"])
@pytest.mark.parametrize("values", PRIVATE.values(), ids=PRIVATE)
def test_that_numbers_of_people_and_firms_never_number_the_clues(session, tmp_path, header, values):
    for value in values:  # one among good numbers is enough
        done = take_rows(session, tmp_path, (header,), ("A-1",), (value,), ("A-2",))
        assert (done.created, done.refused) == (0, 3)
    done = take_rows(session, tmp_path, (header,), ("A-1",), ("TB-1381234567",), ("A-2",))
    assert (done.created, done.refused) == (3, 0)


@pytest.mark.parametrize(
    ("header", "word", "state"),
    [("是否完成销号", "是", "closed"), ("是否完成整改", "否", "rectifying"),
     ("是否完成整改", "是", "clue"), ("是否完成销号", "未完成整改", "rectifying")],
)  # fmt: skip
def test_that_yes_and_no_answer_what_the_header_asks(session, tmp_path, header, word, state):
    header = ("图斑编号", header, "是否违法违规")
    take_rows(session, tmp_path, header, ("A-1", word, "是"), ("A-2", word, "否"))
    one, two = (lookup.issue(session.project, n) for n in ("A-1", "A-2"))
    assert (one.state, one.get("violation_judgement")) == (state, "illegal")
    assert two.get("violation_judgement") == "lawful"
