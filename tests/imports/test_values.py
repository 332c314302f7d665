"""Cells as values, and which company a row is: examples of what lists hold."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.companies.rules import folded
from app.imports.fields import Field
from app.imports.identifying import Candidate, Entry, Kind, Registry, Verdict, Why
from app.imports.names import alike
from app.imports.repeats import Seen
from app.imports.rows import Cleaned
from app.imports.values import BadValue, Fault, Value, value_of


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (Field.CVR, "DK 25 31 37 63", "25313763"),
        (Field.CVR, "25313763,0", "25313763"),
        (Field.CVR, "CVR-nr.: 25313763", "25313763"),
        (Field.CVR, "-", None),
        (Field.CVR, "12345679", Fault.CVR),
        (Field.CVR, "2,53138E+07", Fault.CVR_ROUNDED),
        (Field.CVR, "DE123456789", Fault.CVR_FOREIGN),
        (Field.POSTAL_CODE, "DK-8800", "8800"),
        (Field.POSTAL_CODE, "800", "0800"),
        (Field.POSTAL_CODE, "8800 Viborg", Fault.POSTAL_CODE),
        (Field.PHONE, "86 62 12 34 / 40 11 22 33", "+4586621234"),
        (Field.PHONE, "Tlf. 86621234", "+4586621234"),
        (Field.PHONE, "+49 40 123456", "+4940123456"),
        (Field.PHONE, "ring til Bo", Fault.PHONE),
        (Field.EMAIL, "a@firma.dk; b@firma.dk", "a@firma.dk"),
        (Field.EMAIL, "post(a)firma", Fault.EMAIL),
        (Field.WEBSITE, "www.firma.dk", "https://www.firma.dk"),
        (Field.WEBSITE, "javascript:alert(1)", Fault.WEBSITE),
        (Field.EMPLOYEES, "1.250", 1250),
        (Field.EMPLOYEES, "10-19", Fault.EMPLOYEES),
        (Field.AGREEMENT_ENDS, "31.12.27", "2027-12-31"),
        (Field.AGREEMENT_ENDS, "46752", "2027-12-31"),
        (Field.AGREEMENT_ENDS, "31-02-2027", Fault.DAY),
        (Field.SOCIAL_CLAUSES, "X", True),
        (Field.SOCIAL_CLAUSES, "-", Fault.YES_NO),
        (Field.NAME, "Ø" * 300, Fault.TOO_LONG),
        (Field.NAME, "=1+1", Fault.FORMULA),
        (Field.CITY, "#N/A", Fault.ERROR_VALUE),
    ],
)
def test_a_cell_is_a_value_or_says_why_not(field: Field, text: str, value: Value | Fault) -> None:
    if not isinstance(value, Fault):
        assert value_of(field, text) == value
        return
    with pytest.raises(BadValue) as bad:
        value_of(field, text)
    assert bad.value.fault is value


# A crowded machine is no fault of the rule.
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_regex(r"(?:(?:\+|00)45 ?)?[2-9][0-9](?: ?[0-9]{2}){3}", fullmatch=True))
def test_the_quick_way_with_danish_numbers_is_the_librarys(text: str) -> None:
    parsed = phonenumbers.parse(text, "DK")
    assert value_of(Field.PHONE, text) == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def entry(number: int, name: str, cvr: str | None = None, post: str = "8800", **more: str) -> Entry:
    return Entry(number, name, folded(name), cvr, post, "Viborg", more.get("phone", ""), more.get("email", ""))


REGISTRY = Registry.of(
    [
        entry(1, "Maler Madsen ApS", "25313763"),
        entry(2, "Smed Olsen", None, "8600"),
        entry(3, "Tømrer Bo", None, "8600", phone="+4586621234"),
        entry(4, "Gartner Friis", "99999926", email="planter@friis.example"),
    ],
    {"1004": 4},
)


def row(number: int = 1, **values: str) -> Cleaned:
    return Cleaned(number, {Field(name): value for name, value in values.items()})


def held(bearer: int, *named: int) -> Verdict:
    """Asked about: the number is one company's, the name another's or nobody's."""
    others = [Candidate(one, Why.ONLY_THE_NAME) for one in named]
    return Verdict(Kind.UNSURE, None, (Candidate(bearer, Why.CVR_OF_ANOTHER), *others))


@pytest.mark.parametrize(
    ("given_row", "verdict"),
    [
        (row(name="Madsens Maler", cvr="25313763"), Verdict(Kind.FOUND, 1)),
        (row(name="Et andet navn", cvr="25313763"), held(1)),
        (row(name="Et andet navn", cvr="99999926", supplier_number="1004"), Verdict(Kind.FOUND, 4)),
        (row(name="Et andet navn", cvr="99999926", email="PLANTER@friis.example"), Verdict(Kind.FOUND, 4)),
        (row(name="Smed Olsen", cvr="25313763", postal_code="8600"), held(1, 2)),
        # Of which the name is likened to both: the number must not decide it alone.
        (row(name="Gartner Friis", cvr="25313763", supplier_number="1004", postal_code="8800"), held(1, 4)),
        (row(name="MALER MADSEN", postal_code="8800"), Verdict(Kind.FOUND, 1)),
        (row(name="Maler Madsen ApS", postal_code="8800", cvr="13585628"), Verdict(Kind.NEW)),
        (row(name="Smed Olsen", postal_code="8600", cvr="13585628"), Verdict(Kind.FOUND, 2)),
        (row(name="Nyt navn", supplier_number="1004"), Verdict(Kind.FOUND, 4)),
        (
            row(name="Nyt navn", supplier_number="1004", cvr="13585628"),
            Verdict(Kind.UNSURE, None, (Candidate(4, Why.NUMBER),)),
        ),
        (row(name="Smed Olsen", postal_code="9000"), Verdict(Kind.UNSURE, None, (Candidate(2, Why.NAME_ELSEWHERE),))),
        (row(name="Olsens Smed", postal_code="8600"), Verdict(Kind.UNSURE, None, (Candidate(2, Why.SIMILAR_NAME),))),
        (row(name="Helt andet", phone="+4586621234"), Verdict(Kind.UNSURE, None, (Candidate(3, Why.PHONE),))),
        (row(name="Smed Olsson", postal_code="9000"), Verdict(Kind.NEW)),
    ],
)
def test_which_company_a_row_is(given_row: Cleaned, verdict: Verdict) -> None:
    assert REGISTRY.identify(given_row) == verdict


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maler Madsen ApS", "MADSENS MALER", True),
        ("Malerfirmaet Madsn", "Maler Madsen", True),
        ("Elteknik", "El Teknik", True),
        ("NCC", "Nordic Construction Company A/S", True),
        ("Bravida", "Bravida Danmark A/S", True),
        ("Tømrer Hansen", "Tømrer Jensen", False),
        ("VVS Viborg", "Glas Viborg", False),
        ("&", "Maler Madsen", False),
    ],
)
def test_names_are_alike_word_by_word(one: str, other: str, same: bool) -> None:
    assert (alike(folded(one), folded(other)), alike(folded(other), folded(one))) == (same, same)


def test_the_second_of_two_rows_about_one_company_is_a_double() -> None:
    rows = [
        row(1, name="Bager Ib", postal_code="8800", cvr="13585628"),
        row(2, name="Noget andet", cvr="13585628"),
        row(3, name="BAGER IB", postal_code="8800"),
        row(4, name="Bager Ib", postal_code="8800", cvr="25313763"),
        row(5, name="Noget tredje", cvr="25313763"),
        # Row 4 only asks whether it is this one.
        row(6, name="Maler Madsen", cvr="25313763"),
        row(7, name="Maler Madsen", cvr="25313763"),
    ]
    seen = Seen()
    verdicts = [seen.judge(each, REGISTRY.identify(each)) for each in rows]
    assert [verdict.double_of for verdict in verdicts] == [None, 1, 1, None, 4, None, 6]


def test_rows_of_one_name_are_one_company_unless_something_valid_speaks_against_it() -> None:
    """A postal code that can't be read is none."""
    rows = [
        row(1, name="Bager Ib", postal_code="8800"),
        row(2, name="Bager Ib"),
        row(3, name="Bager Ib", postal_code="8600"),
        row(4, name="Bager Ib", postal_code="8600", cvr="25313763"),
        row(5, name="Bager Ib", postal_code="9000", cvr="25313763"),
        row(6, name="Bager Ib", postal_code="9000", cvr="13585628"),
    ]
    seen = Seen()
    assert [seen.judge(each, Verdict(Kind.NEW)).double_of for each in rows] == [None, 1, None, 3, None, None]
