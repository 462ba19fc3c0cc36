"""The tabs of an organisation: its people instead of a family, and nothing that is said of a person only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.settling import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from notebook.book import Notebook
    from ui.window import MainWindow


def said(part: object) -> str:
    """All that can be read in a tab."""
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part))  # type: ignore[attr-defined]


def test_an_organisation_has_people_and_no_family(
    window: Callable[..., MainWindow], book: Notebook, qtbot: QtBot
) -> None:
    harbour = book.contacts.create("Hafen Logistik", kind="org")
    nadia = book.contacts.create("Nadia Benali")
    book.contacts.add_role(nadia, harbour, title="Buyer")
    book.promises.make(nadia, "send the list")
    w = window()
    w.resize(1024, 700)
    w.show_contact(harbour)
    w.person.show_tab("family")
    tab = w.person._built["family"]
    qtbot.waitUntil(lambda: any("Nadia Benali" in one.text() for one in tab.staff.findChildren(QPushButton)))
    assert not tab.family.isVisibleTo(tab)
    assert w.person.tabs.accessibleTabName(2) == "People & network" and "Family" not in w.person.tabs.tabText(2)
    omar = book.contacts.create("Omar Aziz")
    book.contacts.add_role(omar, harbour, title="Driver")
    qtbot.waitUntil(lambda: any("Omar Aziz" in one.text() for one in tab.staff.findChildren(QPushButton)))
    for key in ("family", "products", "plan"):
        w.person.show_tab(key)
        settle(w, qtbot)
        words = said(w.person._built[key]).split()
        assert not {"her", "him", "she", "he", "family", "daughter"} & {word.strip(".,“”").lower() for word in words}
    qtbot.waitUntil(lambda: "Nadia Benali" in " ".join(
        one.accessibleName() for one in w.person.brief.findChildren(object) if hasattr(one, "accessibleName")))
    w.show_contact(nadia)
    assert w.person.tabs.accessibleTabName(2) == "Family & network"
    w.person.show_tab("plan")
    qtbot.waitUntil(lambda: "Help her" in said(w.person._built["plan"]))
    w.person.show_tab("family")
    qtbot.waitUntil(lambda: tab.family.isVisibleTo(tab))
    assert not tab.staff.isVisibleTo(tab)
