"""Measures search and the list of companies at 100,000 companies: `python -m benchmarks.search` writes Markdown.

Companies get names of their own making (about 5,000 family names, trades, towns), each searched name has one typing
error: a letter left out, doubled, changed, or two that changed places. A plain LIKE over the same names, every word to
be contained, is measured in the same run. Pages go through the real server with one client, as in `benchmarks.pages`.
On PostgreSQL too when JOBLOFT_TEST_POSTGRES_URL is set.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote_plus

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from app import clock, create_app
from app.companies.models import Company
from app.companies.rules import folded
from app.db import Database
from app.demo import words
from app.demo.synthesis import Sizes, synthesize
from app.operations import setup
from app.search.finding import find
from app.search.indexing import rebuild
from app.search.lexicon import Lexicons
from app.search.models import Found, SearchWord
from app.search.results import groups_of
from benchmarks.asking import Client, Counting, Page, until_idle, yardstick
from benchmarks.places import config_of, databases, settle
from tests.operations.running import Installation

AIM_MS = 50.0
TOP = 10
BEGINNINGS = "Kær Lind Hede Skov Bak Øster Vester Nør Sønder Mølle Ege Birke Bjerre Ravn Holm Dal Krog Lund Sten Damm"
MIDDLES = "ga le ter by de re mo ki sta na hu vi lo ra pe"
ENDINGS = "gaard sen lund holm skov berg strup kjær bo mose dahl toft sholt næs vad bæk"
FORMS = ("ApS", "A/S", "& Søn", "I/S", "")


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    for name, url in databases():
        with url as address, tempfile.TemporaryDirectory() as folder:
            place = Installation(address, Path(folder))
            print(f"\n### {name}\n")
            names = fill(place, asked.companies, asked.seed)
            typed = with_typos(names, asked.queries, asked.seed)
            measure_ways(place, typed)
            measure_pages(place, [wrong for _id, wrong in typed], asked.companies, asked.repeats)
            print(f"\nA million additions in Python took {yardstick():.0f} ms of processor.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def fill(place: Installation, number: int, seed: int) -> dict[int, str]:
    """Companies with names of their own; the names by id."""
    database, now = Database(place.url), clock.now()
    setup.prepare(database, now=now)
    app = create_app(config_of(place))
    synthesize(database, app.extensions["passwords"], Sizes(number, 100, 100), seed=seed, now=now)
    dice = random.Random(seed)
    with database.transaction() as session:
        names = {company_id: made_up_name(dice) for company_id in session.scalars(select(Company.id))}
        table = Company.__table__
        renamed = update(table).where(table.c.id == bindparam("at"))  # type: ignore[arg-type]
        rows = [{"at": i, "name": name, "folded_name": folded(name)} for i, name in names.items()]
        session.connection().execute(renamed, rows)
        begun = time.perf_counter()
        rebuild(session)
        took = time.perf_counter() - begun
    with database.reading() as session:
        held, distinct = session.execute(select(func.count(), func.count(SearchWord.word.distinct()))).one()
    print(f"{number:,} companies; {held:,} words of rows, {distinct:,} distinct, indexed anew in {took:.0f} s.\n")
    settle(database)
    database.engine.dispose()
    app.database.engine.dispose()
    return names


def made_up_name(dice: random.Random) -> str:
    """A company's name: trade, family name and form in one of the usual orders, some with a town."""
    family = dice.choice(BEGINNINGS.split()) + dice.choice(MIDDLES.split()) + dice.choice(ENDINGS.split())
    firm = dice.choice(words.TRADES[dice.choice(list(words.TRADES))].firms).split()[0]
    town = dice.choice(words.TOWNS)[1] if dice.random() < 0.4 else ""
    parts = [firm, family] if dice.random() < 0.5 else [family, firm]
    return " ".join(filter(None, (*parts, town, dice.choice(FORMS))))


def with_typos(names: dict[int, str], number: int, seed: int) -> list[tuple[int, str]]:
    """So many of the names, each with one typing error in its longest word."""
    dice = random.Random(seed + 1)
    chosen = dice.sample(sorted(names), number)
    return [(company_id, _misspelt(names[company_id], dice)) for company_id in chosen]


def _misspelt(name: str, dice: random.Random) -> str:
    word = max(name.split(), key=len)
    at = dice.randrange(1, len(word) - 1)
    wrong = dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + dice.choice("aeiourstn") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return name.replace(word, wrong, 1)


def measure_ways(place: Installation, typed: Sequence[tuple[int, str]]) -> None:
    """The search beside a plain LIKE: time, and how often the company is among the first ten of its kind."""
    database, lexicons = Database(place.url), Lexicons()
    with database.reading() as session:
        begun = time.perf_counter()
        lexicons.current(session)
        print(f"A process reads the words once in {(time.perf_counter() - begun) * 1000:.0f} ms.\n")
        print("| way | median ms | p95 ms | right one in the first ten |\n|---|--:|--:|--:|")
        ways: dict[str, Callable[[Session, str], Collection[int]]] = {
            "search (corrects, completes, ranks)": lambda s, wrong: searched(s, lexicons, wrong),
            "plain LIKE, every word contained": liked,
        }
        medians = []
        for name, way in ways.items():
            median, p95, recall = timed(session, way, typed)
            medians.append(median)
            print(f"| {name} | {median:.1f} | {p95:.1f} | {recall:.3f} |")
    print(f"\nSearch takes {medians[0] / medians[1]:.2f} of the time of LIKE.\n")
    database.engine.dispose()


def searched(session: Session, lexicons: Lexicons, wrong: str) -> list[int]:
    """As the application does it, rows loaded."""
    hits = find(session, lexicons.current(session), wrong, [Found.COMPANY])
    return [row.id for group in groups_of(session, hits, wrong, most=TOP) for row in group.rows]


def liked(session: Session, wrong: str) -> list[int]:
    """The plain way."""
    conditions = [Company.folded_name.contains(word) for word in folded(wrong).split()]
    query = select(Company).where(*conditions).order_by(Company.folded_name, Company.id).limit(TOP)
    return [row.id for row in session.scalars(query)]


def timed(
    session: Session, way: Callable[[Session, str], Collection[int]], typed: Sequence[tuple[int, str]]
) -> tuple[float, float, float]:
    """Median and 95th percentile in milliseconds, and the share of queries that found their company."""
    times, right = [], 0
    for company_id, wrong in typed:
        session.expunge_all()
        begun = time.perf_counter()
        found = way(session, wrong)
        times.append((time.perf_counter() - begun) * 1000)
        right += company_id in found
    times.sort()
    return statistics.median(times), times[math.ceil(len(times) * 0.95) - 1], right / len(typed)


def pages(typed: Sequence[str], companies: int) -> Iterator[Page]:
    """The pages that are measured."""
    far = math.ceil(companies / 50 * 0.8)
    yield Page("companies, first page", "konsulent", "/companies", AIM_MS)
    yield Page("companies, page 80 % in", "konsulent", f"/companies?page={far}", AIM_MS)
    yield Page("companies by town, 80 % in", "konsulent", f"/companies?sort=city&page={far}", AIM_MS)
    yield Page("companies of one stage", "konsulent", "/companies?stage=active", AIM_MS)
    yield Page("companies, one common word", "konsulent", "/companies?q=viborg", AIM_MS)
    yield Page("companies, one town's trade", "konsulent", "/companies?q=viborg+service", AIM_MS)
    yield Page("companies, a name with a typo", "konsulent", f"/companies?q={quote_plus(typed[0])}", AIM_MS)
    yield Page("companies, part of a number", "konsulent", "/companies?q=12345", AIM_MS)
    yield Page("search, a name with a typo", "konsulent", f"/search?q={quote_plus(typed[1])}", AIM_MS)
    yield Page("search, a common word", "konsulent", "/search?q=service", AIM_MS)


def measure_pages(place: Installation, typed: Sequence[str], companies: int, repeats: int) -> None:
    """The pages through the server."""
    counted = Counting(place)
    print("| page | queries | median ms | p95 ms | processor ms |\n|---|--:|--:|--:|--:|")
    missed = []
    with place.serving("serve", "--workers", "1") as server:
        client = Client(server)
        until_idle(server)
        for page in pages(typed, companies):
            one = client.measure(page, repeats, counted)
            figures = (one.median, one.p95, one.processor)
            print(f"| {page.name} | {one.queries} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
            missed += [page.name] * (one.median > AIM_MS)
    counted.close()
    print(f"\nAbove {AIM_MS:.0f} ms: " + ("; ".join(missed) or "none") + ".")


if __name__ == "__main__":
    main()
