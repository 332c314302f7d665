"""How likely two registered companies are one: what they share and what speaks against it, as a score with reasons."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.folding import folded_words

# Addresses that anybody can have say nothing about which company it is.
COMMON_DOMAINS = frozenset(
    "gmail.com hotmail.com hotmail.dk live.dk live.com outlook.dk outlook.com yahoo.dk yahoo.com icloud.com me.com"
    " mail.dk msn.com jubii.dk ofir.dk sol.dk tdcadsl.dk post.tele.dk stofanet.dk facebook.com instagram.com"
    " linkedin.com proff.dk krak.dk degulesider.dk".split()
)
PROPOSED_FROM = 60
# Below this names say nothing; above it they are alike, up from that the same but for a slip.
ALIKE, NEARLY = 80, 93
# "Bager Bang" is a part of "Bager Bang og Søn": alike, but no more than that.
PART = 85


class Reason(enum.StrEnum):
    """What two companies share, or what speaks against that they are one."""

    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_PLACE_NUMBER = "same_place_number"
    SAME_PHONE = "same_phone"
    SAME_EMAIL = "same_email"
    SAME_DOMAIN = "same_domain"
    SAME_ADDRESS = "same_address"
    SAME_TOWN = "same_town"
    TWO_NUMBERS = "two_numbers"
    OWN_OPERATION = "own_operation"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a company, in the form in which it is compared; empty where nothing is known."""

    id: int
    name: str
    cvr: str
    p_number: str
    phone: str
    email: str
    domain: str
    address: str
    town: str
    own_operation_of: int
    numbers: tuple[str, ...]


def known(
    company_id: int, folded_name: str, *, cvr: str | None, p_number: str, phone: str, email: str, website: str,
    street: str, postal_code: str, own_operation_of_id: int | None,
) -> Known:  # fmt: skip
    """A company as it is compared."""
    return Known(
        company_id,
        folded_name,
        cvr or "",
        p_number,
        _digits(phone),
        email.strip().lower(),
        _domain(website, email),
        _address(street, postal_code),
        postal_code,
        own_operation_of_id or 0,
        tuple(re.findall(r"\d+", folded_name)),
    )


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits.removeprefix("0045").removeprefix("45") if len(digits) > 8 else digits


def _domain(website: str, email: str) -> str:
    for host in (urlsplit(website if "//" in website else f"//{website}").netloc, email.rpartition("@")[2]):
        domain = host.strip().lower().partition(":")[0].removeprefix("www.")
        if domain and domain not in COMMON_DOMAINS:
            return domain
    return ""


def _address(street: str, postal_code: str) -> str:
    """Street, house number and postal code; floors, doors and spaces before a letter don't count."""
    words = folded_words(street.partition(",")[0])
    text = re.sub(r"(\d+) ([a-z])\b", r"\1\2", " ".join(words))
    return f"{text} {postal_code}" if text and postal_code else ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely, 0 to 100, and why; `percent` is how alike the names are."""

    score: int
    reasons: tuple[Reason, ...]
    percent: int


def likeness(one: Known, other: Known, percent: float) -> Likeness:
    """Weigh what two companies share; `percent` is how alike their names are, 0 to 100.

    A chain has one name and one web domain in many towns, and a branch has a P number of its own: neither makes a
    double. Two CVR numbers are two companies, unless everything else is the same (one of them has been wound up).
    """
    percent = max(percent, PART) if _is_part(one.name, other.name) else percent
    shared = _shared(one, other, percent)
    against = _against(one, other)
    score = _score(set(shared), percent, towns=_towns(one, other)) - 25 * len(against)
    if one.p_number and other.p_number and one.p_number != other.p_number:
        score = 0
    if percent < 100 and one.numbers != other.numbers:
        score -= 30  # "Afdeling 12" and "Afdeling 14" differ by one letter only.
    return Likeness(max(0, min(100, score)), (*shared, *against), round(percent))


def _is_part(one: str, other: str) -> bool:
    """Whether all words (two at least) of one name are in the other."""
    words, others = set(one.split()), set(other.split())
    return min(len(words), len(others)) > 1 and (words <= others or others <= words)


def _shared(one: Known, other: Known, percent: float) -> list[Reason]:
    name = [Reason.SAME_NAME] if percent == 100 else [Reason.LIKE_NAME] if percent >= ALIKE else []
    parts: Sequence[tuple[str, Reason]] = (
        ("p_number", Reason.SAME_PLACE_NUMBER),
        ("phone", Reason.SAME_PHONE),
        ("email", Reason.SAME_EMAIL),
        ("domain", Reason.SAME_DOMAIN),
        ("address", Reason.SAME_ADDRESS),
    )
    same = [reason for part, reason in parts if getattr(one, part) and getattr(one, part) == getattr(other, part)]
    town = [Reason.SAME_TOWN] if one.town and one.town == other.town and Reason.SAME_ADDRESS not in same else []
    return [*name, *same, *town]


def _against(one: Known, other: Known) -> list[Reason]:
    numbers = [Reason.TWO_NUMBERS] if one.cvr and other.cvr and one.cvr != other.cvr else []
    return [*numbers, *([Reason.OWN_OPERATION] if one.own_operation_of != other.own_operation_of else [])]


def _score(shared: set[Reason], percent: float, *, towns: Towns) -> int:
    if Reason.SAME_PLACE_NUMBER in shared:
        return 97
    strong = len(shared & {Reason.SAME_PHONE, Reason.SAME_EMAIL, Reason.SAME_ADDRESS})
    name = 50 if percent == 100 else 45 if percent >= NEARLY else 35 if percent >= ALIKE else 10 if percent >= 60 else 0
    place = {Towns.SAME: 20, Towns.UNKNOWN: 12 if percent >= NEARLY else 0, Towns.OTHER: -15}[towns] if name else 0
    return name + min(strong, 2) * 27 + (10 if Reason.SAME_DOMAIN in shared else 0) + place


class Towns(enum.Enum):
    """Whether two companies lie in one postal code."""

    SAME = 1
    UNKNOWN = 2
    OTHER = 3


def _towns(one: Known, other: Known) -> Towns:
    if not one.town or not other.town:
        return Towns.UNKNOWN
    return Towns.SAME if one.town == other.town else Towns.OTHER
