"""The texts that a resident says yes to, by version; an old version stays as long as consents refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.residents.models import ConsentScope

CURRENT_VERSION = "2026-1"


@dataclass(frozen=True)
class ConsentText:
    """A consent in plain words of one language, to be read aloud or shown before the yes."""

    language: str
    opening: str
    choice: str
    scopes: Mapping[ConsentScope, str]
    never: str
    freedom: str
    withdrawal: str
    authority: str


TEXTS: Mapping[str, ConsentText] = {
    "2026-1": ConsentText(
        language="da",
        opening="Du siger ja til, at vi viser noget af det, du har fortalt os, til en anden samarbejdspartner. "
        "Det gør vi kun for at hjælpe dig med at finde job eller uddannelse.",
        choice="Du vælger selv, hvad de må se. Det kan være noget af det her:",
        scopes={
            ConsentScope.NAME_AND_CONTACT: "Dit navn, dit boligområde, og hvordan de får fat i dig.",
            ConsentScope.WISHES: "Om du går efter job eller uddannelse, og hvilke job du gerne vil have.",
            ConsentScope.SKILLS: "Hvad du kan, hvor du har lært det, og hvilke beviser du har.",
            ConsentScope.HOURS: "Hvor meget og hvornår du kan arbejde, hvor langt du kan tage, og hvordan.",
            ConsentScope.LANGUAGES: "Hvilke sprog du taler, og hvor godt.",
            ConsentScope.CV: "Dit CV: hvad du kan, dine stærke sider, dine beviser og dine sprog.",
        },
        never="De får aldrig vores notater, dine hensyn, det, du har sagt nej til, eller om du er blevet væk.",
        freedom="Du bestemmer selv. Du kan få den samme hjælp af os, selv om du siger nej.",
        withdrawal="Du kan fortryde, når du vil: sig det bare til din vejleder. Så lukker vi for det med det samme. "
        "Dit ja gælder højst til den dato, vi har skrevet.",
        authority="Er modtageren en kommune, kan den også have pligt til at behandle oplysninger om dig. "
        "Derfor skriver vi, hvad delingen bygger på.",
    ),
}


def current_text() -> ConsentText:
    """The text that is shown before a new consent."""
    return TEXTS[CURRENT_VERSION]
