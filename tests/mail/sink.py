"""A mail server that only takes: enough of SMTP for one client, and told faults when a test wants some."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default


@dataclass
class Sink:
    """What arrived.

    `answers` overrules the server's word to a command, for example {"RCPT": "550 unknown"}; mails with `refused` in
    their subject are not taken.
    """

    url: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    refused: str = ""


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self._say("220 sink")
        while line := self.rfile.readline():
            verb = line.decode().split()[0].upper() if line.strip() else ""
            if verb == "QUIT":
                return self._say("221 bye")
            if verb == "DATA" and verb not in sink.answers:
                self._say("354 go on")
                message = self._message()
                if sink.refused and sink.refused in message["Subject"]:
                    self._say("554 looks like spam")
                    continue
                sink.messages.append(message)
            self._say(sink.answers.get(verb, "250 fine"))
        return None

    def _message(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return message_from_bytes(b"".join(lines), policy=default)  # type: ignore[return-value]

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving() -> Iterator[Sink]:
    """A server on a free port of this machine, in a thread."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        sink = Sink(url=f"smtp://127.0.0.1:{server.server_address[1]}")
        server.sink = sink  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield sink
        server.shutdown()
        thread.join()
