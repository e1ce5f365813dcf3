"""The local socket between two starts of the program: one listens, the other tells it a wish."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500
_LONGEST = 4096


def tell(name: str, wish: str) -> bool:
    """Give a wish to whoever listens; False if there is nobody."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(wish.encode("utf-8")[:_LONGEST] + b"\n")
    done = socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return done


class InstanceServer(QObject):
    """Hears the wishes of later starts."""

    wished = Signal(str)
    """What a later start wants to show: ``ticket/<id>``, or nothing."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sockets: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(name):
            # A socket file that a killed program left behind.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.setParent(self)
            self._sockets.append(socket)
            socket.readyRead.connect(self._read)

    def _read(self) -> None:
        for socket in tuple(self._sockets):
            if socket.canReadLine():
                line = bytes(socket.readLine(_LONGEST).data())
                self._sockets.remove(socket)
                socket.deleteLater()
                self.wished.emit(line.decode("utf-8", "replace").strip())

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        for socket in self._sockets:
            socket.abort()
