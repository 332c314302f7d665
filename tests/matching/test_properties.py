"""What must hold for every profile: exact sums, no harm from a skill, no meaning in order, change equals rebuild."""

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import Candidate, Matcher, Opening, Vocabulary, Weights
from tests.matching.profiles_made import TEXTS, candidates, openings, worlds

SMALL = Vocabulary(Vocabulary.load_default().terms[:120], Vocabulary.load_default().word_groups[:20])
WEIGHTS = Weights.fit([Candidate(id="a", skills=TEXTS)], [Opening(id="o", title="rengøring", tasks=TEXTS)], SMALL)
many = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def matcher(people, jobs):
    return Matcher(people, jobs, weights=WEIGHTS, vocabulary=SMALL)


def everything(ranker, people, jobs):
    """All that a matcher says of a world, by id."""
    listed = {p.id: ranker.for_candidate(p.id, limit=50) for p in people}
    ranked = {o.id: ranker.for_opening(o.id, limit=50) for o in jobs}
    return listed, ranked, [ranker.explain(o.id, p.id) for o in jobs for p in people]


@many
@given(worlds())
def test_contributions_sum_to_the_score_exactly(world):
    people, jobs = world
    ranker = matcher(people, jobs)
    for person in people:
        for job in jobs:
            match = ranker.explain(job.id, person.id)
            assert sum(part.contribution for part in match.parts) == match.score
            assert sum(part.weight for part in match.parts) == 1.0
            assert 0.0 <= match.score <= 1.0


@many
@given(worlds(), st.sampled_from([t for t in TEXTS if not t.startswith("ikke")]))
def test_one_more_skill_never_lowers_a_score(world, skill):
    people, jobs = world
    person = dataclasses.replace(people[0], skills=(*people[0].skills, skill))
    before, after = matcher(people, jobs), matcher([person, *people[1:]], jobs)
    for job in jobs:
        assert after.explain(job.id, person.id).score >= before.explain(job.id, person.id).score


@many
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_people_openings_and_skills_changes_nothing(world, random):
    people, jobs = world
    mixed = [dataclasses.replace(p, skills=tuple(random.sample(p.skills, len(p.skills)))) for p in people]
    shuffled = random.sample(mixed, len(mixed)), random.sample(jobs, len(jobs))
    first, second = everything(matcher(people, jobs), people, jobs), everything(matcher(*shuffled), people, jobs)
    assert [(m.score, m.rank_key, m.blockers) for m in first[2]] == [
        (m.score, m.rank_key, m.blockers) for m in second[2]
    ]
    for one, other in zip(first[:2], second[:2], strict=True):
        assert {k: [(m.opening_id, m.candidate_id) for m in v] for k, v in one.items()} == {
            k: [(m.opening_id, m.candidate_id) for m in v] for k, v in other.items()
        }


@many
@given(worlds(), candidates("r0"), openings("o0"), candidates("new"), openings("fresh"))
def test_put_and_remove_equal_a_rebuild(world, person, job, new_person, new_job):
    people, jobs = world
    ranker = matcher(people, jobs)
    everything(ranker, people, jobs)
    ranker.put_opening(job)
    ranker.put_candidate(person)
    ranker.put_candidate(new_person)
    ranker.put_opening(new_job)
    now = [person, *people[1:], new_person], [job, *jobs[1:], new_job]
    if len(jobs) > 1:
        ranker.remove_opening(jobs[1].id)
        now[1].remove(jobs[1])
    if len(people) > 1:
        ranker.remove_candidate(people[1].id)
        now[0].remove(people[1])
    rebuilt = matcher(*now)
    assert everything(ranker, *now) == everything(rebuilt, *now)
    for mine, other in (
        (ranker.top_for_openings(3), rebuilt.top_for_openings(3)),
        (ranker.top_for_candidates(3), rebuilt.top_for_candidates(3)),
    ):
        assert (mine.row_ids, mine.ids, mine.scores.tolist(), mine.positions.tolist()) == (
            other.row_ids,
            other.ids,
            other.scores.tolist(),
            other.positions.tolist(),
        )


@many
@given(worlds())
def test_batch_equals_one_by_one(world):
    people, jobs = world
    ranker = matcher(people, jobs)
    for top, one, key in (
        (ranker.top_for_openings(3), ranker.for_opening, "candidate_id"),
        (ranker.top_for_candidates(3), ranker.for_candidate, "opening_id"),
    ):
        others = [p.id for p in (people if key == "candidate_id" else jobs)]
        for row, row_id in enumerate(top.row_ids):
            found = one(row_id, limit=3)
            ids = [getattr(m, key) for m in found]
            assert [i for i in top.ids[row] if i is not None] == ids
            assert top.scores[row][: len(ids)].tolist() == [m.score for m in found]
            assert top.positions[row].tolist() == [others.index(i) for i in ids] + [-1] * (3 - len(ids))


@many
@given(worlds())
def test_what_is_listed_is_what_is_explained_and_never_blocked(world):
    people, jobs = world
    ranker = matcher(people, jobs)
    for job in jobs:
        for match in ranker.for_opening(job.id, limit=50):
            assert match == ranker.explain(job.id, match.candidate_id)
            assert match.blockers == ()
    for person in people:
        for match in ranker.for_candidate(person.id, limit=50):
            assert match == ranker.explain(match.opening_id, person.id)
