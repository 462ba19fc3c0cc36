"""The tables of the import preview: samples of what would happen, who is perhaps there twice, what was not taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from notebook import Sample, Trouble, Twin
from ui.rows import plain_tip
from ui.words import number, words

Index = QModelIndex | QPersistentModelIndex


class TextTable(QAbstractTableModel):
    """Rows of plain text, made when they are shown."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = list(titles)
        self._records: Sequence[Any] = ()

    def show(self, records: Sequence[Any]) -> None:
        """Show these records."""
        self.beginResetModel()
        self._records = records
        self.endResetModel()

    def cells(self, record: Any) -> Sequence[str]:
        """The texts of a row."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
                Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        text = self.cells(self._records[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._titles[index.column()]}: {text}"
        return " ".join(text.split())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class Samples(TextTable):
    """The first contacts of an import and what would happen to each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._titles = [self.tr("What happens"), self.tr("Name"), self.tr("About")]

    def cells(self, record: Sample) -> Sequence[str]:
        said = {"created": self.tr("new"), "updated": self.tr("changed"), "unchanged": self.tr("as it is")}
        about = record.context if record.perhaps is None else words(record.perhaps)
        return (said.get(record.action, record.action), record.name, about)


class Alikes(TextTable):
    """Who is perhaps there twice: where it stands, what it is called, and who it may be."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._titles = [self.tr("File"), self.tr("Record"), self.tr("Name"), self.tr("Who it may be")]

    def cells(self, record: Twin) -> Sequence[str]:
        return PurePath(record.file).name, number(record.record), record.name, words(record.message)


class Problems(TextTable):
    """Data that was not taken: where it stands and why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([], parent)
        self._titles = [self.tr("File"), self.tr("Record"), self.tr("Line"), self.tr("What was not taken")]

    def cells(self, record: Trouble) -> Sequence[str]:
        return (PurePath(record.file).name, "" if record.record is None else number(record.record),
                "" if record.line is None else number(record.line), words(record.message))


def table_view(
    model: TextTable, name: str, title: str, stretch: int, parent: QWidget, lines: int = 1
) -> QTableView:  # fmt: skip
    """A quiet table; ``stretch`` is the column that takes the room, ``lines`` how many of text a row has room for."""
    view = QTableView(parent)
    view.setObjectName(name)
    view.setAccessibleName(title)
    view.setModel(model)
    view.setShowGrid(False)
    view.setStyleSheet("QTableView::item { padding: 0 6px; }")
    view.setWordWrap(lines > 1)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().lineSpacing() * lines + 12)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    for column in range(model.columnCount()):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    return view
