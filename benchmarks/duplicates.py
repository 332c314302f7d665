"""Measures the sweep for doubles: `python -m benchmarks.duplicates` writes a Markdown table.

100,000 made-up companies in thirty postal codes; one in fifty is registered a second time as people do it: with a slip
of the pen, words turned round, another legal form, written together, in capitals, with less known of it.
Among them stand traps: chains with one name and one web domain in many towns, branches with P numbers of their own,
numbered departments, firms that share an office. Recall and precision are of the pairs proposed. The plain way (all
with all, weighed alike) runs on a share of the companies, and its time is scaled by the square of the numbers.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from app.companies.rules import folded
from app.demo.words import FIRST_NAMES, LAST_NAMES, PLACES, TRADES
from app.merging.blocking import proposals
from app.merging.likeness import PROPOSED_FROM, Known, known, likeness

ENDINGS = ("gaard", "holm", "sen", "bjerg", "lund", "toft", "vig", "rup", "bæk", "skov")
SYLLABLES = "an bo dal el fal gre hav is jor kol lin mør nør ol pil ras sto tor ul ves yd æb øst ås brø kra stu".split()
FORMS = ("ApS", "A/S", "I/S", "", "ApS", "")
CHAINS, BRANCHES = 40, 12
Found = list[tuple[int, int]]


@dataclass(frozen=True)
class Raw:
    """A company as it is registered."""

    name: str
    cvr: str = ""
    p_number: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    street: str = ""
    postal_code: str = ""


class Maker:
    """Companies and their doubles, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.codes = [str(8000 + 30 * n) for n in range(30)]
        self.firms = sorted({firm for trade in TRADES.values() for firm in trade.firms})
        self.cvrs = itertools.count(10_000_000)

    def company(self) -> Raw:
        """One company; a third of them with little known."""
        name = f"{self._owner()} {self.dice.choice(self.firms)} {self.dice.choice(FORMS)}".strip()
        site = f"www.{folded(name).replace(' ', '')}.dk" if self.dice.random() < 0.5 else ""
        # Two towns hold half of all: as where two partners work.
        code = self.dice.choice(self.codes[:2] if self.dice.random() < 0.5 else self.codes)
        made = Raw(name, str(next(self.cvrs)), "", self._phone(), "", site, self._street(), code)
        if self.dice.random() < 0.35:
            made = replace(made, cvr="", street="", phone=made.phone if self.dice.random() < 0.5 else "")
        return made

    def _owner(self) -> str:
        """A family's name made of syllables, so that as many differ as in life; often with a first name."""
        syllables = [self.dice.choice(SYLLABLES) for _n in range(self.dice.choice((1, 2, 2)))]
        family = "".join(syllables) + self.dice.choice(ENDINGS)
        if self.dice.random() < 0.2:
            family = self.dice.choice((self.dice.choice(LAST_NAMES), self.dice.choice(PLACES)))
        return family if self.dice.random() < 0.4 else f"{self.dice.choice(FIRST_NAMES)} {family.title()}"

    def _phone(self) -> str:
        return f"+45{self.dice.randint(20_000_000, 99_999_999)}"

    def _street(self) -> str:
        return f"{self.dice.choice(PLACES)}vej {self.dice.randint(1, 240)}"

    def double(self, one: Raw) -> Raw:
        """The same company, registered again."""
        name = self._otherwise(one.name)
        keeps = self.dice.random()
        again = replace(one, name=name, cvr="" if self.dice.random() < 0.8 else one.cvr)
        if keeps < 0.3:
            return replace(again, phone="", website="")
        return replace(again, street="", website="") if keeps < 0.7 else again

    def _otherwise(self, name: str) -> str:
        words = name.split()
        ways = (
            lambda: self._slip(name),
            lambda: " ".join([*words[1:], words[0]]),
            lambda: f"{folded(name).title()} {self.dice.choice(FORMS)}".strip(),
            lambda: "".join(words[:2]) + " " + " ".join(words[2:]),
            lambda: name.upper(),
        )
        return self.dice.choice(ways)()

    def _slip(self, name: str) -> str:
        at = self.dice.randrange(1, len(name) - 1)
        letter = self.dice.choice("aeirnst")
        return self.dice.choice(
            (
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
            )
        )

    def traps(self) -> Iterator[Raw]:
        """Companies that look alike and are not one."""
        for n in range(CHAINS):
            name = f"Kæde {self._owner()} {n}"
            for code in self.dice.sample(self.codes, BRANCHES):
                yield Raw(
                    name, phone=self._phone(), website=f"www.kaede{n}.dk", street=self._street(), postal_code=code
                )
        for n in range(CHAINS):
            owner, code = self._owner(), self.dice.choice(self.codes)
            for branch in range(BRANCHES):
                p_number = str(1_000_000_000 + n * 100 + branch)
                yield Raw(f"{owner} Gruppen", p_number=p_number, street=self._street(), postal_code=code)
                yield Raw(f"{owner} Afdeling {branch + 1}", street=self._street(), postal_code=code)
        for _office in range(CHAINS):
            street, code = self._street(), self.dice.choice(self.codes)
            for _firm in range(BRANCHES):
                yield replace(self.company(), street=street, postal_code=code)


def made(count: int, seed: int) -> tuple[list[Known], set[tuple[int, int]]]:
    """So many companies in random order, and which pairs of them are one."""
    maker = Maker(seed)
    traps = list(maker.traps())
    doubles = count // 50
    ones = [maker.company() for _n in range(count - doubles - len(traps))]
    rows = [(raw, None) for raw in [*ones, *traps]] + [(maker.double(ones[n]), n) for n in range(doubles)]
    order = list(range(len(rows)))
    maker.dice.shuffle(order)
    place = {was: now for now, was in enumerate(order)}
    companies = [_known(now, rows[was][0]) for now, was in enumerate(order)]
    truth = {tuple(sorted((place[was], place[of]))) for was, (_raw, of) in enumerate(rows) if of is not None}
    return companies, truth  # type: ignore[return-value]


def _known(number: int, raw: Raw) -> Known:
    return known(
        number, folded(raw.name), cvr=raw.cvr, p_number=raw.p_number, phone=raw.phone, email=raw.email,
        website=raw.website, street=raw.street, postal_code=raw.postal_code, own_operation_of_id=None,
    )  # fmt: skip


def plain(companies: list[Known]) -> list[tuple[int, int]]:
    """All with all, weighed in the same way."""
    names = [company.name for company in companies]
    squeezed = [name.replace(" ", "") for name in names]
    found = []
    for start in range(0, len(names), 500):
        part = slice(start, start + 500)
        percents = process.cdist(names[part], names, scorer=fuzz.token_sort_ratio, dtype=np.float32, workers=1)
        other = process.cdist(squeezed[part], squeezed, scorer=fuzz.ratio, dtype=np.float32, workers=1)
        percents = np.maximum(percents, other)
        for i, j in itertools.product(range(start, min(start + 500, len(names))), range(len(names))):
            if i < j and _weighed(companies[i], companies[j], float(percents[i - start, j])):
                found.append((i, j))
    return found


def _weighed(one: Known, other: Known, percent: float) -> bool:
    return likeness(one, other, percent).score >= PROPOSED_FROM


def swept(companies: list[Known]) -> list[tuple[int, int]]:
    """The pairs that the sweep proposes, the surest first."""
    return [(one.id, other.id) for one, other, _weighed in proposals(companies)]


def _timed(work: Callable[[list[Known]], Found], companies: list[Known]) -> tuple[float, Found]:
    begun = time.process_time()
    found = work(companies)
    return time.process_time() - begun, found


def main() -> None:
    """Measure the sweep, and the plain way on a share."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--companies", type=int, default=100_000)
    arguments.add_argument("--share", type=int, default=2_000)
    asked = arguments.parse_args()
    companies, truth = made(asked.companies, 1)
    seconds, found = _timed(swept, companies)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = set(found)
    hits, first = len(truth & kept), len(truth & set(found[: len(truth)]))
    print("| companies | true pairs | proposed | recall | precision | of as many first | processor s | MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    shares = [f"{share:.3f}" for share in (hits / len(truth), hits / len(found), first / len(truth))]
    row = (len(companies), len(truth), len(found), *shares, f"{seconds:.1f}", f"{memory:.0f}")
    print("|", " | ".join(map(str, row)), "|\n", flush=True)
    _beside_the_plain_way(asked.share, len(companies), seconds)


def _beside_the_plain_way(share: int, count: int, seconds: float) -> None:
    companies = made(share + 2_000, 2)[0][:share]
    slow, all_pairs = _timed(plain, companies)
    quick, blocked = _timed(swept, companies)
    scaled, both = slow * (count / share) ** 2, set(all_pairs) & set(blocked)
    print(f"All with all on {share}: {slow:.1f} s against {quick:.2f} s; it proposes {len(all_pairs)} pairs,")
    print(f"of which the sweep has {len(both)}. Scaled to {count}: {scaled / 3600:.1f} hours,")
    print(f"{scaled / seconds:.0f} times the sweep's.")


if __name__ == "__main__":
    main()
