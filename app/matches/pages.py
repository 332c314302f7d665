"""What other features' pages show of matches: computed when a template asks, as the one who is signed in may see it.

A page includes `matches/on_order.html`, `on_resident.html` or `in_talk.html`; these ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask.blueprints import BlueprintSetupState

from app import clock
from app.companies import labels as company_labels
from app.matches import labels, layout, queries, ranking, rules, workplaces
from app.matches.blueprint import blueprint, warm
from app.matches.door_wording import door_words
from app.matches.lenses import Told
from app.matches.models import Inquiry, InquiryAnswer, Match, MatchState
from app.matches.ranking import OrderRanking, OrderRow
from app.matches.sentences import Voice, blocker_words, question_words, reason_lines, reason_words, workplace_words
from app.matches.workplaces import Workplace
from app.orders.models import JobOrder
from app.orders.rules import CLOSED
from app.residents import rules as residents
from app.residents.looks import Look, note_look
from app.residents.models import Resident
from app.web import db, signed_in


@dataclass(frozen=True)
class MatchRow:
    """A match in a list, as the one who is signed in may see it; `state` None: over, and why is not theirs."""

    match: Match
    state: MatchState | None


def ranking_for_order(order: JobOrder) -> OrderRanking | None:
    """Who fits an order; None for one that is closed. Whoever is shown by name is written in the access log."""
    if order.state in CLOSED:
        return None
    found = ranking.ranking_of_order(db(), warm(), signed_in(), order, clock.today())
    note_ranking(found)
    return found


def note_ranking(found: OrderRanking) -> None:
    """Write down that the one who is signed in sees these residents, and whose considerations they are told of."""
    rows = (*found.people, *found.shared)
    note_look(Look.RANKING, [row.resident_id for row in rows])
    note_look(Look.CONSIDERATIONS, [row.resident_id for row in rows if row.told.rests_on_considerations])


def note_considerations(resident: Resident, *shown: Told | None) -> None:
    """Write down that something told of a resident comes from considerations, when it does."""
    if any(told is not None and told.rests_on_considerations for told in shown):
        note_look(Look.CONSIDERATIONS, [resident.id])


def ranking_for_resident(resident: Resident) -> Sequence[OrderRow]:
    """Open orders that fit a resident, with reasons."""
    found = ranking.ranking_of_resident(db(), warm(), signed_in(), resident, clock.today())
    note_considerations(resident, *(row.told for row in found))
    return found


def workplaces_for_resident(resident: Resident, ranking: Sequence[OrderRow]) -> Sequence[Workplace]:
    """Companies to ask about for a resident, with whom of us to ring; none whose openings are listed already."""
    listed = {row.order.company_id for row in ranking}
    return workplaces.workplaces_for(db(), warm(), signed_in(), resident, clock.today(), but=listed)


def inquiry_about(order: JobOrder) -> Inquiry | None:
    """The open question to the counsellors about an order."""
    return queries.open_inquiry(db(), order.id)


def answer_about(order: JobOrder) -> InquiryAnswer | None:
    """The own answer to the open question about an order."""
    return queries.own_answer(db(), signed_in(), order.id)


def matches_of_order(order: JobOrder) -> list[MatchRow]:
    """The matches of an order that the one who is signed in may know of."""
    return [shown(match) for match in queries.matches_of_order(db(), signed_in(), order.id)]


def matches_of_resident(resident: Resident) -> list[MatchRow]:
    """The matches of a resident that the one who is signed in may know of."""
    return [shown(match) for match in queries.matches_of_resident(db(), signed_in(), resident.id)]


def going_on(rows: Iterable[MatchRow]) -> list[Match]:
    """The matches of these that are under way or agreed: whoever is in one is chosen already."""
    return [row.match for row in rows if row.match.state not in rules.OVER]


def shown(match: Match) -> MatchRow:
    """A match as the one who is signed in may see it."""
    staff = residents.may_edit(signed_in(), match.resident)
    return MatchRow(match, rules.shown_state(match.state, staff=staff))


@blueprint.record_once
def _give_to_templates(state: BlueprintSetupState) -> None:
    given: dict[str, Any] = {
        "ranking_for_order": ranking_for_order,
        "ranking_for_resident": ranking_for_resident,
        "workplaces_for_resident": workplaces_for_resident,
        "workplace_words": workplace_words,
        "workplace_labels": company_labels,
        "laid_out": layout.laid_out,
        "common_questions": layout.common_questions,
        "match_layout": layout,
        "reason_lines": reason_lines,
        "inquiry_about": inquiry_about,
        "answer_about": answer_about,
        "matches_of_order": matches_of_order,
        "matches_of_resident": matches_of_resident,
        "going_on": going_on,
        "reason_words": reason_words,
        "door_words": door_words,
        "blocker_words": blocker_words,
        "question_words": question_words,
        "match_labels": labels,
        "to_the_resident": Voice.RESIDENT,
        "askable_states": rules.ASKABLE,
    }
    state.app.jinja_env.globals.update(given)
