"""The fields of a negative list's rows (负面清单): measures that a space bars or limits."""

from __future__ import annotations

from greenshield.domain.field_spec import SHA256, catalogue
from greenshield.domain.field_spec import FieldSpec as F

RESTRICTION = catalogue(
    (
        F("list_name", "清单名称", "name of the list", required="R"),
        F("list_from", "清单版本日期", "version of the list", "date"),
        F("measure_codes", "整改措施", "measures", "codes", code_table="measure"),
        F("restore_targets", "恢复方向", "restoration aims", "codes", code_table="restore_target"),
        F("measure_words", "行为", "measures in words", "list"),
        F("space_codes", "适用空间", "spaces", "codes", code_table="restricted_space",
          required="R"),
        F("level", "管控要求", "barred or limited", "code", code_table="restriction_level",
          required="R"),
        F("wording", "具体要求", "wording", many_lines=True),
        F("source_doc", "依据文件", "source document"),
        F("issued_by", "发布单位", "issued by"),
        F("valid_from", "生效日期", "valid from", "date"),
        F("valid_to", "失效日期", "valid until", "date"),
        F("remark", "备注", "remark", many_lines=True),
        F("source_file", "来源文件", "file it came from"),
        F("source_sha256", "来源文件哈希", "hash of the file", pattern=SHA256),
        F("source_row", "来源行号", "row in the file", "int", low=1),
    )
)  # fmt: skip
