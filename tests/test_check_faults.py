"""Faults put into real episodes, a thousand of them: each is found at its line, and nothing else in the report changes.

Each kind of fault in tests/faults says what it must bring, and where. To add one, write the function, and put it into
the tuple at the end of its module.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from publisher.sources.audio_file import AudioFile, read_audio
from tests.checked_corpus import CheckedFolder, corpus_folder, corpus_pictures, corpus_recordings
from tests.faults import chapters, files, ids, links, numbers, transcripts, values
from tests.faults.fault import Kind
from tests.faults.injector import Injector

KINDS: Final[tuple[Kind, ...]] = (
    *links.KINDS,
    *ids.KINDS,
    *values.KINDS,
    *numbers.KINDS,
    *transcripts.KINDS,
    *chapters.KINDS,
    *files.KINDS,
)
DEMO: Final = Path(__file__).parents[1]
SEED: Final = 20261101
IN_CORPUS: Final = 880
IN_DEMO: Final = 120
FEWEST: Final = 4  # times that each kind has to be put in


def test_each_fault_in_a_hundred_real_episodes_is_found_and_nothing_else_changes(tmp_path: Path) -> None:
    corpus_folder(tmp_path / "show")
    checked = CheckedFolder(tmp_path / "show", corpus_recordings(), corpus_pictures())
    done = _injected(Injector(checked, has_habits=True), IN_CORPUS)
    assert done.total() >= IN_CORPUS
    assert {kind.__name__: done[kind.__name__] for kind in KINDS if done[kind.__name__] < FEWEST} == {}


def test_each_fault_in_the_demo_show_is_found_and_nothing_else_changes(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    for name in ("episodes", "audio", "images", "people"):
        shutil.copytree(DEMO / name, folder / name)
    for name in ("show.yaml", "artwork.jpg"):
        shutil.copyfile(DEMO / name, folder / name)
    checked = CheckedFolder(folder, dict(_recordings(folder)))
    done = _injected(Injector(checked, has_habits=False), IN_DEMO)
    assert done.total() >= IN_DEMO
    assert len(done) >= 40


def _injected(injector: Injector, times: int) -> Counter[str]:
    """How often each kind was put in, in as many runs as it takes; each run must leave nothing behind."""
    rng = Random(SEED)
    done: Counter[str] = Counter()
    while done.total() < times:
        rarest_first = sorted(rng.sample(KINDS, len(KINDS)), key=lambda kind: done[kind.__name__])
        placed, differences = injector.run(rarest_first, rng)
        assert differences == []
        done.update(placed.kinds.values())
    assert injector.run((), rng)[1] == []
    return done


def _recordings(folder: Path) -> Iterator[tuple[str, AudioFile]]:
    for path in sorted((folder / "audio").iterdir()):
        name = path.relative_to(folder).as_posix()
        recording = read_audio(folder, name).value
        assert recording is not None
        yield name, recording
