"""The import dialog: choose, look at what would happen, import as one change, and take it back if it was wrong.

Reading and writing run on the worker; the dialog shows how far they are and can stop them. Nothing is
written before the preview was seen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from notebook import KithbookError, encoding_certain
from ui.bridge import Bridge
from ui.exchange.mapping import MappingPage
from ui.exchange.pages import ChoosePage, PreviewPage, WaitPage
from ui.tasks import Job, Tasks
from ui.theme import Theme
from ui.widgets import button
from ui.words import number, words

if TYPE_CHECKING:
    from notebook import Plan, Report, Table


QUIET_MS = 250  # work that is over within that time is not announced


class ImportDialog(QDialog):
    """Opened with ``open()``; `take_files` starts with files that were dropped on the window."""

    def __init__(self, book: Any, theme: Theme, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._tasks = book, tasks
        self._files: list[Path] = []
        self._unknown: list[tuple[Path, Table]] = []
        self._mappings: dict[Path, tuple[str | None, ...]] = {}
        self._asked = Path()  # the file whose columns are asked about
        self._code_pages: dict[Path, str] = {}  # where a file does not say its encoding and a person did
        self._plan: Plan | None = None
        self._imported: int | None = None
        self._job: Job | None = None
        self.setObjectName("importDialog")
        self.setWindowTitle(self.tr("Import contacts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.choose = ChoosePage(theme, self)
        self.wait = WaitPage(self)
        self.mapping = MappingPage(theme, self)
        self.preview = PreviewPage(theme, self)
        self._pages = QStackedWidget(self)
        for page in (self.choose, self.wait, self.mapping, self.preview):
            self._pages.addWidget(page)
        self.back = button(self.tr("Other files"), on=self.restart)
        self.back.setObjectName("importBack")
        self.undo = button(self.tr("Undo import"), icon=theme.icon("undo-2"), on=self.undo_import)
        self.undo.setObjectName("importUndo")
        self.close_ = button(self.tr("Cancel"), on=self.reject)
        self.close_.setObjectName("importClose")
        self.next = button(self.tr("Import"), "primary")
        self.next.setObjectName("importNext")
        self.next.setDefault(True)
        self._next: Callable[[], None] = self.apply
        self.next.clicked.connect(lambda: self._next())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.close_)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._pages, 1)
        column.addLayout(row)
        self.choose.browse.connect(self.browse)
        self.choose.chosen.connect(self.take_files)
        self.wait.cancel.connect(self.cancel)
        self.preview.encoding.chosen.connect(self.read_as)
        self.mapping.encoding.chosen.connect(lambda page: self._table_as(self._asked, page))
        self.resize(QSize(760, 560))
        self.restart()

    # -- steps

    def restart(self) -> None:
        """Begin again with other files."""
        self._plan, self._unknown, self._mappings = None, [], {}
        self.choose.complain("")
        self._show(self.choose)
        if self._book.read_only:
            self.choose.complain(self.tr("This notebook is open for reading only; nothing can be imported."))
            self.choose.button.setEnabled(False)
            self.choose.setAcceptDrops(False)

    def browse(self) -> None:
        """The file dialog; it opens and answers by a signal."""
        dialog = QFileDialog(self, self.tr("Choose address books"))
        dialog.setObjectName("importFileDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([
            self.tr("Address books (*.vcf *.vcard *.csv *.tsv *.txt *.json *.jsonl)"), self.tr("All files (*)")])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.open()

    def take_files(self, files: list[Path]) -> None:
        """Look at files: what they are, and whether somebody has to say what their columns mean."""
        if self._book.read_only or self._job is not None:
            return
        self._files, self._mappings, self._code_pages = list(files), {}, {}
        self._look()

    def read_as(self, code_page: str) -> None:
        """Read the files that do not say their encoding in this one; the preview follows."""
        if self._plan is None:
            return
        if self._job is not None:  # arrow keys are quicker
            self._job.drop()
        self._code_pages |= {Path(source.file): code_page for source in self._plan.files
                             if not encoding_certain(source.encoding)}
        self._look(quiet=True)

    def _look(self, quiet: bool = False) -> None:
        files, pages = self._files, dict(self._code_pages)

        def look(job: Job) -> list[tuple[Path, Table]]:
            from notebook import unknown_table

            found = []
            for path in files:
                job.step()
                if (table := unknown_table(path, pages.get(path))) is not None:
                    found.append((path, table))
            return found

        def looked(unknown: list[tuple[Path, Table]]) -> None:
            self._unknown = unknown
            self._ask_mapping(quiet)

        self._run(self.tr("Looking at the files …"), look, looked, self.choose, quiet)

    def _ask_mapping(self, quiet: bool = False) -> None:
        """The next table nobody knows, or on to the plan."""
        waiting = [(path, table) for path, table in self._unknown if path not in self._mappings]
        if not waiting:
            self.plan(quiet)
            return
        path, table = waiting[0]
        self.mapping.show_table(path.name, table)
        self._asked = path
        self._next = lambda: self._mapped(path)
        self.next.setText(self.tr("Go on"))
        self._show(self.mapping)

    def _table_as(self, path: Path, code_page: str) -> None:
        """Read a table again in another encoding: its titles and samples change before one's eyes."""
        self._code_pages[path] = code_page

        def read(job: Job) -> Table | None:
            from notebook import table_in

            return table_in(path, code_page)

        def shown(table: Table | None) -> None:
            if table is not None and self._pages.currentWidget() is self.mapping:
                self.mapping.show_table(path.name, table, again=True)

        def failed(error: Exception) -> None:
            if not isinstance(error, KithbookError):
                raise error
            self.choose.complain(words(error.sentence))
            self._show(self.choose)

        self._tasks.latest("encoding", read, shown, failed)

    def _mapped(self, path: Path) -> None:
        self._mappings[path] = self.mapping.mapping()
        self._ask_mapping()

    def plan(self, quiet: bool = False) -> None:
        """Read everything and find out what would happen; nothing is written."""
        book, files, mappings, pages = self._book, self._files, dict(self._mappings), dict(self._code_pages)

        def read(job: Job) -> Plan:
            from notebook import plan_import

            return plan_import(book, files, progress=job.counted, mappings=mappings, code_pages=pages)

        self._run(self.tr("Reading …"), read, self._planned, self.choose, quiet)

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        self.preview.show_plan(plan)
        todo = plan.created + plan.updated
        self._next = self.apply
        self.next.setText(self.tr("Import {n} contacts").format(n=number(todo)) if todo != 1
                          else self.tr("Import one contact"))
        self.next.setEnabled(bool(todo))
        if not todo:
            self.preview.title.setText(self.tr("There is nothing new in it"))
        self._show(self.preview)

    def apply(self) -> None:
        """Import what the preview shows, as one change."""
        book, plan = self._book, self._plan
        if plan is None:
            return

        def write(job: Job) -> Report:
            from notebook import apply_import

            return apply_import(book, plan, progress=job.counted)

        self._run(self.tr("Importing …"), write, self._applied, self.preview)

    def _applied(self, report: Report) -> None:
        self._plan = None
        self._imported = self._book.undo_mark() if report.batch is not None else None
        said = self.tr("One contact was added.") if report.created == 1 else self.tr(
            "{n} contacts were added.").format(n=number(report.created))
        if report.updated:
            said += " " + (self.tr("One was changed.") if report.updated == 1 else
                           self.tr("{n} were changed.").format(n=number(report.updated)))
        from notebook import import_waiting  # known since the import was carried out

        if (beside := import_waiting(report.to_choose)) is not None:
            said += " " + words(beside) + "."
        if report.twins:
            said += " " + (self.tr("One is perhaps there twice now.") if len(report.twins) == 1 else
                           self.tr("{n} are perhaps there twice now.").format(n=number(len(report.twins))))
        if report.problems:
            said += " " + (self.tr("One problem is listed below.") if len(report.problems) == 1 else
                           self.tr("{n} problems are listed below.").format(n=number(len(report.problems))))
        self.preview.title.setText(said)
        self.preview.show_counts(report.created, report.updated, report.unchanged, report.problems)
        self.preview.encoding.hide()
        self._show(self.preview, finished=True)
        self.close_.setFocus()

    def undo_import(self) -> None:
        """Take the whole import back, as long as it is the last thing that was done."""
        if self._imported is None or self._book.undo_mark() != self._imported:
            self.preview.title.setText(self.tr(
                "Something else was done since. Undo step by step in the Edit menu of the window."))
            self.undo.setEnabled(False)
            return
        book = self._book
        self._run(self.tr("Taking the import back …"), lambda job: book.undo(job.counted), self._undone,
                  self.preview)

    def _undone(self, title: object) -> None:
        self._imported = None
        self.restart()
        self.choose.complain(self.tr("The import was taken back; everything is as it was before."))

    def cancel(self) -> None:
        """Stop what is under way; nothing of it is kept."""
        if self._job is not None:
            self.wait.button.setEnabled(False)
            self._job.cancel()

    def reject(self) -> None:
        """Close; what is under way is stopped first."""
        if self._job is not None:
            self.cancel()
            return
        super().reject()

    # -- inside

    def _run(self, text: str, work: Callable[[Job], Any], done: Callable[[Any], None], home: QWidget,
             quiet: bool = False) -> None:
        """On the worker; ``quiet``: what is shown stays for the moment that quick work takes."""
        finished = self._finished
        self.wait.begin(text)
        if quiet:
            self.next.setEnabled(False)
            QTimer.singleShot(QUIET_MS, self, lambda: job is self._job and self._show(self.wait))
        else:
            self._show(self.wait)

        def ended() -> None:
            self._job = None

        def failed(error: Exception) -> None:
            ended()
            if not isinstance(error, KithbookError):
                self._show(home, finished)
                raise error
            said = words(error.sentence)
            if home is self.preview:
                self.preview.title.setText(said)
            else:
                self.choose.complain(said)
            self._show(home, finished)

        def cancelled() -> None:
            ended()
            if home is self.preview and not finished:
                self.preview.title.setText(self.tr("Cancelled; nothing was imported."))
            self._show(home, finished)

        def well(result: Any) -> None:
            ended()
            done(result)

        job = self._job = self._tasks.run(
            work, well, failed, progress=lambda count, total, sentence: self.wait.step(count, total),
            cancelled=cancelled)

    def _show(self, page: QWidget, finished: bool = False) -> None:
        self._finished = finished
        self._pages.setCurrentWidget(page)
        asking = page in (self.mapping, self.preview) and not finished
        self.next.setVisible(asking)
        if page is self.mapping:
            self.next.setEnabled(True)
        self.back.setVisible(asking)
        self.undo.setVisible(finished and page is self.preview and self._imported is not None)
        self.undo.setEnabled(True)
        self.close_.setVisible(page is not self.wait)
        self.close_.setText(self.tr("Close") if finished else self.tr("Cancel"))
        self.close_.setAccessibleName(self.close_.text())
        focus = {self.choose: self.choose.button, self.wait: self.wait.button, self.preview: self.next}.get(page)
        if focus is not None and not finished and not self.preview.encoding.combo.hasFocus():
            focus.setFocus()
