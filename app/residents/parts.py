"""The lines of a profile's lists as plain values, between forms and services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.residents.models import SkillSource


@dataclass(frozen=True)
class SkillRow:
    """A skill in the resident's words, and where it comes from."""

    text: str
    source: SkillSource | None


@dataclass(frozen=True)
class CertificateRow:
    """A certificate or licence, and its last day."""

    text: str
    valid_until: date | None


@dataclass(frozen=True)
class LanguageRow:
    """A language by its code, and the level 0–5."""

    language: str
    level: int
