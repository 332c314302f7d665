"""Lays a profile out as weighted texts per channel; the place where what was said becomes what is compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from matching.codes import Demand
from matching.papers import PERHAPS_PAPER
from matching.profiles import Candidate, Opening, Texts
from matching.reading import Reader
from matching.real_words import RealWords
from matching.string_space import StringSpace
from matching.weights import Weights


class Lane(StrEnum):
    """The channels in which texts of people meet texts of openings."""

    SKILLS = "skills"
    WISHES = "wishes"
    PERSONAL = "personal"
    CERTIFICATES = "certificates"
    LACKING = "lacking"
    REFUSED_JOB = "refused_job"
    REFUSED_TASK = "refused_task"
    AVOID_CORE = "avoid_core"
    AVOID = "avoid"


class Role(StrEnum):
    """Where in the opening a text stands."""

    TITLE = "title"
    TASK = "task"
    REQUIRED = "required"
    DESIRABLE = "desirable"
    FIELD = "field"


ORDER_WEIGHTS = {Role.TITLE: 14, Role.TASK: 14, Role.REQUIRED: 16, Role.DESIRABLE: 11}
"""What a met slot says for the order of openings, in sixteenths."""
COVER_WEIGHTS = {Role.TITLE: 8, Role.TASK: 8, Role.REQUIRED: 16, Role.DESIRABLE: 6}
"""What a met slot says for how much of the opening is covered, in sixteenths."""
WISH_WEIGHTS = {Role.TITLE: 16, Role.TASK: 15, Role.REQUIRED: 12, Role.DESIRABLE: 10, Role.FIELD: 14}
WISH_ORDER = (16, 15, 14, 13)

DEMAND_WORDS = {
    Demand.HEAVY_LIFTING: "tunge løft",
    Demand.STANDING: "stå op",
    Demand.SITTING: "sidde ned",
    Demand.WALKING: "gå meget",
    Demand.STAIRS: "trapper",
    Demand.KNEELING: "ligge på knæ",
    Demand.HEIGHTS: "arbejde i højden",
    Demand.OUTDOORS: "udendørs",
    Demand.COLD: "kulde",
    Demand.HEAT: "varme",
    Demand.NOISE: "larm",
    Demand.DUST: "støv",
    Demand.WET_WORK: "vådt arbejde",
    Demand.SHIFTS: "skiftehold",
    Demand.NIGHT_WORK: "nattevagter",
    Demand.CUSTOMER_CONTACT: "kundekontakt",
    Demand.PHONE: "telefon",
    Demand.HIGH_PACE: "højt tempo",
    Demand.WORKING_ALONE: "arbejde alene",
    Demand.OPEN_OFFICE: "storrumskontor",
    Demand.DRIVING: "køre bil",
    Demand.MACHINES: "maskiner",
    Demand.DANGEROUS_SUBSTANCES: "farlige stoffer",
    Demand.ALCOHOL_SALE: "salg af alkohol",
    Demand.MONEY_HANDLING: "håndtere penge",
    Demand.ANIMALS: "dyr",
    Demand.PORK: "svinekød",
    Demand.READING_WRITING: "læse og skrive",
}
"""How a well-known working condition is said, so that people's own words meet it too."""
_SPELLED_OUT = {demand.value: words for demand, words in DEMAND_WORDS.items()}


class Piece(NamedTuple):
    """A compared text: its string id, its weight in sixteenths, the words as they were written, its role.

    A tuple, since every profile that is looked at is laid out as a dozen of them.
    """

    string: int
    weight: int
    written: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A profile's pieces by lane; `anything` when the person said that any work will do."""

    lanes: dict[Lane, tuple[Piece, ...]]
    cover: tuple[int, ...] = ()
    anything: bool = False

    def pieces(self, lane: Lane) -> tuple[Piece, ...]:
        """The pieces of a lane."""
        return self.lanes.get(lane, ())

    def weighted(self, lane: Lane) -> list[tuple[int, int]]:
        """(string id, weight) of a lane."""
        return [(piece.string, piece.weight) for piece in self.pieces(lane)]

    def strings(self) -> list[int]:
        """All string ids, in order, with repetition."""
        return [piece.string for pieces in self.lanes.values() for piece in pieces]


@dataclass
class Layout:
    """Turns profiles into pieces over one string space with frozen weights."""

    strings: StringSpace
    weights: Weights
    real: RealWords
    reader: Reader = field(init=False)
    _weight: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reader = Reader(self.strings, self.real)

    def person(self, person: Candidate) -> Laid:
        """Pieces of a person. A no among wishes or skills goes to the refused lanes, never to the wishes."""
        skills, refused_skills, _ = self._said(person.skills, known=True)
        wishes, refused, anything = self._said(person.wishes)
        held, lacking, _ = self._said(person.certificates)
        no = [*refused_skills, *refused]
        avoid = self._plain([*self._named(person.avoid), *no])
        lacking += self._named(person.without)
        held += [said for said in skills if PERHAPS_PAPER.search(self.strings.strings[said.string])]
        refusal = self._plain(no)
        lanes = {
            Lane.SKILLS: self._weighed(skills),
            Lane.WISHES: self._ordered(wishes),
            Lane.PERSONAL: self._plain(self._named(person.personal_skills)),
            Lane.CERTIFICATES: self._plain(held),
            Lane.LACKING: self._plain([*lacking, *refused_skills]),
            Lane.REFUSED_JOB: refusal,
            Lane.REFUSED_TASK: refusal,
            Lane.AVOID_CORE: avoid,
            Lane.AVOID: avoid,
        }
        return Laid({lane: pieces for lane, pieces in lanes.items() if pieces}, anything=anything)

    def opening(self, opening: Opening) -> Laid:
        """Pieces of an opening."""
        slots = [(Role.TITLE, opening.title)] if opening.title else []
        slots += [
            (role, text)
            for role, texts in (
                (Role.REQUIRED, opening.required),
                (Role.TASK, opening.tasks),
                (Role.DESIRABLE, opening.desirable),
                (Role.FIELD, opening.field),
            )
            for text in texts
        ]
        wishes = self._slots(slots)
        skills = tuple(
            Piece(p.string, ORDER_WEIGHTS[p.role], p.written, p.role) for p in wishes if p.role in ORDER_WEIGHTS
        )
        demands = self._named((*opening.core_demands, *opening.demands))
        certificates = (*opening.certificates, *opening.desirable_certificates)
        lanes = {
            Lane.SKILLS: skills,
            Lane.WISHES: wishes,
            Lane.PERSONAL: self._plain(self._named(opening.personal_skills)),
            Lane.CERTIFICATES: self._plain(self._named(certificates)),
            Lane.LACKING: self._plain(self._named(opening.certificates)),
            Lane.REFUSED_JOB: tuple(piece for piece in wishes if piece.role is Role.TITLE),
            Lane.REFUSED_TASK: tuple(piece for piece in wishes if piece.role is not Role.TITLE),
            Lane.AVOID_CORE: self._plain(self._named(opening.core_demands)),
            Lane.AVOID: self._plain(demands),
        }
        cover = tuple(COVER_WEIGHTS[piece.role] for piece in skills if piece.role)
        return Laid({lane: pieces for lane, pieces in lanes.items() if pieces}, cover)

    def _said(self, texts: Texts, known: bool = False) -> tuple[list[Piece], list[Piece], bool]:
        """Pieces wanted (with `known` what was done before too), pieces refused, and whether anything is fine."""
        phrases: list[Piece] = []
        refused: list[Piece] = []
        anything = False
        for text in texts:
            read = self.reader.read(text)
            phrases += [Piece(string, 16, text) for string in (*read.wanted, *(read.past if known else ()))]
            refused += [Piece(string, 16, text) for string in read.refused]
            anything = anything or read.anything
        return phrases, refused, anything

    def named(self, text: str) -> list[int]:
        """String ids of a text that is taken as it stands; a well-known condition is spelled out."""
        return self.strings.ids([demand_words(text)])

    def _named(self, texts: Texts) -> list[Piece]:
        return [Piece(string, 16, text) for text in texts for string in self.named(text)]

    def _weighed(self, said: list[Piece]) -> tuple[Piece, ...]:
        return tuple(Piece(p.string, self.text_weight(p.string), p.written) for p in _distinct(said))

    def _ordered(self, said: list[Piece]) -> tuple[Piece, ...]:
        return tuple(
            Piece(p.string, WISH_ORDER[min(at, len(WISH_ORDER) - 1)], p.written) for at, p in enumerate(_distinct(said))
        )

    def _plain(self, said: list[Piece]) -> tuple[Piece, ...]:
        return _distinct(said) if said else ()

    def text_weight(self, string: int) -> int:
        """Weight of a string among a person's texts, in sixteenths."""
        if string not in self._weight:
            (self._weight[string],) = self.weights.text_weights([self.strings.strings[string]])
        return self._weight[string]

    def _slots(self, slots: list[tuple[Role, str]]) -> tuple[Piece, ...]:
        """Distinct texts of an opening; one that stands twice counts where it stands first."""
        pieces: dict[int, Piece] = {}
        for role, text in slots:
            for string in self.strings.ids([text]):
                if string not in pieces:
                    pieces[string] = Piece(string, WISH_WEIGHTS[role], text, role)
        return tuple(pieces.values())


def _distinct(said: list[Piece]) -> tuple[Piece, ...]:
    """The first piece of each string."""
    pieces: dict[int, Piece] = {}
    for piece in said:
        pieces.setdefault(piece.string, piece)
    return tuple(pieces.values())


def demand_words(text: str) -> str:
    """A working condition as it is said: well-known codes are spelled out, own words stay."""
    return _SPELLED_OUT.get(text, text)
