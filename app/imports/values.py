"""Turns a cell's text into a field's value, or says why it can't be one."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.dk import cvr as cvr_number

from app.imports.fields import TARGETS, Field
from app.imports.grid import ERROR_VALUES, HIDDEN_CPR, NOT_CALCULATED

Value = str | int | bool | None


class Fault(enum.StrEnum):
    """What is wrong with a cell or a row."""

    NO_NAME = "no_name"
    TOTAL = "total"
    TOO_LONG = "too_long"
    CVR = "cvr"
    CVR_FOREIGN = "cvr_foreign"
    CVR_ROUNDED = "cvr_rounded"
    CPR = "cpr"
    P_NUMBER = "p_number"
    POSTAL_CODE = "postal_code"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    EMPLOYEES = "employees"
    DAY = "day"
    YES_NO = "yes_no"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    CONTACT_WITHOUT_NAME = "contact_without_name"
    DOUBLE = "double"


class BadValue(Exception):
    """The text is no value of the field."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


# What people write where they have nothing to write.
NOTHING = frozenset("- – — -- . ? 0 n/a na ingen ukendt null none nej/ingen (tom)".split())
YES, NO = frozenset("ja j x yes y 1 sand true ✓ ☑".split()), frozenset("nej n no 0 falsk false".split())
FOREIGN = re.compile(r"(?!DK)[A-Z]{2}[0-9A-Z]{7,12}")
ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)
FORMULA = re.compile(r"=[\w(+\-'\"@]")
DAY = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})")
ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
DANISH_PHONE = re.compile(r"(?:(?:\+|00)45 ?)?([2-9][0-9](?: ?[0-9]{2}){3}|[2-9][0-9]{3} ?[0-9]{4})")
POSTAL_CITY = re.compile(r"(?:DK[- ]?)?([0-9]{3,4})[,\s]+(.+)")
# As spreadsheets count days.
FIRST_DAY = date(1899, 12, 30)


def value_of(field: Field, text: str) -> Value:
    """The value of a field; None when the cell says nothing.

    Raises:
        BadValue: what it says can't be kept in this field.
    """
    if not text or (text.casefold() in NOTHING and field is not Field.SOCIAL_CLAUSES):
        return None
    if text == HIDDEN_CPR:
        raise BadValue(Fault.CPR)
    if text == NOT_CALCULATED or FORMULA.match(text):
        raise BadValue(Fault.FORMULA)
    if text.upper() in ERROR_VALUES:
        raise BadValue(Fault.ERROR_VALUE)
    value = READERS.get(field, _text)(text)
    if isinstance(value, str) and len(value) > TARGETS[field].longest:
        raise BadValue(Fault.TOO_LONG)
    return value


def postal_city(text: str) -> tuple[str, str]:
    """`8800 Viborg` in its two parts; the code is empty where there is none."""
    found = POSTAL_CITY.fullmatch(" ".join(text.split()))
    return (found[1], found[2]) if found else ("", text)


def _text(text: str) -> str:
    return " ".join(text.split())


def _cvr(text: str) -> str:
    # Danish, written in any way: "DK 12 34 56 78", "12345678.0", "CVR: 12345678".
    plain = re.sub(r"^(?:cvr|se|moms)[\s.:\-]*(?:nr\.?)?[\s.:\-]*", "", text, flags=re.IGNORECASE)
    number = cvr_number.compact(re.sub(r"[.,]0$", "", plain))
    if cvr_number.is_valid(number):
        return number
    if ROUNDED.fullmatch(text):
        raise BadValue(Fault.CVR_ROUNDED)
    squeezed = "".join(text.split()).upper()
    raise BadValue(Fault.CVR_FOREIGN if FOREIGN.fullmatch(squeezed) else Fault.CVR)


def _p_number(text: str) -> str:
    number = "".join(text.split())
    if len(number) == 10 and number.isascii() and number.isdecimal():
        return number
    raise BadValue(Fault.P_NUMBER)


def _postal_code(text: str) -> str:
    code = re.sub(r"^DK[- ]?", "", text.strip(), flags=re.IGNORECASE)
    code = code.zfill(4) if re.fullmatch(r"[0-9]{3}", code) else code  # 0800 that a spreadsheet took for 800
    if re.fullmatch(r"[0-9]{4}", code):
        return code
    raise BadValue(Fault.POSTAL_CODE)


@functools.lru_cache(50_000)
def _phone(text: str) -> str:
    if found := DANISH_PHONE.fullmatch(text):
        return f"+45{''.join(found[1].split())}"  # as the library would, in a fiftieth of the time
    first = re.split(r"\s*(?:/|;|\beller\b|\n)\s*", text)[0]
    try:
        number = phonenumbers.parse(re.sub(r"^[^\d+(]*", "", first), "DK")
    except phonenumbers.NumberParseException:
        raise BadValue(Fault.PHONE) from None
    if not phonenumbers.is_possible_number(number):
        raise BadValue(Fault.PHONE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@functools.lru_cache(50_000)
def _email(text: str) -> str:
    first = re.split(r"[;,\s]+", text.removeprefix("mailto:"))[0].strip("<>")
    try:
        return str(validate_email(first, check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError:
        raise BadValue(Fault.EMAIL) from None


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not set(' <>"') & set(address)
    except ValueError:
        fits = False
    if not fits:
        raise BadValue(Fault.WEBSITE)
    return address


def _employees(text: str) -> int:
    digits = re.sub(r"(?<=\d)[. ](?=\d{3}\b)", "", text)
    found = re.fullmatch(r"(\d{1,7})(?:[.,]0+)?", digits.strip())
    if not found:
        raise BadValue(Fault.EMPLOYEES)
    return int(found[1])


def _day(text: str) -> str:
    """ISO form, which JSON can hold."""
    try:
        day = _parsed_day(text.strip())
    except (ValueError, OverflowError):
        raise BadValue(Fault.DAY) from None
    if not 1990 <= day.year <= 2100:
        raise BadValue(Fault.DAY)
    return day.isoformat()


def _parsed_day(text: str) -> date:
    if found := ISO_DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY.fullmatch(text):
        year = int(found[3])
        return date(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))
    if re.fullmatch(r"[34][0-9]{4}", text):
        return FIRST_DAY + timedelta(days=int(text))
    return datetime.fromisoformat(text).date()


def _yes_no(text: str) -> bool:
    word = text.casefold().rstrip(".")
    if word in YES | NO:
        return word in YES
    raise BadValue(Fault.YES_NO)


READERS: dict[Field, Callable[[str], Value]] = {
    Field.CVR: _cvr,
    Field.P_NUMBER: _p_number,
    Field.POSTAL_CODE: _postal_code,
    Field.PHONE: _phone,
    Field.CONTACT_PHONE: _phone,
    Field.EMAIL: _email,
    Field.CONTACT_EMAIL: _email,
    Field.WEBSITE: _website,
    Field.EMPLOYEES: _employees,
    Field.AGREEMENT_ENDS: _day,
    Field.SOCIAL_CLAUSES: _yes_no,
    Field.ABOUT: lambda text: text,
}
