"""The tabs of a contact and the pages that fill the middle: their keys, names, icons, and where they are made.

A tab or page is imported when it is first shown, never before. Keys are those of `ui.shortcuts` too. Adding one:
a line here, and its keys there.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


class Tab(NamedTuple):
    """A part of a contact's card. ``short`` is its name where there is little room; ``path``: module:class."""

    key: str
    title: str
    path: str
    short: str = ""
    place: str = ""  # of an organisation, which has no family
    place_short: str = ""

    def names(self, organisation: bool) -> tuple[str, str]:
        """What it is called, and shorter; of an organisation or of a person."""
        full, short = (self.place, self.place_short) if organisation and self.place else (self.title, self.short)
        return name_of(full), name_of(short or full)


class Page(NamedTuple):
    """What fills the middle instead of a contact.

    ``part`` says where it stands in the rail: first, people, listen, tidy; empty: it is only reached from elsewhere.
    """

    key: str
    title: str
    icon: str
    path: str
    part: str = ""


TABS = (
    Tab("timeline", QT_TRANSLATE_NOOP("pages", "Timeline"), "ui.timeline:TimelinePane"),
    Tab("card", QT_TRANSLATE_NOOP("pages", "Card"), "ui.contacts.card:Card"),
    Tab("family", QT_TRANSLATE_NOOP("pages", "Family & network"), "ui.network.tab:FamilyTab",
        QT_TRANSLATE_NOOP("pages", "Family"), QT_TRANSLATE_NOOP("pages", "People & network"),
        QT_TRANSLATE_NOOP("pages", "Network")),
    Tab("products", QT_TRANSLATE_NOOP("pages", "Products & interests"), "ui.value.tab:ProductsTab",
        QT_TRANSLATE_NOOP("pages", "Products")),
    Tab("plan", QT_TRANSLATE_NOOP("pages", "Plan"), "ui.value.plan:PlanTab"),
)
PAGES = (
    Page("today", QT_TRANSLATE_NOOP("pages", "Today"), "sun", "ui.insight.today:TodayPage", "first"),
    Page("promises", QT_TRANSLATE_NOOP("pages", "Promises"), "handshake", "ui.insight.promises:PromisesPage",
         "people"),
    Page("interests", QT_TRANSLATE_NOOP("pages", "Interests"), "tag", "ui.value.demand:DemandPage", "listen"),
    Page("introductions", QT_TRANSLATE_NOOP("pages", "Introductions"), "link",
         "ui.network.introductions:IntroductionsPage", "listen"),
    Page("products", QT_TRANSLATE_NOOP("pages", "Products"), "shopping-bag", "ui.value.products:ProductsPage",
         "listen"),
    Page("shelf", QT_TRANSLATE_NOOP("pages", "Shelf"), "book-open", "ui.value.shelf:ShelfPage", "listen"),
    Page("insights", QT_TRANSLATE_NOOP("pages", "Insights"), "chart-no-axes-column", "ui.insight.insights:InsightsPage",
         "listen"),
    Page("freshen", QT_TRANSLATE_NOOP("pages", "Freshen"), "refresh-cw", "ui.contacts.freshen:FreshenPage", "tidy"),
    Page("network", QT_TRANSLATE_NOOP("pages", "Network"), "share-2", "ui.network.picture:NetworkPage"),
)
ELSEWHERE = ("introduction", "offer", "planned")  # what is due that no tick ends: it is done where its row stands
PARTS = ("first", "people", "listen", "tidy")


def name_of(text: str) -> str:
    """The title of a tab or a page in the user's language."""
    return QCoreApplication.translate("pages", text)


def page_of(key: str) -> Page | None:
    """The page with this key."""
    return next((page for page in PAGES if page.key == key), None)


def load(path: str) -> Any:
    """The class of a tab or page: its module is imported now."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
