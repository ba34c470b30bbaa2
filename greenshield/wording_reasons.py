"""Why something failed, in words: the system's reasons, and codes that stand for a sentence."""

from __future__ import annotations

import errno
import os
import re

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
    "file is not a database": "不是数据库，或口令不对",
    "database disk image is malformed": "数据库内容已损坏",
    "database or disk is full": "磁盘已满",
    "disk I/O error": "磁盘读写出错",
    "attempt to write a readonly database": "数据库只读",
    "unable to open database file": "打不开数据库文件",
}
_ERRNO = re.compile(r"^\[Errno \d+\] ([^:]+)(?:: .*)?$", re.S)
_SIZE = re.compile(r"^> (\d+) bytes$")


def system(reason: str, lang: str) -> str:
    """A reason of the operating system or of a library in Chinese; what is not known stays."""
    found = _ERRNO.match(reason)
    bare = found[1] if found else reason
    if lang != "zh":
        return bare
    if size := _SIZE.match(bare):
        return f"超过 {size[1]} 字节"
    return _KNOWN.get(bare) or _OWN.get(bare) or bare
