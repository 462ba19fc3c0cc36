"""Address books in and out: the dialogs. What they do is in ``notebook.exchange``."""

from ui.exchange.export_dialog import ExportDialog
from ui.exchange.import_dialog import ImportDialog

__all__ = ["ExportDialog", "ImportDialog"]
