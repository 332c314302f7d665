"""Reads by when something is to be done out of a Danish sentence, with the words that say so.

It proposes; a person sees the words beside the day and changes what is wrong.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = tuple("januar februar marts april maj juni juli august september oktober november december".split())
NUMBERS = {"en": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "fjorten": 14}
# By then, as long as the year lasts; day and month.
BEFORE = {
    "jul": (23, 12),
    "juleferien": (18, 12),
    "nytår": (30, 12),
    "sommerferien": (25, 6),
    "efterårsferien": (9, 10),
}
AFTER = {"jul": (4, 1), "juleferien": (4, 1), "nytår": (4, 1), "sommerferien": (14, 8), "efterårsferien": (23, 10)}
FRIDAY, WEEK = 4, timedelta(days=7)


@dataclass(frozen=True)
class SaidDay:
    """A day, and the words of the sentence that it was read from."""

    day: date
    words: str


def said_day(sentence: str, today: date, said_on: date | None = None) -> SaidDay | None:
    """The day that a sentence names, the most exact kind first; None when it names none, or one that has gone by.

    `said_on`: when it was said, if not `today`; "i morgen" is the day after that.
    """
    for pattern, read in _KINDS:
        for found in pattern.finditer(sentence):
            day = read(found, said_on or today)
            # No day at all: a time, an amount.
            if day:
                return SaidDay(day, found[0].strip()) if day >= today else None
    return None


def _written(found: re.Match[str], today: date) -> date | None:
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else None
    return _next(int(found[1]), int(found[2]), today, year=year)


def _by_month_name(found: re.Match[str], today: date) -> date | None:
    return _next(int(found[1]), MONTHS.index(found[2].lower()) + 1, today)


def _before(found: re.Match[str], today: date) -> date | None:
    return _workday(_next(*BEFORE[found[1].lower()], today))


def _after(found: re.Match[str], today: date) -> date | None:
    day = _next(*AFTER[found[1].lower()], today)
    # The end of the first week back.
    return day + timedelta(days=(FRIDAY - day.weekday()) % 7) if day else None


def _weekday(found: re.Match[str], today: date) -> date:
    number = WEEKDAYS.index(found[1].lower())
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _week(found: re.Match[str], today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            friday = date.fromisocalendar(year, int(found[1]), FRIDAY + 1)
        except ValueError:  # not every year has a week 53
            continue
        if friday >= today:
            return friday
    return None


def _within(found: re.Match[str], today: date) -> date:
    count = NUMBERS.get(found[1].lower()) or int(found[1])
    unit = found[2].lower()
    if unit.startswith("måned"):
        return _month_end(today, count, day=today.day)
    return today + count * (WEEK if unit.startswith("uge") else timedelta(days=1))


def _in_month(found: re.Match[str], today: date) -> date | None:
    ahead = (MONTHS.index(found[1].lower()) + 1 - today.month) % 12
    return _workday(_month_end(today, ahead))


def _next(day: int, month: int, today: date, *, year: int | None = None) -> date | None:
    try:
        found = date(year or today.year, month, day)
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _month_end(today: date, ahead: int, *, day: int = 31) -> date:
    """That day of the month so many months ahead, or the month's last when it is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
    return date(year, month + 1, min(day, calendar.monthrange(year, month + 1)[1]))


def _workday(day: date | None) -> date | None:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY)) if day else None


def _kind(
    words: str, read: Callable[[re.Match[str], date], date | None]
) -> tuple[re.Pattern[str], Callable[..., date | None]]:
    return re.compile(words, re.IGNORECASE), read


_BY = r"(?:inden|før|senest|op til)"
_MONTH = "|".join(MONTHS)
# Hours, parts and telephone numbers are written like days: "kl. 10.10", "7.5 timer", "1/2 stilling", "20.12.34.56".
_ALONE = r"(?<!\d)(?<!\d[.,/-])(?<!kl )(?<!kl\.)(?<!kl\. )(?<!klokken )"
_NO_AMOUNT = r"(?![\d.,/-]*\d| ?(?:timer?|t\b|stilling|kr|procent|%))"
_KINDS = (
    _kind(
        rf"\b(?:{_BY} |d\. ?|den )?{_ALONE}(\d{{1,2}})[./](\d{{1,2}})\b\.?(?:[./-]?(\d{{4}}|\d\d)\b)?{_NO_AMOUNT}",
        _written,
    ),
    _kind(rf"\b(?:{_BY} |d\. ?|den )?(\d{{1,2}})\. ({_MONTH})\b", _by_month_name),
    _kind(rf"\b(?:lige |kort )?{_BY} ({'|'.join(BEFORE)})(?:en)?\b", _before),
    _kind(rf"\b(?:lige |kort )?(?:efter|på den anden side af) ({'|'.join(AFTER)})(?:en)?\b", _after),
    _kind(r"\b(?:i |inden )?uge (\d{1,2})\b", _week),
    _kind(rf"\b(?:om|inden for) (\d{{1,2}}|{'|'.join(NUMBERS)}) (dage?|uger?|måned(?:er)?)(?:s tid)?\b", _within),
    _kind(rf"\b(?:{_BY} |på |nu på |næste )?({'|'.join(WEEKDAYS)})\b", _weekday),
    _kind(r"\bi ?dag\b", lambda _found, today: today),
    _kind(r"\bi ?morgen\b", lambda _found, today: today + timedelta(days=1)),
    _kind(
        r"\b(?:i )?(?:denne uge|ugens udgang)\b",
        lambda _found, today: today + timedelta(days=max(0, 4 - today.weekday())),
    ),
    _kind(r"\b(?:i )?næste uge\b", lambda _found, today: today + timedelta(days=11 - today.weekday())),
    _kind(r"\b(?:i )?næste måned\b", lambda _found, today: _workday(_month_end(today, 1))),
    _kind(
        r"\b(?:sidst på måneden|inden (?:månedens udgang|udgangen af måneden))\b",
        lambda _found, today: _workday(_month_end(today, 0)),
    ),
    _kind(rf"\b(?:i |til |(?:først|midt|sidst) i |{_BY} )({_MONTH})\b", _in_month),
)
