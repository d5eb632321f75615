"""What lies between two installations? A wire that can be cut, and that remembers what went over it."""

import socket
import threading
from contextlib import suppress

CHUNK = 65536


class Wire:
    """Listens on a port and carries every connection to another one, as long as it is whole."""

    def __init__(self, port: int, to: int) -> None:
        self.to, self.is_cut, self.sent = to, False, list[bytes]()
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """From now on nobody gets through."""
        self.is_cut = True

    def mend(self) -> None:
        """Whole again."""
        self.is_cut = False

    def events(self) -> list[bytes]:
        """The requests that carried an event, as they went over the wire."""
        return [each for each in self.sent if each.startswith(b"POST /api/v1/events/received")]

    def again(self, request: bytes) -> int:
        """Send the same bytes once more, as a network that doubles; gives the status of the answer."""
        with socket.create_connection(("127.0.0.1", self.to), timeout=30) as there:
            there.sendall(request)
            return int(there.recv(CHUNK).split(b" ")[1])

    def _listen(self) -> None:
        while True:
            here, _address = self.listener.accept()
            threading.Thread(target=self._carry, args=(here,), daemon=True).start()

    def _carry(self, here: socket.socket) -> None:
        with here, suppress(OSError):
            if self.is_cut:
                return
            with socket.create_connection(("127.0.0.1", self.to), timeout=60) as there:
                threading.Thread(target=self._pump, args=(there, here), daemon=True).start()
                self.sent.append(b"")
                place = len(self.sent) - 1
                while chunk := here.recv(CHUNK):
                    self.sent[place] += chunk
                    there.sendall(chunk)

    @staticmethod
    def _pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                target.sendall(chunk)
            target.shutdown(socket.SHUT_RDWR)
