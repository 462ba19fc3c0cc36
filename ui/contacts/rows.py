"""The rows of the card's lists: phones and the like, addresses, dates, roles. Each tells its store what to keep.

``store(id | None, fields)`` is given by the card: None makes a new entry. A row never writes by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from notebook import Anniversary, Detail, Role
from ui.contacts.sections import Row
from ui.forms import Choice, InPlace, InPlaceText
from ui.theme import Theme, grown
from ui.widgets import button, tool
from ui.words import in_menu, put

Store = Callable[[Any, dict[str, Any]], object]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Card", text)


def uses(kind: str) -> list[tuple[str, str]]:
    """What a value is for: (key, word). The key is ``context/feature``."""
    work, private = ("work/", _tr("Work")), ("private/", _tr("Home"))
    if kind == "phone":
        return [("/", _tr("Phone")), ("/mobile", _tr("Mobile")), work, ("work/mobile", _tr("Work mobile")), private,
                ("/fax", _tr("Fax")), ("work/fax", _tr("Work fax"))]
    return [("/", {"email": _tr("E-mail"), "address": _tr("Address"), "link": _tr("Link")}.get(kind, _tr("Other"))),
            work, private]


def use_of(detail: Detail) -> str:
    """The key of what a stored value is for."""
    context = next((c for c in detail.contexts if c in ("work", "private")), "")
    feature = next((f for f in detail.features if f in ("mobile", "cell", "fax")), "")
    return f"{context}/{'mobile' if feature == 'cell' else feature}"


class DetailRow(Row):
    """A phone, e-mail address, link or handle: what it is for, the value, whether it is the preferred one."""

    def __init__(self, theme: Theme, kind: str, name: str, hint: str, store: Store, item: Detail | None,
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, put(_tr("Remove {what}"), what=name), parent)
        self._kind, self._store, self.item, self._theme = kind, store, item, theme
        self._use = Choice(_tr("What it is for"), uses(kind), self)
        self._use.setFixedWidth(grown(112, self.fontMetrics()))
        self._use.chosen.connect(self._use_chosen)
        self.value = InPlace(name, hint, self)
        self.value.setMinimumWidth(110)
        self.value.committed.connect(self._commit)
        self.value.abandoned.connect(lambda: self.item is None and self.abandoned.emit())
        self._open = tool(theme.icon("external-link", "muted"), _tr("Open"), self._go, 14, self)
        self._open.setVisible(kind in ("link", "email", "phone"))
        self._preferred = tool(theme.icon("star", "muted"), _tr("Preferred"), self._prefer, 14, self)
        self._preferred.setCheckable(True)
        self.line.addWidget(self._use)
        self.line.addWidget(self.value, 1)
        for made in (self._open, self._preferred):
            self.line.addWidget(made)
            made.setEnabled(item is not None)
        self.close_line()

    def set_narrow(self, narrow: bool) -> None:
        self._use.setFixedWidth(grown(88 if narrow else 112, self.fontMetrics()))
        self._open.setVisible(not narrow and self._kind in ("link", "email", "phone"))

    def show_item(self, item: Detail) -> None:
        """Show the stored value."""
        self.item = item
        self.value.show_value(item.value)
        key = use_of(item)
        word = item.label or next((w for k, w in uses(self._kind) if k == key), key.strip("/"))
        if item.label:
            self._use.show_value(f"label:{item.label}", item.label)
        else:
            self._use.show_value(key, word)
        self._preferred.setChecked(item.preferred)
        self._preferred.setIcon(self._theme.icon("star", "gold" if item.preferred else "line"))

    def start(self) -> None:
        """Cursor into the value."""
        self.value.setFocus()

    def _fields(self) -> dict[str, Any]:
        key = str(self._use.currentData())
        if key.startswith("label:"):
            return {}
        context, _, feature = key.partition("/")
        kept = () if self.item is None else self.item.features
        features = tuple(f for f in kept if f not in ("mobile", "cell", "fax"))
        return {"label": "", "contexts": (context,) if context else (),
                "features": (*features, feature) if feature else features}

    def _commit(self, text: str) -> None:
        if self.item is not None:
            self._store(self.item.id, {"value": text})
        elif text.strip():
            self._store(None, {"kind": self._kind, "value": text, **self._fields()})

    def _use_chosen(self, key: str) -> None:
        if self.item is not None and not key.startswith("label:"):
            self._store(self.item.id, self._fields())

    def _prefer(self) -> None:
        if self.item is not None:
            self._store(self.item.id, {"preferred": self._preferred.isChecked()})

    def _go(self) -> None:
        """Hand the address to the system; only kinds that cannot start a program."""
        text = self.value.shown.strip()
        if self._kind == "email":
            url = QUrl(f"mailto:{text}")
        elif self._kind == "phone":
            url = QUrl("tel:" + "".join(c for c in text if c.isdigit() or c == "+"))
        else:
            url = QUrl.fromUserInput(text)
        if url.scheme() in ("http", "https", "mailto", "tel"):
            QDesktopServices.openUrl(url)


class LabelledRow(Row):
    """A value under a name of the user's: custom fields, handles with their service, interests."""

    def __init__(self, theme: Theme, kind: str, name: str, label_hint: str, value_hint: str, store: Store,
                 item: Detail | None, label_field: str = "label", parent: QWidget | None = None) -> None:
        super().__init__(theme, put(_tr("Remove {what}"), what=name), parent)
        self._kind, self._store, self.item, self._field = kind, store, item, label_field
        self.label = InPlace(label_hint, label_hint, self)
        self.label.setFixedWidth(grown(112, self.fontMetrics()))
        self.value = InPlace(name, value_hint, self)
        self.label.committed.connect(lambda text: self.item is not None and self._store(
            self.item.id, {self._field: text}))
        self.value.committed.connect(self._commit)
        self.line.addWidget(self.label)
        self.line.addWidget(self.value, 1)
        self.close_line()

    def show_item(self, item: Detail) -> None:
        """Show the stored value."""
        self.item = item
        self.label.show_value(item.service if self._field == "service" else item.label)
        self.value.show_value(item.value)

    def start(self) -> None:
        """Cursor into the label."""
        self.label.setFocus()

    def _commit(self, text: str) -> None:
        if self.item is not None:
            self._store(self.item.id, {"value": text})
        elif text.strip():
            self._store(None, {"kind": self._kind, "value": text, self._field: self.label.text()})


class TextRow(Row):
    """A value of one line or of several: nicknames, languages, notes."""

    def __init__(self, theme: Theme, kind: str, name: str, hint: str, store: Store, item: Detail | None,
                 several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, put(_tr("Remove {what}"), what=name), parent)
        self._kind, self._store, self.item = kind, store, item
        self.value: Any = InPlaceText(name, hint, self) if several else InPlace(name, hint, self)
        self.value.committed.connect(self._commit)
        self.value.abandoned.connect(lambda: self.item is None and self.abandoned.emit())
        self.line.addWidget(self.value, 1)
        self.close_line()

    def show_item(self, item: Detail) -> None:
        """Show the stored text."""
        self.item = item
        self.value.show_value(item.value)

    def start(self) -> None:
        """Cursor into the text."""
        self.value.setFocus()

    def _commit(self, text: str) -> None:
        if self.item is not None:
            self._store(self.item.id, {"value": text})
        elif text.strip():
            self._store(None, {"kind": self._kind, "value": text})


PARTS = ("name", "postcode", "locality", "region", "country")


class AddressRow(Row):
    """An address: in fields where it has components (RFC 9553 2.5.1.2), as one text where it is one."""

    def __init__(self, theme: Theme, store: Store, item: Detail | None, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Remove address"), parent)
        self._store, self.item = store, item
        self._use = Choice(_tr("What it is for"), uses("address"), self)
        self._use.setFixedWidth(grown(112, self.fontMetrics()))
        self._use.chosen.connect(self._use_chosen)
        self._address = _address(item)
        self._whole: InPlaceText | None = None
        self._parts: dict[str, InPlace] = {}
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        self.line.addWidget(self._use, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(holder, 1)
        if self._address.get("full"):
            self._whole = InPlaceText(_tr("Address"), _tr("Address"), self)
            self._whole.committed.connect(self._commit_whole)
            grid.addWidget(self._whole, 0, 0)
        else:
            for name, hint, at in (("name", _tr("Street and number"), (0, 0, 1, 2)),
                                   ("postcode", _tr("Post code"), (1, 0, 1, 1)),
                                   ("locality", _tr("City"), (1, 1, 1, 1)),
                                   ("region", _tr("Region"), (2, 0, 1, 1)),
                                   ("country", _tr("Country"), (2, 1, 1, 1))):
                field = InPlace(hint, hint, self)
                field.committed.connect(lambda text: self._commit_parts())
                self._parts[name] = field
                grid.addWidget(field, *at)
            grid.setColumnStretch(0, 2)
            grid.setColumnStretch(1, 3)
        self.close_line()

    def show_item(self, item: Detail) -> None:
        """Show the stored address."""
        self.item = item
        self._address = _address(item)
        self._use.show_value(use_of(item))
        if self._whole is not None:
            self._whole.show_value(str(self._address.get("full") or item.display))
        for name, field in self._parts.items():
            field.show_value(_part(self._address, name))

    def start(self) -> None:
        """Cursor into the first field."""
        (self._whole or self._parts["name"]).setFocus()

    def _commit_whole(self, text: str) -> None:
        if self.item is not None:
            self._store(self.item.id, {"value": _json({**self._address, "full": text})})

    def _commit_parts(self) -> None:
        address = _with_parts(self._address, {name: field.text() for name, field in self._parts.items()})
        if self.item is not None:
            self._store(self.item.id, {"value": _json(address)})
        elif any(field.text().strip() for field in self._parts.values()):
            context = str(self._use.currentData()).partition("/")[0]
            self._store(None, {"kind": "address", "value": _json(address), "contexts": (context,) if context else ()})

    def _use_chosen(self, key: str) -> None:
        if self.item is not None:
            context = key.partition("/")[0]
            self._store(self.item.id, {"contexts": (context,) if context else ()})


def _address(item: Detail | None) -> dict[str, Any]:
    if item is None or not item.value.startswith("{"):
        return {} if item is None else {"full": item.value}
    try:
        found = json.loads(item.value)
    except ValueError:
        return {"full": item.value}
    return found if isinstance(found, dict) else {"full": item.value}


def _part(address: dict[str, Any], name: str) -> str:
    kinds = ("name", "number") if name == "name" else (name,)
    values = [c.get("value", "") for c in address.get("components") or ()
              if isinstance(c, dict) and c.get("kind") in kinds]
    return " ".join(value for value in values if isinstance(value, str) and value)


def _with_parts(address: dict[str, Any], parts: dict[str, str]) -> dict[str, Any]:
    """The address with these parts; a part that did not change keeps its components, others are kept too."""
    components = [c for c in address.get("components") or () if isinstance(c, dict)]
    for name, text in parts.items():
        if text == _part(address, name):
            continue
        kinds = ("name", "number") if name == "name" else (name,)
        place = next((i for i, c in enumerate(components) if c.get("kind") in kinds), len(components))
        components = [c for c in components if c.get("kind") not in kinds]
        if text.strip():
            components.insert(min(place, len(components)), {"kind": name, "value": text.strip()})
    out = {key: value for key, value in address.items() if key != "components"}
    return {**out, "components": components} if components else out


def _json(address: dict[str, Any]) -> str:
    return json.dumps(address, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class DateRow(Row):
    """A date: what it is, and the day, month or year as far as it is known (typed, as text)."""

    def __init__(self, theme: Theme, store: Store, item: Anniversary | None, show: Callable[[Any], str],
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Remove date"), parent)
        self._store, self.item, self._show, self._theme = store, item, show, theme
        kinds = [("birth", _tr("Birthday")), ("wedding", _tr("Wedding")), ("death", _tr("Died")),
                 ("other", _tr("Other date"))]
        self._kind = Choice(_tr("What the date is"), kinds, self)
        self._kind.setFixedWidth(grown(112, self.fontMetrics()))
        self._kind.chosen.connect(self._kind_chosen)
        self.label = InPlace(_tr("Name of the date"), _tr("What is it?"), self)
        self.label.committed.connect(lambda text: self.item is not None and self._store(
            self.item.id, {"label": text}))
        self.value = InPlace(_tr("Date"), _tr("3 Dec 1985, 12-03 or 1985"), self)
        self.value.committed.connect(self._commit)
        self.value.abandoned.connect(lambda: self.item is None and self.abandoned.emit())
        self._leap = button("", "link", _tr("In other years"), on=self._turn_leap, parent=self)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.label)
        column.addWidget(self.value)
        column.addWidget(self._leap, 0, Qt.AlignmentFlag.AlignLeading)
        self.line.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignTop)
        self.line.addWidget(holder, 1)
        self.close_line()
        self._fit()

    def show_item(self, item: Anniversary) -> None:
        """Show the stored date."""
        self.item = item
        self._kind.show_value(item.kind)
        self.label.show_value(item.label)
        self.value.show_value("" if item.date is None else self._show(item.date))
        self._fit()

    def start(self) -> None:
        """Cursor into the date."""
        self.value.setFocus()

    def _fit(self) -> None:
        self.label.setVisible(self._kind.currentData() == "other")
        date = None if self.item is None else self.item.date
        leap = date is not None and (date.month, date.day) == (2, 29)
        self._leap.setVisible(leap)
        if leap and self.item is not None:
            later = self.item.feb29 == "03-01"
            self._leap.setText(_tr("else 1 March") if later else _tr("else 28 February"))

    def _commit(self, text: str) -> None:
        if self.item is not None:
            self._store(self.item.id, {"date": text})
        elif text.strip():
            self._store(None, {"date": text, "kind": str(self._kind.currentData()), "label": self.label.text()})

    def _kind_chosen(self, kind: str) -> None:
        self._fit()
        if self.item is not None:
            self._store(self.item.id, {"kind": kind})

    def _turn_leap(self) -> None:
        if self.item is not None:
            self._store(self.item.id, {"feb29": "02-28" if self.item.feb29 == "03-01" else "03-01"})


class RoleRow(Row):
    """What a person is in an organisation; ended ones stay visible."""

    def __init__(self, theme: Theme, store: Store, item: Role | None, go: Callable[[Any], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("Remove role"), parent)
        self._store, self.item, self._go = store, item, go
        self._fields: dict[str, InPlace] = {}
        holder = QWidget(self)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(2)
        for name, hint, at in (("organisation", _tr("Organisation"), (0, 0, 1, 2)),
                               ("title", _tr("Title"), (0, 2, 1, 2)), ("department", _tr("Department"), (1, 0, 1, 2)),
                               ("since", _tr("Since"), (2, 0, 1, 2)), ("until", _tr("Until"), (2, 2, 1, 2))):
            field = InPlace(hint, hint, self)
            field.committed.connect(lambda text, name=name: self._commit(name, text))
            self._fields[name] = field
            grid.addWidget(field, *at)
        self._fields["organisation"].abandoned.connect(lambda: self.item is None and self._empty()
                                                       and self.abandoned.emit())
        functions = [("", _tr("Say in buying")), ("decision maker", _tr("Decision maker")),
                     ("advocate", _tr("Advocate")), ("gatekeeper", _tr("Gatekeeper"))]
        self._function = Choice(_tr("Say in buying"), functions, self)
        self._function.chosen.connect(lambda key: self.item is not None and self._store(
            self.item.id, {"function": key}))
        grid.addWidget(self._function, 1, 2, 1, 2)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self._open = tool(theme.icon("arrow-right", "muted"), _tr("Go to the organisation"), self._jump, 14, self)
        self.line.addWidget(holder, 1)
        self.line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self.close_line()

    def show_item(self, item: Role) -> None:
        """Show the stored role."""
        self.item = item
        for name, text in (("organisation", item.organisation_name), ("title", item.title or item.role),
                           ("department", item.department), ("since", item.since), ("until", item.until)):
            self._fields[name].show_value(text)
        self._function.show_value(item.function)
        self._open.setVisible(item.organisation is not None)
        self.setToolTip(_tr("This role has ended") if item.ended else "")

    def field_of(self, widget: QWidget) -> str:
        """The field of the role that an editor is for."""
        name = next((name for name, field in self._fields.items() if field is widget), "organisation")
        return "role" if name == "title" and self.item is not None and not self.item.title else name

    def start(self) -> None:
        """Cursor into the organisation."""
        self._fields["organisation"].setFocus()

    def _empty(self) -> bool:
        return not any(field.text().strip() for field in self._fields.values())

    def _commit(self, name: str, text: str) -> None:
        if self.item is not None:
            self._store(self.item.id, {name: text})
        elif text.strip():
            self._store(None, {key: field.text() for key, field in self._fields.items() if field.text().strip()})

    def _jump(self) -> None:
        if self.item is not None and self.item.organisation is not None:
            self._go(self.item.organisation)


def choose(parent: QWidget, entries: list[tuple[str, Callable[[], object]]], empty: str) -> None:
    """A menu of people's words below a button."""
    menu = QMenu(parent)
    for text, act in entries:
        menu.addAction(in_menu(text), act)
    if not entries:
        menu.addAction(empty).setEnabled(False)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(parent.mapToGlobal(parent.rect().bottomLeft()))
