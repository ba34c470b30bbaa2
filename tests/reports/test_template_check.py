"""Everything that a county's own template names is looked for, wherever it stands."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from closure_file import write_closure
from dossier_factory import bare_dossier, full_dossier, stationery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.reports.closure import full_context
from greenshield.reports.closure_template import asked, fields_of, labels_of, rehearse
from greenshield.reports.closure_template import given as filled_in
from greenshield.reports.template_kinds import Group, Leaf, Rows, dotted
from greenshield.reports.word_file import WordTemplate, fill_template

PAPER = stationery()
LABELS = labels_of(PAPER)
FIELDS = fields_of(LABELS)
BUILT_IN = Path(__file__).resolve().parents[2] / "resources" / "templates" / "closure.docx"


def template(folder, *lines, header="", footer="", cells=()):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if cells:
        row = document.add_table(1, len(cells)).rows[0]
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    file = folder / "own.docx"
    document.save(str(file))
    return WordTemplate.read(file)


def told(found):
    return [(p.code, p.column) for p in asked(found, LABELS).problems]


def unknown(*names):
    return [("template_unknown_field", name) for name in names]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["{{ nothing }}"], "nothing"),
        (["{{ cover.nothing }}"], "cover.nothing"),
        (["{{ cover['nothing'] }}"], "cover.nothing"),
        (["{{ cover.get('nothing') }}"], "cover.nothing"),
        (["{%p if false %}", "{{ cover.nothing }}", "{%p endif %}"], "cover.nothing"),
        (["{% if cover.number %}a{% elif cover.nothing %}b{% endif %}"], "cover.nothing"),
        (["{% if cover.number %}a{% else %}{{ cover.nothing }}{% endif %}"], "cover.nothing"),
        (["{%p for r in lookbacks %}", "{{ r.nothing }}", "{%p endfor %}"], "lookbacks[].nothing"),
        (["{% for r in lookbacks %}{% else %}{{ nothing }}{% endfor %}"], "nothing"),
        (["{% for r in lookbacks if r.nothing %}{% endfor %}"], "lookbacks[].nothing"),
        (["{{ lookbacks[0].nothing }}"], "lookbacks[].nothing"),
        (["{{ (lookbacks|first).nothing }}"], "lookbacks[].nothing"),
        (["{{ (lookbacks|sort(attribute='on'))[0].nothing }}"], "lookbacks[].nothing"),
        (["{{ lookbacks|map(attribute='nothing')|join }}"], "lookbacks[].nothing"),
        (["{{ lookbacks|selectattr('nothing')|list|length }}"], "lookbacks[].nothing"),
        (["{{ cover|attr('nothing') }}"], "cover.nothing"),
        (["{{ cover.nothing|default('x') }}"], "cover.nothing"),
        (["{{ 'x' if cover.nothing is defined else 'y' }}"], "cover.nothing"),
        (["{{ cover.number or cover.nothing }}"], "cover.nothing"),
        (["{{ (cover or plan).goal }}"], "cover.goal"),
        (["{% set c = cover %}{{ c.nothing }}"], "cover.nothing"),
        (["{% set c %}{{ cover.nothing }}{% endset %}"], "cover.nothing"),
        (["{% with c = cover %}{{ c.nothing }}{% endwith %}"], "cover.nothing"),
        (["{% filter upper %}{{ cover.nothing }}{% endfilter %}"], "cover.nothing"),
        (["{% macro m(r) %}{{ cover.nothing }}{% endmacro %}"], "cover.nothing"),
        (["{% macro m(r) %}{{ r.nothing }}{% endmacro %}{{ m(plan) }}"], "plan.nothing"),
        (["{% macro m(r) %}{{ r.goal }}{% endmacro %}{{ m(r=cover) }}"], "cover.goal"),
        (["{{ cover.number.nothing }}"], "cover.number.nothing"),
        (["{{ maps.location.content }}"], "maps.location.content"),
        (["{% for g in form %}{% for l in g.lines %}{{ l.c }}{% endfor %}{% endfor %}"],
         "form[].lines[].c"),
        (["{% for r in moves %}{{ loop.nothing }}{% endfor %}"], "loop.nothing"),
        (["{{ w.nothing }}"], "w.nothing"),
        (["{{ nothing.of.the.kind }}"], "nothing"),
    ],
)  # fmt: skip
def test_that_a_field_that_does_not_exist_is_named_wherever_it_stands(tmp_path, lines, name):
    assert told(template(tmp_path, "before {{ cover.number }}", *lines)) == unknown(name)


@pytest.mark.parametrize("part", ["header", "footer"])
def test_that_headers_and_footers_are_looked_at(tmp_path, part):
    found = asked(template(tmp_path, "x", **{part: "页 {{ cover.nothing }}"}), LABELS).problems
    assert [(p.column, p.params["template_part"]) for p in found] == [("cover.nothing", part)]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_notes(folder, kind, mark):
    """A template with one foot- or endnote."""
    template(folder, "x")
    note = f"<w:{kind[:-1]}><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:{kind[:-1]}>"
    xml = f'<w:{kind} xmlns:w="{WORD}">{note}</w:{kind}>'
    of = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    part = f'<Override PartName="/word/{kind}.xml" ContentType="{of}.{kind}+xml"/></Types>'
    link = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{kind}.xml"/></Relationships>'
    )
    file = folder / "noted.docx"
    with zipfile.ZipFile(folder / "own.docx") as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"</Types>", part.encode())
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", link.encode())
            new.writestr(name, text)
        new.writestr(f"word/{kind}.xml", xml)
    return WordTemplate.read(file)


def test_that_footnotes_are_looked_at(tmp_path):
    found = asked(with_notes(tmp_path, "footnotes", "{{ cover.nothing }}"), LABELS).problems
    assert [(p.column, p.params["template_part"], p.row) for p in found] == [
        ("cover.nothing", "footnotes", 1)
    ]


def test_that_properties_of_the_document_are_looked_at(tmp_path):
    document = docx.Document()
    document.core_properties.title = "{{ cover.nothing }}"
    document.save(str(tmp_path / "own.docx"))
    assert told(WordTemplate.read(tmp_path / "own.docx")) == unknown("cover.nothing")


def test_that_every_fault_is_told_at_once_in_the_order_of_the_document(tmp_path):
    lines = ["{{ zebra }}", "{{ cover.number }}", "{{ cover.zebra }} {{ apple|shine }}"]
    found = template(tmp_path, *lines, footer="{{ foot }}")
    assert told(found) == [
        *unknown("zebra", "cover.zebra", "apple"),
        ("template_unknown_filter", "shine"),
        *unknown("foot"),
    ]


def test_that_the_place_is_told(tmp_path):
    lines = ["{{ r }} 标题", "甲 {% for r in moves %}", "乙 {{ r.zebra }} 丙", "{% endfor %}"]
    found = asked(template(tmp_path, *lines), LABELS).problems
    assert [(p.row, p.column, p.params["mark"]) for p in found] == [
        (1, "r", "{{ r }}"),
        (3, "moves[].zebra", "{{ r.zebra }}"),
    ]


def test_that_the_place_is_told_where_word_has_torn_a_mark_apart(tmp_path):
    document = docx.Document()
    table = document.add_table(2, 1)
    table.rows[0].cells[0].text = "{%tr for r in moves %}"
    paragraph = table.rows[1].cells[0].paragraphs[0]
    for piece in ("{", "{ r.", "zebra", " }", "}"):
        paragraph.add_run(piece).bold = piece == "zebra"
    table.add_row().cells[0].text = "{%tr endfor %}"
    document.save(str(tmp_path / "own.docx"))
    (found,) = asked(WordTemplate.read(tmp_path / "own.docx"), LABELS).problems
    assert (found.row, found.column) == (2, "moves[].zebra")
    assert found.params["mark"] == "{{ r.zebra }}"


@pytest.mark.parametrize(
    ("mark", "nearest"),
    [
        ("cover.nunber", "cover.number"),
        ("covver", "cover"),
        ("cover.deadline", "plan.deadline"),
        ("deadline", "plan.deadline"),
        ("plan.documents.number", "plan.documents[].number"),
        ("moves.day", "on, move, states"),
        ("销号编号", ""),
    ],
)
def test_that_the_nearest_known_name_is_told(tmp_path, mark, nearest):
    (found,) = asked(template(tmp_path, f"{{{{ {mark} }}}}"), LABELS).problems
    assert found.params["nearest"].startswith(nearest)
    for lang in ("zh", "en"):
        assert found.params["nearest"] in messages.text(found.code, found.params, lang)


def test_that_a_name_in_the_words_of_the_form_leads_to_the_field(tmp_path):
    label = PAPER.closure_words["zh"]["template"]["number"]
    (found,) = asked(template(tmp_path, f"{{{{ {label} }}}}"), LABELS).problems
    assert found.params["nearest"] == "cover.number"


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        ("{{ cover }}", "template_group_printed"),
        ("{{ moves }}", "template_group_printed"),
        ("{% for r in moves %}{{ r }}{% endfor %}", "template_group_printed"),
        ("{{ cover.number|shine }}", "template_unknown_filter"),
        ("{{ 1 if cover.number is shiny else 2 }}", "template_unknown_filter"),
        ("{% include 'other.docx' %}", "template_other_file"),
        ("{% import 'other.docx' as o %}", "template_other_file"),
    ],
)
def test_that_what_no_report_can_print_is_refused(tmp_path, mark, code):
    assert [c for c, _ in told(template(tmp_path, mark))] == [code]


def test_that_a_mark_where_none_is_filled_in_is_remarked(tmp_path):
    (found,) = asked(with_notes(tmp_path, "endnotes", "{{ cover.number }}"), LABELS).problems
    assert (found.code, found.fatal) == ("template_mark_not_run", False)
    assert found.params == {"template_part": "endnotes", "mark": "{{ cover.number }}"}


@pytest.mark.parametrize(
    "mark",
    [
        "{{ cover.number|upper }} {{ cover.number.strip() }} {{ cover['clue']|default('-') }}",
        "{% for r in moves|reverse %}{{ loop.index }} {{ r.on }}{% endfor %}",
        "{{ moves|map(attribute='on')|join('、') }} {{ moves|length }}",
        "{% for g in form %}{% for l in g.lines %}{{ l.a.label }}{{ l.b.value }}{% endfor %}"
        "{% endfor %}",
        "{% for p in pairs + photos %}{{ p.a.title }}{{ p.b.caption }}{% endfor %}",
        "{% set n = namespace(x=0) %}{% set n.x = n.x + 1 %}{{ n.x }}",
        "{% for k, v in cover.items() %}{{ k }}{{ v }}{% endfor %}",
        "{% macro m(r, t='x') %}{{ t }}{{ r.goal }}{% endmacro %}{{ m(plan) }}",
        "{{ finding.boundary.name }} {{ maps.location }}",
        "{{ w.map_location.format(name=maps.name) }} {{ range(3)|list|length }}",
    ],
)
def test_that_a_template_that_asks_for_what_there_is_passes(tmp_path, mark):
    found = template(tmp_path, mark)
    assert told(found) == []
    rehearse(found, LABELS)
    write_closure(bare_dossier(), tmp_path / "out.docx", stationery=PAPER, template=found)


@pytest.mark.parametrize(
    "mark",
    [
        "{{ cover.number() }}",
        "{{ cover.number + 1 }}",
        "{% if pairs %}{% set t = 'x' %}{% endif %}{{ t }}",
        "{{ (cover.number|upper).nothing }}",
    ],
)
def test_that_what_names_do_not_tell_comes_out_in_a_rehearsal(tmp_path, mark):
    found = template(tmp_path, mark)
    with pytest.raises(UnreadableError):
        rehearse(found, LABELS)


def test_that_macros_that_call_each_other_come_to_an_end(tmp_path):
    many = "".join(
        f"{{% macro m{n}() %}}{{{{ m{n + 1}() }}}}{{{{ m{n + 1}() }}}}{{% endmacro %}}"
        for n in range(40)
    )
    again = "{% macro r() %}{{ r() }}{{ r() }}{% endmacro %}{{ r() }}"
    assert {code for code, _ in told(template(tmp_path, many + again))} <= {
        "template_unknown_field"
    }


def test_that_the_built_in_template_asks_for_all_that_there_is():
    found = asked(WordTemplate.read(BUILT_IN), LABELS)
    assert found.problems == ()
    rehearse(WordTemplate.read(BUILT_IN), LABELS)
    by_code = {"w.met", "w.unmet", "w.no_opinion", "w.blank_date", "w.objection_open",
               "w.continued"}  # fmt: skip
    # Rows of labels and values hold them.
    by_code |= {"opinions[].tier", "opinions[].text"}
    for chapter, names in (("finding", "judgement description impact"),
                           ("plan", "goal deadline duty supervise")):  # fmt: skip
        by_code |= {f"{of}.{name}" for name in names.split() for of in (chapter, "w")}
    # A photo's caption says its number and its hash.
    by_code |= {f"{of}[].{p}.{n}" for of in ("pairs", "photos") for p in "ab"
                for n in ("number", "hash")}  # fmt: skip
    leaves = {path for path, kind in dotted(FIELDS) if isinstance(kind, Leaf)}
    assert leaves - found.used == by_code


def test_that_a_report_offers_what_is_written_down(tmp_path):
    for dossier in (full_dossier(tmp_path), bare_dossier()):
        for lang in ("zh", "en"):
            context, _ = full_context(dossier, PAPER, lang)
            assert context.keys() == FIELDS.fields.keys()
            assert list(_amiss(FIELDS, context, "")) == []


def _amiss(kind, value, path):
    """Where a value is not of its kind; what an issue lacks is None or empty."""
    if isinstance(kind, Rows):
        for item in value:
            yield from _amiss(kind.item, item, path + "[]")
    elif isinstance(kind, Group):
        if not value:
            return
        extra = value.keys() - kind.fields.keys() - {"wide"}
        yield from (f"{path}.{name} is not offered" for name in extra)
        for name, inner in kind.fields.items():
            if name not in value:
                yield f"{path}.{name} is lacking"
            else:
                yield from _amiss(inner, value[name], f"{path}.{name}")
    elif isinstance(value, dict | list):
        yield f"{path} is no {kind.of}"


def test_that_no_name_is_one_that_dictionaries_have():
    taken = [p for p, _ in dotted(FIELDS) if hasattr(dict, p.rpartition(".")[2].strip("[]"))]
    assert taken == []


PATHS = [(path, kind) for path, kind in dotted(FIELDS)]


@st.composite
def sound_marks(draw):
    """A few marks that ask for fields there are, rows gone through by loops."""
    out = []
    for path, kind in draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=4)):
        *above, last = path.split("[]")
        name, opened, closed = "", "", ""
        for depth, step in enumerate(above):
            opened += f"{{% for v{depth} in {name}{step} %}}"
            closed += "{% endfor %}"
            name = f"v{depth}"
        word = f"{name}{last}"
        shown = (
            f"{{{{ {word} }}}}" if isinstance(kind, Leaf) else f"{{% if {word} %}}x{{% endif %}}"
        )
        out.append(opened + shown + closed)
    return " ".join(out)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_marks())
def test_that_whatever_passes_is_filled_for_an_issue_with_nothing(tmp_path, mark):
    found = template(tmp_path, mark)
    assert told(found) == []
    context = filled_in(EMPTY, LABELS)
    fill_template(found, context, title="", as_of="2024-01-01")


EMPTY, _ = full_context(bare_dossier(), PAPER, "zh")
