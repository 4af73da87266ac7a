"""A show of a hundred real episode files becomes a feed that real readers read whole."""

from __future__ import annotations

import html
import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
import srt
import webvtt

from tests.corpus import SECONDS, episode_paths, front_matter, show_folder
from tests.needs import real_files
from tests.show_folders import build, publish


def spoken_lines(path: Path) -> list[str]:
    """What is said in a corpus file; a line written twice in a row, with and without a time, is said once."""
    entries: Any = front_matter(path).get("transcript") or []
    lines: list[dict[str, str]] = []
    for entry in entries:
        if "line" not in entry:
            continue
        if (
            lines
            and lines[-1]["line"].split() == entry["line"].split()
            and ("sec" not in entry or "sec" not in lines[-1])
        ):
            continue
        lines.append(entry)
    return [line["line"] for line in lines]


def words(texts: Iterator[str] | list[str]) -> list[str]:
    return " ".join(texts).split()


def assert_in_time(times: list[tuple[float, float]]) -> None:
    """No cue backwards, none of zero length, none past the end."""
    assert all(start < end <= SECONDS + 1 for start, end in times)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(times))


def seconds(time: str) -> float:
    hours, minutes, rest = time.split(":")
    return (int(hours) * 60 + int(minutes)) * 60 + float(rest)


def without_speaker(text: str, speakers: set[str]) -> str:
    name, colon, rest = text.partition(": ")
    return rest if colon and " ".join(name.split()) in speakers else text


def test_every_episode_stands_in_the_feed_once(corpus_show: Path) -> None:
    feed = feedparser.parse((corpus_show / "feed" / "feed.xml").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == 100
    assert len({entry.id for entry in feed.entries}) == 100
    assert {entry.title for entry in feed.entries} == {
        " ".join(str(front_matter(path)["title"]).split()) for path in episode_paths()
    }
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)


def test_todo_stands_nowhere_in_the_feed(corpus_show: Path) -> None:
    text = (corpus_show / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert ">TODO<" not in text
    assert '"TODO"' not in text


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem[:40]) for path in episode_paths()])
def test_transcripts_read_back_whole(path: Path, corpus_show: Path) -> None:
    expected = words(spoken_lines(path))
    transcript = corpus_show / "feed" / "transcripts" / path.stem
    if not expected:
        assert not transcript.with_suffix(".vtt").exists()
        return
    captions = webvtt.read(f"{transcript}.vtt").captions
    assert words([html.unescape(caption.text) for caption in captions]) == expected
    assert_in_time([(seconds(caption.start), seconds(caption.end)) for caption in captions])
    subtitles = list(srt.parse(Path(f"{transcript}.srt").read_text(encoding="utf-8")))
    segments = json.loads(Path(f"{transcript}.json").read_text(encoding="utf-8"))["segments"]
    speakers = {segment["speaker"] for segment in segments if "speaker" in segment}
    assert words([without_speaker(" ".join(one.content.split()), speakers) for one in subtitles]) == expected
    assert_in_time([(one.start.total_seconds(), one.end.total_seconds()) for one in subtitles])
    assert words([segment["body"] for segment in segments]) == expected
    assert_in_time([(segment["startTime"], segment["endTime"]) for segment in segments])


def test_episodes_without_a_transcript_have_the_chapters_that_somebody_wrote(corpus_show: Path) -> None:
    silent = [path for path in episode_paths() if not spoken_lines(path)]
    assert [path.stem for path in silent if (corpus_show / "feed" / "chapters" / f"{path.stem}.json").exists()] == [
        path.stem for path in silent if front_matter(path).get("quotableClips")
    ]


def test_the_seed_builds_as_it_was_handed_over(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    show_folder(folder, [], seconds=2700)
    seed = next(real_files("seed").glob("*.txt"))
    shutil.copyfile(seed, folder / "episodes" / "data-team-roles.md")
    shutil.copyfile(folder / "silence.m4a", folder / "audio" / "data-team-roles.m4a")
    result = build(folder, now="2026-11-01T00:00+00:00")
    assert result.exit_code == 0, result.stderr
    text = (folder / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert "TODO" not in text
    entry = feedparser.parse(text).entries[0]
    assert (entry.itunes_season, entry.itunes_episode) == ("1", "1")
    notes = entry.content[-1].value
    assert notes.count("<strong>Q: ") == 20
    fields: Any = front_matter(seed)
    for link in fields["links"].values():
        assert link == "TODO" or f'href="{link}"' in notes
    for platform, written in fields["ids"].items():
        shown = json.loads(publish("show", "data-team-roles", "-C", folder, "--json").stdout)["fields"]
        assert shown[f"ids.{platform}"]["value"] == written
    transcript = json.loads((folder / "feed" / "transcripts" / "data-team-roles.json").read_text(encoding="utf-8"))
    assert len(transcript["segments"]) == 74
    chapters = json.loads((folder / "feed" / "chapters" / "data-team-roles.json").read_text(encoding="utf-8"))[
        "chapters"
    ]
    assert len(chapters) == 21
