"""Asks a running server for pages with one client: what a page takes in time, processor and queries."""

from __future__ import annotations

import http.client
import math
import os
import re
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app import create_app
from app.demo.people import DOMAIN, PASSWORD
from benchmarks.places import config_of
from tests.browser_client import Browser
from tests.operations.running import PATIENCE, Installation, Running

MOST_QUERIES = 25
WARM_UP = 3
NOT_QUERIES = re.compile(r"\s*(BEGIN|PRAGMA|ROLLBACK|COMMIT)")
IDLE_PAUSE, IDLE_CHECKS = 0.2, 5


@dataclass(frozen=True)
class Page:
    """A page to measure: what it is called, who looks, where, and the aim for its median."""

    name: str
    login: str
    path: str
    aim_ms: float


@dataclass(frozen=True)
class Measured:
    """What a page took: milliseconds of waiting and of the server's processor, queries, bytes."""

    page: Page
    first: float
    median: float
    p95: float
    processor: float
    queries: int
    size: int

    @property
    def misses(self) -> list[str]:
        """Which aims it misses."""
        slow = self.median > self.page.aim_ms
        return [*(["time"] * slow), *(["queries"] * (self.queries > MOST_QUERIES))]


class Client:
    """One client, signed in as whoever a page needs."""

    def __init__(self, server: Running) -> None:
        self.server = server
        self.cookies = {"": ""}
        # Kept open, as a browser does.
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)

    def cookie(self, login: str) -> str:
        """The session of a login."""
        if login not in self.cookies:
            self.cookies[login] = self.server.sign_in(f"{login}@{DOMAIN}", PASSWORD)
        return self.cookies[login]

    def measure(self, page: Page, repeats: int, counted: Counting, **headers: str) -> Measured:
        """Ask for a page again and again."""
        cookie = self.cookie(page.login)
        self.connection.close()  # the server ends one that lies idle; the next request opens it again
        first, size = self._ask(page, cookie, headers)
        for _ in range(WARM_UP):
            self._ask(page, cookie, headers)
        spent = processor_seconds(self.server)
        times = sorted(self._ask(page, cookie, headers)[0] for _ in range(repeats))
        spent = processor_seconds(self.server) - spent
        return Measured(
            page,
            first,
            statistics.median(times),
            times[math.ceil(len(times) * 0.95) - 1],
            spent / repeats * 1000,
            counted.queries(page, headers),
            size,
        )

    def _ask(self, page: Page, cookie: str, headers: dict[str, str]) -> tuple[float, int]:
        """Milliseconds until the whole answer was there, and its size."""
        begun = time.perf_counter()
        self.connection.request("GET", page.path, headers={"Cookie": cookie} | headers)
        response = self.connection.getresponse()
        size = len(response.read())
        took = (time.perf_counter() - begun) * 1000
        assert response.status in (200, 304), f"{page.path}: {response.status}"
        return took, size

    def new_feed(self) -> str:
        """The path of a feed of the consultant's, made by the form."""
        shown = self.server.submit("/calendar/feeds/new", self.cookie("konsulent"), name="Måling")
        found = re.search(r"/calendar/[\w-]+\.ics", shown.text)
        assert found, shown.text
        return found[0]


class Counting:
    """The same pages in this process, where every statement that goes to the database is seen."""

    def __init__(self, place: Installation) -> None:
        self.app = create_app(config_of(place))
        self.sent: list[str] = []
        event.listen(self.app.database.engine, "before_cursor_execute", self._note)
        self.browsers: dict[str, Browser] = {}

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not NOT_QUERIES.match(statement):
            self.sent.append(statement)

    def queries(self, page: Page, headers: dict[str, str]) -> int:
        """How many statements the page sends when all is warm."""
        browser = self._browser(page.login)
        for _ in range(2):
            self.sent.clear()
            browser.get(page.path, headers=headers)
        return len(self.sent)

    def _browser(self, login: str) -> Browser:
        if login not in self.browsers:
            browser = Browser(self.app)
            self.browsers[login] = browser.signed_in(f"{login}@{DOMAIN}", PASSWORD) if login else browser
        return self.browsers[login]

    def close(self) -> None:
        """Let the database go."""
        self.app.database.engine.dispose()


def processor_seconds(server: Running) -> float:
    """What the server's worker has used of the processor."""
    ticks = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == server.process.pid:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def until_idle(server: Running) -> None:
    """Wait for what a worker makes ready in the background when it starts: matcher and words."""
    spent, still = processor_seconds(server), 0
    while still < IDLE_CHECKS:
        time.sleep(IDLE_PAUSE)
        now = processor_seconds(server)
        still, spent = (still + 1 if now == spent and now > 0 else 0), now


def yardstick() -> float:
    """Milliseconds for a fixed piece of work: says how fast the machine was just then."""
    begun = time.process_time()
    for number in range(1_000_000):
        _ = number + number
    return (time.process_time() - begun) * 1000
