"""A template that would take all memory or never end is refused within its bounds."""

from __future__ import annotations

import io

import pytest
from docx import Document

from greenshield.domain.errors import UnreadableError
from greenshield.reports.word_file import WordTemplate, fill_template

ROWS = [{"name": f"n{i}", "area": i} for i in range(200)]


def filled(*lines):
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    own = WordTemplate.checked("own.docx", out.getvalue())
    context = {"name": "甲村", "rows": ROWS, "area": 1234.5}
    made = fill_template(own, context, title="t", as_of="2026-05-01")
    return "|".join(p.text for p in Document(io.BytesIO(made)).paragraphs)


BIG = 20_000_000  # enough to be refused, not enough to hurt where it is not


@pytest.mark.parametrize(
    "mark",
    [
        f"{{{{ 'a'|center({BIG}) }}}}",
        f"{{{{ 'a'.center({BIG}) }}}}",
        f"{{{{ 'a'.ljust({BIG}) }}}}",
        f"{{{{ 'a'.zfill({BIG}) }}}}",
        f"{{{{ 'a'.rjust({BIG})|length }}}}",
        f"{{{{ 'a'.encode().center({BIG})|length }}}}",
        f"{{{{ (1).to_bytes({BIG})|length }}}}",
        f"{{{{ '{{:>{BIG}}}'.format(1) }}}}",
        f"{{{{ '{{:>{{w}}}}'.format(1, w={BIG}) }}}}",
        f"{{{{ '%{BIG}d'|format(1) }}}}",
        f"{{{{ '%*d'|format({BIG}, 1) }}}}",
        f"{{{{ name|indent({BIG}) }}}}",
        f"{{{{ [1]|batch({BIG}, 'x')|list|length }}}}",
        f"{{{{ lipsum({BIG // 100}) }}}}",
        "{% set ns = namespace(x='a') %}{% for i in range(26) %}{% set ns.x = ns.x ~ ns.x %}"
        "{% endfor %}{{ ns.x|length }}",
        "{% set ns = namespace(x='a') %}{% for i in range(26) %}{% set ns.x = ns.x + ns.x %}"
        "{% endfor %}{{ ns.x|length }}",
        "{% set ns = namespace(x='a') %}{% for i in range(22) %}{% set ns.x = [ns.x, ns.x] %}"
        "{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x='a') %}{% for i in range(12) %}"
        "{% set ns.x = ns.x.replace('a', 'aaaa') %}{% endfor %}{{ ns.x|length }}",
        "{% set ns = namespace(x='a') %}{% for i in range(26) %}"
        "{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}{% endfor %}{{ ns.x|length }}",
        "{% for a in range(3000) %}{% for b in range(3000) %}{% endfor %}{% endfor %}",
        "{% for a in range(3000) %}{{ range(3000)|sum }}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(24) }}",
        "{% for a in [1] recursive %}{{ loop(range(99999)) }}{% endfor %}",
        "{% set _ = rows.append(1) %}",
        "{{ rows|attr('__class__') }}",
        "{{ ''|attr('center')(99999999) }}",
    ],
)
def test_that_what_has_no_bound_is_refused(mark):
    with pytest.raises(UnreadableError) as refused:
        filled(mark)
    assert refused.value.code == "template_broken"


def test_that_fixed_words_in_a_loop_are_bounded():
    with pytest.raises(UnreadableError) as refused:
        filled("{% for a in range(9999) %}" + "x" * 9999 + "{% endfor %}")
    assert refused.value.code == "template_broken"


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("{{ '%.1f'|format(area) }} {{ '{:.2f}'.format(area) }}", "1234.5 1234.50"),
        ("{{ name ~ '，' ~ rows|length }}", "甲村，200"),
        ("{{ name + '好' }} {{ area + 1 }} {{ 7 % 4 }}", "甲村好 1235.5 3"),
        ("{{ rows|map(attribute='name')|join('、')|truncate(9, True, '') }}", "n0、n1、n2、"),
        ("{{ rows|sum(attribute='area') }} {{ (rows|last).name.replace('n', 'm') }}", "19900 m199"),
        ("{{ rows|selectattr('area', '>', 198)|map(attribute='name')|list|join }}", "n199"),
        ("{% for r in rows if r.area < 2 %}{{ loop.index }}{{ r.name }};{% endfor %}", "1n0;2n1;"),
        ("{% for k, v in rows[1].items() %}{{ k }}{{ loop.cycle('a', 'b') }}{% endfor %}",
         "nameaareab"),
        ("{% set ns = namespace(n=0) %}{% for r in rows %}{% set ns.n = ns.n + 1 %}{% endfor %}"
         "{{ ns.n }}", "200"),
        ("{% set a, b = 1, 2 %}{{ a if a in [1, 2] else b }}{{ ['x', 'y']|join }}", "1xy"),
        ("{% macro m(x) %}-{{ x|upper }}-{% endmacro %}{{ m('a') }}", "-A-"),
        ("{% for r in rows|batch(150) %}{{ r|length }} {% endfor %}", "150 50 "),
        ("{{ rows|last|attr('name') }}{% set n = 'area' %}{{ (rows|last)|attr(n) }}", "n199199"),
    ],
)  # fmt: skip
def test_that_what_a_template_needs_still_works(mark, text):
    assert filled(mark) == text


def test_that_each_document_has_a_budget_of_its_own():
    for _ in range(2):
        assert filled("{% for a in range(9000) %}{% for b in range(40) %}{% endfor %}{% endfor %}x")
