"""The recordings that mutagen is tested with: each is tagged and sounds the same, or is refused with a reason."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

import pytest

from publisher.progress import no_progress
from publisher.tags.held import Options
from publisher.tags.many import Job, retag_all
from publisher.tags.retag import Mode, Tagged
from publisher.workers import Workers
from tests.sdists import files_of
from tests.tag_samples import everything, samples_md5

MUTAGEN = ("mutagen", "1.48.1", "8f95637ab9f6f305cec6bd1294e197debe207998e3e068596563c74f86b0a173")


@pytest.fixture(scope="module")
def recordings() -> dict[str, bytes]:
    """All of its files but the picture, under names in the folder for recordings."""
    found = files_of(*MUTAGEN)
    return {
        f"audio/{PurePosixPath(path).name}": content
        for path, content in sorted(found.items())
        if path.startswith("tests/data/") and not path.endswith((".jpg", ".py"))
    }


def run(root: Path, paths: list[str], mode: Mode) -> tuple[Tagged, ...]:
    # Some are of a few frames: the chapters are at the start of them all.
    jobs = [Job(path=path, wanted=everything(100)) for path in paths]
    with Workers(deadline_s=10.0, preload=("publisher.tags.many",)) as workers:
        return retag_all(root, jobs, Options(), mode, workers, no_progress)


def test_each_is_tagged_or_refused(tmp_path: Path, recordings: dict[str, bytes]) -> None:
    (tmp_path / "audio").mkdir()
    (tmp_path / "before" / "audio").mkdir(parents=True)
    for path, content in recordings.items():
        for root in (tmp_path, tmp_path / "before"):
            (root / path).write_bytes(content)
    done = run(tmp_path, list(recordings), Mode())
    assert [one.path for one in done] == list(recordings)
    tagged = [one.path for one in done if one.written]
    assert len(tagged) > 30
    for one in done:
        assert one.written or one.left
        if one.left:
            assert (tmp_path / one.path).read_bytes() == recordings[one.path]
            assert "Error" not in one.left
    with ThreadPoolExecutor(2) as pool:
        before = pool.map(samples_md5, [tmp_path / "before" / path for path in tagged])
        after = pool.map(samples_md5, [tmp_path / path for path in tagged])
        assert dict(zip(tagged, after, strict=True)) == dict(zip(tagged, before, strict=True))
    again = run(tmp_path, tagged, Mode())
    assert [one for one in again if not one.is_unchanged] == []
    removed = run(tmp_path, tagged, Mode(remove=True))
    assert [one for one in removed if not one.written] == []
