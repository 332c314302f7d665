"""One warm ranker a process: built at its first use, afterwards fed only with what changed."""

from __future__ import annotations

import functools
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.db import Database
from app.matches import feeding
from app.matches import workplace_feeding as workplaces
from app.matches.feeding import Job, Mark, Person
from app.matches.models import FedKind
from app.matches.profiles import company_key, order_key, resident_key
from app.matches.ready import Ready
from app.vocabulary.queries import sources
from matching import Matcher, Opening, Vocabulary, Weights

# Weights come from the vocabulary alone, with this mean length of an order: so that all processes, whenever they
# started, give the same numbers under the same version, and no resident's words move anybody else's score.
MEAN_TEXTS_OF_AN_ORDER = 5.0
# So much a request takes in at once; what is left is for the next one (a large import waits for nobody).
MOST_CHANGES = 100


@dataclass(frozen=True)
class Built:
    """A ranker as it was built from one state of the database."""

    matcher: Matcher
    workplaces: Matcher
    mark: Mark
    people: dict[int, Person]
    jobs: dict[int, Job]


class WarmMatcher:
    """The process's ranker over one database. Thread-safe: one thread at a time is inside.

    The ranker itself knows no day: what deadlines and starts shut is decided here, so that midnight needs no rebuild.
    When words have come to mean something else, a new ranker is built beside the old one, which serves until then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._matcher: Matcher | None = None
        self._version = ""
        self._mark = Mark(None, -1)
        self._day: date | None = None
        self._people: dict[int, Person] = {}
        self._jobs: dict[int, Job] = {}
        # Companies as workplaces to ask, in a ranker of their own: nobody's order of job orders rests on them.
        self._workplaces = Matcher()
        self._renewing: threading.Thread | None = None

    @contextmanager
    def ready(self, session: Session, today: date) -> Iterator[Ready]:
        """The ranker as it stands after all that was committed before this request began (within MOST_CHANGES)."""
        mark = feeding.present_mark(session)
        with self._lock:
            if self._matcher is None or mark.epoch != self._mark.epoch:
                self._build(today)
            elif mark.seq > self._mark.seq or today != self._day:
                self._catch_up(today)
            if mark.vocabulary != self._mark.vocabulary:
                self._begin_renewal(today)
            assert self._matcher is not None
            yield Ready(self._matcher, self._workplaces, self._version, self._people, self._jobs, today)

    def _build(self, today: date) -> None:
        """Begin anew: the first time, or when the database is another one; a small one is put into what is warm."""
        with self._database.reading() as session:
            mark = feeding.present_mark(session)
            if self._matcher is not None and mark == self._mark:
                return  # another request, with an older view of the database, has been answered already
            known = present_vocabulary(session, mark)
            if not (self._means_by(known) and self._refilled(session, mark, today)):
                self._take(built(session, mark, today, known), today)

    def _means_by(self, vocabulary: Vocabulary) -> bool:
        return self._matcher is not None and self._matcher.vocabulary.digest == vocabulary.digest

    def _refilled(self, session: Session, mark: Mark, today: date) -> bool:
        """Whether a database that is small, and another one, was put into the ranker that is there."""
        people, jobs = feeding.all_people(session, today), feeding.all_jobs(session)
        places = workplaces.all_workplaces(session)
        if len(people) + len(jobs) + len(places) > MOST_CHANGES:
            return False
        self._mark, self._day = mark, today
        self._put_people(set(self._people), people)
        self._put_jobs(set(self._jobs), jobs)
        self._put_workplaces(None, places)
        return True

    def _take(self, new: Built, today: date) -> None:
        self._matcher, self._mark, self._day = new.matcher, new.mark, today
        self._version = new.matcher.version  # a digest of all weights: once is enough
        self._people, self._jobs, self._workplaces = new.people, new.jobs, new.workplaces

    def _begin_renewal(self, today: date) -> None:
        if self._renewing is None or not self._renewing.is_alive():
            self._renewing = threading.Thread(target=self._renew, args=(today,), name="renew-ranker", daemon=True)
            self._renewing.start()

    def _renew(self, today: date) -> None:
        with self._database.reading() as session:
            mark = feeding.present_mark(session)
            known = present_vocabulary(session, mark)
            with self._lock:
                if self._means_by(known):  # changed back, or changed in what ties nothing together
                    self._mark = replace(self._mark, vocabulary=mark.vocabulary)
                    return
            new = built(session, mark, today, known)
        if new.jobs:  # the first list is the slow one
            new.matcher.for_opening(order_key(next(iter(new.jobs))), limit=1)
        with self._lock:
            if new.mark.epoch == self._mark.epoch:
                self._take(new, today)

    def settle(self) -> None:
        """Wait until a new ranker that is being built has taken over."""
        renewing = self._renewing
        if renewing is not None:
            renewing.join()

    def _catch_up(self, today: date) -> None:
        with self._database.reading() as session:
            changed = feeding.changes_after(session, self._mark.seq, at_most=MOST_CHANGES)
            ids: dict[FedKind, set[int]] = {kind: set() for kind in FedKind}
            for kind, row_id, _seq in changed:
                ids[kind].add(row_id)
            ids[FedKind.RESIDENT].update(self._aged(today))
            people = feeding.people(session, ids[FedKind.RESIDENT], today)
            jobs = feeding.jobs(session, ids[FedKind.ORDER], ids[FedKind.COMPANY])
            touched = workplaces.companies_of(session, ids[FedKind.COMPANY], ids[FedKind.ORDER])
            places = workplaces.workplaces(session, touched)
        self._put_workplaces(touched, places)
        self._put_people(ids[FedKind.RESIDENT], people)
        self._put_jobs(ids[FedKind.ORDER], jobs)
        if changed:
            self._mark = replace(self._mark, seq=changed[-1][2])
        self._day = today

    def _aged(self, today: date) -> list[int]:
        """Residents whose profile time has changed since the last day."""
        if self._day == today:
            return []
        return [one.resident_id for one in self._people.values() if one.changes_on and one.changes_on <= today]

    def _put_people(self, ids: set[int], found: Collection[Person]) -> None:
        assert self._matcher is not None
        for person in found:
            self._matcher.put_candidate(person.profile)
            self._people[person.resident_id] = person
        for resident_id in ids - {person.resident_id for person in found}:
            if self._people.pop(resident_id, None):
                self._matcher.remove_candidate(resident_key(resident_id))

    def _put_jobs(self, ids: set[int], found: Collection[Job]) -> None:
        assert self._matcher is not None
        for job in found:
            self._matcher.put_opening(job.profile)
            self._jobs[job.order_id] = job
        for order_id in ids - {job.order_id for job in found}:
            if self._jobs.pop(order_id, None):
                self._matcher.remove_opening(order_key(order_id))

    def _put_workplaces(self, ids: Collection[int] | None, found: Collection[Opening]) -> None:
        """Put what was found, and take out the rest of the ids (of all, when None)."""
        known = {place.id for place in self._workplaces.openings()}
        gone = known if ids is None else {company_key(company_id) for company_id in ids} & known
        for place in found:
            self._workplaces.put_opening(place)
        for key in gone - {place.id for place in found}:
            self._workplaces.remove_opening(key)


def present_vocabulary(session: Session, mark: Mark) -> Vocabulary:
    """What words mean in this database now."""
    own, _weights = frozen_weights()
    return sources(session).vocabulary(own) if mark.vocabulary else own


def built(session: Session, mark: Mark, today: date, vocabulary: Vocabulary) -> Built:
    """A ranker over everything that the database holds now. Takes seconds: never inside a request but the first."""
    people, jobs = feeding.all_people(session, today), feeding.all_jobs(session)
    _own, weights = frozen_weights()
    matcher = Matcher(
        [person.profile for person in people], [job.profile for job in jobs], weights=weights, vocabulary=vocabulary
    )
    places = Matcher(openings=workplaces.all_workplaces(session), weights=weights, vocabulary=vocabulary)
    by_resident = {person.resident_id: person for person in people}
    return Built(matcher, places, mark, by_resident, {job.order_id: job for job in jobs})


@functools.cache
def frozen_weights() -> tuple[Vocabulary, Weights]:
    """The vocabulary that comes with the product, and the weights it gives; what is added to it moves no weight."""
    vocabulary = Vocabulary.load_default()
    return vocabulary, Weights.of_texts((), vocabulary, MEAN_TEXTS_OF_AN_ORDER)
