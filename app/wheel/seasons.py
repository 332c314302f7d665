"""When trades hire, and when it pays to ask them (domain §10): hiring rounds as data. The partnership corrects them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.i18n import lazy_gettext as _

MonthRange = tuple[int, int]


@dataclass(frozen=True)
class Season:
    """A hiring round. Ranges are first and last month; the work's may run over new year, the asking never does.

    `ask` is empty for a time in which nobody should be disturbed, given by `weeks` instead.
    """

    key: str
    name: Any
    short: Any
    work: Sequence[MonthRange] = ()
    ask: Sequence[MonthRange] = ()
    weeks: tuple[int, int] | None = None


SEASONS: tuple[Season, ...] = (
    Season("tourism", _("Tourism, camping and boats"), _("Tourism and camping"), [(5, 8)], [(1, 3)]),
    Season("summer", _("Summer cover in care, cleaning and laundry"), _("Summer cover"), [(6, 8)], [(1, 3)]),
    Season("training", _("Apprenticeships, begun in August and January"), _("Apprenticeships to begin"),
           [(8, 8), (1, 1)], [(1, 5), (9, 11)]),
    Season("green", _("Green areas"), _("Green areas"), [(3, 10)], [(1, 2)]),
    Season("painting", _("Painters' work out of doors"), _("Painters"), [(4, 10)], [(2, 2)]),
    Season("schools", _("Main cleaning of schools"), _("School cleaning"), [(7, 7)], [(4, 5)]),
    Season("youth", _("Spare-time jobs that change hands in the summer"), _("Spare-time jobs"), [(6, 8)], [(5, 5)]),
    Season("building", _("The building trade's holiday"), _("Building holiday"), weeks=(28, 30)),
    Season("snow", _("Snow and salting"), _("Snow and salting"), [(11, 3)], [(8, 9)]),
    Season("christmas", _("Christmas trade and warehouses"), _("Christmas trade"), [(10, 12)], [(8, 9)]),
)  # fmt: skip


def to_ask_for(today: date) -> list[Season]:
    """The hiring rounds that it pays to ask about this month."""
    return [season for season in SEASONS if any(first <= today.month <= last for first, last in season.ask)]
