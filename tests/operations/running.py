"""Runs the installed command as a real process, and talks to the server it starts."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from click.testing import CliRunner

from app.cli import main
from tests.browser_client import form_fields
from tests.databases import SECRET

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
NO_HEADERS: Mapping[str, str] = {}


@dataclass(frozen=True)
class Said:
    """What a command ended with and said."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Installation:
    """A database with a folder of its own, as the environment of the command names them."""

    url: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the command is told."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JOBLOFT_")}
        names = {"DATABASE_URL": self.url, "INSTANCE": str(self.folder), "SECRET_KEY": SECRET}
        return kept | {f"JOBLOFT_{name}": value for name, value in names.items()}

    def jobloft(self, *arguments: str, **environment: str) -> Said:
        """`jobloft …` from start to end, within this process: one of its own takes seconds to begin."""
        hidden: dict[str, str | None] = {name: None for name in os.environ if name.startswith("JOBLOFT_")}
        done = CliRunner().invoke(main, arguments, env=hidden | self.environment | environment)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Said(done.exit_code, done.stdout, done.stderr)

    def begun(self, *arguments: str, **environment: str) -> Said:
        """As a process of its own on PostgreSQL, within this one on SQLite: in one test a command."""
        run = self.process if self.url.startswith("postgresql") else self.jobloft
        return run(*arguments, **environment)

    def process(self, *arguments: str, **environment: str) -> Said:
        """`jobloft …` as a process of its own, as people begin it."""
        done = subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
        return Said(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def serving(
        self, command: str = "serve", *options: str, program: tuple[str, ...] = ("-m", "app")
    ) -> Iterator[Running]:
        """`jobloft serve` on a free port until the block ends."""
        with (self.folder / "stderr").open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, *program, command, "--port", "0", *options],
                cwd=ROOT,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
            try:
                yield Running(process, _port(process, self.folder / "stderr"), self.folder / "stderr")
            finally:
                process.kill()
                process.wait()
                assert process.stdout
                process.stdout.close()


def _port(process: subprocess.Popen[str], log: Path) -> int:
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            return int(found[1])
    raise AssertionError(f"the server ended before it said its address: {log.read_text(encoding='utf-8')}")


@dataclass
class Running:
    """A server that answers."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def get(self, path: str, cookie: str = "", **headers: str) -> Answer:
        """A page."""
        return self._send("GET", path, cookie, headers=headers)

    def post(self, path: str, cookie: str, **typed: str) -> Answer:
        """Sends a form."""
        return self._send("POST", path, cookie, urlencode(typed, doseq=True))

    def submit(self, path: str, cookie: str, **typed: str) -> Answer:
        """Opens a page and sends its form with this typed in."""
        fields, action = form_fields(self.get(path, cookie).text)
        return self.post(action or path, cookie, **fields | typed)

    def sign_in(self, email: str, password: str) -> str:
        """The cookie of a new session."""
        form = self.get("/login")
        fields, _action = form_fields(form.text)
        answer = self.post("/login", form.cookie, **fields | {"email": email, "password": password})
        assert answer.status == 303, answer.text
        return answer.cookie

    def _send(
        self, method: str, path: str, cookie: str, body: str | None = None, headers: Mapping[str, str] = NO_HEADERS
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = dict(headers) | ({"Cookie": cookie} if cookie else {})
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            return Answer.of(connection.getresponse())
        finally:
            connection.close()


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str
    location: str
    cookie: str
    etag: str

    @classmethod
    def of(cls, response: http.client.HTTPResponse) -> Answer:
        """Read to the end."""
        cookie = (response.getheader("Set-Cookie") or "").partition(";")[0]
        location, etag = response.getheader("Location") or "", response.getheader("ETag") or ""
        return cls(response.status, response.read().decode(), location, cookie, etag)
