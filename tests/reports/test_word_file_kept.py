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
