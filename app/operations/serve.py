"""The production server: gunicorn with threads; requests under way finish when it is told to stop."""

from __future__ import annotations

import gc
import logging
import os
import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from app.errors import JsonLines

GRACE_SECONDS = 30
BACKLOG = 512


class AddressRefused(OSError):
    """The address can't be listened on; the message is one line."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on; port 0 is any free port.

    It is opened before gunicorn starts: that would try a taken port five times, and not tell the port it was given.

    Raises:
        AddressRefused: the port is taken, or the host is not one of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno and fault.errno > 0 else "no such host"
        raise AddressRefused(f"can't listen on {shown_address(host, port)}: {reason}") from None


def shown_address(host: str, port: int) -> str:
    """`host:port`, with brackets around an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class LogLines(Logger):
    """Gunicorn's own faults in the form of our log lines."""

    def setup(self, cfg: Any) -> None:
        """Take gunicorn's handlers and give them our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(ServerLines())


class ServerLines(JsonLines):
    """The arbiter's words about its workers; of faults in a request only the kind and place, never the address."""

    def words(self, record: logging.LogRecord) -> str:
        """The arbiter handles no requests, so nothing personal can be in its words."""
        return record.getMessage() if record.module == "arbiter" else super().words(record)


class Server(BaseApplication):
    """Gunicorn with our settings instead of a file of its own."""

    def __init__(
        self,
        make_app: Callable[[], Any],
        listening: socket.socket,
        *,
        workers: int,
        threads: int = 4,
        when_ready: Callable[[], None] = lambda: None,
    ) -> None:
        self._make_app = make_app
        self._options: dict[str, Any] = {
            "bind": f"fd://{listening.detach()}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": GRACE_SECONDS,
            "when_ready": lambda _arbiter: when_ready(),
            # Nobody steers it from a file in the home folder, which two servers of one user would share.
            "control_socket_disable": True,
            "accesslog": None,
            "logger_class": LogLines,
            "loglevel": "warning",
            # Room for long addresses of filtered lists, none for abuse.
            "limit_request_line": 8190,
        }
        super().__init__()

    def load_config(self) -> None:
        """Take our settings."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made in each worker after the fork: connections are never shared between processes."""
        app = self._make_app()
        _collect_seldom()
        return app


def _collect_seldom() -> None:
    """Look for garbage in cycles seldom, and never among what stays.

    By Python's own measure the whole heap (300,000 objects with the ranker) is looked through every few dozen pages,
    and one reader waits 150 ms for it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
