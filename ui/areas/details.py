"""One boundary version in full, beside the tree."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.mended import code_of
from ui import words
from ui.areas import calls
from ui.areas.boundary import Boundary
from ui.areas.boundary_model import in_force_word
from ui.desk import Desk
from ui.look import colours, fonts
from ui.widgets.translated import Translated
from ui.widgets.whole_label import WholeLabel
from ui.words import translate

_FIELDS = (
    "code", "kind", "zone_code", "area_level", "area_type", "area_class", "authority",
    "approval_doc", "established_on",
)  # fmt: skip
_TABLES = {"kind": "area_kind", "zone_code": "zone", "area_level": "area_level",
           "area_type": "area_type", "area_class": "area_class"}  # fmt: skip


class Details(Translated, QWidget):
    """The fields, measures and origin of what is chosen in the tree."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("areas.details")
        self._desk = desk
        self._boundary: Boundary | None = None
        self._found: dict[str, Any] | None = None
        self._told: list[tuple[str, str]] = []
        self.head = WholeLabel(self)
        self.head.setObjectName("areas.details.name")
        self.head.setFont(fonts.scaled(1.1, bold=True))
        self.force = QLabel(self)
        self.force.setObjectName("areas.details.force")
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("areas.details.scroll")
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 2, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.head)
        column.addWidget(self.force)
        column.addWidget(self._scroll, 1)
        self.retranslate()

    def show_boundary(self, boundary: Boundary | None) -> None:
        """Shows another, or nothing."""
        self._boundary = boundary if boundary is not None and boundary.id else None
        self._found = None
        self._show()
        if self._boundary is not None:
            self._desk.ask(calls.about, self._boundary.id, done=self._on_found, key="areas.about")

    def told(self) -> dict[str, str]:
        """What is told, by the names beside it."""
        return dict(self._told)

    def retranslate(self) -> None:
        """Says everything anew."""
        self.setAccessibleName(translate("Areas", "The boundary in full"))
        self._show()

    def _on_found(self, found: dict[str, Any]) -> None:
        if self._boundary is not None and found["id"] == self._boundary.id:
            self._found = found
            self._show()

    def _show(self) -> None:
        boundary = self._boundary
        self.force.setVisible(boundary is not None)
        inside = QWidget(self)
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 6, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._told = [] if boundary is None else _rows(boundary, self._found)
        if boundary is None:
            self.head.setText(translate("Areas", "Choose a boundary to see all of it"))
            self._scroll.setWidget(inside)
            return
        self.head.setText(_called(boundary, self._found))
        self.force.setText(in_force_word(boundary))
        palette = self.force.palette()
        role = "ok" if boundary.get("in_force") else "muted"
        palette.setColor(self.force.foregroundRole(), colours.role(role))
        self.force.setPalette(palette)
        for name, told in self._told:
            label, value = QLabel(words.capital(name), inside), WholeLabel(inside)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            value.setText(told)
            form.addRow(label, value)
        self._scroll.setWidget(inside)


def _called(boundary: Boundary, found: dict[str, Any] | None) -> str:
    known = found or boundary.row or {}
    zone = words.label("zone", known.get("zone_code"))
    return str(known.get("name") or known.get("code") or zone)


def _rows(boundary: Boundary, found: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Names and values, those that the tree has first: the rest comes a moment later."""
    row = boundary.row or {}
    out: list[tuple[str, str]] = []
    if row.get("area_m2") is not None:
        out.append((words.field_name("area", "area_m2"), words.areas(row["area_m2"])))
    if row.get("vertices") is not None:
        out.append((words.field_name("area", "vertices"), words.number(row["vertices"])))
    for name in ("valid_from", "valid_to"):
        if row.get(name):
            out.append((words.field_name("area", name), words.day(row[name])))
    if found is None:
        return out
    if found["void"]:
        out.append((translate("Areas", "Taken out"), words.moment(found.get("voided_at"))))
        out.append((translate("Areas", "Reason"), str(found.get("void_reason") or "—")))
    kind = "zone" if found["type"] == "zone" else "area"
    for name in _FIELDS:
        value = found.get(name)
        if value:
            told = words.label(_TABLES[name], value) if name in _TABLES else str(value)
            out.append((words.field_name(kind, name), told))
    return [*out, *_origin(found)]


def _origin(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Which file it came from, in which coordinates, and what was mended."""
    out: list[tuple[str, str]] = []
    file, layer = found.get("source_file", ""), found.get("source_layer", "")
    if file:
        told = file if not layer or layer in file else f"{file} · {layer}"
        out.append((words.field_name("area", "source_file"), told))
    came = found["imports"][-1] if found["imports"] else None
    crs = found.get("source_crs", "")
    if crs:
        if came is not None and came["measured"]:
            crs = f"{crs} · {_exact(came['crs_accuracy_m'])}"
        out.append((words.field_name("area", "source_crs"), crs))
    if came is not None:
        out.append((translate("Areas", "Came in"), words.moment(came["at"])))
        out.append((translate("Areas", "Outline"), _mended(came)))
    return out


def _exact(metres: float | None) -> str:
    if metres is None:
        return translate("Areas", "how exact is not known")
    return translate("Areas", "within {length}").format(
        length=words.length(metres) if metres >= 0.1 else f"{metres * 1000:g} mm"
    )


def _mended(came: dict[str, Any]) -> str:
    if not came["measured"]:
        return translate("Areas", "Whether it was mended was not noted when it came in")
    mended = came["repaired"]
    if mended is None:
        return translate("Areas", "Valid as it came")
    rule = translate(
        "Areas",
        "Rule: each ring is made valid by itself, shells are united, holes taken out; what overlaps"
        " counts once.",
    )
    sizes = {name: f"{mended[name] or 0.0:,.2f}" for name in ("before_m2", "after_m2")}
    code = code_of(mended["before_m2"], mended["after_m2"])
    return f"{words.line(code, mended | sizes)}\n{rule}"
