"""Where Tab goes: through everything a window shows, in the order in which one reads it, and round again.

Qt goes in the order in which widgets were made, and is caught where a pane hands the keyboard to one of its own.
Here each Tab reads the window as it stands: panes are made late, rows come and go. ``lead_on`` is for what is to come
right behind something else, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QWidget

LEADS = "leadsOn"  # the attribute of a widget that says what comes right behind it
MARGIN = 24  # pixels in sight beside what was gone to


def lead_on(first: QWidget, *others: QWidget) -> None:
    """Tab goes from the first to each of the others that is seen then, whatever stands between them."""
    for before, after in pairwise((first, *others)):
        QWidget.setTabOrder(before, after)  # for a pane that stands alone
    setattr(first, LEADS, others)


def stops(window: QWidget) -> list[QWidget]:
    """What Tab stops at in a window, from the first to the last."""
    return [each for each in in_order(window) if is_stop(each)]


def first_stop(part: QWidget) -> QWidget | None:
    """The first thing in a part of a window that the keyboard can go to."""
    return next((each for each in in_order(part) if is_stop(each)), None)


def go_on(window: QWidget, forward: bool) -> bool:
    """The keyboard to what comes behind (or before) what has it, and that into sight; False: there is nothing."""
    here = window.focusWidget()
    order = in_order(window, here)  # from where it was, also where that has just gone
    place = order.index(here) if here in order else -1 if forward else len(order)
    behind, before = order[place + 1:], order[:max(0, place)]
    turn = [*behind, *before] if forward else [*reversed(before), *reversed(behind)]
    found = next((each for each in turn if is_stop(each)), None)
    if found is None:
        return False
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    bring_into_sight(found)
    return True


def bring_into_sight(widget: QWidget) -> None:
    """Scroll whatever holds a widget until it is seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, MARGIN)
        above = above.parentWidget()


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops here; what hands the keyboard on is passed over, the other one has a place of its own."""
    return (bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
            and widget.isEnabled() and widget.isVisible())


def in_order(part: QWidget, kept: QWidget | None = None) -> list[QWidget]:
    """Every widget of a part that is seen and can be used, in the order in which one reads; ``kept`` in any case."""
    way: set[QWidget] = set()
    while kept is not None and kept is not part:
        way.add(kept)
        kept = kept.parentWidget()
    read = [each for each in _walk(part, way) if each is not part]
    led = {other: first for first in read for other in getattr(first, LEADS, ())}
    if not led:
        return read
    known = set(read)
    ordered: list[QWidget] = []
    for each in read:
        if led.get(each) not in known:
            ordered += [each, *(other for other in getattr(each, LEADS, ()) if other in known)]
    return ordered


def _walk(widget: QWidget, way: set[QWidget]) -> Iterator[QWidget]:
    yield widget
    for child in _children(widget, way):
        yield from _walk(child, way)


def _children(widget: QWidget, way: set[QWidget]) -> list[QWidget]:
    """The parts of a widget as its layout has them, then those that no layout has, by where they stand."""
    there = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()
             and (child in way or (child.isEnabled() and not child.isHidden()))]
    if len(there) < 2:
        return there
    laid: list[QWidget] = []
    layout = widget.layout()
    if layout is not None:
        free = set(there)
        laid = [each for each in _laid(layout) if each in free]
        free.difference_update(laid)
        there = [each for each in there if each in free]
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return laid + sorted(there, key=lambda each: _place(each.geometry(), rtl))


def _place(rect: QRect, rtl: bool) -> tuple[int, int]:
    return rect.top(), -rect.right() if rtl else rect.left()


def _laid(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]  # four numbers
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
