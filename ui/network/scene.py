"""What stands in a picture of a network: figures with their words, made of what the notebook answers; and the text of
it, for screen readers and whoever prefers a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF

from notebook import Around, Health, Node, Tie
from ui.network.layout import Layout, Spot, arrange
from ui.theme import grown
from ui.words import number, put, words

RADII = (26.0, 14.0, 8.0)  # of the middle, of the first and of the second step


def _tr(text: str) -> str:
    return QCoreApplication.translate("Network", text)


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody, or "34 more" that hang on them (``more``). ``near``: the index of the figure it hangs on."""

    id: bytes
    name: str
    said: str
    step: int
    near: int | None
    organisation: bool
    function: str
    strength: int | None
    more: int
    score: int | None
    initials: str = ""

    @property
    def sentence(self) -> str:
        """All that the figure tells, in words."""
        if self.more:
            return self.name
        told = [put("{name}", name=self.name), self.said]
        if self.organisation:
            told.append(_tr("organisation"))
        if self.strength is not None:
            told.append(_tr("strength {n} of 3").format(n=self.strength))
        if self.score is not None:
            told.append(_tr("health {n} of 100").format(n=self.score))
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between two figures by their indexes; ``tree``: one hangs on the other."""

    a: int
    b: int
    kind: str
    strength: int | None
    tree: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture, without places."""

    contact: bytes
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    cardless: int  # people around the middle who have no card, and so no figure

    @property
    def beside(self) -> str:
        """Who is not in the picture: nobody is left out in silence."""
        if not self.cardless:
            return ""
        form = _tr("and one without a card") if self.cardless == 1 else _tr("and {n} without a card")
        return form.format(n=number(self.cardless))

    @property
    def title(self) -> str:
        """Whose network it is."""
        return put(_tr("Network of {name}"), name=self.figures[0].name)

    def text(self) -> list[str]:
        """The picture in words, a line for each figure; the second step further in."""
        told = []
        for figure in self.figures[1:]:
            near = self.figures[figure.near or 0].name
            if figure.more:
                line = put(_tr("{more} with {name}"), more=figure.name, name=near)
            elif figure.step == 2:
                line = put(_tr("{who} (with {name})"), who=figure.sentence, name=near)
            else:
                line = figure.sentence
            told.append("    " * (figure.step - 1) + line)
        return told


def scene_of(around: Around, healths: Mapping[bytes, Health], initials: Mapping[bytes, str]) -> Scene:
    """The figures and lines of what was read; whoever has more that is not shown is followed by "34 more"."""
    figures: list[Figure] = []
    index: dict[bytes, int] = {}
    nodes = list(around.nodes)
    for place, node in enumerate(nodes):
        near = index.get(node.near) if node.near is not None else None
        index[node.id] = len(figures)
        figures.append(_figure(node, near, healths.get(node.id), initials.get(node.id, "")))
        if node.step == 2 and (place + 1 == len(nodes) or nodes[place + 1].near != node.near):
            _fold(figures, nodes, index, node.near)
        elif node.step == 1 and (place + 1 == len(nodes) or nodes[place + 1].step != 2):
            _fold(figures, nodes, index, node.id)
    _fold(figures, nodes, index, around.centre)
    lines = tuple(_line(tie, index, figures) for tie in around.ties if tie.a in index and tie.b in index)
    return Scene(around.centre, tuple(figures), lines, around.cardless)


def _fold(figures: list[Figure], nodes: list[Node], index: dict[bytes, int], near: bytes | None) -> None:
    node = next((one for one in nodes if one.id == near), None)
    if node is not None and node.hidden > 0:
        name = _tr("{n} more").format(n=number(node.hidden))
        figures.append(Figure(node.id, name, "", node.step + 1, index[node.id], False, "", None, node.hidden, None))


def _figure(node: Node, near: int | None, health: Health | None, initials: str) -> Figure:
    return Figure(
        node.id, " ".join(node.name.split()), words(node.said), node.step, near, node.organisation, node.function,
        node.strength, 0, health.score if health is not None else None, initials)


def _line(tie: Tie, index: Mapping[bytes, int], figures: list[Figure]) -> Line:
    a, b = index[tie.a], index[tie.b]
    return Line(a, b, tie.kind, tie.strength, figures[a].near == b or figures[b].near == a)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of names and of what is said beside them, in pixels, so that a printer scales them too."""

    middle: QFont
    name: QFont
    plain: QFont
    small: QFont

    def radius(self, figure: Figure) -> float:
        """Of the node of a figure: larger beside large letters."""
        usual = RADII[2] if figure.more else RADII[figure.step]
        return float(grown(usual, QFontMetrics(self.name)))

    def of(self, figure: Figure) -> QFont:
        """The font of a name."""
        return self.middle if figure.step == 0 else self.name if figure.step == 1 and not figure.more else self.plain

    def lines(self, figure: Figure, height: float) -> list[str]:
        """A name as it stands in a label of this height: in two lines where there is room for them."""
        metrics = QFontMetricsF(self.of(figure))
        said = QFontMetricsF(self.small).height() if _below(figure) else 0.0
        return halves(figure.name, metrics) if height > 1.5 * metrics.height() + said else [figure.name]


def _below(figure: Figure) -> bool:
    """Whether what they are stands below their name (of the second step it stands beside it)."""
    return figure.step == 1 and not figure.more and bool(figure.said)


def halves(name: str, metrics: QFontMetricsF) -> list[str]:
    """A name in two lines that are as short as can be; one word stays one line."""
    parts = name.split()
    if len(parts) < 2:
        return [name]
    cuts = [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(1, len(parts))]
    return list(min(cuts, key=lambda two: max(metrics.horizontalAdvance(line) for line in two)))


def spots_of(scene: Scene, fonts: Fonts, cut: Collection[int] = (), said: bool = True) -> list[Spot]:
    """The sizes that the figures want: names that were ``cut`` want two lines; ``said``: what they are wants room."""
    small = QFontMetricsF(fonts.small)
    spots = []
    for index, figure in enumerate(scene.figures):
        metrics = QFontMetricsF(fonts.of(figure))
        lines = halves(figure.name, metrics) if index in cut else [figure.name]
        width, height = max(map(metrics.horizontalAdvance, lines)), metrics.height() * len(lines)
        words_width = small.horizontalAdvance(figure.said) if said else 0.0
        if _below(figure):
            width, height = max(width, words_width), height + small.height()
        elif figure.step == 2 and words_width:
            width += words_width + 8
        spots.append(Spot(figure.near, fonts.radius(figure), float(ceil(width) + 4), float(ceil(height))))
    return spots


def place(scene: Scene, fonts: Fonts, width: float, height: float) -> Layout:
    """Where everything stands in the room there is. A name is not cut while there is another way: first the names that
    would be stand in two lines, then what people are gives its room to what they are called.
    """
    cut: set[int] = set()
    layout = arrange(spots_of(scene, fonts), width, height)
    for said in (True, False, False):
        wide = [max(map(QFontMetricsF(fonts.of(figure)).horizontalAdvance, fonts.lines(figure, spot.height)))
                for figure, spot in zip(scene.figures, layout.places, strict=True)]
        short = {index for index, spot in enumerate(layout.places) if spot.width < wide[index]}
        if not short:
            break
        cut |= short
        layout = arrange(spots_of(scene, fonts, cut, said), width, height)
    return layout
