"""One window per notebook: a lock says that there is one already, a local socket brings it to the front.

The lock lies in the user's temporary folder, never beside the notebook (which may be on a share), and dies
with its process. The socket is opened after the first paint, so that starting does not wait for it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QObject, QThread

WAIT_MS = 1500
ATTEMPTS, PAUSE_MS = 20, 50


class Single(QObject):
    """The claim of one window on one notebook."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        who = f"{os.path.realpath(path)}\0{os.environ.get('USER', '')}{os.environ.get('USERNAME', '')}"
        self._name = "kithbook-" + hashlib.sha256(who.encode(errors="surrogatepass")).hexdigest()[:24]
        self._lock = QLockFile(QDir.temp().filePath(self._name + ".lock"))
        self._lock.setStaleLockTime(0)
        self._server: QObject | None = None

    def claim(self) -> bool:
        """True when no other window has this notebook."""
        return self._lock.tryLock(0)

    def raise_other(self) -> bool:
        """Ask the window that has the notebook to come to the front; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket(self)
        for _ in range(ATTEMPTS):  # it may have been started a moment ago and not listen yet
            socket.connectToServer(self._name)
            if socket.waitForConnected(WAIT_MS):
                break
            QThread.msleep(PAUSE_MS)
        else:
            return False
        socket.write(b"raise\n")
        socket.waitForBytesWritten(WAIT_MS)
        gone = QLocalSocket.LocalSocketState.UnconnectedState  # the other one hangs up once it has heard
        return socket.state() == gone or bool(socket.waitForDisconnected(WAIT_MS))

    def listen(self, on: Callable[[], None]) -> None:
        """Call ``on`` when a second start asks for this window."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # one left behind by a crash: the lock is ours, so it is dead

        def asked() -> None:
            while server.hasPendingConnections():
                socket = server.nextPendingConnection()
                socket.disconnected.connect(socket.deleteLater)
                on()
                socket.disconnectFromServer()

        server.newConnection.connect(asked)
        server.listen(self._name)
        self._server = server

    def release(self) -> None:
        """Let another window have it."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()
