"""Tags damaged recordings for as long as you like, and tells what goes wrong.

    python tools/fuzz_tags.py [--minutes 5] [--seed 1] [--keep FOLDER]

Prints each fault with the file that brings it out, which is kept, and how often the program gave which answer. Exit
code 1 if there was a fault. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the samples are those of the tests

from publisher.workers import Workers  # noqa: E402
from tests.tag_fuzz import mutants, samples, try_all  # noqa: E402

BATCH = 200
DEADLINE_S = 10.0


def main() -> None:
    """Runs batch after batch until the time is over."""
    parser = argparse.ArgumentParser(description="Tag damaged recordings.")
    parser.add_argument("--minutes", type=float, default=5.0, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="of the first batch; the next one has the next number")
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="a folder for files that bring out a fault")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    answers: Counter[str] = Counter()
    faults = 0
    with tempfile.TemporaryDirectory() as folder, Workers(deadline_s=DEADLINE_S) as workers:
        originals = samples(Path(folder) / "samples")
        seed = options.seed
        while time.monotonic() < end:
            faults += run_batch(Path(folder) / str(seed), originals, seed, workers, answers, options.keep)
            seed += 1
    for answer, count in answers.most_common():
        print(f"{count:7,}  {answer}")
    print(f"{answers.total():,} files, seeds {options.seed} to {seed - 1}, {faults} faults")
    sys.exit(1 if faults else 0)


def run_batch(
    root: Path, originals: Mapping[str, bytes], seed: int, workers: Workers, answers: Counter[str], keep: Path
) -> int:
    """How many faults a batch brought out; its answers are added to ``answers``."""
    contents = mutants(originals, seed, BATCH)
    tally = try_all(root, contents, workers)
    answers += tally.answers
    for fault in tally.faults:
        name = fault.partition(":")[0]
        print(f"seed {seed}, {fault}")
        if name in contents:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{seed}-{name}").write_bytes(contents[name])
    for path in (root / "audio").iterdir():
        path.unlink()
    return len(tally.faults)


if __name__ == "__main__":
    main()
