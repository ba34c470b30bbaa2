"""Themes, colours that can be read, and icons that follow the theme."""

import gc
import itertools
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenshield import reference, resources
from greenshield.domain import workflow
from ui.look import colours, fonts, icons, schemes, theme
from ui.widgets.section import Section

SCHEMES = {s.name: s for s in (schemes.LIGHT, schemes.DARK, schemes.FIELD)}


@pytest.fixture(params=["light", "dark", "field"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[schemes.Scheme]:
    theme.apply(qapp, request.param)
    yield SCHEMES[request.param]
    theme.apply(qapp, "light")


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1's own formula, written a second time."""

    def luminance(colour: str) -> float:
        parts = [int(QColor(colour).name()[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    first, second = luminance(one) + 0.05, luminance(other) + 0.05
    return max(first, second) / min(first, second)


def test_that_all_schemes_have_the_same_roles() -> None:
    assert {frozenset(s.roles) for s in SCHEMES.values()} == {frozenset(schemes.LIGHT.roles)}


def test_that_letters_stand_out_from_every_ground_they_stand_on(scheme: schemes.Scheme) -> None:
    letters = ("text", "muted", "accent", "link", "warning", "danger", "ok", "info", "overdue")
    grounds = ("window", "surface", "alternate", "raised")
    weak = [
        (a, b, round(_contrast(scheme.roles[a], scheme.roles[b]), 2))
        for a, b in itertools.product(letters, grounds)
        if _contrast(scheme.roles[a], scheme.roles[b]) < scheme.contrast
    ]
    pairs = [("on_chosen", "chosen"), ("map_text", "map_ground")]
    pairs += [(letter, "accent_soft") for letter in letters]  # what is chosen in the history
    pairs += [(kind, f"{kind}_soft") for kind in ("warning", "danger", "ok", "info")]
    pairs += [("text", f"{kind}_soft") for kind in ("warning", "danger", "ok", "info")]
    weak += [
        (a, b, round(_contrast(scheme.roles[a], scheme.roles[b]), 2))
        for a, b in pairs
        if _contrast(scheme.roles[a], scheme.roles[b]) < 4.5
    ]
    assert weak == []


def test_that_edges_and_signs_stand_out(scheme: schemes.Scheme) -> None:
    """WCAG 2.1, 1.4.11: what one must see to find a field, a tick, a focus."""
    signs = ("edge", "accent", "chosen", "text", "link", "warning", "danger", "ok", "info")
    weak = [
        (sign, round(_contrast(scheme.roles[sign], scheme.roles[ground]), 2))
        for sign in signs
        for ground in ("surface", "raised")
        if _contrast(scheme.roles[sign], scheme.roles[ground]) < 3.0
    ]
    if scheme.dark:  # there chosen is a ground that carries white letters
        weak = [pair for pair in weak if pair[0] != "chosen"]
    assert weak == []


def test_that_every_state_has_a_pill_that_can_be_read(scheme: schemes.Scheme) -> None:
    assert set(schemes.STATES) == set(workflow.STATES)
    for code in workflow.STATES:
        look = colours.pill(code)
        assert _contrast(look.text.name(), look.ground.name()) >= scheme.contrast, code


def test_that_names_of_areas_can_be_read_on_the_map(scheme: schemes.Scheme) -> None:
    ground = scheme.roles["map_halo"]
    names = {kind: colours.area_name(kind).name() for kind in schemes.AREA_KINDS}
    assert {k: n for k, n in names.items() if _contrast(n, ground) < scheme.contrast} == {}


def test_that_marks_on_the_map_and_in_charts_stand_out(scheme: schemes.Scheme) -> None:
    ground, surface = scheme.roles["map_ground"], scheme.roles["surface"]
    marks = [(colours.patch_line(c), ground) for c in workflow.STATES]
    marks += [(colours.state(c), surface) for c in workflow.STATES]
    marks += [(colours.area_line(c), ground) for c in schemes.AREA_KINDS]
    marks += [(colours.zone_line(c), ground) for c in schemes.ZONES]
    marks += [(colours.series(n), surface) for n in range(9)]
    marks += [(colours.role(r), ground) for r in ("photo", "track", "measure")]
    assert [m.name() for m, behind in marks if _contrast(m.name(), behind) < 3.0] == []


def test_that_no_two_states_look_the_same(scheme: schemes.Scheme) -> None:
    lines = [colours.patch_line(code).name() for code in workflow.STATES]
    assert len(set(lines)) == len(lines)


def test_that_every_area_kind_and_zone_has_its_colour() -> None:
    tables = reference.code_tables()
    assert set(schemes.AREA_KINDS) == set(tables.table("area_kind").entries)
    assert set(schemes.ZONES) == set(tables.table("zone").entries)


def test_that_a_role_that_no_scheme_has_is_no_colour() -> None:
    assert colours.accent == colours.role("accent")
    with pytest.raises(AttributeError):
        _ = colours.aubergine


def test_that_widgets_follow_a_theme_put_on_while_they_are_shown(
    qtbot: QtBot, qapp: QApplication
) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    before = button.palette().color(QPalette.ColorRole.ButtonText)
    size = button.font().pointSizeF()
    theme.apply(qapp, "dark")
    assert button.palette().color(QPalette.ColorRole.ButtonText) != before
    theme.apply(qapp, "field")
    assert button.font().pointSizeF() > size * 1.3
    assert button.sizeHint().height() >= 2 * button.fontMetrics().height()
    theme.apply(qapp, "light")
    assert button.palette().color(QPalette.ColorRole.ButtonText) == before
    assert button.font().pointSizeF() == size


def test_that_the_same_theme_twice_changes_nothing(qapp: QApplication) -> None:
    theme.apply(qapp, "field")
    once = (qapp.font().toString(), qapp.styleSheet())
    theme.apply(qapp, "field")
    assert (qapp.font().toString(), qapp.styleSheet()) == once
    assert theme.is_field()
    theme.apply(qapp, "light")
    assert not theme.is_field()


def test_that_a_simplified_chinese_family_comes_first(qapp: QApplication) -> None:
    family = fonts.chinese_family()
    assert family in fonts.CHINESE
    assert fonts.base().families()[0] == family


def test_that_every_drawing_has_the_common_form() -> None:
    assert len(icons.names()) > 70
    for name in icons.names():
        text = resources.path("icons", f"{name}.svg").read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in text, name
        assert 'stroke="currentColor"' in text, name
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|<image|<script|href", text), name


def test_that_every_drawing_draws_something_within_its_bounds(qapp: QApplication) -> None:
    for name in icons.names():
        image = icons.pixmap(name, 48, QColor("black")).toImage()
        inked = [
            (x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 40
        ]
        assert len(inked) > 20, name
        edge = [p for p in inked if 0 in p or 47 in p]
        assert not edge, f"{name} is cut off at {edge[:3]}"


def test_that_an_unknown_icon_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-drawing")


def _ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """The colour of an icon's most opaque dot."""
    image = icon.pixmap(QSize(32, 32), mode).toImage()
    dots = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    best = max(dots, key=lambda dot: dot.alpha())
    assert best.alpha() > 250
    return best.name()


def test_that_an_icon_follows_theme_and_mode(scheme: schemes.Scheme) -> None:
    icon = icons.icon("add")  # made once, before or after: the same object
    assert _ink(icon) == scheme.roles["text"]
    assert _ink(icon, QIcon.Mode.Disabled) == scheme.roles["disabled"]
    assert _ink(icon, QIcon.Mode.Selected) == scheme.roles["on_chosen"]
    assert _ink(icons.coloured("add", "danger")) == scheme.roles["danger"]


def test_that_an_icon_is_sharp_at_a_screens_own_resolution(qapp: QApplication) -> None:
    sharp = icons.icon("map").pixmap(QSize(16, 16), 2.5)
    assert sharp.size() == QSize(40, 40)
    assert sharp.devicePixelRatio() == 2.5


def test_that_icons_outlive_copies_and_the_collector(qapp: QApplication) -> None:
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    copy = QIcon(icons.icon("map"))
    copy.addPixmap(QPixmap(4, 4))  # makes the copy a drawing of its own
    for _ in range(300):
        gc.collect(0)
        painter = QPainter(image)
        icons.icon("map").paint(painter, QRect(0, 0, 16, 16))
        copy.paint(painter, QRect(0, 0, 16, 16))
        painter.end()
    gc.collect()
    assert not copy.pixmap(16, 16).isNull()


def test_that_headings_keep_their_proportion_through_every_theme(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    heading, plain, section = QLabel("A"), QLabel("b"), Section("c")
    heading.setFont(fonts.scaled(1.5, bold=True))
    for part in (heading, plain, section):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    for mode in ("field", "dark", "field", "light", "field", "field", "light"):
        theme.apply(qapp, mode)
        QApplication.processEvents()
        base = qapp.font().pointSizeF()
        assert plain.font().pointSizeF() == pytest.approx(base)
        assert heading.font().pointSizeF() == pytest.approx(1.5 * base)
        assert heading.font().bold()
        assert section._head.font().pointSizeF() == pytest.approx(base)


def _title_height(window: QMainWindow, dock: QDockWidget) -> int:
    """The rows of pixels that a dock's title takes, in its own letters."""
    QApplication.processEvents()
    image = window.grab().toImage()
    left, top = dock.x() + 4, dock.y()
    rows = [
        y
        for y in range(top, top + 30)
        if any(image.pixelColor(x, y).lightness() < 100 for x in range(left, left + 30))
    ]
    return rows[-1] - rows[0]


def test_that_the_titles_of_docks_grow_and_shrink_with_the_theme(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window, dock = QMainWindow(), QDockWidget("MMMM")
    window.setCentralWidget(QWidget())
    dock.setWidget(QLabel("a" * 40))
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.resize(700, 300)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    small = _title_height(window, dock)
    theme.apply(qapp, "field")
    assert _title_height(window, dock) > small
    theme.apply(qapp, "light")
    assert _title_height(window, dock) == small
