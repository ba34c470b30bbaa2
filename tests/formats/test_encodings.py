"""Encodings told by what decodes to sense, on real tables and on made ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from greenshield.formats import encodings
from greenshield.formats.encodings import codec_of, decide, decode
from greenshield.formats.vectors_dbf import read_layout, sample_texts

# file in mapshaper's test data, the text it is known for, hint -> label
REAL = [
    ("utf8.dbf", "国语國語", (), "UTF-8"),
    ("gbk.dbf", "简体国语", (), "GBK"),
    ("gb2312.dbf", "简体国语", (), "GBK"),
    ("big5.dbf", "繁體國語", (), "Big5"),
    ("shiftjis.dbf", "ひたちなか市", (), "Shift_JIS"),
    ("eucjp.dbf", "ひたちなか市", (), "EUC-JP"),
    ("latin1.dbf", "Peçeña México", (), "Windows-1252"),
    ("cpg/big5.dbf", "國語", ("Big-5",), "Big5"),
    ("cpg/euckr.dbf", "한국말", ("EUC-KR",), "EUC-KR"),
    ("cpg/koi8r.dbf", "русский", ("koi8r",), "KOI8-R"),
    ("cpg/latin2.dbf", "čeština", ("latin2",), "ISO8859-2"),
    ("cpg/win1251.dbf", "РУССКИЙ", ("1251",), "Windows-1251"),
    ("cpg/win874.dbf", "ภาษาไทย", ("874",), "CP874"),
    # hints that are wrong
    ("utf8.dbf", "国语國語", ("GBK",), "UTF-8"),
    ("gbk.dbf", "简体国语", ("UTF-8",), "GBK"),
    ("gbk.dbf", "简体国语", ("ISO-8859-1",), "GBK"),
    ("big5.dbf", "繁體國語", ("UTF-8", "1252"), "Big5"),
    ("shiftjis.dbf", "ひたちなか市", ("GBK",), "Shift_JIS"),
]


@pytest.mark.parametrize(("name", "text", "hints", "label"), REAL)
def test_that_real_tables_decode_to_sense(
    name: str,
    text: str,
    hints: tuple[str, ...],
    label: str,
    shared_data: Path,
    real_file: Callable[[Path], Path],
):
    file = real_file(shared_data / "boundaries" / "mapshaper_test_data" / "dbf" / name)
    table = read_layout(file, name)
    assert table is not None
    samples = sample_texts(file, table)
    found = decide(samples, hints)
    assert found.label == label
    assert any(text in decode(sample, found.codec)[0] for sample in samples)


NAMES = [
    "吉林长白山国家级自然保护区",
    "江苏盐城湿地珍禽国家级自然保护区核心区",
    "一般控制区",
    "敦化市黄泥河镇",
    "中国",
    "水",
    "鼋头渚",
    "㙍城街道",
    "珲春东北虎",
]


@pytest.mark.parametrize("text", NAMES)
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_that_chinese_names_are_told_without_a_hint(text: str, codec: str):
    data = text.encode(codec)
    found = decide([data])
    assert decode(data, found.codec) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Ñandú",
        "Águas Compridas",
        "Île de Saint-Jean",
        "Zone between 18°S and 23°S",
        "120 km² São João",
    ],
)
def test_that_european_letters_in_a_word_are_of_no_other_script(text: str):
    assert decide([text.encode("cp1252")]).label == "Windows-1252"
    assert decide([text.encode()]).label == "UTF-8"


@pytest.mark.parametrize("text", ["Байкальский заповедник", "Кроноцкий", "озеро Ханка"])
def test_that_cyrillic_stays_cyrillic(text: str):
    assert decode(text.encode("cp1251"), decide([text.encode("cp1251")]).codec)[0] == text


def test_that_the_label_says_gbk_unless_more_is_needed():
    assert decide(["核心区".encode("gbk")]).label == "GBK"
    assert decide(["核心区𠮷".encode("gb18030")]).label == "GB18030"


def test_that_a_hint_that_makes_sense_is_followed_and_one_that_does_not_is_named():
    text = "保护区".encode("gbk")
    assert decide([text], ["936"]).source == "hint"
    found = decide([text], ["UTF-8"])
    assert (found.label, found.source, found.overruled) == ("GBK", "content", "UTF-8")


def test_that_nothing_but_ascii_tells_nothing():
    assert decide([b"core zone", b""], ["GBK"]).source == "ascii"
    assert decide([]).label == "UTF-8"


def test_that_a_person_is_obeyed():
    found = decide(["保护区".encode("gbk")], given="latin1")
    assert (found.codec, found.source) == ("cp1252", "given")
    with pytest.raises(LookupError):
        decide([], given="klingon")


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        *[(n, "gb18030") for n in ("GBK", "gb2312", "936", "cp936", "ANSI 936", "OEM 936")],
        *[(n, "utf-8") for n in ("UTF-8", "utf8", "65001", "UTF-8\r\n")],
        *[(n, "cp1252") for n in ("ISO-8859-1", "88591", "ISO 88591", "latin1", "1252")],
        *[("Big5", "big5hkscs"), ("950", "big5hkscs"), ("ISO-8859-2", "iso8859-2")],
        *[(n, None) for n in ("UTF-16", "klingon", "", "<!DOCTYPE html>", "utf-7")],
        *[("cp037", None), ("rot13", None), ("idna", None)],
    ],
)
def test_that_names_of_encodings_are_understood(name: str, codec: str | None):
    assert codec_of(name) == codec


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_that_half_a_character_at_the_end_is_dropped(codec: str):
    data = "长白山".encode(codec)
    assert decode(data[:-1], codec) == ("长白", "cut")
    assert decide([data[:-1]]).codec == codec


def test_that_rubbish_inside_is_replaced_and_told():
    text, flaw = decode(b"\xff\xff" + "长白山".encode(), "utf-8")
    assert flaw == "replaced"
    assert text.endswith("长白山")


COMMON = sorted(encodings._common("gb18030"))


@given(st.lists(st.text(st.sampled_from(COMMON), min_size=4, max_size=12), min_size=3, max_size=8))
def test_that_any_common_chinese_text_is_told(texts: list[str]):
    for codec in ("utf-8", "gb18030"):
        samples = [text.encode(codec) for text in texts]
        assert decide(samples).codec == codec


@given(st.binary(max_size=40), st.sampled_from(["utf-8", "gb18030", "big5hkscs", "cp932"]))
def test_that_decoding_never_fails(data: bytes, codec: str):
    text, flaw = decode(data, codec)
    assert isinstance(text, str)
    assert flaw in ("", "cut", "replaced")


@given(
    st.lists(st.binary(min_size=1, max_size=20), max_size=5), st.sampled_from(["", "GBK", "950"])
)
def test_that_any_bytes_get_some_encoding(samples: list[bytes], hint: str):
    found = decide(samples, [hint])
    assert codec_of(found.codec) is not None or found.codec in ("big5hkscs", "euc_jp")
    assume(any(not s.isascii() for s in samples))
    assert found.source in ("content", "hint")
