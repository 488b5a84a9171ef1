"""The same instance makes the same model in every process, whatever order Python gives sets."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRINT_DIGEST = """
from hashlib import sha256
from pathlib import Path
from planner.build import build
from planner.presolve import presolve
from planner.read import read_instance
instance = read_instance(Path("instances/kuzbass-coal.json"))
print(sha256(str(build(presolve(instance)).program.model.written().proto).encode()).hexdigest())
"""


def test_model_does_not_depend_on_the_order_of_sets() -> None:
    first, second = (_digest(hash_seed) for hash_seed in ("1", "2"))
    assert first == second


def _digest(hash_seed: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout
