"""Which registered company a row is: certain by number, or by name and place; else asked, never guessed.

A CVR number alone is not certain: in a list it may have slipped into a neighbour's row, and that row would then rename
and move another company. Where the name is unlike, something else must speak for the company too, or it is asked.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from app.companies.rules import folded
from app.imports.fields import Field
from app.imports.names import alike
from app.imports.rows import Cleaned

SIMILAR_ENOUGH = 86
MOST_CANDIDATES = 5
# A word that more companies share says nothing about which one it is.
MOST_WITH_A_WORD = 200
FEWEST_LETTERS, PREFIX = 3, 4


class Why(enum.StrEnum):
    """Why a registered company may be the one of a row."""

    NUMBER = "number"
    NAME_ELSEWHERE = "name_elsewhere"
    SIMILAR_NAME = "similar_name"
    SEVERAL = "several"
    PHONE = "phone"
    EMAIL = "email"
    CVR_OF_ANOTHER = "cvr_of_another"
    ONLY_THE_NAME = "only_the_name"


class Kind(enum.StrEnum):
    """What is known of a row's company."""

    FOUND = "found"
    NEW = "new"
    UNSURE = "unsure"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a registered company is recognised by."""

    id: int
    name: str
    folded_name: str
    cvr: str | None
    postal_code: str
    city: str
    phone: str
    email: str


@dataclass(frozen=True)
class Candidate:
    """A company that it may be, and why."""

    id: int
    why: Why

    @property
    def can_be_chosen(self) -> bool:
        """Whether the row can be said to be this one: not with the CVR number of another."""
        return self.why is not Why.ONLY_THE_NAME


def is_of_another(candidates: Iterable[Candidate]) -> bool:
    """Whether the row has a registered company's CVR number under a name that is unlike: it can't be a new one."""
    return any(candidate.why is Why.CVR_OF_ANOTHER for candidate in candidates)


@dataclass(frozen=True)
class Verdict:
    """A row's company: found, new, unsure among candidates, or the same as an earlier row's."""

    kind: Kind
    company_id: int | None = None
    candidates: tuple[Candidate, ...] = ()
    double_of: int | None = None


@dataclass
class Registry:
    """The registered companies by all that they are recognised by. `numbers`: one association's supplier numbers."""

    entries: dict[int, Entry]
    numbers: dict[str, int]
    by_cvr: dict[str, int] = field(default_factory=dict)
    by_place: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_contact: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, entries: Iterable[Entry], numbers: dict[str, int]) -> Registry:
        """A registry of these companies."""
        made = cls({}, numbers)
        for entry in entries:
            made.add(entry)
        return made

    def add(self, entry: Entry) -> None:
        """Take a company in."""
        self.entries[entry.id] = entry
        if entry.cvr:
            self.by_cvr[entry.cvr] = entry.id
        self.by_place[entry.folded_name, entry.postal_code].append(entry.id)
        self.by_name[entry.folded_name].append(entry.id)
        for way in (entry.phone, entry.email.casefold()):
            if way:
                self.by_contact[way].append(entry.id)
        for word in _keys(entry.folded_name):
            self.by_word[word].append(entry.id)

    def identify(self, row: Cleaned) -> Verdict:
        """Who the row is among the registered ones."""
        cvr, name, post = text_of(row, Field.CVR), folded(text_of(row, Field.NAME)), text_of(row, Field.POSTAL_CODE)
        if cvr in self.by_cvr:
            return self._by_cvr(row, self.by_cvr[cvr], name, post)
        known = self.numbers.get(text_of(row, Field.SUPPLIER_NUMBER))
        if known is not None and self._may_be(known, cvr):
            return Verdict(Kind.FOUND, known)
        here = [one for one in self.by_place.get((name, post), []) if self._may_be(one, cvr)] if post else []
        if len(here) == 1 and known is None:
            return Verdict(Kind.FOUND, here[0])
        likely = [Candidate(known, Why.NUMBER)] if known is not None else []
        likely += [Candidate(one, Why.SEVERAL) for one in here] + self._likely(row, cvr, name, post)
        unique = {candidate.id: candidate for candidate in reversed(likely)}
        if not unique:
            return Verdict(Kind.NEW)
        return Verdict(Kind.UNSURE, None, tuple(reversed(unique.values()))[:MOST_CANDIDATES])

    def _by_cvr(self, row: Cleaned, bearer: int, name: str, post: str) -> Verdict:
        """The company that bears the number, if the row speaks of it; else that is asked."""
        own = self.entries[bearer].folded_name
        fitting = [] if name == own else self._named(name, post)
        if not fitting and (alike(name, own) or self._is_known_as(row, bearer)):
            return Verdict(Kind.FOUND, bearer)
        others = [Candidate(one, Why.ONLY_THE_NAME) for one in fitting]
        return Verdict(Kind.UNSURE, None, (Candidate(bearer, Why.CVR_OF_ANOTHER), *others)[:MOST_CANDIDATES])

    def _named(self, name: str, post: str) -> list[int]:
        """Companies of exactly this name, in this place as far as places are known."""
        return [one for one in self.by_name.get(name, []) if not post or self.entries[one].postal_code in ("", post)]

    def _is_known_as(self, row: Cleaned, company_id: int) -> bool:
        """Whether something else than CVR number and name says that it is this company."""
        entry = self.entries[company_id]
        phone, email = text_of(row, Field.PHONE), text_of(row, Field.EMAIL).casefold()
        by_number = self.numbers.get(text_of(row, Field.SUPPLIER_NUMBER)) == company_id
        return by_number or bool(phone and phone == entry.phone) or bool(email and email == entry.email.casefold())

    def _may_be(self, company_id: int, cvr: str) -> bool:
        """Two different CVR numbers are two companies."""
        other = self.entries[company_id].cvr
        return not (cvr and other and cvr != other)

    def _likely(self, row: Cleaned, cvr: str, name: str, post: str) -> list[Candidate]:
        found = [Candidate(one, Why.NAME_ELSEWHERE) for one in self.by_name.get(name, []) if self._may_be(one, cvr)]
        for way, why in ((Field.PHONE, Why.PHONE), (Field.EMAIL, Why.EMAIL)):
            same = self.by_contact.get(text_of(row, way).casefold(), []) if text_of(row, way) else []
            found += [Candidate(one, why) for one in same if self._may_be(one, cvr)]
        if cvr or not found:
            found += self._similar(cvr, name, post)
        return found

    def _similar(self, cvr: str, name: str, post: str) -> list[Candidate]:
        near: set[int] = set()
        for word in _keys(name):
            sharing = self.by_word.get(word, ())
            near.update(sharing if len(sharing) <= MOST_WITH_A_WORD else ())
        scored = []
        for one in near:
            entry = self.entries[one]
            if self._may_be(one, cvr) and not (post and entry.postal_code and post != entry.postal_code):
                likeness = fuzz.token_sort_ratio(name, entry.folded_name, score_cutoff=SIMILAR_ENOUGH)
                scored += [(-likeness, one)] if likeness else []
        return [Candidate(one, Why.SIMILAR_NAME) for _likeness, one in sorted(scored)[:MOST_CANDIDATES]]


def _keys(folded_name: str) -> set[str]:
    return {word[:PREFIX] for word in folded_name.split() if len(word) >= FEWEST_LETTERS}


def text_of(row: Cleaned, name: Field) -> str:
    """A row's value as text; empty where it has none."""
    return str(row.values.get(name) or "")
