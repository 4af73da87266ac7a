"""Damaged recordings are tagged or refused with a reason; none is harmed, and none stops the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from publisher.workers import Workers
from tests.tag_fuzz import mutants, samples, try_all

SEED = 20260131
COUNT = 240


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(deadline_s=10.0, preload=("publisher.tags.many",)) as workers:
        yield workers


def test_damaged_recordings_are_tagged_or_refused(
    tmp_path: Path, originals: Mapping[str, bytes], workers: Workers
) -> None:
    tally = try_all(tmp_path, mutants(originals, SEED, COUNT), workers, decoded_each=8)
    assert tally.faults == []
    assert tally.answers["tagged"] > COUNT / 10
    assert len(tally.answers) > 10
    assert tally.answers.total() == COUNT


def test_whole_recordings_are_all_tagged(tmp_path: Path, originals: Mapping[str, bytes], workers: Workers) -> None:
    plain = {name: content for name, content in originals.items() if name.startswith("plain")}
    tally = try_all(tmp_path, plain, workers)
    assert tally.faults == []
    assert tally.answers == {"tagged": len(plain)}
