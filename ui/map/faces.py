"""What a layer is called and how it looks: in the language and the scheme in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.map import layer_words, styles_of_layers
from ui.map.style import Style


def _nothing() -> str:
    return ""


def _no_word(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Face:
    """A layer's words and looks. All are asked for again whenever language or scheme change.

    Attributes:
        title: what the layer is called.
        look: a style of it, by its name.
        word: what a style is called, "" where it is called as the layer is.
        note: what else there is to say of the layer, in the layer tree's tip.
        is_labelled: whether its features have labels on the map where there is room.
        is_own: False for guests, see ``ui.map.guests``.
        is_sound: False where it can't be shown; ``note`` says why and what to do.
    """

    title: Callable[[], str]
    look: Callable[[str], Style]
    word: Callable[[str], str] = _no_word
    note: Callable[[], str] = _nothing
    is_labelled: bool = True
    is_own: bool = False
    is_sound: bool = True

    def called(self, style: str) -> str:
        """A style's word, or the layer's where it has none."""
        return self.word(style) or self.title()


def own(layer: str) -> Face:
    """The face of one of the map's own layers."""
    return Face(
        lambda: layer_words.layer(layer),
        lambda style: styles_of_layers.palette(layer, [style])[0],
        lambda style: layer_words.style(layer, style),
        is_labelled=False,  # its labels follow rules of their own
        is_own=True,
    )
