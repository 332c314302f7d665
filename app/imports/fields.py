"""The fields that a supplier list can fill in, and the words that finance systems use for them."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Table(enum.StrEnum):
    """Which row of a company a field belongs to."""

    COMPANY = "company"
    CONTACT = "contact_person"
    SUPPLIER = "supplier_relation"


class Field(enum.StrEnum):
    """A field that a column of the file can be led to."""

    NAME = "name"
    CVR = "cvr"
    P_NUMBER = "p_number"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    POSTAL_CITY = "postal_city"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    INDUSTRY = "industry"
    EMPLOYEES = "employees"
    ABOUT = "about"
    CONTACT_NAME = "contact_name"
    CONTACT_TITLE = "contact_title"
    CONTACT_PHONE = "contact_phone"
    CONTACT_EMAIL = "contact_email"
    SUPPLIER_NUMBER = "supplier_number"
    AGREEMENT_ENDS = "agreement_ends"
    SOCIAL_CLAUSES = "social_clauses"


@dataclass(frozen=True)
class Target:
    """Where a field is kept, and how long a text may be."""

    table: Table
    column: str
    longest: int = 200


TARGETS: dict[Field, Target] = {
    Field.NAME: Target(Table.COMPANY, "name"),
    Field.CVR: Target(Table.COMPANY, "cvr", 8),
    Field.P_NUMBER: Target(Table.COMPANY, "p_number", 10),
    Field.STREET: Target(Table.COMPANY, "street"),
    Field.POSTAL_CODE: Target(Table.COMPANY, "postal_code", 4),
    Field.CITY: Target(Table.COMPANY, "city", 100),
    Field.PHONE: Target(Table.COMPANY, "phone", 30),
    Field.EMAIL: Target(Table.COMPANY, "email", 254),
    Field.WEBSITE: Target(Table.COMPANY, "website"),
    Field.INDUSTRY: Target(Table.COMPANY, "industry", 100),
    Field.EMPLOYEES: Target(Table.COMPANY, "employees", 12),
    Field.ABOUT: Target(Table.COMPANY, "about", 5000),
    Field.CONTACT_NAME: Target(Table.CONTACT, "name", 120),
    Field.CONTACT_TITLE: Target(Table.CONTACT, "job_title", 120),
    Field.CONTACT_PHONE: Target(Table.CONTACT, "phone", 30),
    Field.CONTACT_EMAIL: Target(Table.CONTACT, "email", 254),
    Field.SUPPLIER_NUMBER: Target(Table.SUPPLIER, "supplier_number", 40),
    Field.AGREEMENT_ENDS: Target(Table.SUPPLIER, "agreement_ends_on", 40),
    Field.SOCIAL_CLAUSES: Target(Table.SUPPLIER, "social_clauses", 40),
}

# In folded form (æ as ae, without punctuation); the first words are the likeliest.
SYNONYMS: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        "leverandoernavn", "leverandoer", "navn", "firmanavn", "firma", "virksomhedsnavn", "virksomhed", "kreditornavn",
        "kreditor", "kontonavn", "navn 1", "navn1", "selskab", "selskabsnavn", "name", "company", "company name",
        "vendor name", "supplier name", "supplier", "vendor", "leverandoerens navn", "betegnelse",
    ),
    Field.CVR: (
        "cvr nr", "cvr", "cvrnr", "cvr nummer", "cvrnummer", "cvr no", "momsnr", "moms nr", "momsnummer", "vat no",
        "vat number", "cvr se nr", "cvr momsnr", "virksomhedsnummer", "organisationsnr", "leverandoer cvr", "se cvr nr",
        "vat registration no", "company registration number",
    ),
    Field.P_NUMBER: ("p nummer", "p nr", "pnr", "pnummer", "produktionsenhed", "produktionsnummer", "p number"),
    Field.STREET: (
        "adresse", "adr", "vej", "gade", "vejnavn", "gadenavn", "adresse 1", "adresse1", "gade og nr", "vej og nr",
        "postadresse", "leverandoeradresse", "street", "address", "adresselinje 1", "vejnavn og husnummer",
    ),
    Field.POSTAL_CODE: (
        "postnr", "postnummer", "post nr", "postkode", "postal code", "zip", "zip code", "postcode", "postn",
    ),
    Field.CITY: ("by", "bynavn", "postdistrikt", "city", "town", "by navn"),
    Field.POSTAL_CITY: (
        "postnr by", "postnr og by", "postnummer og by", "postnr bynavn", "postnummer by", "post nr by", "by og postnr",
    ),
    Field.PHONE: (
        "tlf", "telefon", "telefonnr", "tlf nr", "tlfnr", "telefonnummer", "hovednummer", "telefon 1", "phone",
        "phone no", "telephone", "tlf 1", "leverandoer tlf", "fastnet",
    ),
    Field.EMAIL: (
        "mail", "e mail", "email", "mailadresse", "e mailadresse", "emailadresse", "e mail adresse", "e post", "epost",
        "firmamail", "leverandoer mail",
    ),
    Field.WEBSITE: ("hjemmeside", "website", "web", "www", "url", "webadresse", "internetadresse", "homepage"),
    Field.INDUSTRY: (
        "branche", "branchetekst", "branchenavn", "fag", "fagomraade", "hovedbranche", "industry", "varegruppe",
        "leverandoergruppe", "kategori", "brancheomraade",
    ),
    Field.EMPLOYEES: (
        "antal ansatte", "ansatte", "medarbejdere", "antal medarbejdere", "employees", "no of employees", "aarsvaerk",
    ),
    Field.ABOUT: ("bemaerkning", "bemaerkninger", "note", "noter", "beskrivelse", "kommentar", "leverer", "ydelse"),
    Field.CONTACT_NAME: (
        "kontaktperson", "kontakt", "kontaktnavn", "kontakt navn", "att", "kontaktpersonens navn", "contact",
        "contact person", "kontaktperson navn", "vores kontakt",
    ),
    Field.CONTACT_TITLE: (
        "titel", "stilling", "stillingsbetegnelse", "job titel", "jobtitel", "kontakt titel", "kontaktperson titel",
        "title", "kontakt stilling",
    ),
    Field.CONTACT_PHONE: (
        "mobil", "mobilnr", "mobiltelefon", "direkte tlf", "direkte telefon", "kontakt tlf", "kontakt telefon",
        "kontaktperson tlf", "kontaktpersons telefon", "kontakt mobil", "tlf kontaktperson", "mobile", "direkte nummer",
    ),
    Field.CONTACT_EMAIL: (
        "kontakt mail", "kontaktmail", "kontakt email", "kontakt e mail", "kontaktperson mail", "kontaktpersons mail",
        "mail kontaktperson", "direkte mail", "kontaktperson email", "kontaktperson e mail",
    ),
    Field.SUPPLIER_NUMBER: (
        "kreditornr", "kreditornummer", "kreditor nr", "leverandoernr", "leverandoernummer", "leverandoer nr",
        "kontonr", "kontonummer", "vendor no", "supplier no", "supplier number", "kred nr", "lev nr",
        "nr", "vendor number",
    ),
    Field.AGREEMENT_ENDS: (
        "rammeaftale udloeber", "rammeaftale udloeb", "aftale udloeber", "aftale udloebsdato", "udloebsdato",
        "udloeber", "aftale slut", "rammeaftale til", "kontrakt udloeber", "kontraktudloeb", "aftalens udloeb",
        "aftaleperiode slut", "rammeaftale slut", "rammeaftalen udloeber", "aftale til",
    ),
    Field.SOCIAL_CLAUSES: (
        "sociale klausuler", "social klausul", "klausuler", "arbejdsklausul", "sociale klausuler i aftalen",
        "social clauses", "soc klausuler", "socialt ansvar klausul",
    ),
}  # fmt: skip

# Known, and on purpose led nowhere: a SE number is often the CVR number, but need not be.
LEFT_ASIDE = frozenset(
    "se nr|se nummer|senr|bankkonto|reg nr|regnr|iban|swift|betalingsbetingelse|betalingsbetingelser|saldo|valuta|"
    "momskode|gln|ean|ean nr|land|landekode|spaerret|oprettet|omsaetning|koeb i aar|adresse 2|adresse2|fax|"
    "betalingsform|fi kreditor|giro|c o|co navn|att 2|afdeling".split("|")
)
