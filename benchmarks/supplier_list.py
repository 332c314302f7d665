"""A made-up supplier list of any length, as finance systems write them, with every fault that was met in such lists."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

from app.demo import words
from app.demo.company_rows import made_up_cvrs

HEADINGS = (
    "Kreditornr.", "CVR-nr.", "Leverandørnavn", "Adresse", "Postnr.", "By", "Tlf.", "Mail", "Branche", "Kontaktperson",
    "Titel", "Mobil", "Antal ansatte", "Hjemmeside", "Rammeaftale udløber", "Sociale klausuler", "SE-nr.", "Bankkonto",
)  # fmt: skip
NAME, CVR, POST, PHONE, MAIL, STAFF, ENDS = 2, 1, 4, 6, 7, 12, 14


@dataclass
class SupplierList:
    """The rows above, the headings and the rows below them; how many rows hold which fault."""

    above: list[list[str]]
    rows: list[list[str]]
    faults: Counter[str] = field(default_factory=Counter)


def supplier_list(count: int, *, seed: int = 1) -> SupplierList:
    """So many rows, the same for the same seed; every tenth holds a fault."""
    dice = random.Random(seed)
    numbers = made_up_cvrs()
    rows = [_supplier(dice, place, next(numbers)) for place in range(count)]
    made = SupplierList(
        [["Leverandøroversigt, Boligforeningen Møllevang"], ["Udskrevet 03-11-2026 kl. 8.15"], []], rows
    )
    for place in range(count // 10):
        kind, spoil = FAULTS[place % len(FAULTS)]
        victim = place * 10 + 7
        rows[victim] = spoil(rows[victim], rows[victim - 5])
        made.faults[kind] += 1
    return made


def _supplier(dice: random.Random, place: int, cvr: str) -> list[str]:
    trade = dice.choice(list(words.TRADES))
    post, city = dice.choice(words.TOWNS)
    name = f"{dice.choice(words.PLACES)} {dice.choice(words.TRADES[trade].firms)} {place + 1}"
    domain = f"firma{place}.example"
    person = f"{dice.choice(words.FIRST_NAMES)} {dice.choice(words.LAST_NAMES)}"
    return [
        str(10_000 + place), f"{cvr[:2]} {cvr[2:4]} {cvr[4:6]} {cvr[6:]}" if place % 3 else cvr, name,
        f"{dice.choice(words.PLACES)}vej {place % 90 + 1}", post, city, f"99{dice.randint(100000, 999999)}",
        f"post@{domain}", trade, person if place % 4 else "", dice.choice(words.JOB_TITLES) if place % 4 else "",
        f"9{dice.randint(1000000, 9999999)}" if place % 4 else "", str(dice.randint(1, 150)), f"www.{domain}",
        f"{dice.randint(1, 28):02d}-{dice.randint(1, 12):02d}-20{dice.randint(26, 30)}" if place % 2 else "",
        ("Ja", "Nej", "")[place % 3], cvr, f"9999 {dice.randint(1000000, 9999999)}",
    ]  # fmt: skip


def _with(column: int, value: str) -> Any:
    return lambda row, _earlier: [*row[:column], value, *row[column + 1 :]]


def _around(before: str, after: str) -> Any:
    return lambda row, _earlier: [*row[:NAME], before + row[NAME] + after, *row[NAME + 1 :]]


FAULTS: tuple[tuple[str, Any], ...] = (
    ("CVR number with a wrong digit", _with(CVR, "12345679")),
    ("CVR number rounded by a spreadsheet", _with(CVR, "1,23457E+07")),
    ("foreign number for CVR", _with(CVR, "DE123456789")),
    ("CPR number for CVR", _with(CVR, "010170-1234")),
    ("no CVR number", _with(CVR, "")),
    ("no name", _with(NAME, "")),
    ("name of 300 letters", _with(NAME, "Ø" * 300)),
    ("quotation marks in the name", _around('"', '" A/S')),
    ("line break in the name", _around("Fællesskabet\n", "")),
    ("separator in the name", _around("A; B, ", "")),
    ("formula", _with(STAFF, "=SUM(A1:A9)")),
    ("formula for a name", _with(NAME, '=HYPERLINK("http://x.example","Klik")')),
    ("error value", _with(POST, "#N/A")),
    ("number kept as text", lambda row, _earlier: [*row[:CVR], f'="{row[16]}"', *row[CVR + 1 :]]),
    ("number with decimals", lambda row, _earlier: [*row[:POST], f"{row[POST]},0", *row[POST + 1 :]]),
    ("telephone that is none", _with(PHONE, "ring til Bo")),
    ("e-mail that is none", _with(MAIL, "post(a)firma")),
    ("day that is none", _with(ENDS, "31-02-2027")),
    ("earlier company again", lambda _row, earlier: list(earlier)),
    ("same number, other name", lambda row, earlier: [row[0], earlier[CVR], *row[2:]]),
    ("empty row", lambda row, _earlier: [""] * len(row)),
    ("headings again", lambda _row, _earlier: list(HEADINGS)),
    ("line of totals", lambda row, _earlier: ["", "", "I alt", *[""] * (len(row) - 3)]),
    ("script for a name", _around("<script>alert(1)</script>", "")),
)  # fmt: skip


def as_csv(made: SupplierList, *, encoding: str = "cp1252") -> bytes:
    """As a finance system writes it: semicolons, CRLF, Windows' letters unless told."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    for row in _all_rows(made):
        writer.writerow(row)
    return target.getvalue().encode(encoding, errors="replace")


def as_xlsx(made: SupplierList) -> bytes:
    """As a workbook with a merged title, a merged line above the headings, numbers as numbers, and formulas."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Kreditorer")
    for place, row in enumerate(_all_rows(made)):
        if place == len(made.above):
            sheet.append(["Leverandør", *[None] * 8, "Kontakt", None, None, "Øvrigt"])
        sheet.append([_number_or_text(cell) for cell in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _all_rows(made: SupplierList) -> Iterator[list[str]]:
    yield from made.above
    yield list(HEADINGS)
    yield from made.rows


def _number_or_text(cell: str) -> Any:
    return int(cell) if cell.isdecimal() and len(cell) < 12 else cell or None
