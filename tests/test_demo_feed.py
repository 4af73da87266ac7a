"""Three readers find in the feed of the demo show what its files and recordings say."""

from __future__ import annotations

import io
import json
import subprocess
import uuid
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import podcastparser
import pytest
import yaml

from tests.needs import tool

ROOT = Path(__file__).parents[1]
FEED = (ROOT / "feed" / "feed.xml").read_bytes()
BASE = "https://example.com/podcast"
RECORDINGS = {
    "s01e01-what-is-a-feed": ("mp3", "audio/mpeg"),
    "s01e02-chapters": ("m4a", "audio/x-m4a"),
    "s01e03-the-guid": ("mp3", "audio/mpeg"),
}
SLUGS = tuple(RECORDINGS)


def show_fields() -> Any:
    return yaml.safe_load((ROOT / "show.yaml").read_text(encoding="utf-8"))


def fields_of(slug: str) -> Any:
    """The keys of an episode file, by a reader that is not ours; behind them may stand a transcript as plain text."""
    keys = (ROOT / "episodes" / f"{slug}.md").read_text(encoding="utf-8").split("\n---", 1)[0].split("\n0:00\n", 1)[0]
    return yaml.load(keys.removeprefix("---\n"), Loader=yaml.BaseLoader)


def item_of(items: list[Any], key: str, slug: str) -> Any:
    (item,) = [item for item in items if item[key] == fields_of(slug)["title"]]
    return item


def seconds_heard(slug: str) -> int:
    """How long the recording lasts, by ffprobe."""
    command = [tool("ffprobe"), "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    recording = ROOT / "audio" / f"{slug}.{RECORDINGS[slug][0]}"
    return round(float(subprocess.run([*command, str(recording)], capture_output=True, check=True).stdout))


def moment_of(slug: str) -> datetime:
    fields = fields_of(slug)
    written = datetime.fromisoformat(fields.get("date") or fields["dateadded"])
    return written.replace(tzinfo=ZoneInfo(show_fields()["timezone"]))


def test_feedparser_reads_the_show() -> None:
    parsed, fields = feedparser.parse(FEED), show_fields()
    assert not parsed.bozo
    assert (parsed.feed.title, parsed.feed.language) == (fields["title"], fields["language"])
    assert parsed.feed.link == fields["link"]
    assert parsed.feed.author_detail.email == fields["owner"]["email"]
    assert parsed.feed.rights == fields["copyright"]
    assert [tag.term for tag in parsed.feed.tags if tag.scheme == "http://www.itunes.com/"] == [
        *("Education", "How To", "Technology"),
        *fields["keywords"],
    ]
    assert len(parsed.entries) == len(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_feedparser_reads_each_episode(slug: str) -> None:
    fields, (suffix, mime_type) = fields_of(slug), RECORDINGS[slug]
    entry = item_of(feedparser.parse(FEED).entries, "title", slug)
    assert (entry.itunes_season, entry.itunes_episode) == (fields["season"], fields["episode"])
    assert parsedate_to_datetime(entry.published) == moment_of(slug)
    (enclosure,) = entry.enclosures
    assert enclosure.href == f"{BASE}/audio/{slug}.{suffix}"
    assert enclosure.type == mime_type
    assert int(enclosure.length) == (ROOT / "audio" / f"{slug}.{suffix}").stat().st_size
    assert int(entry.itunes_duration) == seconds_heard(slug)
    assert entry.id == fields.get("guid", str(uuid.uuid5(uuid.UUID(show_fields()["guid"]), slug)))
    notes = entry.content[-1].value
    assert fields["intro"] in notes
    assert fields["description"] in notes
    for link in fields["links"].values():
        assert link == "TODO" or link.replace("&", "&amp;") in notes
    assert "TODO" not in notes


@pytest.mark.parametrize("slug", SLUGS)
def test_podcastparser_reads_each_episode(slug: str) -> None:
    fields, (suffix, mime_type) = fields_of(slug), RECORDINGS[slug]
    show = podcastparser.parse(f"{BASE}/feed/feed.xml", io.BytesIO(FEED))
    assert show["title"] == show_fields()["title"]
    assert show["cover_url"].startswith(f"{BASE}/feed/images/artwork-")
    episode = item_of(show["episodes"], "title", slug)
    assert (str(episode["number"]), episode["type"], episode["explicit"]) == (fields["episode"], "full", False)
    assert episode["published"] == moment_of(slug).timestamp()
    assert episode["total_time"] == seconds_heard(slug)
    assert episode["enclosures"] == [
        {
            "url": f"{BASE}/audio/{slug}.{suffix}",
            "file_size": (ROOT / "audio" / f"{slug}.{suffix}").stat().st_size,
            "mime_type": mime_type,
        }
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_partytime_reads_each_episode(slug: str, partytime: Callable[[bytes], dict[str, Any]]) -> None:
    fields, show = fields_of(slug), partytime(FEED)
    assert (show["guid"], show["locked"]) == (show_fields()["guid"], True)
    episode = item_of(show["items"], "title", slug)
    assert episode["podcastSeason"] == {"number": int(fields["season"]), "name": fields["season_name"]}
    assert episode["podcastEpisode"] == {"number": int(fields["episode"])}
    assert [(one["name"], one["role"]) for one in episode["podcastPeople"]] == [
        ("Mina Vale", "Host"),
        ("Otto Brandt", "Guest"),
    ]
    assert {one["url"] for one in episode["podcastTranscripts"]} == {
        f"{BASE}/feed/transcripts/{slug}.{suffix}" for suffix in ("vtt", "srt", "json", "html")
    }
    watched = [source["uri"] for one in episode["alternativeEnclosures"] for source in one["source"]]
    assert fields["links"]["youtube"] in watched
    keywords = [*fields["topics"], *fields["keywords"].split(", ")]
    assert episode["keywords"] == list(dict.fromkeys(keywords))


def test_every_file_that_the_feed_names_is_in_the_folder() -> None:
    text = FEED.decode()
    for part in text.replace("<", '"').replace(">", '"').split('"'):
        if part.startswith((f"{BASE}/feed/", f"{BASE}/audio/")):
            assert (ROOT / part.removeprefix(f"{BASE}/")).is_file(), part


def test_chapters_come_from_the_front_matter_and_from_headers() -> None:
    given = json.loads((ROOT / "feed" / "chapters" / "s01e03-the-guid.json").read_text(encoding="utf-8"))["chapters"]
    assert [(one["startTime"], one["title"]) for one in given] == [
        (0, "Forty-One Episodes at Six"),
        (13.959, "The Name That Apps Know"),
        (38.642, "When It Changes"),
        (60.862, "Unique and Boring"),
        (103.222, "Never Touch It"),
    ]
    headers = [entry["header"] for entry in fields_of("s01e01-what-is-a-feed")["transcript"] if "header" in entry]
    made = json.loads((ROOT / "feed" / "chapters" / "s01e01-what-is-a-feed.json").read_text(encoding="utf-8"))[
        "chapters"
    ]
    assert [one["title"] for one in made] == headers
