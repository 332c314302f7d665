"""Rows turned into what the ranker may know: no name, sex, origin, address or health, and of the age only its band.

The ranker reads Danish, so the words given to it here are Danish whatever the reader's language is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from babel import Locale

from app.matches.age_bands import band_changes_on
from app.orders.models import Demand, EmploymentKind, JobOrder
from app.places.towns import town_at
from app.residents.models import Certificate, PersonalQuestion, Resident, Wish
from app.residents.rules import age_on
from matching import AgeRule, Candidate, Hours, Kind, Opening, Place, age_rule
from matching import Demand as Known
from matching.papers import FROM_ABROAD, PAPER
from matching.profiles import Texts

DANISH = Locale("da")
DANISH_LANGUAGE = "dansk"
# What an order means by naming a language beside Danish: enough for everyday talk.
OTHER_LANGUAGE_LEVEL = 3
NO_BEGINNINGS = ("ikke ", "ingen ", "intet ", "nej ", "aldrig ", "undgå ", "helst ikke ", "slippe ")

KINDS: Mapping[EmploymentKind, Kind] = {
    EmploymentKind.ORDINARY: Kind.ORDINARY,
    EmploymentKind.FEW_PAID_HOURS: Kind.FEW_HOURS,
    EmploymentKind.WAGE_SUBSIDY: Kind.WAGE_SUBSIDY,
    EmploymentKind.WORK_PLACEMENT: Kind.PLACEMENT,
    EmploymentKind.APPRENTICESHIP: Kind.APPRENTICESHIP,
    EmploymentKind.YOUTH_JOB: Kind.YOUTH_JOB,
    EmploymentKind.OTHER: Kind.OTHER,
}
# Our conditions of work that the ranker has a word of its own for; the others go by our own code on both sides.
DEMANDS: Mapping[Demand, Known] = {
    Demand.LIFTING: Known.HEAVY_LIFTING,
    Demand.STANDING: Known.STANDING,
    Demand.WALKING: Known.WALKING,
    Demand.BENDING: Known.KNEELING,
    Demand.HEIGHTS: Known.HEIGHTS,
    Demand.OUTDOORS: Known.OUTDOORS,
    Demand.COLD: Known.COLD,
    Demand.NOISE: Known.NOISE,
    Demand.DUST: Known.DUST,
    Demand.CHEMICALS: Known.DANGEROUS_SUBSTANCES,
    Demand.SHIFTS: Known.SHIFTS,
    Demand.NIGHT: Known.NIGHT_WORK,
    Demand.CUSTOMERS: Known.CUSTOMER_CONTACT,
    Demand.ALONE: Known.WORKING_ALONE,
    Demand.PACE: Known.HIGH_PACE,
    Demand.DRIVING: Known.DRIVING,
    Demand.ANIMALS: Known.ANIMALS,
}
# The five questions [002] as the vocabulary calls them; the situations people tell stay where they are.
STRENGTHS: Mapping[PersonalQuestion, str] = {
    PersonalQuestion.INDEPENDENT: "Arbejder selvstændigt",
    PersonalQuestion.COOPERATES: "God til at samarbejde",
    PersonalQuestion.HANDLES_CHANGE: "Håndterer forandringer",
    PersonalQuestion.FLEXIBLE: "Fleksibel",
    PersonalQuestion.INVENTIVE: "Opfindsom og løsningsorienteret",
}


def resident_key(resident_id: int) -> str:
    """A resident's id in the ranker."""
    return f"resident:{resident_id}"


def order_key(order_id: int) -> str:
    """An order's id in the ranker."""
    return f"order:{order_id}"


def company_key(company_id: int) -> str:
    """A company's id in the ranker of workplaces."""
    return f"company:{company_id}"


def id_of(key: str) -> int:
    """The row's id of a ranker's id."""
    return int(key.rpartition(":")[2])


def candidate_of(resident: Resident, today: date) -> Candidate:
    """What the ranker may know of a resident on a day. Needs the profile's lists and considerations loaded.

    Considerations count only with the day on which the resident said yes to their being kept. Consent to sharing is no
    matter of the ranker: who may be shown to whom is decided in the query of each request.
    """
    valid = [one.text for one in resident.certificates if not _expired(one, today)]
    held = [text for text in valid if not FROM_ABROAD.search(text)]
    considered = resident.considerations
    return Candidate(
        id=resident_key(resident.id),
        wishes=tuple(_wish(wish) for wish in resident.wishes),
        # What we don't know for a paper stands among the skills of an order too, and is met there.
        skills=_once((*(skill.text for skill in resident.skills), *(text for text in held if not PAPER.search(text)))),
        personal_skills=tuple(STRENGTHS[one.question] for one in resident.personal_skills),
        certificates=tuple(held),
        without=tuple(one.text for one in resident.certificates if _expired(one, today) and one.text not in valid),
        languages=tuple((_language_name(one.language), one.level) for one in resident.languages),
        hours=_hours(resident, not_in_school_holidays=resident.not_in_school_holidays),
        avoid=_demands(considered.avoid) if considered and considered.consented_on else (),
        place=_place(resident.postal_code),
        reach_km=resident.distance_km,
        age_rule=band_of(resident.birth_date, today),
        available_from=resident.available_from,
        consent=True,
    )


def opening_of(order: JobOrder) -> Opening:
    """What the ranker may know of an order. Needs the company loaded, whose town counts where the order names none."""
    # Companies write a licence among the skills as often as among the certificates. It is asked of the certificates
    # alone: a driving licence is no experience with anything, and no ground for a bid.
    needed = [text for text in order.required if PAPER.search(text)]
    liked = [text for text in order.desirable if PAPER.search(text)]
    (needed if order.certificates_absolute else liked).extend(order.certificates)
    papers = {text.casefold() for text in (*needed, *liked)}
    danish = ((DANISH_LANGUAGE, order.danish_level),) if order.danish_level else ()
    others = tuple((language, OTHER_LANGUAGE_LEVEL) for language in order.other_languages)
    return Opening(
        id=order_key(order.id),
        title=order.title,
        tasks=tuple(order.tasks),
        required=tuple(text for text in order.required if text.casefold() not in papers),
        desirable=tuple(text for text in order.desirable if text.casefold() not in papers),
        personal_skills=tuple(order.personal_skills),
        certificates=_once(needed),
        desirable_certificates=_once(
            text for text in liked if text.casefold() not in {one.casefold() for one in needed}
        ),
        languages=(*danish, *others),
        hours=_hours(order),
        demands=_demands(order.demands or ()),
        core_demands=_demands(order.core_demands or ()),
        place=_place(order.postal_code or order.company.postal_code),
        kind=KINDS[order.kind] if order.kind else None,
        min_age=order.minimum_age,
        start=order.starts_on,
        deadline=order.apply_by,
        standing=order.standing_need,
    )


def changes_on(resident: Resident, today: date) -> date | None:
    """The next day on which time alone changes a resident's profile: another age band, a certificate that runs out."""
    ends = [one.valid_until + timedelta(days=1) for one in resident.certificates if one.valid_until]
    bands = band_changes_on(resident.birth_date, today) if resident.birth_date else None
    return min((day for day in (*ends, bands) if day is not None and day > today), default=None)


def band_of(birth_date: date | None, today: date) -> AgeRule | None:
    """The band of the rules for young people; a day in the future is a slip of the finger, so unknown."""
    return age_rule(age_on(birth_date, today)) if birth_date and birth_date <= today else None


def _once(texts: Iterable[str]) -> Texts:
    return tuple({text.casefold(): text for text in texts}.values())


def _expired(certificate: Certificate, today: date) -> bool:
    return certificate.valid_until is not None and certificate.valid_until < today


def _wish(wish: Wish) -> str:
    """A wish in the resident's words; a refused one is said as a no, which the ranker understands."""
    said_as_no = wish.text.casefold().startswith(NO_BEGINNINGS)
    return f"ikke {wish.text}" if wish.refused and not said_as_no else wish.text


def _language_name(code: str) -> str:
    return DANISH.languages.get(code, code) if len(code) <= 3 else code


def _demands(codes: Iterable[str]) -> Texts:
    known = {ours.value: theirs.value for ours, theirs in DEMANDS.items()}
    return tuple(known.get(code, code) for code in codes)


def _place(postal_code: str) -> Place | None:
    town = town_at(postal_code)
    return Place(town.latitude, town.longitude) if town else None


def _hours(row: Any, *, not_in_school_holidays: bool = False) -> Hours | None:
    """Weekly hours and the week of an order or a resident; numbers that break the ranker's rules count as unknown."""
    low, high = _number(row.hours_low), _number(row.hours_high)
    grow_to = _number(row.hours_grow_to)
    if low is not None and high is not None and low > high:
        low = high = None
    most = high if high is not None else low
    if grow_to is not None and most is not None and grow_to < most:
        grow_to = None
    return Hours(
        low=low,
        high=high,
        grow_to=grow_to,
        grid=_grid(row.grid),
        every_other_week=row.every_other_week,
        not_in_school_holidays=not_in_school_holidays,
    )


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and 0 <= value <= 168 else None


def _grid(cells: Sequence[Sequence[int]] | None) -> frozenset[tuple[int, int]] | None:
    if cells is None:
        return None
    return frozenset((int(day), int(part)) for day, part in cells if day in range(7) and part in range(4))
