"""The page Products: the list of what we sell or speak about, and for each the wall of what people tell about it.

The list is searched as one types; a product's page has its fields, the wall of its stories, who wants it, who owns
it and who bought it, each a page at a time.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton, QWidget

from notebook import fold
from ui.bridge import Bridge
from ui.prices import money
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import Head, Nothing
from ui.value.list_or_one import ListOrOne
from ui.value.lists import Finder, Line, LineDelegate, LineList
from ui.value.parts import AddLine
from ui.value.product import ProductView
from ui.widgets import label
from ui.words import number


class ProductDelegate(LineDelegate):
    """A product: its price stands at the end."""

    def aside_width(self, width: int, line: Line) -> int:
        return min(self.theme.px(130), width // 3) if line.record.price is not None else 0

    def aside(self, painter: QPainter, box: QRect, line: Line) -> None:
        painter.setFont(self.small)
        painter.setPen(self.theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter,
                         money(line.record.price, line.record.currency))


class ProductsPage(ListOrOne):
    """The products, or one of them."""

    tables = ("product", "story", "owned", "purchase", "want", "contact")
    reads = "products-page"
    place = "products"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("productsPage")
        self.setAccessibleName(self.tr("Products"))
        self._standing: dict[bytes, Any] = {}
        self.view = ProductView(book, theme, tasks, self)
        self._lay_out()

    @property
    def filling(self) -> bool:
        """Whether parts of what was read are still to be shown."""
        filling: bool = self.view.filling
        return filling

    def _lay_out(self) -> None:
        self.search = Finder(self.tr("Find a product"), "productSearch", self._listing)
        self.retired = QToolButton(self._listing)
        self.retired.setObjectName("productRetired")
        self.retired.setProperty("role", "chip")
        self.retired.setCheckable(True)
        self.retired.setText(self.tr("Retired ones too"))
        self.retired.setAccessibleName(self.tr("Retired ones too"))
        self.retired.toggled.connect(lambda on: self.show_list())
        self.adding = AddLine(self._theme, self.tr("Add a product"), self.tr("Add a product"), self._add,
                              self._listing)
        self.adding.setObjectName("addProduct")
        self.list = LineList(self.lines, ProductDelegate(self._theme, self.font(), self), self.tr("Products"),
                             "productList", self._listing)
        self.nothing = Nothing(
            self._theme, self.tr("Here stand the things you sell or speak about. Each gets a page of what people tell"
                                 " about it, who owns it and who wants it."),
            self.tr("Example: “Stand no. 7”. It also appears by itself when somebody buys it."),
            self.tr("Add a product"), self.adding.setFocus, self._listing)
        self.none = label(self.tr("No product has these words."), "muted", parent=self._listing)
        self.stand(Head(self._theme, self.tr("Products"), self.tr(
            "What you sell or speak about, and what people tell about it."), self._listing), [self.retired])

    # -- the list

    def everything(self) -> list[tuple[Any, str]]:
        return [(one, fold(f"{one.name} {one.code} {one.about}")) for one in self._book.products.all(retired=True)]

    def listed(self, thing: Any) -> bool:
        return thing.state == "current" or self.retired.isChecked()

    def fill(self, found: tuple[bytes | None, Any]) -> None:
        super().fill(found)
        if found[0] is None and self._one is None:
            self._count()

    def _count(self) -> None:
        """What hangs on each follows the names: among very many it takes a while to count."""
        book, ids = self._book, [one.id for one, _ in self._found]
        self._tasks.latest("products-standing", lambda job: book.products.standing(ids), self._counted)

    def _counted(self, standing: dict[bytes, Any]) -> None:
        self._standing = standing
        self.show_list()

    def line(self, thing: Any) -> Line:
        n = self._standing.get(thing.id)  # None before that was counted
        parts = [self.tr("retired") if thing.state != "current" else ""]
        if n is not None:
            parts += [
                (self.tr("1 owns it") if n.owners == 1 else self.tr("{n} own it").format(n=number(n.owners)))
                if n.owners else "",
                (self.tr("1 wants it") if n.wants == 1 else self.tr("{n} want it").format(n=number(n.wants)))
                if n.wants else "",
                (self.tr("1 story") if n.stories == 1 else self.tr("{n} stories").format(n=number(n.stories)))
                if n.stories else "",
            ]
        about = " · ".join(part for part in [*parts, thing.about] if part)
        icon = "archive" if thing.state != "current" else "shopping-bag"
        price = money(thing.price, thing.currency)
        return Line(thing.id, thing.name, about, icon, ", ".join(filter(None, (thing.name, about, price))), thing)

    # -- doing

    def add(self, text: str) -> bytes:
        made: bytes = self._book.products.add(text)
        return made

    def delete(self, product: Any) -> None:
        """Delete a product, and say with how many owners, wants and stories its name stays."""
        told = self._book.products.deletion(product.id)
        if self.attempt(lambda: self._book.products.delete(product.id)) is not False:
            self.done.emit(told)
            self.go(None)
