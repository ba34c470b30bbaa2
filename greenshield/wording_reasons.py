"""Why something failed, in words: the system's reasons, and codes that stand for a sentence."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable

from greenshield.domain.errors import Problem

_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样做",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘或存储卡读写出错",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EBUSY: "正被占用",
    errno.ETXTBSY: "正被占用",
    errno.EXDEV: "跨磁盘",
    errno.ENODEV: "没有这个设备",
    errno.ENXIO: "没有这个设备",
    errno.ESTALE: "网络盘已断开",
    errno.ETIMEDOUT: "超时",
    errno.EINVAL: "系统不接受",
    errno.ENOMEM: "内存不足",
}
_KNOWN = {os.strerror(number): told for number, told in _SYSTEM.items()}
_OWN = {
    "not a regular file": "不是普通文件",
    "no such file": "没有这个文件",
    "not UTF-8": "不是 UTF-8 编码",
    "neither UTF-8 nor GB18030": "既不是 UTF-8 也不是 GB18030 编码",
    "no object": "不是字段与列的对照表",
    "truncated": "内容不完整",
    "File is not a zip file": "不是 zip 格式，或文件不完整",
    "file is not a database": "不是数据库，或口令不对",
    "database disk image is malformed": "数据库内容已损坏",
    "database or disk is full": "磁盘已满",
    "disk I/O error": "磁盘读写出错",
    "attempt to write a readonly database": "数据库只读",
    "unable to open database file": "打不开数据库文件",
}
_ERRNO = re.compile(r"^\[Errno \d+\] ([^:]+)(?:: .*)?$", re.S)
_ENCODED = re.compile(r"^(GBK|not UTF-8) from line (\d+) on$")
_SIZE = re.compile(r"^> (\d+) bytes$")


# Faults of rule sets and code tables, as the readers of the domain tell them.
_FAULTS = (
    (r"^the table is missing$", "缺少这张表"),
    (r"^must be a table$", "须是一张表"),
    (r"^unknown key$", "没有这一项"),
    (r"^must be text$", "须填文字"),
    (r"^must be a whole number, (\S+) to (\S+)$", r"须是整数，\1 至 \2"),
    (r"^must be a number, (\S+) to (\S+)$", r"须是数字，\1 至 \2"),
    (r'^must be "calendar" or "working"$', "须是 calendar（自然日）或 working（工作日）"),
    (r"^must be true or false$", "须是 true 或 false"),
    (r"^must be a list of dates$", "须是日期的列表"),
    (r"^(.*) is no date and no span of dates$", r"\1 不是日期，也不是起止日期"),
    (r"^(.*) is longer than (\d+) days$", r"\1 超过 \2 天"),
    (r"^must be one of (.*)$", r"须是其中之一：\1"),
    (r"^is no area level$", "不是保护地级别"),
    (r"^names no tier for (.*)$", r"没有写明 \1 由哪一级验收"),
    (r"^must have zh and en, and nothing else$", "须有且只有 zh 和 en"),
    (r"^must be a list of activity codes$", "须是活动类型代码的列表"),
    (r"^(.*) is no activity code$", r"\1 不是活动类型代码"),
    (r"^(.*) also stands under (.*)$", r"\1 也列在 \2 下"),
    (r"^(.*) stands under no class$", r"\1 没有列入任何一类"),
    (r"^must hold 1 to (\d+) rules$", r"须有 1 至 \1 条规则"),
    (r"^names no condition$", "没有这个条件"),
    (r"^must be a list of words, not empty$", "须是文字的列表，不能为空"),
    (r"^(.*) is not one of (.*)$", r"\1 不在其中：\2"),
    (r"^must be a version, in quotes$", "须写版本，加引号"),
    (r"^is no code table$", "不是代码表"),
    (r"^the table at hand is version (.*)$", r"现有代码表的版本是 \1"),
    (r"^(.*) is no zone$", r"\1 不是功能区"),
    (r"^no rule for (.*)$", r"没有规则适用于 \1"),
    (r"^longer than (\d+) characters$", r"超过 \1 个字符"),
    (r"^stands twice, first in line (\d+)$", r"写了两次，第一次在第 \1 行，删去一处"),
    (r"^its list has no closing bracket$", "列表没有写完，缺英文右方括号 ]"),
    (r"^write (\w+) in small letters, not (\w+)$", r"\2 要写成小写的 \1"),
    (
        r"^nothing may stand behind a value but # and a remark: (.) in column (\d+)$",
        r"第 \2 列的“\1”是多余的，删去：值后面只能有 # 注释",
    ),
    (r"^Duplicate inline table key '(.*)' \(.*\)$", r"同一行里 \1 写了两次，删去一处"),
    (r"^Illegal character '\\n' \(at line (\d+), column \d+\)$", "引号没有成对（用英文引号）"),
    (
        r"^(?:Expected '='|Invalid statement).*\(at line (\d+), column (\d+)\)$",
        r"第 \2 列处应为“项 = 值”，或行首的 # 注释；等号、引号、逗号用英文标点",
    ),
    (
        r"^(?:Invalid value|Unclosed|Unescaped).*\(at line (\d+), column (\d+)\)$",
        r"第 \2 列处的值写法不对：文字加英文引号，列表用英文方括号和逗号",
    ),
    (r"^.*\(at line (\d+), column (\d+)\)$", r"第 \1 行第 \2 列不合 TOML 写法"),
    (r"^.*\(at end of document\)$", "文件末尾不完整，不合 TOML 写法"),
)


def fault(what: str, lang: str) -> str:
    """A fault of a rule set in Chinese; what is not known stays."""
    if lang != "zh":
        return what
    for pattern, told in _FAULTS:
        if re.search(pattern, what, re.S):
            return re.sub(pattern, told, what, flags=re.S)
    return what


def faults(problems: Iterable[Problem], lang: str) -> str:
    """Every fault of a file on a line of its own: line, key, what is wrong."""
    out = []
    for p in problems:
        line = "" if p.row is None else {"zh": f"第 {p.row} 行", "en": f"line {p.row}"}[lang]
        where = " ".join(part for part in (line, p.column) if part)
        what = fault(str(p.params.get("what", "")), lang)
        # The parser says the line once more.
        what = what.removeprefix(line) if lang == "zh" else what.replace(f"(at {line}, ", "(at ")
        colon = {"zh": "：", "en": ": "}[lang] if where else ""
        out.append(f"\n  - {where}{colon}{what}")
    return "".join(out)


def system(reason: str, lang: str) -> str:
    """A reason of the operating system or of a library in Chinese; what is not known stays."""
    found = _ERRNO.match(reason)
    bare = found[1] if found else reason
    if lang != "zh":
        return bare
    if size := _SIZE.match(bare):
        return f"超过 {size[1]} 字节"
    if encoded := _ENCODED.match(bare):
        told = "是 GBK 编码，须另存为 UTF-8" if encoded[1] == "GBK" else "不是 UTF-8 编码"
        return f"自第 {encoded[2]} 行起{told}"
    return _KNOWN.get(bare) or _OWN.get(bare) or bare
