"""The production server: gunicorn with threads; requests under way finish when it is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

GRACE_SECONDS = 30


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings instead of a file of its own."""

    def __init__(self, make_app: Callable[[], Any], *, host: str, port: int, workers: int, threads: int = 4) -> None:
        self._make_app = make_app
        self._options: dict[str, Any] = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "graceful_timeout": GRACE_SECONDS,
            "accesslog": None,
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
        return self._make_app()
