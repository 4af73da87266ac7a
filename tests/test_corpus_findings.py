"""Everything that the checks find in a hundred real episodes, each finding read against its file.

A change of a check shows here as a change of the list. ``UPDATE_EXPECTED=1`` (``make expected``) writes what they find
now: read each new line, and each that is gone, against the episode.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tests.checked_corpus import CheckedFolder, corpus_folder, corpus_pictures, corpus_recordings

LIST: Final = Path(__file__).parent / "corpus_findings.txt"


def test_a_hundred_real_episodes_have_these_faults_and_no_others(tmp_path: Path) -> None:
    corpus_folder(tmp_path / "show")
    problems = CheckedFolder(tmp_path / "show", corpus_recordings(), corpus_pictures()).problems()
    found = [f"{problem.place} {problem.check}" for problem in problems]
    if os.environ.get("UPDATE_EXPECTED"):
        LIST.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
    assert found == LIST.read_text(encoding="utf-8").splitlines()
