"""How the letters of a file are read: a chooser for files that do not say it themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from notebook import CODE_PAGES, encoding_certain
from ui.widgets import label


class EncodingChooser(QWidget):
    """Hidden where an encoding is certain. ``chosen`` carries the code page a person took."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label("", "muted")
        self.combo = QComboBox(self)
        self.combo.setObjectName(name)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the page, not the choice
        self.combo.wheelEvent = lambda event: event.ignore()
        self._label.setBuddy(self.combo)
        for page, said in self._names().items():
            self.combo.addItem(said, page)
        self.combo.activated.connect(lambda place: self.chosen.emit(self.combo.itemData(place)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self.combo)
        row.addStretch(1)
        self.hide()

    def show_encodings(self, encodings: list[str]) -> None:
        """Offer a choice for files read in these encodings, as far as they are not certain."""
        unsure = [_page(encoding) for encoding in encodings if not encoding_certain(encoding)]
        self.setVisible(bool(unsure))
        if not unsure:
            return
        said = self.tr("Letters of this file") if len(encodings) == 1 else (
            self.tr("Letters of one of the files") if len(unsure) == 1
            else self.tr("Letters of {n} files").format(n=len(unsure)))
        self._label.setText(said)
        self.combo.setAccessibleName(said)
        self.combo.setCurrentIndex(self.combo.findData(unsure[0]))

    def _names(self) -> dict[str, str]:
        said = {
            "cp1252": self.tr("Western European (Windows-1252)"),
            "cp1250": self.tr("Central European (Windows-1250)"), "cp1251": self.tr("Cyrillic (Windows-1251)"),
            "cp1253": self.tr("Greek (Windows-1253)"), "cp1254": self.tr("Turkish (Windows-1254)"),
            "cp932": self.tr("Japanese (Shift JIS)"), "gb18030": self.tr("Chinese, simplified (GB 18030)"),
            "big5": self.tr("Chinese, traditional (Big5)"), "cp949": self.tr("Korean (EUC-KR)"),
        }
        return {page: said.get(page, page) for page in CODE_PAGES}


def _page(encoding: str) -> str:
    """The code page in the name of what was read: ``utf-8 + cp1252`` is a guess at cp1252."""
    page = encoding.rpartition(" ")[2]
    return page if page in CODE_PAGES else CODE_PAGES[0]
