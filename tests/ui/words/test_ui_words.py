"""Words of the window in both languages, with numbers, days and areas as people write them."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from greenshield.domain import workflow
from ui import language, may_write, words
from ui.photos import words_of
from ui.project_info import ProjectInfo
from ui.start.actions import ACTIONS

Speak = Callable[[str], None]


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Speak]:
    yield lambda lang: language.set_language(qapp, lang)
    language.set_language(qapp, "en")


@pytest.mark.parametrize(
    ("lang", "iso", "told"),
    [
        ("zh", "2026-11-05", "2026年11月5日"),
        ("en", "2026-11-05", "5 Nov 2026"),
        ("zh", "2019-05", "2019年5月"),
        ("en", "2019-05", "May 2019"),
        ("zh", "2019", "2019年"),
        ("en", "2019", "2019"),
        ("zh", "", ""),
        ("en", None, ""),
        ("en", "不详", "不详"),
        ("en", "2019-13-40", "40 13 2019"),
    ],
)
def test_that_a_day_is_told_in_the_habit_of_the_language(
    speak: Speak, lang: str, iso: str | None, told: str
) -> None:
    speak(lang)
    assert words.day(iso) == told


def test_that_a_moment_is_told_in_chinese_time(speak: Speak) -> None:
    speak("zh")
    assert words.moment("2026-11-21T16:30:59Z") == "2026年11月22日 00:30"
    assert words.moment("2026-11-21T16:30:59+08:00") == "2026年11月21日 16:30"
    speak("en")
    assert words.moment("2026-11-21 09:05:00") == "21 Nov 2026, 09:05"
    assert words.moment("2026-11-21") == "21 Nov 2026"
    assert words.moment("T of nothing") == "T of nothing"


@pytest.mark.parametrize(
    ("m2", "zh", "en"),
    [
        (0.0, "0.0 m²", "0.0 m²"),
        (99.94, "99.9 m²", "99.9 m²"),
        (9_999.4, "9,999 m²", "9,999 m²"),
        (14_625.0, "1.46 公顷", "1.46 ha"),
        (1_470_000.0, "147.0 公顷", "147.0 ha"),
        (196_382_000_000.0, "19,638,200 公顷", "19,638,200 ha"),
    ],
)
def test_that_an_area_is_told_in_the_unit_that_reads_best(
    speak: Speak, m2: float, zh: str, en: str
) -> None:
    speak("zh")
    assert words.area(m2) == zh
    speak("en")
    assert words.area(m2) == en


def test_that_one_hectare_is_fifteen_mu(speak: Speak) -> None:
    speak("zh")
    assert words.areas(10_000.0) == "10,000 m² · 1.00 公顷 · 15.00 亩"


def test_that_a_length_of_a_kilometre_is_told_in_kilometres(speak: Speak) -> None:
    speak("zh")
    assert [words.length(m) for m in (7.25, 999.4, 1000, 12_345)] == [
        "7.2 米", "999 米", "1.00 千米", "12.35 千米",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("x", "digits", "told"),
    [(1234567, None, "1,234,567"), (0.5, None, "0.5"), (2.0, None, "2"), (-0.004, 2, "0.00"),
     (-1234.5, 1, "-1,234.5")],
)  # fmt: skip
def test_that_numbers_part_their_thousands_and_zero_has_no_sign(
    x: float, digits: int | None, told: str
) -> None:
    assert words.number(x, digits) == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [("no header is there", "No header is there"), ("can't be read", "Can't be read"),
     ("demo.toml holds no header", "demo.toml holds no header"), ("e57f6d is unknown",
     "e57f6d is unknown"), ("缺少编号", "缺少编号"), ("", "")],
)  # fmt: skip
def test_that_a_line_begins_with_a_capital_but_names_of_files_stay(text: str, shown: str) -> None:
    assert words.capital(text) == shown


def test_that_a_plural_follows_its_number(speak: Speak) -> None:
    speak("en")
    one, many = "{n} photo", "{n} photos"
    assert [words.plural(n, one, many) for n in (0, 1, 2, 1500)] == [
        "0 photos", "1 photo", "2 photos", "1,500 photos",
    ]  # fmt: skip


def test_that_every_state_and_move_has_its_own_word_in_both_languages(speak: Speak) -> None:
    for lang in words.LANGUAGES:
        speak(lang)
        told = [words.state(code) for code in workflow.STATES]
        assert told == [getattr(s, lang) for s in workflow.STATES.values()]
        assert [words.move(name) for name in workflow.MOVES] == [
            getattr(m, lang) for m in workflow.MOVES.values()
        ]


def test_that_words_of_the_domain_are_those_of_the_core(speak: Speak) -> None:
    speak("zh")
    assert words.field_name("issue", "deadline") == "整改时限"
    assert words.label("zone", "core_protect") == "核心保护区"
    assert words.labels("zone", ["core", "buffer"]) == "核心区、缓冲区"
    assert words.record_kind("measure") == "整改措施" or words.record_kind("measure")
    assert words.actor("张三", "青河县") == "张三（青河县）"
    assert words.sentence("no_such_code") == "no_such_code"
    speak("en")
    assert words.label("zone", "unheard") == "unheard"
    assert words.label("no_table", "x") == "x"
    assert words.field_name("issue", "no_field") == "no_field"


def test_that_a_form_is_offered_current_codes_and_history_only_when_asked(speak: Speak) -> None:
    speak("en")
    codes = [code for code, _ in words.choices("zone")]
    assert "core_protect" in codes
    assert "buffer" not in codes
    assert "buffer" in [code for code, _ in words.choices("zone", legacy=True)]


def test_that_a_widget_of_qt_itself_speaks_chinese(speak: Speak, qapp: QApplication) -> None:
    speak("zh")
    assert words.translate("QPlatformTheme", "Cancel") == "取消"
    speak("en")
    assert words.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_that_a_chosen_language_is_remembered_for_the_next_start(
    speak: Speak, qapp: QApplication, own_home: object
) -> None:
    language.set_language(qapp, "zh", remember=True)
    assert language.preferred() == "zh"
    language.set_language(qapp, "en", remember=True)
    assert language.preferred() == "en"


def test_that_the_words_load_nothing_heavy() -> None:
    heavy = ("shapely", "fiona", "pyproj", "sqlite3", "numpy", "greenshield.project")
    code = (
        "import sys; from ui import words, language;"
        "words.state('clue'); words.field_name('issue', 'geom'); words.sentence('bug');"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("made", "gone", "told"),
    [
        ([("a", "after", "far")], [("a", "before", "far")], "as after, no longer as before."),
        ([("a", "after", "far")], [("a", "after", "near")], "as after."),
        (
            [("a", "after", "far"), ("b", "before", "far")],
            [("a", "before", "far"), ("b", "after", "far")],
            "as before × 1, after × 1, no longer as before × 1, after × 1.",
        ),
    ],
)
def test_that_each_tie_that_was_replaced_is_told(
    speak: Speak, made: list[words_of.Tie], gone: list[words_of.Tie], told: str
) -> None:
    speak("en")
    assert words_of.tied("QH-1", made, gone) == f"Tied to QH-1 {told}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_who_only_looks_is_told_the_way_to_write(speak: Speak, lang: str) -> None:
    speak(lang)
    (way,) = (action for action in ACTIONS if action.id == "start.open")
    name = words.translate(way.context, way.text).split("(")[0].replace("&", "").rstrip("…")
    info = ProjectInfo(Path("a"), "p", "n", "229901", read_only=True)
    assert name in may_write.why_not(info)
