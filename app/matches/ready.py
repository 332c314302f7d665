"""What one request may ask of the ranker while it holds it; ids are those of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from app.matches.feeding import Job, Person
from app.matches.profiles import id_of, order_key, resident_key
from matching import Blocker, Door, Match, Matcher, doors_for_candidate, doors_for_opening
from matching.hard_rules import date_blockers

# The key under which somebody asks among the workplaces: one row, however many ask.
ASKING = "asking"
# More changes than are shown, so that equal ones can be put together.
DOORS_TRIED = 20


class Ready:
    """What one request may ask of the ranker; ids are those of rows."""

    def __init__(
        self,
        matcher: Matcher,
        workplaces: Matcher,
        version: str,
        people: dict[int, Person],
        jobs: dict[int, Job],
        today: date,
    ) -> None:
        self._matcher, self._people, self._jobs, self._today = matcher, people, jobs, today
        self._workplaces = workplaces
        self.version = version
        """Version of code, weights and vocabulary."""

    def people_for(self, order_id: int, *, among: Collection[int], limit: int) -> list[Match]:
        """Residents for an order, best first; none when the order is closed or its dates are over."""
        job = self._jobs.get(order_id)
        if job is None or self._dates(order_id):
            return []
        everybody = self._people.keys() <= set(among)
        keys = None if everybody else {resident_key(resident_id) for resident_id in among}
        return self._matcher.for_opening(order_key(order_id), limit=limit, among=keys)

    def orders_for(self, resident_id: int, *, limit: int) -> list[Match]:
        """Open orders for a resident, best first; none for somebody in the archive."""
        if resident_id not in self._people:
            return []
        return self._matcher.for_candidate(resident_key(resident_id), limit=limit, among=self._open_jobs())

    def workplaces_for(self, resident_id: int, *, limit: int) -> list[Match]:
        """Companies whose work is near what a resident wishes and can, best first; none for somebody in the archive."""
        person = self._people.get(resident_id)
        if person is None:
            return []
        self._workplaces.put_candidate(replace(person.profile, id=ASKING))
        return self._workplaces.for_candidate(ASKING, limit=limit)

    def doors_for_resident(self, resident_id: int) -> list[Door]:
        """The changes that would bring a resident most open orders."""
        if resident_id not in self._people:
            return []
        return doors_for_candidate(self._matcher, resident_key(resident_id), among=self._open_jobs(), limit=DOORS_TRIED)

    def doors_for_order(self, order_id: int, *, among: Collection[int]) -> list[Door]:
        """The questions and loosened demands that would bring an order most of these residents."""
        if order_id not in self._jobs or self._dates(order_id):
            return []
        keys = {resident_key(resident_id) for resident_id in among}
        return doors_for_opening(self._matcher, order_key(order_id), among=keys, limit=DOORS_TRIED)

    def weekly_hours(self, resident_id: int) -> float | None:
        """The most hours a week that a resident can work now; None when nobody has said."""
        person = self._people.get(resident_id)
        hours = person.profile.hours if person else None
        return hours.high if hours else None

    def _open_jobs(self) -> set[str]:
        return {order_key(job.order_id) for job in self._jobs.values() if job.is_open and not self._dates(job.order_id)}

    def pair(self, order_id: int, resident_id: int) -> Match | None:
        """One pair in full, also when a rule shuts it; None when either is not ranked at all."""
        if order_id not in self._jobs or resident_id not in self._people:
            return None
        match = self._matcher.explain(order_key(order_id), resident_key(resident_id))
        return replace(match, blockers=(*match.blockers, *self._dates(order_id)))

    def order_ids(self) -> Iterator[int]:
        """Ids of all orders it knows."""
        return iter(self._jobs)

    def elsewhere(self, known: Collection[int]) -> frozenset[int]:
        """Ids of all residents but these."""
        return frozenset(self._people.keys() - set(known))

    def hands(self, resident_id: int) -> tuple[int, int | None]:
        """The organisation and the counsellor of a resident."""
        person = self._people[resident_id]
        return person.organisation_id, person.counsellor_id

    def _dates(self, order_id: int) -> tuple[Blocker, ...]:
        return date_blockers(self._jobs[order_id].profile, self._today)


def resident_id(match: Match) -> int:
    """The resident of a match."""
    return id_of(match.candidate_id)


def order_id(match: Match) -> int:
    """The order, or the company as a workplace, of a match."""
    return id_of(match.opening_id)
