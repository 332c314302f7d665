"""The same input gives the same output in every process, whatever the hash seed."""

import subprocess
import sys

SCRIPT = """
from matching import Candidate, Matcher, Opening, TermIndex
skills = ("rengøring", "køre truck", "lave mad")
people = [Candidate(id=f"r{i}", skills=skills[i % 3:], wishes=("gøre rent",)) for i in range(9)]
titles = ("Kok", "Truckfører", "Stuepige")
jobs = [Opening(id=f"o{i}", title=title, tasks=("trappevask", "lagerarbejde")) for i, title in enumerate(titles)]
ranker = Matcher(people, jobs)
print(ranker.version, [ranker.for_opening(job.id) for job in jobs], ranker.top_for_candidates(2).ids)
print(TermIndex(titles).search("lave seng"))
"""


def test_equal_across_processes_and_hash_seeds():
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(said) == 1
    assert len(said.pop()) > 500
