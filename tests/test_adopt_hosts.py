"""Shows that move here from three hosts: subscribers see the same guids, dates and recordings."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from tests.old_feeds import HOSTS, Expected, OldFeed, show_folder
from tests.show_folders import build, publish

pytestmark = pytest.mark.parametrize("old", HOSTS.values(), ids=HOSTS.keys())


def adopt(folder: Path, old: OldFeed, *options: str) -> str:
    """Adopts an old feed; what is printed."""
    feed = folder.parent / "old.xml"
    feed.write_text(old.text, encoding="utf-8")
    result = publish("adopt", feed, "-C", folder, *options)
    assert result.exit_code == 0, result.stderr
    return result.stdout + result.stderr


def published(folder: Path) -> dict[str, Expected]:
    """What apps read in the feed that is built now, by title."""
    result = build(folder)
    assert result.exit_code == 0, result.stderr
    read = feedparser.parse((folder / "feed" / "feed.xml").read_bytes())
    return {
        entry.title: Expected(
            guid=entry.id,
            date=f"{datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC):%Y-%m-%dT%H:%M:%SZ}",
            url=entry.enclosures[0].href,
            size_bytes=int(entry.enclosures[0].length),
            mime_type=entry.enclosures[0].type,
        )
        for entry in read.entries
    }


def test_the_files_here_keep_what_subscribers_have(tmp_path: Path, old: OldFeed) -> None:
    folder = show_folder(tmp_path / "show")
    assert "3 to enter" in adopt(folder, old, "--write")
    assert published(folder) == {
        "Why we walk": old.episodes["why-we-walk.md"],
        "Rain & shine": old.episodes["rain-and-shine.md"],
        "The long way home, with a dog": old.episodes["the-long-way-home.md"],
    }


def test_an_empty_folder_becomes_the_show(tmp_path: Path, old: OldFeed) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    adopt(folder, old, "--create", "--url", "https://walks.example/")
    found = published(folder)
    assert {one.guid: one for one in found.values()} == {one.guid: one for one in old.episodes.values()}
    channel = feedparser.parse((folder / "feed" / "feed.xml").read_bytes()).feed
    assert (channel.title, channel.author, channel.language[:2]) == ("Walks", "Mina Vale", "en")
    assert channel.itunes_explicit is None  # what feedparser makes of false
    if old.guid:
        assert f"<podcast:guid>{old.guid}</podcast:guid>" in (folder / "feed" / "feed.xml").read_text(encoding="utf-8")
    long_way = next(path for path in (folder / "episodes").iterdir() if "long-way-home" in path.name)
    text = long_way.read_text(encoding="utf-8")
    assert "A dog comes" in text
    assert "duration: '00:35:25'" in text


def test_a_second_time_nothing_is_left_to_do(tmp_path: Path, old: OldFeed) -> None:
    folder = show_folder(tmp_path / "show")
    adopt(folder, old, "--write")
    published(folder)
    ledger = (folder / "published.yaml").read_bytes()
    assert "0 to enter, 3 known already" in adopt(folder, old, "--write")
    assert (folder / "published.yaml").read_bytes() == ledger
