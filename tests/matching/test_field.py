"""A workplace to ask is known by its field and the jobs that are done there: wishes meet the field, skills do not."""

from matching import Candidate, Matcher, Opening, PartCode, ReasonCode

SHOP = Opening(id="shop", field=("Butik",))
KITCHEN = Opening(id="kitchen", field=("Restaurant",), tasks=("opvask",))


def test_a_wish_meets_the_field_and_a_skill_does_not():
    people = [Candidate(id="wish", wishes=("butik",)), Candidate(id="skill", skills=("butik",))]
    found = Matcher(people, [SHOP, KITCHEN]).for_opening("shop")
    assert [(match.candidate_id, [reason.code for reason in match.reasons]) for match in found] == [
        ("wish", [ReasonCode.WISH_MEETS_FIELD])
    ]
    assert [part.code for part in found[0].parts] == [PartCode.WISHES]
    assert (found[0].score, found[0].gaps) == (0.875, ())


def test_a_no_to_the_field_is_a_gap_and_shuts_nothing():
    ranker = Matcher([Candidate(id="r", wishes=("ikke restaurant", "opvask"))], [SHOP, KITCHEN])
    match = ranker.explain("kitchen", "r")
    assert [gap.code for gap in match.gaps if gap.have] == [ReasonCode.GAP_TASK_REFUSED]
    assert match.blockers == ()
