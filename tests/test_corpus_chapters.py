"""A hundred real episodes have chapters that every platform shows, in every format, whoever made them."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
import pytest
import webvtt

from tests.corpus import SECONDS, episode_paths, front_matter
from tests.needs import real_files, tool
from tests.platform_rules import apple_chapters, spotify_chapters, youtube_chapters
from tests.show_folders import publish

SPOKEN = [
    path
    for path in episode_paths()
    if any("line" in entry for entry in front_matter(path).get("transcript") or [])  # type: ignore[attr-defined]
    or "\n00:00\n" in path.read_text(encoding="utf-8")
]
spoken = pytest.mark.parametrize("path", [pytest.param(path, id=path.stem[:40]) for path in SPOKEN])


@pytest.fixture(scope="module")
def files(corpus_show: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chapters of all of them in some formats, a folder for each."""
    folder = tmp_path_factory.mktemp("files")
    for name in ("webvtt", "ffmetadata", "description", "youtube"):
        names = [path.stem for path in SPOKEN]
        written = publish("chapters", *names, "-C", corpus_show, "--format", name, "--output", folder / name)
        assert written.exit_code == 0, written.stderr
    return folder


@pytest.fixture(scope="module")
def entries(corpus_show: Path) -> dict[str, Any]:
    feed = feedparser.parse((corpus_show / "feed" / "feed.xml").read_bytes())
    return {Path(entry.enclosures[0].href).stem: entry for entry in feed.entries}


@pytest.fixture(scope="module")
def items(corpus_show: Path) -> dict[str, Any]:
    with (corpus_show / "feed" / "feed.xml").open("rb") as file:
        feed = podcastparser.parse("https://example.com/feed.xml", file)
    return {Path(item["enclosures"][0]["url"]).stem: item for item in feed["episodes"]}


def in_feed(corpus_show: Path, path: Path) -> list[tuple[float, str]]:
    chapters = json.loads((corpus_show / "feed" / "chapters" / f"{path.stem}.json").read_text(encoding="utf-8"))[
        "chapters"
    ]
    return [(one["startTime"], one["title"]) for one in chapters]


def test_nearly_all_of_them_have_a_transcript() -> None:
    real_files("corpus")
    assert len(SPOKEN) == 99


@spoken
def test_the_description_has_chapters_for_apple_spotify_and_youtube(
    path: Path, corpus_show: Path, files: Path, entries: dict[str, Any]
) -> None:
    whole = in_feed(corpus_show, path)
    assert whole[0][0] == 0
    assert all(later - earlier >= 1 for (earlier, _), (later, _) in itertools.pairwise(whole))
    for text in (entries[path.stem].summary, (files / "description" / f"{path.stem}.description.txt").read_text()):
        chapters = apple_chapters(text)
        assert len(chapters) >= 3
        assert chapters == spotify_chapters(text) == youtube_chapters(text, SECONDS)
        assert all(len(title) <= 40 for _, title in chapters)
        assert {second for second, _ in chapters} <= {int(second) for second, _ in whole}
    assert youtube_chapters((files / "youtube" / f"{path.stem}.youtube.txt").read_text(), SECONDS)


@spoken
def test_all_readers_find_the_same_chapters(
    path: Path, corpus_show: Path, files: Path, entries: dict[str, Any], items: dict[str, Any]
) -> None:
    whole = in_feed(corpus_show, path)
    by_feedparser = [(one.start_parsed.total_seconds(), one.title) for one in entries[path.stem].psc_chapters.chapters]
    assert by_feedparser == whole
    by_podcastparser = [(one["start"], one["title"]) for one in items[path.stem]["chapters"]]
    assert by_podcastparser == [(int(second), title) for second, title in whole]
    captions = webvtt.read(str(files / "webvtt" / f"{path.stem}.chapters.vtt")).captions
    assert [round(one.start_in_seconds * 1000) // 1000 for one in captions] == [int(second) for second, _ in whole]
    assert len(captions) == len(whole)


@spoken
def test_ffprobe_finds_the_chapters_that_ffmpeg_muxed(
    path: Path, corpus_show: Path, files: Path, tmp_path: Path
) -> None:
    muxed = tmp_path / "muxed.mka"
    inputs = [corpus_show / "silence.m4a", files / "ffmetadata" / f"{path.stem}.ffmetadata"]
    command = [tool("ffmpeg"), "-v", "error", "-i", str(inputs[0]), "-i", str(inputs[1]), "-map_chapters", "1"]
    subprocess.run([*command, "-c", "copy", str(muxed)], check=True)
    command = [tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(muxed)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["chapters"]
    assert [(float(one["start_time"]), one["tags"]["title"]) for one in found] == in_feed(corpus_show, path)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem[:40]) for path in SPOKEN[::9]])
def test_drafts_of_the_same_words_satisfy_the_platforms_too(path: Path, tmp_path: Path) -> None:
    """The same episodes as if nobody had made chapters."""
    text = path.read_text(encoding="utf-8").partition("\n---\n")[0] + "\n---\n"
    bare = re.sub(r"^- header:.*\n(?:  .*\n)*", "", text, flags=re.MULTILINE)
    bare = re.sub(r"^quotableClips:\n(?:[- ] .*\n)*", "", bare, flags=re.MULTILINE)
    copy = tmp_path / "talk.md"
    copy.write_text(bare, encoding="utf-8")
    result = publish("chapters", copy)
    assert "chapters-draft" in result.stderr
    chapters = apple_chapters(result.stdout)
    assert 8 <= len(chapters) <= 30
    assert chapters == spotify_chapters(result.stdout) == youtube_chapters(result.stdout)
