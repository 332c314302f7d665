"""The days on which a person passes from one band of the rules for young people's work to the next."""

from __future__ import annotations

from datetime import date

# The first full year of each band, and 16, from which compulsory school is taken to be over.
BIRTHDAYS = (13, 15, 16, 18)


def band_changes_on(birth_date: date, today: date) -> date | None:
    """The next birthday that begins a new band, None when there is none left."""
    days = (_birthday(birth_date, age) for age in BIRTHDAYS)
    return next((day for day in days if day > today), None)


def _birthday(birth_date: date, age: int) -> date:
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:  # born on 29 February: a year older from 1 March
        return date(birth_date.year + age, 3, 1)
