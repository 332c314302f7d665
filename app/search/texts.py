"""Which words a row is found by, and how much each says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from app.companies.models import Company, ContactPerson
from app.companies.rules import LEGAL_FORMS
from app.folding import folded_words
from app.orders.models import JobOrder
from app.search.models import LONGEST_WORD
from app.visits.models import Visit

NAME, ROLE, REST = 3, 2, 1
# A note of a whole morning is found by its first two thousand words.
MOST_WORDS = 2_000
DANISH_NUMBER = re.compile(r"^(?:\+45|0045)(?=\d{8}$)")
# Say nothing about which row it is.
EMPTY_WORDS = LEGAL_FORMS | frozenset(
    "af at de den der det du en er et for fra har i jeg med men og om paa saa skal som til var ved vi vil".split()
)
Weighted = dict[str, int]

# The columns that the functions below read, of rows or of objects.
COMPANY = (
    Company.name, Company.cvr, Company.phone, Company.website, Company.industry,
    Company.street, Company.postal_code, Company.city,
)  # fmt: skip
CONTACT = (ContactPerson.name, ContactPerson.job_title, ContactPerson.phone, ContactPerson.email)
ORDER = (
    JobOrder.title, JobOrder.tasks, JobOrder.required, JobOrder.desirable, JobOrder.certificates, JobOrder.city,
)  # fmt: skip
VISIT = (Visit.purpose, Visit.quick_note)


def of_company(company: Any) -> Weighted:
    """Name, numbers, trade, address."""
    domain = re.sub(r"^(https?://)?(www\.)?", "", company.website).split("/")[0]
    return _weighted(
        (NAME, [company.name]),
        (ROLE, [company.cvr or "", number_of(company.phone), domain.rsplit(".", 1)[0], company.industry]),
        (REST, [company.street, company.postal_code, company.city]),
    )


def of_contact(contact: Any) -> Weighted:
    """Name, what they are at the company, telephone, the part of the address before @."""
    more = [contact.job_title, number_of(contact.phone), contact.email.split("@")[0]]
    return _weighted((NAME, [contact.name]), (ROLE, more))


def of_order(order: Any) -> Weighted:
    """Title, tasks, what is asked for, place."""
    asked = [*order.tasks, *order.required, *order.desirable, *order.certificates]
    return _weighted((NAME, [order.title]), (REST, [*asked, order.city]))


def of_visit(visit: Any) -> Weighted:
    """What the visit was for, and the note."""
    return _weighted((REST, [visit.purpose, visit.quick_note]))


def add_answer(found: Weighted, answer: str) -> None:
    """The words of one answer, to those of its visit."""
    for word in words_of(answer):
        if len(found) < MOST_WORDS:
            found.setdefault(word, REST)


def number_of(phone: str) -> str:
    """A telephone number as one word, Danish ones without the country's."""
    digits = "".join(c for c in phone if c.isdigit() or c == "+")
    return DANISH_NUMBER.sub("", digits).lstrip("+")


def words_of(text: str) -> list[str]:
    """The words of a text as they are kept and compared."""
    return [word[:LONGEST_WORD] for word in folded_words(text) if word not in EMPTY_WORDS]


def _weighted(*parts: tuple[int, Iterable[str]]) -> Weighted:
    found: Weighted = {}
    for weight, texts in parts:
        for text in texts:
            for word in words_of(text):
                found[word] = max(weight, found.get(word, 0))
                if len(found) == MOST_WORDS:
                    return found
    return found
