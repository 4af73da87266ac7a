"""What this program wrote into a recording is no source: the episode file wins, and contradicts nothing."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.id3 import COMM, ID3, PRIV, TALB, TDES, TIT2

from publisher.build import read_and_merge
from publisher.clock import format_time
from publisher.merge.episode import MergedEpisode
from publisher.progress import no_progress
from publisher.sources.audio_file import AudioFile, read_audio
from publisher.sources.audio_kind import find_kind
from publisher.tags.formats import FORMATS
from publisher.tags.held import Options
from publisher.tags.ours import read_recording
from publisher.tags.wanted import TagChapter, Wanted
from tests.audio_samples import mp3
from tests.check_samples import episode, found_of, tagged
from tests.show_folders import BASE, NOW, lay_over
from tests.tag_samples import everything, recordings_of_each_kind

open_any: Any = mutagen.File


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def noted(content: bytes, ours: Mapping[str, str]) -> bytes:
    """An MP3 file with the note that this program would have left."""
    tags = ID3(io.BytesIO(content))
    tags.add(PRIV(owner="podcast-publisher", data=json.dumps(ours).encode()))
    return saved(tags)


def saved(tags: ID3) -> bytes:
    buffer = io.BytesIO()
    tags.save(buffer)
    return buffer.getvalue() + mp3()


def merged_of(folder: Path, files: Mapping[str, str | bytes]) -> MergedEpisode:
    """The episode two of the small show with these files."""
    lay_over(BASE, folder)
    for path, content in files.items():
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    merged = read_and_merge(folder, datetime.fromisoformat(NOW), no_progress)
    return next(one for one in merged.episodes if one.place.path == "episodes/two.md")


def found_value(one: MergedEpisode, name: str) -> tuple[Any, str]:
    winner = one.known.found[name][0]
    return winner.value, str(winner.source)


# The tags of before, and the episode file of now


def test_what_was_written_contradicts_nothing_when_the_episode_file_changes(tmp_path: Path) -> None:
    chapters = {0: "Start", 600_000: "On sleep"}
    stale = tagged(title="Why we sleep", track="4", date="2025-01-01", chapters=chapters, seconds=720)
    written = {"title": digest("Why we sleep"), "number": digest("4"), "date": digest("2025-01-01")}
    listed = [[0, 1000, "Start", "", "", True], [600_000, 601_000, "On sleep", "", "", True]]
    written["chapters"] = digest(json.dumps(listed, separators=(",", ":")))
    lines = ["title: Why we walk", "season: 1", "episode: 2", "date: 2026-02-01", "description: Two."]
    lines += ["chapters:", '- start: "0:00"', "  title: Start", '- start: "2:00"', "  title: On sleep"]
    checks = ("title-differs", "number-differs", "date-differs", "chapter-differs", "audio-tags-missing")
    files: dict[str, str | bytes] = {"episodes/two.md": episode(*lines), "audio/two.mp3": noted(stale, written)}
    assert found_of(tmp_path / "ours", files, *checks) == []
    assert found_of(tmp_path / "foreign", {**files, "audio/two.mp3": stale}, *checks) == [
        "episodes/two.md:2 title-differs",
        "episodes/two.md:5 date-differs",
        "episodes/two.md:10 chapter-differs",
    ]


def test_a_stale_tag_does_not_come_back_when_its_key_is_removed(tmp_path: Path) -> None:
    stale = tagged(title="Why we sleep", track="9", chapters={0: "Start"})
    written = {"title": digest("Why we sleep"), "number": digest("9")}
    files: dict[str, str | bytes] = {
        "episodes/two.md": episode("date: 2026-02-01"),
        "audio/two.mp3": noted(stale, written),
    }
    one = merged_of(tmp_path / "ours", files)
    assert found_value(one, "title") == ("Two", "derived")
    assert "number" not in one.known.found
    assert [chapter.title for chapter in one.known.recordings[0].chapters] == ["Start"]
    files["audio/two.mp3"] = noted(stale, {"number": digest("9")})
    one = merged_of(tmp_path / "typed", files)
    assert found_value(one, "title") == ("Why we sleep", "audio tag")
    files["audio/two.mp3"] = noted(stale, {**written, "title": digest("Before it was corrected")})
    one = merged_of(tmp_path / "corrected", files)
    assert found_value(one, "title") == ("Why we sleep", "audio tag")


def test_of_two_descriptions_the_one_of_somebody_else_stays(tmp_path: Path) -> None:
    tags = ID3()
    for frame in (TIT2, TALB):
        tags.add(frame(encoding=3, text="x"))
    tags.add(TDES(encoding=3, text="Short and ours"))
    tags.add(COMM(encoding=3, lang="eng", desc="", text="Typed by the author"))
    (tmp_path / "a.mp3").write_bytes(noted(saved(tags), {"description": digest("Short and ours")}))
    assert recording(tmp_path, "a.mp3").tags.description == "Typed by the author"
    both = {"description": digest("Short and ours"), "notes": digest("Typed by the author")}
    (tmp_path / "a.mp3").write_bytes(noted(saved(tags), both))
    assert recording(tmp_path, "a.mp3").tags.description is None


# Every kind of file


def recording(folder: Path, name: str) -> AudioFile:
    read = read_recording(folder, name)
    assert read.value is not None, read.problems
    return read.value


@pytest.fixture(scope="module")
def tagged_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    paths = recordings_of_each_kind(tmp_path_factory.mktemp("tagged"))
    for path in paths:
        write(path, everything())
    return paths


def write(path: Path, wanted: Wanted) -> None:
    with path.open("rb") as file:
        tags = FORMATS[find_kind(file, path.stat().st_size)[0]]
    fitted = tags.fitted(wanted, Options())
    tags.write(path, fitted, fitted.digests.keys(), fitted.digests, Options())


def test_nothing_that_was_written_is_a_source(tagged_files: list[Path]) -> None:
    for path in tagged_files:
        audio = recording(path.parent, path.name)
        tags = audio.tags
        said = (tags.title, tags.artist, tags.album, tags.description, tags.date, tags.season, tags.number, tags.genre)
        assert (path.suffix, {*said, tags.lyrics}, audio.chapters, audio.picture) == (path.suffix, {None}, (), None)
        assert audio.tags.ours >= {"title", "artist", "album", "number", "chapters", "picture", "description"}
        plain = read_audio(path.parent, path.name).value
        assert plain is not None
        assert plain.tags.title == "Träume"
        assert len(plain.chapters) == 2


def test_what_others_change_is_theirs(tagged_files: list[Path]) -> None:
    for path in tagged_files:
        audio = open_any(path)
        audio.tags.update(new_titles(path))
        audio.save()
        after = recording(path.parent, path.name)
        assert (path.suffix, after.tags.title) == (path.suffix, "By hand")
        assert "title" not in after.tags.ours
        assert after.tags.artist is None


def new_titles(path: Path) -> dict[str, Any]:
    if path.suffix in {".mp3", ".wav"}:
        return {"TIT2": TIT2(encoding=3, text="By hand")}
    return {"\xa9nam" if path.suffix == ".m4a" else "TITLE": ["By hand"]}


def test_chapters_of_another_program_are_read_after_ours(tmp_path: Path) -> None:
    for path in recordings_of_each_kind(tmp_path):
        written = (TagChapter(start_ms=0, end_ms=5000, title="Ours"),)
        write(path, Wanted(texts={"title": "Ours"}, chapters=written))
        assert recording(tmp_path, path.name).chapters == ()
        if path.suffix in {".ogg", ".opus", ".flac"}:
            audio = open_any(path)
            audio.tags["CHAPTER000"] = [format_time(1500)]
            audio.save()
            assert [one.start_ms for one in recording(tmp_path, path.name).chapters] == [1500]
