"""The ranking that a choice was made on, as it is kept: what was shown, less what considerations say."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from app.matches.lenses import Told
from app.matches.ranking import OrderRanking
from matching import Blocker, Reason, Unknown

SALT = "matches.choose"
Kept = dict[str, Any]


def kept_ranking(ranking: OrderRanking, chosen_id: int, chosen: Told | None) -> Kept:
    """Ids, places, scores, words and reasons with their data, of the list and of the one who may not be on it."""
    return {
        "matcher": ranking.version,
        "listed": [
            {"resident_id": row.resident_id, "place": place} | told_as_data(row.told)
            for place, row in enumerate(ranking.people, 1)
        ],
        "chosen": {"resident_id": chosen_id} | (told_as_data(chosen) if chosen else {}),
    }


def told_as_data(told: Told) -> Kept:
    """What was shown of one pair. Considerations can be about health: kept in their own table alone."""
    kept = told.without_considerations()
    return {
        "fit": kept.fit.value,
        "score": round(kept.score, 4),
        "reasons": [_plain(one) for one in kept.reasons],
        "also": list(kept.also),
        "gaps": [_plain(one) for one in kept.gaps],
        "blockers": [_plain(one) for one in kept.blockers],
        "questions": [_plain(one) for one in (*kept.questions, *kept.company_questions)],
        "considered": told.rests_on_considerations,
    }


def _plain(one: Reason | Blocker | Unknown) -> Kept:
    values = {name: value for name, value in asdict(one).items() if value is not None}
    return values | {"code": one.code.value}


def sealed(kept: Kept, *, secret: str, order_id: int, user_id: int) -> str:
    """The ranking for a form's hidden field: what is kept is what was on the screen, and nobody else can make one."""
    return str(_serializer(secret).dumps({"order": order_id, "user": user_id, "kept": kept}))


def opened(seal: str, *, secret: str, order_id: int, user_id: int) -> Kept | None:
    """What `sealed` hid, for the same user and order; None for anything else."""
    try:
        content = _serializer(secret).loads(seal)
    except BadSignature:
        return None
    fits = (content["order"], content["user"]) == (order_id, user_id)
    kept: Kept | None = content["kept"] if fits else None
    return kept


def without(kept: Kept, resident_id: int) -> Kept:
    """A kept ranking without one resident, whose rows are to be erased; the places of the others stay."""
    listed = [row for row in kept.get("listed", []) if row["resident_id"] != resident_id]
    return kept | {"listed": listed}


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=SALT)
