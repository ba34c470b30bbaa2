"""A template is compiled once; what it was filled with before shows nowhere later."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from PIL import Image

from greenshield.domain.errors import UnreadableError
from greenshield.reports.word_file import Picture, WordTemplate, fill_template


def template(*lines):
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return WordTemplate.checked("own.docx", out.getvalue())


def filled(own, **context):
    return fill_template(own, context, title="t", as_of="2026-05-01")


def text_of(content):
    return [p.text for p in Document(io.BytesIO(content)).paragraphs]


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return Picture(out.getvalue(), 20.0, str(colour))


def pictures_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [parts.read(n) for n in parts.namelist() if n.startswith("word/media/")]


def test_that_each_document_has_its_own_words_and_pictures():
    own = template("{{ name }}", "{{ shown }}", '{{ "a<b {c}" }}')
    for name, shown in (("甲<b>&{{ x }}", picture("red")), ("乙", picture("blue"))) * 2:
        made = filled(own, name=name, shown=shown)
        assert text_of(made) == [name, "", "a<b {c}"]
        assert pictures_in(made) == [shown.content]
    assert filled(own, name="乙", shown=picture("blue")) == made


def test_that_a_name_which_is_missing_the_second_time_is_refused():
    own = template("{{ name }}")
    filled(own, name="甲")
    with pytest.raises(UnreadableError) as refused:
        filled(own)
    assert refused.value.code == "template_unknown_field"


def test_that_a_broken_template_is_refused_each_time():
    own = template("{% if name %}")
    for _ in range(2):
        with pytest.raises(UnreadableError) as refused:
            filled(own, name="甲")
        assert refused.value.code == "template_broken"


def test_that_pictures_are_in_the_file_as_they_were_given():
    """They go past python-docx's saving: the template's own, and those that marks put in."""
    own, given = io.BytesIO(), io.BytesIO()
    Image.effect_noise((40, 30), 90).save(own, "PNG")
    Image.effect_noise((30, 40), 90).save(given, "PNG")
    document = Document()
    document.add_picture(io.BytesIO(own.getvalue()))
    document.add_paragraph("{{ p }} {{ p }}")
    out = io.BytesIO()
    document.save(out)
    made = filled(
        WordTemplate.checked("own.docx", out.getvalue()), p=Picture(given.getvalue(), 20.0)
    )
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert parts.testzip() is None
        media = [parts.read(n) for n in parts.namelist() if n.startswith("word/media/")]
    assert sorted(media) == sorted([own.getvalue(), given.getvalue()])
    shown = Document(io.BytesIO(made)).inline_shapes
    assert len(shown) == 3
