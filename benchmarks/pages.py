"""Measures list and record pages through the real server: `python -m benchmarks.pages` writes a Markdown table.

Fills a database (5,000 companies, 5,000 residents, 2,000 orders, seed 1), starts `jobloft serve` with one worker, signs
in by the form as the demonstration's people, and asks for each page with one client. On PostgreSQL too when
JOBLOFT_TEST_POSTGRES_URL is set. Lists show 100 rows here (50 in the application). Queries are counted in a second pass
within this process, so that the server has no counter; processor time is the server's own, from /proc, since other work
may share the machine.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import re
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url

from app import clock, create_app
from app.config import Config
from app.db import Database
from app.demo.people import DOMAIN, PASSWORD
from app.demo.synthesis import Sizes, synthesize
from app.operations import setup
from benchmarks.busy import make_busy
from tests.operations.running import PATIENCE, SECRET, Installation, Running

LISTS_MS, RECORDS_MS, MOST_QUERIES = 40.0, 20.0, 25
WARM_UP = 3
# `jobloft`, but with 100 rows a list, as the aim is worded.
HUNDRED_ROWS = "import app.paging, app.cli; app.paging.page_of.__kwdefaults__['per_page'] = 100; app.cli.main()"
NOT_QUERIES = re.compile(r"\s*(BEGIN|PRAGMA|ROLLBACK|COMMIT)")


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


LISTS = (
    ("companies", "konsulent", "/companies"),
    ("companies, searched", "konsulent", "/companies?q=N%C3%B8rre"),
    ("visits, everybody's", "konsulent", "/visits?who=all&state="),
    ("next steps, everybody's", "konsulent", "/next-steps?who=all&state=done"),
    ("job orders", "konsulent", "/job-orders"),
    ("job orders, print list", "konsulent", "/job-orders/print"),
    ("residents of the team", "vejleder", "/residents?show=team"),
    ("residents, searched", "vejleder", "/residents?show=team&q=Fatma"),
    ("year wheel, everybody's", "konsulent", "/year-wheel/{year}"),
    ("calendar", "konsulent", "/calendar"),
    ("users", "admin", "/admin/users"),
    ("partners", "admin", "/admin/organisations"),
)
RECORDS = (
    ("my day, consultant", "konsulent", "/"),
    ("my day, counsellor", "vejleder", "/"),
    ("company with a long story", "konsulent", "/companies/{company}"),
    ("company", "konsulent", "/companies/{quiet_company}"),
    ("visit", "konsulent", "/visits/{visit}"),
    ("visit preparation", "konsulent", "/visits/{visit}/prepare"),
    ("visit notes", "konsulent", "/visits/{visit}/notes"),
    ("planned contact", "konsulent", "/planned-contacts/{planned}"),
    ("job order, whom to ask", "konsulent", "/job-orders/{order}"),
    ("job order, own residents ranked", "vejleder", "/job-orders/{order}"),
    ("job order's questions", "konsulent", "/job-orders/{order}/questions"),
    ("resident, orders ranked", "vejleder", "/residents/{resident}"),
    ("resident, talk view", "vejleder", "/residents/{resident}/talk"),
    ("resident, what opens doors", "vejleder", "/residents/{resident}/doors"),
    ("job order, what brings people", "vejleder", "/job-orders/{order}/doors"),
    ("how proposals are found", "vejleder", "/matching"),
    ("resident, shared by consent", "jobkons", "/residents/{resident}"),
    ("inquiry", "konsulent", "/inquiries/{inquiry}"),
    ("new company", "konsulent", "/companies/new"),
)

IDLE_PAUSE, IDLE_CHECKS = 0.2, 5


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    sizes = Sizes(asked.companies, asked.residents, asked.orders)
    for name, url in databases():
        with url as address, tempfile.TemporaryDirectory() as folder:
            place = Installation(address, Path(folder))
            begun, before = time.perf_counter(), yardstick()
            known = fill(place, sizes, asked.seed)
            print(f"\n### {name}\n\n{sizes.companies:,} companies, {sizes.residents:,} residents, ", end="")
            print(f"{sizes.orders:,} job orders, filled in {time.perf_counter() - begun:.0f} s.\n")
            report(measure(place, known, asked.repeats))
            print(
                f"A million additions in Python took {before:.0f} ms of processor before and {yardstick():.0f} after."
            )


def yardstick() -> float:
    """Milliseconds for a fixed piece of work: says how fast the machine was just then."""
    begun = time.process_time()
    for number in range(1_000_000):
        _ = number + number
    return (time.process_time() - begun) * 1000


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=5000)
    parser.add_argument("--residents", type=int, default=5000)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=30)
    return parser.parse_args()


def databases() -> Iterator[tuple[str, Any]]:
    """SQLite always, PostgreSQL when there is one."""
    yield "SQLite", _sqlite()
    postgres = os.environ.get("JOBLOFT_TEST_POSTGRES_URL")
    if postgres:
        yield "PostgreSQL", _postgres(postgres)


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/jobloft.db"


@contextmanager
def _postgres(server: str) -> Iterator[str]:
    name = f"jobloft_bench_{uuid.uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def config_of(place: Installation) -> Config:
    """The same settings as the server's."""
    return Config(place.url, SECRET, instance=place.folder, secure_cookies=False)


def fill(place: Installation, sizes: Sizes, seed: int) -> dict[str, int]:
    """Made-up data, and one of each record with as much on it as years of work leave; their ids by name."""
    database, now = Database(place.url), clock.now()
    setup.prepare(database, now=now)
    app = create_app(config_of(place))
    synthesize(database, app.extensions["passwords"], sizes, seed=seed, now=now)
    with database.transaction() as session:
        known = make_busy(session, now)
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
    database.engine.dispose()
    app.database.engine.dispose()
    return known


def pages(known: dict[str, int]) -> list[Page]:
    """What is measured, with the ids filled in."""
    made = [Page(name, login, path.format(**known), LISTS_MS) for name, login, path in LISTS]
    return made + [Page(name, login, path.format(**known), RECORDS_MS) for name, login, path in RECORDS]


def measure(place: Installation, known: dict[str, int], repeats: int) -> Iterator[Measured]:
    """All pages, then a feed and its 304."""
    counted = Counting(place)
    with place.serving("serve", "--workers", "1", program=("-c", HUNDRED_ROWS)) as server:
        client = Client(server)
        until_idle(server)
        for page in pages(known):
            yield client.measure(page, repeats, counted)
        address = client.new_feed()
        feed = Page("calendar feed", "", address, LISTS_MS)
        yield client.measure(feed, repeats, counted)
        etag = server.get(address).etag
        unchanged = Page("calendar feed, 304", "", address, RECORDS_MS)
        yield client.measure(unchanged, repeats, counted, **{"If-None-Match": etag})
    counted.close()


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
        self.cookies: dict[str, Any] = {}

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

    def _browser(self, login: str) -> Any:
        from tests.browser_client import Browser

        if login not in self.cookies:
            browser = Browser(self.app)
            self.cookies[login] = browser.signed_in(f"{login}@{DOMAIN}", PASSWORD) if login else browser
        return self.cookies[login]

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


def report(measured: Iterator[Measured]) -> None:
    """The table, and what misses the aim."""
    print("| page | queries | median ms | p95 ms | processor ms | first ms | KB |\n|---|--:|--:|--:|--:|--:|--:|")
    missed = []
    for one in measured:
        figures = (one.median, one.p95, one.processor, one.first, one.size / 1024)
        print(f"| {one.page.name} | {one.queries} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
        missed += [f"{one.page.name} ({', '.join(one.misses)})"] * bool(one.misses)
    print("\nMisses the aim: " + ("; ".join(missed) or "none") + ".")


if __name__ == "__main__":
    main()
