"""Choices whose words are equal still stand for what they stood for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS
from ui.dossier.choice_editors import ChoiceEditor, ManyEditor
from ui.dossier.field_form import FieldForm
from ui.dossier.telling_apart import told_apart
from ui.dossier.view import Choices, Person

TWINS = Choices(
    (
        Person("id-1", "张伟", "甲站", "county", ("inspector",), True),
        Person("id-2", "张伟", "乙站", "county", ("inspector",), True),
    )
)
PHOTOS = [("a" * 64, "IMG_0001.jpg (整改后)"), ("b" * 64, "IMG_0001.jpg (整改后)")]


@pytest.fixture
def assignee(qtbot):
    """The field of who checks, with two people of one name; the first one stands."""
    holder = QWidget()
    qtbot.addWidget(holder)
    form = FieldForm("issue", [CATALOGUE["issue"]["assignee"]], holder)
    form.offer(TWINS)
    names = {"id-1": "张伟", "id-2": "张伟", "id-3": "李四"}
    form.show_values({"assignee": "id-1"}, names=names, held={}, locked=False)
    yield form, names
    holder.close()


def test_that_of_two_people_of_one_name_the_one_who_stands_stays(assignee):
    form, _ = assignee
    assert form.typed() == {}
    assert form.rows["assignee"].editor.text() == "张伟 (甲站)"
    form.offer(TWINS)
    assert form.typed() == {}
    form.type_in({"assignee": "id-2"})
    assert form.typed() == {"assignee": "id-2"}


def test_that_a_person_who_is_offered_no_more_stays_when_choices_come_again(assignee):
    form, names = assignee
    form.show_values({"assignee": "id-3"}, names=names, held={}, locked=False)
    form.offer(TWINS)
    assert form.typed() == {}
    assert form.rows["assignee"].editor.text() == "李四"


def test_that_of_two_photos_of_one_name_the_one_that_stands_stays(qtbot):
    kind = next(k for k, v in KINDS.items() if "photos" in v.fields)
    holder = QWidget()
    qtbot.addWidget(holder)
    form = FieldForm(kind, [KINDS[kind].fields["photos"]], holder)
    form.rows["photos"].offer(PHOTOS)
    form.show_values({"photos": ["a" * 64]}, names={}, held={}, locked=False)
    assert form.typed() == {}
    holder.close()


@pytest.mark.parametrize("make", [ChoiceEditor, ManyEditor])
@pytest.mark.parametrize(
    "pairs",
    [
        PHOTOS,
        [("a" * 64, "甲;乙.pdf"), ("b" * 64, "甲；乙.pdf")],
        [("a" * 8 + "1" * 56, "x"), ("a" * 8 + "2" * 56, "x")],
        [("c1", "two\nlines"), ("c2", " two  lines ")],
    ],
)
def test_that_what_is_shown_is_what_was_put_in(qtbot, make, pairs):
    for editor in (make(pairs), make()):
        qtbot.addWidget(editor)
        editor.set_choices(pairs)
        for key, _ in pairs:
            editor.set_raw(key)
            assert editor.raw() == key


def test_that_a_file_is_named_though_its_path_holds_a_semicolon(qtbot):
    editor = ManyEditor([("/p/a;b/x.pdf", "x.pdf"), ("/p/c/x.pdf", "x.pdf")])
    qtbot.addWidget(editor)
    editor.set_named(["/p/a;b/x.pdf", "/p/c/x.pdf"])
    assert editor.named() == ["/p/a;b/x.pdf", "/p/c/x.pdf"]
    assert editor.text() == "x.pdf [a,b]; x.pdf [c]"


def test_that_words_that_differ_stay_as_they_are():
    assert told_apart([("a", "全景"), ("b", "近景")]) == [("a", "全景"), ("b", "近景")]
