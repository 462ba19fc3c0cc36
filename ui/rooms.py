"""The window as whoever goes about in it sees it. For type checkers only: making a Protocol takes 3 ms of a start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.contacts.pane import ContactsPane
    from ui.contacts.person import PersonPane
    from ui.middle import Middle
    from ui.rail import Rail


class Rooms(Protocol):
    """What is gone about in: of the window, as much as going from place to place needs."""

    book: Any
    actions_: Actions
    middle: Middle
    people: ContactsPane
    rail: Rail
    reminders: Any  # the pane, after the first paint

    @property
    def welcome(self) -> Any:
        """The first start's three ways in; None until they are wanted."""

    @property
    def person(self) -> PersonPane | None:
        """The pane of one contact; None until the first paint is over."""

    @property
    def current(self) -> bytes | None:
        """The contact whose card is shown."""

    def show_contact(self, contact: bytes | None) -> None:
        """Show somebody, in the list too."""

    def show_welcome(self) -> None:
        """The first start."""

    def name_window(self) -> None:
        """Another place has another title."""
