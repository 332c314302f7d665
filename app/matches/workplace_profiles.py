"""A company as a workplace to ask: what is known of its work, from its industry, its visits and its past orders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from app.companies.models import Company
from app.matches.profiles import company_key
from app.orders.models import JobOrder
from app.places.towns import town_at
from matching import Opening, Place

MOST_TEXTS = 40
LONGEST_PIECE = 80
# An answer of the guide is written as people talk: each piece between these is one thing that is done there.
BETWEEN = re.compile(r"[\n.;,•–]+|\s-\s")
# Words in front of a piece that say nothing of the work.
FILLERS = re.compile(
    r"^(og|samt|også|mest|især|primært|bl\.?a|desuden|om sommeren|om vinteren|i sæsonen|lidt|nogle|flere|"
    r"både|typisk|ca|cirka|\d+)\s+",
    re.IGNORECASE,
)
# What people call the trades, where an industry's own word is not the one that a wish would use.
EVERYDAY: dict[str, tuple[str, ...]] = {
    "auto": ("bilværksted", "mekaniker"),
    "bageri": ("bageri", "bager"),
    "byggeri": ("byggeri", "byggeplads", "håndværk"),
    "børn og skole": ("børnehave", "arbejde med børn"),
    "detailhandel": ("butik",),
    "ejendomsservice": ("ejendomsservice", "pedel", "vicevært"),
    "el": ("elektriker",),
    "fødevarer": ("fødevareproduktion",),
    "grønne områder": ("grønne områder", "gartner", "udendørs arbejde"),
    "industri": ("fabrik", "produktion"),
    "it og kontor": ("it", "kontor"),
    "kantine": ("kantine", "køkken"),
    "køkken": ("køkken", "kantine"),
    "lager og transport": ("lager", "transport", "chauffør"),
    "landbrug og gartneri": ("landbrug", "gartneri", "dyr"),
    "pleje": ("plejehjem", "omsorg"),
    "pleje og omsorg": ("pleje og omsorg", "plejehjem", "hjælpe ældre"),
    "restaurant og café": ("restaurant", "café", "køkken"),
    "tekstil": ("tekstil", "syning", "systue"),
}


def workplace_of(company: Company, told: Iterable[str], orders: Sequence[JobOrder]) -> Opening:
    """What the ranker may know of a company: its trade for wishes, what is done there for wishes and skills.

    `told` are answers to the guide's question on job types, latest first; `orders` its orders, latest first. Hours and
    demands are unknown on purpose: there is no job yet, so they shut no door and are no question to the resident.
    """
    named = [piece for answer in told for piece in pieces(answer)]
    done = [text for order in orders for text in (order.title, *order.tasks)]
    town = town_at(company.postal_code)
    return Opening(
        id=company_key(company.id),
        tasks=tuple(dict.fromkeys(text for text in (*named, *done) if text))[:MOST_TEXTS],
        field=field_of(company.industry),
        place=Place(town.latitude, town.longitude) if town else None,
        standing=True,
    )


def pieces(answer: str) -> list[str]:
    """An answer cut into the things that it names: '4 malere, afdækning og oprydning' names two."""
    found = (_without_fillers(piece.strip()) for piece in BETWEEN.split(answer))
    return [piece for piece in found if 2 < len(piece) <= LONGEST_PIECE]


def field_of(industry: str) -> tuple[str, ...]:
    """What people call the industry, else its own word."""
    return EVERYDAY.get(industry.casefold(), (industry,)) if industry else ()


def _without_fillers(piece: str) -> str:
    while FILLERS.match(piece):
        piece = FILLERS.sub("", piece)
    return piece
