"""Total rows: their formulas, as a text table shows them, make no record of them."""

from __future__ import annotations

import pytest
from helpers.read_lists import read_list


def _read(tmp_path, last, encoding="gbk"):
    path = tmp_path / "台账.csv"
    lines = ["图斑编号,问题来源,经度,纬度,遥感面积（亩）,备注", "T1,绿盾巡查,126.35,43.25,3,", last]
    path.write_bytes("\n".join(lines).encode(encoding))
    return read_list(path)


@pytest.mark.parametrize(
    "last",
    [
        "合计,,,,=SUM(E2:E2),",
        "合计,,,,=E2+E3,",
        "小计,,,,=SUBTOTAL(9；E2:E2),",
        "合 计,=COUNTA(A2:A2)&\"个\",,,=SUM(台账!E2:E2),",
        "合计,1个,,,3亩,",
    ],
)  # fmt: skip
def test_that_a_total_by_a_formula_is_a_total(tmp_path, last):
    file = _read(tmp_path, last)
    assert ([s.why for s in file.skipped], file.refused, len(file.rows)) == (["total"], 0, 1)


def test_that_words_beside_a_total_s_word_make_it_a_row(tmp_path):
    file = _read(tmp_path, "合计,绿盾巡查,126.3,43.2,=1/0是错的？,合计也是一处")
    assert (file.skipped, len(file.rows)) == ((), 2)
