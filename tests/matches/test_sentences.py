"""Every code has a sentence in both voices, in Danish, with all its data in place."""

from __future__ import annotations

import pytest

from app.matches.profiles import DEMANDS
from app.matches.sentences import Voice, blocker_words, demand_words, question_words, reason_words
from app.matches.wording import BLOCKERS, QUESTIONS, REASONS
from app.orders.labels import DEMANDS as LABELS
from matching import Blocker, BlockerCode, Reason, ReasonCode, Unknown, UnknownCode

VOICES = list(Voice)
FULL = {"have": "gjort rent", "need": "trappevask", "amount": 3, "limit": 4}


def test_the_tables_cover_every_code() -> None:
    assert (set(REASONS), set(BLOCKERS), set(QUESTIONS)) == (set(ReasonCode), set(BlockerCode), set(UnknownCode))


@pytest.mark.parametrize("voice", VOICES)
def test_every_reason_and_gap_is_a_danish_sentence(app, voice: Voice) -> None:
    said = {code: reason_words(Reason(code, **FULL), voice) for code in ReasonCode}
    assert not [text for text in said.values() if not text or "%(" in text]


@pytest.mark.parametrize("voice", VOICES)
def test_every_blocker_is_a_danish_sentence(app, voice: Voice) -> None:
    said = [blocker_words(Blocker(code, **FULL), voice) for code in BlockerCode]
    assert not [text for text in said if not text or "%(" in text]


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("about", [None, "dansk"])
def test_every_question_is_a_danish_sentence(app, voice: Voice, about: str | None) -> None:
    said = {code: question_words(Unknown(code, about), voice) for code in UnknownCode}
    assert not [text for text in said.values() if not text or "%(" in text]
    if voice is Voice.RESIDENT:
        assert [code for code, text in said.items() if not text.endswith("?")] == []


@pytest.mark.parametrize(
    ("reason", "staff", "resident"),
    [
        (
            Reason(ReasonCode.SKILL_MEETS_TASK, "gjort rent på en skole", "trapper og kontorer", 0.7),
            "”gjort rent på en skole” passer til opgaven ”trapper og kontorer”",
            "Du har fortalt: ”gjort rent på en skole”. En af opgaverne er ”trapper og kontorer”.",
        ),
        (
            Reason(ReasonCode.SKILL_MEETS_REQUIREMENT, "Rengøring", "rengøring", 1.0),
            "Kan det, de har brug for: ”rengøring”",
            "De har brug for ”rengøring”. Det kan du.",
        ),
        (
            Reason(ReasonCode.GAP_HOURS_MORE, amount=7.5, limit=12),
            "Kan arbejde op til 7,5 timer om ugen; de har brug for mindst 12",
            "Du kan arbejde op til 7,5 timer om ugen. De har brug for mindst 12.",
        ),
        (
            Reason(ReasonCode.PLACE_NEAR, amount=0.4),
            "Arbejdet er i samme by",
            "Arbejdet er i din by.",
        ),
        (
            Reason(ReasonCode.GAP_PLACE_FAR, amount=38.6, limit=20),
            "Omkring 39 km til arbejdet; vil højst 20 km",
            "Der er omkring 39 km til arbejdet. Du vil højst 20 km.",
        ),
        (
            Reason(ReasonCode.GAP_TASK_REFUSED, "ikke køkken", "opvask i køkkenet", 0.8),
            "En af opgaverne er ”opvask i køkkenet”; vil helst ikke: ”køkken”",
            "En af opgaverne er ”opvask i køkkenet”. Du vil helst ikke ”køkken”.",
        ),
        (
            Reason(ReasonCode.GAP_DEMAND_TO_AVOID, "heavy_lifting", "heavy_lifting", 1.0),
            "Der er noget i arbejdet, der skal undgås: tunge løft",
            "Der er noget i arbejdet, du skal undgå: tunge løft.",
        ),
    ],
)
def test_sentences_read_as_people_speak(app, reason: Reason, staff: str, resident: str) -> None:
    assert (reason_words(reason), reason_words(reason, Voice.RESIDENT)) == (staff, resident)


def test_every_condition_of_work_has_our_own_word(app) -> None:
    codes = [DEMANDS[one].value if one in DEMANDS else one.value for one in LABELS]
    assert [demand_words(code) for code in codes] == [
        str(label)[:1].lower() + str(label)[1:] for label in LABELS.values()
    ]
    assert demand_words("evening") == "arbejde om aftenen"
