"""Supplier lists as finance systems write them, small enough to read."""

from __future__ import annotations

HEADINGS = "Kreditornr.;CVR-nr.;Leverandørnavn;Postnr.;By;Tlf.;Mail;Kontaktperson;Titel;Rammeaftale udløber"
MALER = "1001;25 31 37 63;MALER MADSEN APS;8800;Viborg;86 62 12 34;post@maler.dk;Hanne Bach;Direktør;31-12-2027"
TOEMRER = "1002;99999926;Tømrer & Søn;8600;Silkeborg;20304050;to@mrer.dk;Bo Søn;;"


def supplier_list(*rows: str, above: str = "Leverandøroversigt;;;\r\n;;;\r\n") -> bytes:
    """Title lines, headings and these rows in Windows' letters."""
    return (above + "\r\n".join([HEADINGS, *rows]) + "\r\n").encode("cp1252")
