"""At every size and scale each control has its room, and each has a name for who does not see it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from .conftest import ROOT, Person

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTextEdit, QPlainTextEdit, QAbstractSpinBox,
            QTabBar, QMenuBar)
OBJECTS = ("searchField contactList contactCard timelineView composer reminderList undoAction redoAction "
           "importAction exportAction themeAction statusLabel").split()
LONG = "Maria-Magdalena Theodora von Hohenstein-Wittgenstein zu Sayn und Berleburg-Ludwigsburg the Younger"


def inner(one: QWidget) -> bool:
    """A part that Qt made inside one of its own widgets (a popup's list, the buttons of a field)."""
    if one.objectName().startswith("qt_") or isinstance(one, QHeaderView):
        return True
    above = one.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, (QComboBox, QLineEdit, QAbstractSpinBox, QTabBar, QMenuBar, QAbstractItemView)):
            return True
        above = above.parentWidget()
    return type(one).__module__.startswith("PySide6") and type(above).__name__ == "QComboBoxPrivateContainer"


def controls(top: QWidget) -> Iterator[QWidget]:
    for one in top.findChildren(QWidget):
        if isinstance(one, CONTROLS) and one.isVisible() and one.window() is top and not inner(one):
            yield one


def nameless(top: QWidget) -> list[str]:
    return [f"{type(one).__name__} {one.objectName()} in {type(one.parentWidget()).__name__}"
            for one in controls(top)
            if not one.accessibleName().strip() and not (isinstance(one, QPushButton) and one.text().strip())]


def scrolled(one: QWidget) -> bool:
    """Inside a page that can be scrolled: below its edge is no loss."""
    above = one.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def cut(top: QWidget) -> list[str]:
    """Controls that reach out of the window, out of their parent, over another, or are narrower than their words."""
    found = []
    whole = top.rect()
    seen: list[tuple[QWidget, QRect]] = []
    for one in controls(top):
        room = QRect(one.mapTo(top, QPoint()), one.size())
        what = f"{type(one).__name__} {one.objectName() or one.accessibleName()} {room.getRect()}"
        if scrolled(one):
            view = one.parentWidget()
            while not isinstance(view, QAbstractScrollArea):
                view = view.parentWidget()
            port = QRect(view.viewport().mapTo(top, QPoint()), view.viewport().size())
            if room.left() < port.left() - 1 or room.right() > port.right() + 1:
                found.append(f"{what}: out of the page {port.getRect()}")
            continue
        if not whole.contains(room):
            found.append(f"{what}: out of the window {whole.getRect()}")
        above = one.parentWidget()
        if above is not None and not isinstance(above, QAbstractScrollArea) and \
                not above.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
            found.append(f"{what}: out of {type(above).__name__} {above.rect().getRect()}")
        least = one.minimumSizeHint() if not isinstance(one, QAbstractScrollArea) else QSize(40, 40)
        if room.width() < least.width() or room.height() < least.height():
            found.append(f"{what}: smaller than {least.width()} x {least.height()}")
        for other, taken in seen:
            if room.intersects(taken) and not other.isAncestorOf(one) and not one.isAncestorOf(other):
                found.append(f"{what}: over {other.objectName() or other.accessibleName()} {taken.getRect()}")
        seen.append((one, room))
    for one in top.findChildren(QLabel):
        if one.isVisible() and one.window() is top and one.text() and not one.wordWrap() and not scrolled(one):
            least = one.minimumSizeHint().width()
            if one.width() < least - 1 and not isinstance(one.parentWidget(), QLineEdit):
                found.append(f"label {one.text()[:40]}: {one.width()} of {least} pixels")
    return found


@pytest.fixture
def lived_in(user: Callable[..., Person]) -> Callable[[int, int], Person]:
    """A window of a size, with people of long and short names, entries, promises and reminders."""

    def at(width: int, height: int) -> Person:
        me = user(width=width, height=height)
        assert (me.window.width(), me.window.height()) == (width, height)
        for name, line in ((LONG, "call: asked about everything; promise: send " + "a very long list " * 9 + "today"),
                           ("Ada Lovelace", "note: likes tea"), ("Bo", "")):
            me.press("Ctrl+N")
            me.type(name)
            me.press("Return", "Escape")
            if line:
                me.press("Ctrl+L")
                me.window.person.timeline.composer.line.setText(line)
                me.press("Ctrl+Return")
        me.settle()
        me.window.show_contact(me.book.contacts.find(LONG))
        me.settle()
        return me

    return at


SIZES = [(1400, 860), (1024, 700), (880, 600), (672, 480)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_off(lived_in: Callable[[int, int], Person], width: int, height: int) -> None:
    me = lived_in(width, height)
    for keys in ("Ctrl+1", "Ctrl+2"):
        me.press(keys)
        me.settle()
        assert (me.window.width(), me.window.height()) == (width, height), "the window does not grow by itself"
        assert not cut(me.window), keys
        assert not nameless(me.window), keys
    me.press("Ctrl+1")
    if width < 900:
        me.click(me.find("remindersButton"))
        me.settle()
        assert me.sees("reminderList")
        drawer = me.find("reminderList")
        assert me.window.rect().contains(QRect(drawer.mapTo(me.window, QPoint()), drawer.size()))
        me.click(me.find("remindersButton"))
    me.press("Ctrl+L")
    me.window.person.timeline.composer.line.setText(
        f"call {LONG}, Ada, Nobody yesterday 14:00: words; promise: " + "a long promise " * 12 + "by Friday")
    me.settle()
    if height >= 600:  # four lines of chips are more than a window of 480 pixels has room for
        assert not cut(me.window), "with the chips of a line"
    assert not nameless(me.window)
    me.press("Escape", "Escape")
    me.look_for("tea")
    me.see(lambda: me.sees("hitList"))
    assert not cut(me.window) and not nameless(me.window), "with what was found in notes"


@pytest.mark.parametrize(("width", "height"), SIZES[1:])
def test_the_first_start_fits(user: Callable[..., Person], width: int, height: int) -> None:
    me = user(width=width, height=height, asked=True)
    assert me.sees("welcome") and me.sees("meStrip")
    assert not cut(me.window)
    assert not nameless(me.window)


def test_what_tests_and_screen_readers_must_find(lived_in: Callable[[int, int], Person]) -> None:
    me = lived_in(1400, 860)
    from PySide6.QtCore import QObject

    for name in OBJECTS:
        assert me.window.findChild(QObject, name) is not None, name
    me.press("Ctrl+K")
    assert me.sees("palette") and not nameless(me.window)
    me.press("Escape")
    assert me.window.accessibleName() or me.window.windowTitle()


def dialogs(me: Person, tmp_path: Path) -> Iterator[tuple[str, QDialog]]:
    """Every dialog of the program, one after the other."""
    table = tmp_path / "table.csv"
    table.write_text("Wer;Durchwahl\n" + "".join(f"Name {i};0170 {i:07}\n" for i in range(9)), "utf-8")
    me.press("Ctrl+I")
    yield "import: choose", me.dialog()
    dialog = me.import_file(table)
    yield "import: columns", dialog
    me.click(me.find("importNext"))
    me.see(lambda: dialog._job is None and dialog.preview.isVisible())
    yield "import: preview", dialog
    me.press("Escape")
    me.press("Ctrl+E")
    yield "export", me.dialog()
    me.press("Escape")
    me.press("Alt+3")
    me.settle()  # a drawer that was closed reads the agenda first
    me.press("N")
    yield "reminder", me.dialog()
    me.press("Escape")
    me.find("reminderList").setFocus()
    me.press("S")
    me.choose("Choose a day …")
    yield "put off", me.dialog()
    me.press("Escape")
    me.press("Ctrl+1")
    me.window.person.timeline.view.setFocus()
    me.press("Home", "F2")
    yield "entry", me.dialog()
    me.press("Escape")
    for name in ("group", "about"):
        me.window.actions_[name].trigger()
        yield name, me.dialog()
        me.app.activeModalWidget().close()


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (672, 480)])
def test_every_dialog_has_room_and_names(lived_in: Callable[[int, int], Person], tmp_path: Path,
                                         width: int, height: int) -> None:
    me = lived_in(width, height)
    for name, dialog in dialogs(me, tmp_path):
        me.settle()
        assert dialog.windowTitle().strip(), name
        assert not cut(dialog), name
        assert not nameless(dialog), name
        assert dialog.minimumSizeHint().width() <= 1024 and dialog.minimumSizeHint().height() <= 700, name
        assert dialog.height() <= 700, name


def test_everything_can_be_reached_by_tab(lived_in: Callable[[int, int], Person]) -> None:
    me = lived_in(1400, 860)
    for keys in ("Ctrl+1", "Ctrl+2"):
        me.press(keys)
        me.press("Ctrl+F")
        reached = set()
        for _ in range(90):
            one = me.cursor()
            reached.add(one)
            if isinstance(one, QAbstractButton) and one.group() is not None and one.group().exclusive():
                reached.update(one.group().buttons())  # the arrow keys go from one to the other
            me.press("Tab")
        missing = [f"{type(one).__name__} {one.objectName() or one.accessibleName()}" for one in controls(me.window)
                   if one.isEnabled() and one not in reached and not isinstance(one, QMenuBar)
                   and not any(child in reached for child in one.findChildren(QWidget))]
        assert not missing, keys


SCALED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.app import start
sys.path.insert(0, sys.argv[2])
app = QApplication(sys.argv[:1])
folder = Path(sys.argv[1])
from notebook.clock import Clock
from notebook import Notebook
clock = Clock.from_environment()
book = Notebook.open(folder / "n.kithbook", state=folder / "s", clock=clock, create=True)
ada = book.contacts.create("Ada Lovelace", phone="0170 1234567", organisation="Analytical Engines")
book.timeline.log([ada], "call", "likes tea")
book.close()
(folder / "s" / "window.ini").write_text("[General]\\nplace=\\n")  # left at a person
desk = start(folder / "n.kithbook", state=folder / "s", app=app, clock=clock)
desk.window.resize(1024, 700)

def look():
    from importlib.util import module_from_spec, spec_from_file_location
    import tests.journeys.test_room_and_names as room
    window = desk.window
    assert window.devicePixelRatioF() == 2.0, window.devicePixelRatioF()
    found = []
    for tab in (0, 1):
        window.person.tabs.setCurrentIndex(tab)
        app.processEvents()
        found += room.cut(window) + room.nameless(window)
    picture = window.grab()
    print(picture.width(), picture.height(), found)
    window.close()

desk.window.ready.connect(lambda: QTimer.singleShot(100, look))
sys.exit(app.exec())
"""


def test_at_twice_the_scale(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCALED, str(tmp_path), str(ROOT)], cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False, env={**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen",
                                      "KITHBOOK_NOW": "2026-11-20T10:30"})
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "2048 1400 []"
