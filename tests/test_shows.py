"""Each folder in tests/shows is a case: laid over a small show, it must bring exactly the problems it names.

To add a case, add files. ``make expected`` writes what the program says now into every problems.txt: read the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.show_folders import BASE, SHOWS, build, lay_over, tree

CASES = sorted(path.name for path in SHOWS.iterdir() if path.is_dir() and path.name != BASE.name)


@pytest.fixture(scope="session")
def built_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "show"
    lay_over(BASE, folder)
    result = build(folder)
    assert result.exit_code == 0, result.stderr
    return folder


def test_the_show_below_all_cases_has_no_problem(built_base: Path) -> None:
    result = build(built_base)
    assert result.stderr == ""
    assert result.stdout == "feed/feed.xml: 1 episode; 0 files written, 0 removed, 7 unchanged\n"


@pytest.mark.parametrize("case", CASES)
def test_case_brings_its_problems(case: str, built_base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    lay_over(built_base, folder)
    (folder / "published.yaml").unlink()  # what subscribers lose by a fault is the matter of other tests
    (folder / "feed" / "feed.xml").unlink()
    before = tree(folder / "feed")
    lay_over(SHOWS / case, folder)
    result = build(folder)
    problems = [line for line in result.stderr.splitlines() if not line.startswith("publish: ")]
    expected = SHOWS / case / "problems.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text("".join(f"{line}\n" for line in problems), encoding="utf-8")
    assert problems == expected.read_text(encoding="utf-8").splitlines()
    if any(": error: " in problem for problem in problems):
        assert result.exit_code == 1
        assert tree(folder / "feed") == before, "the feed on disk was touched"
    else:
        assert result.exit_code == 0
