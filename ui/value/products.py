"""The page Products: the list of what we sell or speak about, and for each the wall of what people tell about it.

The list is searched as one types; a product's page has its fields, the wall of its stories, who wants it, who owns
it and who bought it, each a page at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from notebook import NotFound, say
from ui.bridge import Bridge
from ui.pane import Pane
from ui.tasks import Tasks
from ui.theme import Theme
from ui.value.frame import EDGE, Head, Nothing
from ui.value.lists import Finder, Line, LineDelegate, LineList, Lines
from ui.value.parts import AddLine
from ui.value.prices import money
from ui.value.product import ProductView
from ui.widgets import label
from ui.words import number


class ProductDelegate(LineDelegate):
    """A product: its price stands at the end."""

    def aside_width(self, width: int, line: Line) -> int:
        return min(130, width // 3) if line.record.price is not None else 0

    def aside(self, painter: QPainter, box: QRect, line: Line) -> None:
        painter.setFont(self.small)
        painter.setPen(self.theme.color("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter,
                         money(line.record.price, line.record.currency))


class ProductsPage(Pane):
    """The products, or one of them."""

    tables = ("product", "story", "owned", "purchase", "want", "contact")
    reads = "products-page"

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(book, theme, bridge, tasks, parent)
        self.setObjectName("productsPage")
        self.setAccessibleName(self.tr("Products"))
        self._product: bytes | None = None
        self._found: list[Any] = []
        self._standing: dict[bytes, Any] = {}
        self.lines = Lines(self)
        self._listing = QWidget(self)
        self._lay_out_list()
        self.view = ProductView(book, theme, tasks, self)
        self.view.back.clicked.connect(lambda: self.placeWanted.emit("products", None))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._listing)
        self._stack.addWidget(self.view)

    def show_place(self, what: object | None) -> None:
        """A product's page (its id), or the list of all."""
        before = self._product
        self._product = what if isinstance(what, bytes) else None
        if self._product is None:
            self._stack.setCurrentWidget(self._listing)
            if before is not None:
                self.list.go_to(before)
            self.setFocusProxy(self.search)
        else:
            self.view.wait_for(self._product)
            self._stack.setCurrentWidget(self.view)
            self.setFocusProxy(self.view.back)
        self.refresh()

    @property
    def filling(self) -> bool:
        """Whether parts of what was read are still to be shown."""
        return self.view.filling

    def _lay_out_list(self) -> None:
        head = Head(self._theme, self.tr("Products"), self.tr(
            "What you sell or speak about, and what people tell about it."), self._listing)
        self.search = Finder(self.tr("Find a product"), "productSearch", self._listing)
        self.search.textChanged.connect(lambda text: self._show_list())
        self.search.returnPressed.connect(self._open_first)
        self.retired = QToolButton(self._listing)
        self.retired.setObjectName("productRetired")
        self.retired.setProperty("role", "chip")
        self.retired.setCheckable(True)
        self.retired.setText(self.tr("Retired ones too"))
        self.retired.setAccessibleName(self.tr("Retired ones too"))
        self.retired.toggled.connect(lambda on: self._show_list())
        self.adding = AddLine(self._theme, self.tr("Add a product"), self.tr("Add a product"), self._add,
                              self._listing)
        self.adding.setObjectName("addProduct")
        self.adding.setEnabled(not self._book.read_only)
        tools = QHBoxLayout()
        tools.addWidget(self.search, 1)
        tools.addWidget(self.retired)
        self.list = LineList(self.lines, ProductDelegate(self._theme, self.font(), self), self.tr("Products"),
                             "productList", self._listing)
        self.search.list = self.list
        self.list.opened.connect(lambda id: self.placeWanted.emit("products", id))
        self.list.left.connect(self.search.setFocus)
        self._nothing = Nothing(
            self._theme, self.tr("Here stand the things you sell or speak about. Each gets a page of what people tell"
                                 " about it, who owns it and who wants it."),
            self.tr("Example: “Stand no. 7”. It also appears by itself when somebody buys it."),
            self.tr("Add a product"), self.adding.setFocus, self._listing)
        self._none = label(self.tr("No product has these words."), "muted", parent=self._listing)
        self._none.setContentsMargins(12, 24, 12, 0)
        sheet = QFrame(self._listing)
        sheet.setProperty("role", "card")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.setSpacing(0)
        inner.addWidget(self.list, 1)
        inner.addWidget(self._none)
        inner.addWidget(self._nothing, 1)
        add = QVBoxLayout()
        add.setContentsMargins(8, 4, 8, 0)
        add.addWidget(self.adding)
        inner.addLayout(add)
        for made in (self.list, self._none, self._nothing):
            made.hide()  # until it is known which of them it is
        column = QVBoxLayout(self._listing)
        column.setContentsMargins(EDGE, 16, EDGE, 12)
        column.setSpacing(10)
        column.addWidget(head)
        column.addLayout(tools)
        column.addWidget(sheet, 1)

    # -- reading

    def _work(self) -> Callable[[Any], Any]:
        book, product = self._book, self._product
        if product is not None:
            read = self.view.reading(product)
            return lambda job: (product, read())

        return lambda job: (None, book.products.all(retired=True))

    def fill(self, found: tuple[bytes | None, Any]) -> None:
        product, what = found
        if product != self._product:
            return
        if product is None:
            self._found = what
            self._show_list()
            self._count()
        elif what is None:  # it was deleted
            self.show_place(None)
        else:
            self.view.fill(what)

    def _count(self) -> None:
        """What hangs on each follows the names: among very many it takes a while to count."""
        book, ids = self._book, [one.id for one in self._found]

        def counted(standing: dict[bytes, Any]) -> None:
            self._standing = standing
            self._show_list()

        self._tasks.latest("products-standing", lambda job: book.products.standing(ids), counted)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.show_place(None)
        else:
            super()._failed(error)

    def _show_list(self) -> None:
        wanted = self.search.text().casefold().split()
        lines = []
        for product in self._found:
            if product.state != "current" and not self.retired.isChecked():
                continue
            named = f"{product.name} {product.code} {product.about}".casefold()
            if all(word in named for word in wanted):
                lines.append(self._line(product, self._standing.get(product.id)))
        self.lines.show_lines(lines)
        some = any(one.state == "current" or self.retired.isChecked() for one in self._found)
        self.list.setVisible(bool(lines))
        self._none.setVisible(some and not lines)
        self._nothing.setVisible(not some)
        if lines and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.lines.index(0))

    def _line(self, product: Any, n: Any) -> Line:
        """A row; ``n``: what hangs on it, None before that was counted."""
        parts = [self.tr("retired") if product.state != "current" else ""]
        if n is not None:
            parts += [
                (self.tr("1 owns it") if n.owners == 1 else self.tr("{n} own it").format(n=number(n.owners)))
                if n.owners else "",
                (self.tr("1 wants it") if n.wants == 1 else self.tr("{n} want it").format(n=number(n.wants)))
                if n.wants else "",
                (self.tr("1 story") if n.stories == 1 else self.tr("{n} stories").format(n=number(n.stories)))
                if n.stories else "",
            ]
        about = " · ".join(part for part in [*parts, product.about] if part)
        icon = "archive" if product.state != "current" else "shopping-bag"
        price = money(product.price, product.currency)
        return Line(product.id, product.name, about, icon, ", ".join(filter(None, (product.name, about, price))),
                    product)

    # -- doing

    def _add(self, text: str) -> Any:
        made = self.attempt(lambda: self._book.products.add(text))
        if made is not False:
            self.placeWanted.emit("products", made)
        return made

    def _open_first(self) -> None:
        if self.lines.lines:
            self.placeWanted.emit("products", self.lines.lines[0].id)

    def delete(self, product: Any) -> None:
        """Delete a product; what was bought keeps what it was called."""
        if self.attempt(lambda: self._book.products.delete(product.id),
                        say("Delete product {name}", name=product.name), tell=True) is not False:
            self.placeWanted.emit("products", None)
