"""What opens doors: the change that would bring most, tried for real and taken back."""

from matching import AgeRule, Candidate, Change, Hours, Kind, Matcher, Opening, doors_for_candidate, doors_for_opening

PEOPLE = [
    Candidate(id="r1", skills=("rengøring",), without=("kørekort B",), hours=Hours(5, 10)),
    Candidate(id="r2", skills=("rengøring",), certificates=("kørekort B",), hours=Hours(30, 37)),
]
JOBS = [
    Opening(id="o1", title="Rengøringsassistent", certificates=("kørekort B",), hours=Hours(8, 10)),
    Opening(id="o2", title="Rengøring af biler", certificates=("kørekort B",), hours=Hours(8, 10)),
    Opening(id="o3", title="Rengøring på skole", hours=Hours(20, 20)),
]


def test_the_licence_opens_two_and_more_hours_one():
    ranker = Matcher(PEOPLE, JOBS)
    doors = doors_for_candidate(ranker, "r1")
    assert [(door.change, door.about, door.opens) for door in doors[:2]] == [
        (Change.CERTIFICATE, "kørekort B", ("o1", "o2")),
        (Change.HOURS, "20", ("o3",)),
    ]


def test_looking_leaves_the_ranker_as_it_was():
    ranker = Matcher(PEOPLE, JOBS)
    before = [ranker.for_candidate("r1"), ranker.for_opening("o1"), ranker.explain("o1", "r1")]
    doors_for_candidate(ranker, "r1")
    doors_for_opening(ranker, "o1")
    assert [ranker.for_candidate("r1"), ranker.for_opening("o1"), ranker.explain("o1", "r1")] == before


def test_a_loosened_demand_brings_people():
    doors = doors_for_opening(Matcher(PEOPLE, JOBS), "o1")
    assert (Change.LOOSEN_CERTIFICATE, "kørekort B", ("r1",)) in [(d.change, d.about, d.opens) for d in doors]


def test_no_change_opens_a_job_for_a_pupil_before_it_is_asked_whether_it_is_light_work():
    pupil = Candidate(
        id="r3", wishes=("rengøring",), hours=Hours(1, 2), age_rule=AgeRule.FROM_13_TO_14, certificates=("kørekort B",)
    )
    jobs = [
        Opening(id="adult", title="Rengøring på skole", hours=Hours(5, 5)),
        Opening(id="young", title="Rengøring på skole", hours=Hours(5, 5), kind=Kind.YOUTH_JOB),
    ]
    ranker = Matcher([pupil], jobs)
    assert [(door.change, door.about, door.opens) for door in doors_for_candidate(ranker, "r3", limit=1)] == [
        (Change.HOURS, "10", ("young",))
    ]
    assert doors_for_opening(ranker, "adult") == []
    assert [door.change for door in doors_for_opening(ranker, "young")] == [Change.LOOSEN_HOURS]


def test_a_skill_opens_only_openings_that_ask_for_it():
    gardener = Candidate(id="r4", wishes=("gårdmand",), skills=("slå græs",))
    jobs = [
        Opening(id="asks", title="Slå græs", required=("gøre grundigt rent", "klippe hæk")),
        Opening(id="asks not", title="Affaldsrunde", tasks=("vaske gulve", "feje ved indgange", "samle affald")),
    ]
    doors = doors_for_candidate(Matcher([gardener], jobs), "r4")
    assert [(door.about, door.opens) for door in doors] == [("gøre grundigt rent", ("asks",))]
