"""The workflow as a page: state diagram (Mermaid) and move table, made from the table itself.

``docs/workflow.md`` is this text; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator

from greenshield.domain.field_spec import Specs
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.guards import GUARDS
from greenshield.domain.workflow import (
    ACCEPTANCE_TIER,
    ANY,
    BACK,
    INITIAL,
    MOVES,
    NEXT_REVIEW_TIER,
    OPEN,
    PHASES,
    STATES,
    Move,
)
from greenshield.domain.workflow_words import ROLE_WORDS

_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "title": "# 流程：状态与动作",
        "intro": "本页由 `greenshield/domain/workflow.py` 中的一张表生成，请勿手改。",
        "states": "## 状态",
        "state_head": "| 阶段 | 状态 | 名称 | 未结 |",
        "diagram": "## 状态图",
        "without": "图中未画：任一未结状态均可 `suspend`（`resume` 回到原状态）和 `void`；"
        "`adopt` 把历史台账的一行放到它所称的状态；拆分或合并时原问题撤销"
        "（`replace`、`supersede`），入账后的后继问题承继其状态（`succeed`）。",
        "moves": "## 动作",
        "move_head": "| 动作 | 名称 | 从 → 到 | 谁 | 依据与条件 |",
        "any_open": "任一未结状态",
        "back": "原状态",
        "any": "原台账或前身的状态",
        "acceptance": "验收层级（规则集按保护地级别确定）",
        "next_review": "下一步审核的层级",
        "reason": "理由",
        "document": "文件",
        "consent": "另须 {tier} 人员签字",
        "inputs": "随动作填写：",
        "yes": "是",
        "fact_sep": "；",
    },
    "en": {
        "title": "# The workflow: states and moves",
        "intro": "Made from the table in `greenshield/domain/workflow.py`; do not edit it here.",
        "states": "## States",
        "state_head": "| phase | state | name | open |",
        "diagram": "## Diagram",
        "without": "Not drawn: every open state may be left by `suspend` (`resume` goes back) and "
        "by `void`; `adopt` puts a row of an old ledger into the state that it claims; a split or "
        "a merge voids the old issue (`replace`, `supersede`), and what takes the place of a "
        "registered one takes over its state (`succeed`).",
        "moves": "## Moves",
        "move_head": "| move | name | from → to | who | evidence and guards |",
        "any_open": "any open state",
        "back": "the state it came from",
        "any": "the state that the row claims, or that the predecessors had",
        "acceptance": "acceptance tier (the rule set names it by the area's level)",
        "next_review": "the tier that would review next",
        "reason": "a reason",
        "document": "a document",
        "consent": "signed by another actor of the {tier} too",
        "inputs": "given with the move: ",
        "yes": "yes",
        "fact_sep": "; ",
    },
}


def document() -> str:
    """What ``docs/workflow.md`` holds: the page in English, then in Chinese."""
    return markdown("en") + "\n" + markdown("zh")


def markdown(lang: str = "en") -> str:
    """One page in Chinese (``zh``) or English (``en``)."""
    words = _WORDS[lang]
    lines = [
        words["title"], "", words["intro"], "", words["states"], "", words["state_head"],
        "|---|---|---|---|", *_state_rows(lang), "", words["diagram"], "", "```mermaid",
        *mermaid(lang), "```", "", words["without"], "", words["moves"], "",
        words["move_head"], "|---|---|---|---|---|", *(_move_row(m, lang) for m in MOVES.values()),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


_ASIDE = ("suspend", "resume", "void", "replace", "supersede", "succeed", "adopt")


def mermaid(lang: str = "en") -> Iterator[str]:
    """The lines of the state diagram."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {INITIAL}"
    for state in STATES.values():
        yield f"    {state.code} : {state.zh if lang == 'zh' else state.en}"
    for move in MOVES.values():
        if move.name in _ASIDE:
            continue
        label = move.zh if lang == "zh" else move.name
        for source in move.sources:
            for target in _targets(move):
                yield f"    {source} --> {target} : {label}"


def _targets(move: Move) -> tuple[str, ...]:
    return ("closed", "filed") if move.target == BACK else (move.target,)


def _state_rows(lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    for state in STATES.values():
        phase = PHASES.get(state.phase, ("", ""))[0 if lang == "zh" else 1]
        name = state.zh if lang == "zh" else f"{state.zh} {state.en}"
        is_open = words["yes"] if state.code in OPEN else ""
        yield f"| {phase} | `{state.code}` | {name} | {is_open} |"


def _move_row(move: Move, lang: str) -> str:
    words = _WORDS[lang]
    sources = ", ".join(f"`{s}`" for s in move.sources)
    if set(OPEN) - {"suspended"} <= set(move.sources):
        sources = words["any_open"]
    target = {BACK: words["back"], ANY: words["any"]}.get(move.target, f"`{move.target}`")
    name = move.zh if lang == "zh" else f"{move.zh} {move.en}"
    facts = words["fact_sep"].join(_facts(move, lang))
    return f"| `{move.name}` | {name} | {sources} → {target} | {_who(move, lang)} | {facts} |"


def _who(move: Move, lang: str) -> str:
    words = _WORDS[lang]
    special = {ACCEPTANCE_TIER: words["acceptance"], NEXT_REVIEW_TIER: words["next_review"]}
    column = 0 if lang == "zh" else 1
    names = (special.get(w) or ROLE_WORDS[w][column] for w in move.who)
    return ("、" if lang == "zh" else ", ").join(names)


def _facts(move: Move, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    column = 0 if lang == "zh" else 1
    if move.needs_reason:
        yield words["reason"]
    if move.needs_document:
        yield words["document"]
    for name in move.guards:
        yield GUARDS[name].zh if lang == "zh" else GUARDS[name].en
    if move.consent:
        yield words["consent"].format(tier=ROLE_WORDS[move.consent][column])
    if move.inputs:
        yield words["inputs"] + ", ".join(
            _input(name, CATALOGUE["move"], lang)
            for name in move.inputs
            if name not in CATALOGUE["move"] or not CATALOGUE["move"][name].derived
        )


def _input(name: str, specs: Specs, lang: str) -> str:
    return f"`{name}` {specs[name].zh if lang == 'zh' else specs[name].en}"
