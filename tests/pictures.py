"""The pictures of the README: ``.venv/bin/python -m tests.pictures`` makes them anew from the sample notebook.

One picture for each view, light and dark, of the real window at a fixed day, so that they only change when the
window does.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "help"
DAY = date(2026, 3, 4)
SIZE = (1400, 900)


def main() -> None:
    os.environ["KITHBOOK_NOW"] = f"{DAY}T09:00:00"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from notebook import Clock, make_sample
    from ui.app import STYLE, start

    def wait(milliseconds: int) -> None:  # QTest.qWait keeps Python's lock: nothing would be read meanwhile
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    app = QApplication([*sys.argv[:1], *STYLE])
    with tempfile.TemporaryDirectory() as folder:
        place, state = Path(folder) / "sample.kithbook", Path(folder) / "state"
        make_sample(place, state=state, clock=Clock.from_environment())
        window = start(place, state=state, app=app).window
        window.resize(*SIZE)
        wait(1500)
        who = window.book.contacts.search("Chen Ming", 1)[0]
        for mode in ("light", "dark"):
            window.theme.set_mode(mode)
            for name, go in _views(window, who).items():
                go()
                wait(900)
                shown = next((one for one in app.topLevelWidgets() if one.isVisible() and one.isModal()), window)
                picture = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)  # nothing shines through
                picture.save(str(FOLDER / f"{name}-{mode}.png"), "PNG", 0)
                if shown is not window:
                    shown.close()
        window.close()
        wait(200)


def _views(window, who: bytes) -> dict[str, Callable[[], object]]:  # type: ignore[no-untyped-def]
    def tab(key: str) -> Callable[[], object]:
        return lambda: (window.show_contact(who), window.going.show_tab(key))

    def page(key: str, what: object = None) -> Callable[[], object]:
        return lambda: window.going.go(key, what)

    pages = ("today", "promises", "interests", "introductions", "products", "shelf", "insights", "freshen")
    return {
        "window": tab("timeline"),
        **{f"tab-{key}": tab(key) for key in ("card", "family", "products", "plan")},
        **{f"page-{key}": page(key) for key in pages},
        "page-network": page("network", who),
        "page-brief": lambda: (window.show_contact(who), window.actions_["brief"].trigger()),
        "page-health": lambda: (window.show_contact(who), window.actions_["health"].trigger()),
    }


if __name__ == "__main__":
    main()
