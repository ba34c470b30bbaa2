"""What lists call counties and towns: in columns, in headings between rows, as a sheet's name."""

from __future__ import annotations

import re
from typing import Final

from greenshield.formats.ledger_bad import plain

_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_NUMBERED: Final = re.compile(rf"^(\({_NUMERAL}\)|{_NUMERAL}[、.]|\(\d{{1,2}}\)|\d{{1,2}}[、.)])")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_COUNT: Final = re.compile(r"[,:]?(?:共计?|计)?\d+[个处宗条项](?:问题|图斑|点位|线索)?$")
_CODE: Final = re.compile(r"(?<!\d)([1-8]\d{5})(?:000|000000)?(?!\d)", re.ASCII)
_NAME: Final = re.compile(
    "[\u4e00-\u9fff]{1,14}(?:自治县|自治州|地区|自治旗|县|区|市|旗|盟)", re.ASCII
)
# 区 of other kinds: zones of an area, parts of a firm, of a park; 市 that are shops.
_OTHER: Final = re.compile(
    "(?:核心|缓冲|实验|保护|控制|管控|功能|景|园|矿|库|林|牧|辖|示范|工业|开发|试验|重点|一般|敏感|集中|作业|"
    "生活|办公|养殖|种植|旅游|服务|生产|采|施工|居民|城镇|农业|生态|小|社|厂|禁|片|灌|垦|级|超|门)"
    "(?:地区|区|市|县|旗)$|^(?:全|本|各)"
)
# A title begins with what it is about; 填报单位：… says it behind a colon.
_TITLE_FRONT: Final = re.compile(
    r"^(?:附(?:件|表)?\d*[-.、:]?|表\d+[-.、:]?|\d{4}年度?|关于|[^:]{0,8}(?:单位|部门|县|区|地区)(?:\([^()]*\))?:)+"
)
_TITLE: Final = re.compile(r"(?:清单|台账|汇总|统计|情况|[^\d]表)(?:\([^()]*\))?$")
_UNIT: Final = re.compile(
    "[\u4e00-\u9fff]{1,12}?(?:自治县|自治州|自治区|自治旗|省|地区|县|区|市|旗|盟)"
)
_JOINED: Final = re.compile("[省市县区旗][与和及跟同]|(?:^|[省市县])[城新老郊市]区$")
# What follows the name where it is one: 云岭县问题清单, but not 问题区域, 县级.
_TITLE_REST: Final = re.compile(
    "$|[^\u4e00-\u9fff、,/]|问题|生态|自然|绿盾|整改|人民|环境|林业|点位|台账|疑似|违法|违规|重点|中央|省级|市级|县级|国家|卫片|"
    "遥感|线索|督察|巡查|图斑|清单|销号|反馈"
)
_TOWN: Final = re.compile(
    "(?!.*(?:[城集乡各]镇|建制镇|家乡|故乡|下乡|返乡|城乡)$)(?![全本各])[\u4e00-\u9fff]{1,10}"
    "(?:镇|乡|街道|街道办|街道办事处|苏木)"
)
_END: Final = re.compile("(?:自治县|自治州|地区|自治旗|县|区|市|旗|盟)$")


def codes_in(text: str) -> frozenset[str]:
    """The division codes of six digits in a text, also with the zeros of town and village."""
    return frozenset(_CODE.findall(plain(text)))


def bare(text: str) -> str:
    """A name without what stands around it: numbering, brackets, a count, a colon, blanks."""
    flat = _NUMBERED.sub("", re.sub(r"\s+", "", plain(text)))
    return _COUNT.sub("", _BRACKETS.sub("", flat).rstrip(":,、。;-")).rstrip(":,、。;-")


def is_title(text: str) -> bool:
    """Whether a text is the title of a table: it ends with 清单, 台账, …表."""
    return _TITLE.search(re.sub(r"\s+", "", plain(text))) is not None


def in_title(text: str) -> tuple[str, ...]:
    """The city and the like, and last the county, that a line above a table begins with; or ().

    ``2026年通明市云岭县“绿盾”问题清单`` is 通明市, 云岭县; so is ``填报单位：通明市云岭县生态局``.
    """
    flat = re.sub(r"\s+", "", plain(text))
    front = _TITLE_FRONT.match(flat)
    at = front.end() if front else 0
    names: list[str] = []
    while (found := _UNIT.match(flat, at)) and (
        is_county(found[0]) or found[0].endswith(("省", "自治区"))
    ):
        names.append(found[0])
        at = found.end()
    is_one = bool(names) and is_county(names[-1]) and not _JOINED.search("".join(names))
    return tuple(names) if is_one and _TITLE_REST.match(flat, at) else ()


def numbering(text: str) -> str:
    """In which way a heading is numbered: ``一、``, ``(一)``, ``1.``, or "" for not at all."""
    found = _NUMBERED.match(re.sub(r"\s+", "", plain(text)))
    if found is None:
        return ""
    return re.sub(r"\d+", "1", re.sub(_NUMERAL, "一", found[1])).replace(".", "、")


def is_county(text: str) -> bool:
    """Whether a text names a county, a city or the like, and no zone, park or quarter."""
    name = bare(text)
    return _NAME.fullmatch(name) is not None and _OTHER.search(name) is None


def is_town(text: str) -> bool:
    """Whether a text names a town or a quarter of the same rank, and is none of their kinds."""
    return _TOWN.fullmatch(bare(text)) is not None


def stem(name: str) -> str:
    """A bare name without 县, 区, 市 …; "" where less than two letters would be left."""
    cut = _END.sub("", name)
    return cut if len(cut) > 1 else ""
