"""The same input gives the same output in every process, whatever the hash seed."""

import subprocess
import sys

SCRIPT = """
from matching import Candidate, Hours, Matcher, Opening, TermIndex
people = [Candidate(id=f"r{i}", skills=("rengøring", "køre truck", "lave mad")[i % 3:], wishes=("gøre rent",)) for i in range(9)]
jobs = [Opening(id=f"o{i}", title=t, tasks=("trappevask", "lagerarbejde")) for i, t in enumerate(("Kok", "Truckfører", "Stuepige"))]
m = Matcher(people, jobs)
print(m.version, [m.for_opening(o.id) for o in jobs], m.top_for_candidates(2).ids, TermIndex([j.title for j in jobs]).search("lave seng"))
"""


def test_equal_across_processes_and_hash_seeds():
    said = {subprocess.run([sys.executable, "-c", SCRIPT], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, check=True,
                           capture_output=True, text=True).stdout for seed in ("0", "1", "4242")}
    assert len(said) == 1
    assert len(said.pop()) > 500
