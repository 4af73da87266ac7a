"""The feed as other people's readers understand it: feedparser, podcastparser, podcast-partytime, xmllint."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser
import podcastparser
import pytest
from lxml import etree

from publisher.model import Chapter, Episode, Person, Picture, Show
from publisher.outputs import chapters_json, rss
from publisher.outputs.rss_tags import NAMESPACES
from tests.needs import tool
from tests.sample_show import FEED_URL, full_episode, full_show, plain_episode, plain_show

# The same namespace by its other name, the only one that podcastparser knows.
OTHER_PODCAST_URI = "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"

Reader = Callable[[bytes], dict[str, Any]]


def feed_of(show: Show) -> bytes:
    (file,) = rss.output(show)
    assert isinstance(file.content, bytes)
    return file.content


def channel_of(show: Show) -> etree._Element:
    channel = etree.fromstring(feed_of(show)).find("channel")
    assert channel is not None
    return channel


def item_of(episode: Episode) -> etree._Element:
    item = channel_of(plain_show(episode)).find("item")
    assert item is not None
    return item


def text_of(parent: etree._Element, path: str) -> str | None:
    return parent.findtext(path, namespaces=NAMESPACES)


def all_of(parent: etree._Element, path: str) -> list[etree._Element]:
    return parent.findall(path, namespaces=NAMESPACES)


def read_by_podcastparser(feed: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = podcastparser.parse(FEED_URL, io.StringIO(feed.decode()))
    return parsed


def test_feedparser_reads_the_show() -> None:
    parsed = feedparser.parse(feed_of(full_show()))
    show = parsed.feed
    assert not parsed.bozo
    assert (show.title, show.link, show.language) == ("Feeds & Friends", "https://example.com/podcast/", "en-us")
    assert show.author == "Ada Lovelace"
    assert show.rights == "The Feeds & Friends authors"
    assert show.subtitle == "<p>A podcast about <em>podcasts</em>.</p>"
    assert show.image.href == "https://example.com/podcast/artwork.jpg"
    assert [(link.rel, link.href) for link in show.links] == [
        ("alternate", "https://example.com/podcast/"),
        ("self", FEED_URL),
        ("hub", "https://hub.example.com/"),
    ]
    terms = ["Society & Culture", "Documentary", "Technology", "feeds", "podcasting"]
    assert [tag.term for tag in show.tags] == terms
    assert (show.podcast_medium, show.podcast_guid) == ("podcast", "917393e3-1b1e-5cef-ace4-edaa54e1f810")
    assert (show.spotify_limit, show.spotify_countryoforigin) == ({"recentcount": "50"}, "de us")
    assert show.podcast_updatefrequency == {
        "rrule": "FREQ=WEEKLY",
        "dtstart": "2026-08-01T00:00:00.000Z",
        "complete": "true",
    }


def test_feedparser_reads_an_episode() -> None:
    episode = full_episode()
    entry = feedparser.parse(feed_of(full_show())).entries[0]
    assert (entry.title, entry.id, entry.link) == (episode.title, episode.guid, episode.link)
    assert entry.published == "Tue, 01 Sep 2026 06:00:00 +0000"
    assert entry.content[0].value.replace(" />", "/>").startswith(episode.notes_html)
    assert "<p>(00:01:30) What &amp; why</p>" in entry.summary
    assert (entry.itunes_duration, entry.itunes_season, entry.itunes_episode) == ("1801", "2", "7")
    assert entry.image.href == "https://example.com/podcast/s02e07.png"
    assert entry.podcast_contentlink == {"href": "https://youtu.be/abcdefghijk"}
    (enclosure,) = (link for link in entry.links if link.rel == "enclosure")
    assert enclosure == {
        "rel": "enclosure",
        "href": "https://example.com/podcast/audio/s02e07-%C3%BCn%C3%AF.mp3",
        "length": "1234567",
        "type": "audio/mpeg",
    }
    chapters = [(chapter.start_parsed.total_seconds(), chapter.title) for chapter in entry.psc_chapters.chapters]
    assert chapters == [(0, "Opening"), (90, "What & why"), (187.25, "How")]


def test_podcastparser_reads_show_and_episode() -> None:
    show = read_by_podcastparser(feed_of(full_show()))
    episode, plain = show["episodes"]
    assert (show["type"], show["explicit"], show["new_url"]) == ("serial", False, "https://example.org/new.xml")
    assert show["itunes_owner"] == {"name": "Ada Lovelace", "email": "ada@example.com"}
    assert show["itunes_categories"] == [["Society & Culture", "Documentary"], ["Technology"]]
    assert (episode["explicit"], episode["type"], episode["total_time"]) == (True, "bonus", 1801)
    assert (episode["season"], episode["number"]) == (2, 7)
    assert episode["episode_art_url"] == "https://example.com/podcast/s02e07.png"
    assert episode["chapters"][1] == {"start": 90, "title": "What & why", "href": "https://example.com/%C3%A4"}
    assert (plain["guid"], plain["published"]) == ("guid-s01e01", 1788242400)


def test_podcastparser_reads_the_podcast_namespace_under_its_other_name() -> None:
    feed = feed_of(full_show()).replace(NAMESPACES["podcast"].encode(), OTHER_PODCAST_URI.encode())
    show = read_by_podcastparser(feed)
    episode = show["episodes"][0]
    assert (show["import_prohibited"], show["funding_url"]) == (True, "https://example.com/support")
    folder = "https://example.com/podcast/feed"
    assert episode["chapters_json_url"] == f"{folder}/chapters/s02e07-%C3%BCn%C3%AF.json"
    assert episode["transcript_url"].startswith(f"{folder}/transcripts/s02e07-%C3%BCn%C3%AF.")
    assert [(person["name"], person["role"], person["group"]) for person in episode["persons"]] == [
        ("Ada Lovelace", "host", "cast"),
        ("Grace Hopper", "guest", "cast"),
        ("Margaret Hamilton", "editor", "writing"),
    ]


def test_partytime_reads_the_show(partytime: Reader) -> None:
    show = partytime(feed_of(full_show()))
    assert (show["guid"], show["medium"]) == ("917393e3-1b1e-5cef-ace4-edaa54e1f810", "podcast")
    assert (show["locked"], show["podcastOwner"]) == (True, "ada@example.com")
    assert (show["itunesBlock"], show["itunesComplete"]) == (True, True)
    assert show["podcastFunding"] == [{"message": "Support us", "url": "https://example.com/support"}]
    assert show["podcastLocation"] == {"name": "London"}
    assert show["license"] == {"identifier": "our own", "url": "https://example.com/license"}
    assert show["podcastBlockedPlatforms"] == {"apple": False}
    assert show["podcastTxt"] == [{"value": "S6lpp-7ZCn8", "purpose": "applepodcastsverify"}]
    assert show["trailers"] == [
        {
            "title": "Coming soon",
            "url": "https://example.com/trailer.mp3",
            "pubdate": "2026-08-01T00:00:00.000Z",
            "type": "audio/mpeg",
            "length": 12345,
            "season": 2,
        }
    ]


def test_partytime_reads_an_episode(partytime: Reader) -> None:
    episode = partytime(feed_of(full_show()))["items"][0]
    assert episode["podcastSeason"] == {"number": 2, "name": "The second summer"}
    assert episode["podcastEpisode"] == {"number": 7}
    assert episode["keywords"] == ["chapters", "tables of contents"]
    assert episode["podcastChapters"]["type"] == "application/json+chapters"
    assert [(one["type"], one["language"], one.get("rel")) for one in episode["podcastTranscripts"]] == [
        ("text/vtt", "en-us", "captions"),
        ("application/srt", "en-us", "captions"),
        ("application/json", "en-us", "captions"),
        ("text/html", "en-us", None),
    ]
    assert [(one["name"], one["role"], one["group"]) for one in episode["podcastPeople"]] == [
        ("Ada Lovelace", "Host", "Cast"),
        ("Grace Hopper", "Guest", "Cast"),
        ("Margaret Hamilton", "Editor", "Writing"),
    ]
    assert episode["podcastSoundbites"] == [{"startTime": 61.5, "duration": 30, "title": "The best part"}]
    assert episode["podcastLocation"] == {"name": "Turin", "geo": "geo:45.07,7.69", "osm": "R43992"}
    assert episode["license"]["identifier"] == "cc-by-4.0"
    (alternate,) = episode["alternativeEnclosures"]
    assert (alternate["type"], alternate["length"], alternate["height"]) == ("audio/opus", 99, 720)
    assert alternate["source"][0]["uri"] == "https://example.com/podcast/audio/s02e07.opus"
    assert episode["podcastSocialInteraction"][0]["url"] == "https://example.social/@ada/1"


def test_xmllint_finds_the_feed_well_formed() -> None:
    command = [tool("xmllint"), "--noout", "-"]
    result = subprocess.run(command, input=feed_of(full_show()), capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


def test_the_same_show_gives_the_same_bytes() -> None:
    assert feed_of(full_show()) == feed_of(full_show())


def test_the_feed_is_dated_by_its_newest_episode_in_utc_and_an_empty_one_has_no_date() -> None:
    summer = datetime(2026, 10, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    episodes = (replace(plain_episode("b"), published_at=summer), plain_episode("a"))
    channel = channel_of(plain_show(*episodes))
    assert text_of(channel, "lastBuildDate") == "Wed, 30 Sep 2026 23:30:00 +0000"
    assert text_of(channel, "item/pubDate") == "Wed, 30 Sep 2026 23:30:00 +0000"
    assert text_of(channel_of(plain_show()), "lastBuildDate") is None


def test_episodes_keep_the_order_of_the_show() -> None:
    slugs = ["c", "a", "b"]
    channel = channel_of(plain_show(*map(plain_episode, slugs)))
    assert [item.findtext("guid") for item in channel.findall("item")] == [f"guid-{slug}" for slug in slugs]


def test_what_a_plain_feed_holds() -> None:
    feed = feed_of(plain_show(plain_episode())).decode()
    assert feed.splitlines()[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert "psc" not in feed
    assert "spotify" not in feed
    channel = etree.fromstring(feed.encode())[0]
    names = [etree.QName(element).localname for element in channel.iterdescendants()]
    assert names == [
        *("title", "link", "description", "generator", "image", "url", "title", "link", "language", "lastBuildDate"),
        *("link", "type", "explicit", "image", "category", "guid", "locked", "medium"),
        *("item", "title", "guid", "enclosure", "pubDate", "title", "duration", "episodeType", "explicit", "image"),
    ]
    assert text_of(channel, "generator") == "podcast-publisher"
    assert [guid.get("isPermaLink") for guid in channel.iter("guid")] == ["false"]


@pytest.mark.parametrize(("explicit", "written"), [(True, "true"), (False, "false")])
def test_every_episode_says_whether_it_is_explicit(explicit: bool, written: str) -> None:
    assert text_of(item_of(replace(plain_episode(), explicit=explicit)), "itunes:explicit") == written


@pytest.mark.parametrize(("duration_ms", "written"), [(None, None), (300, "1"), (1500, "2"), (3_600_499, "3600")])
def test_durations_are_whole_seconds(duration_ms: int | None, written: str | None) -> None:
    episode = plain_episode()
    item = item_of(replace(episode, audio=replace(episode.audio, duration_ms=duration_ms)))
    assert text_of(item, "itunes:duration") == written


def test_apple_gets_no_episode_zero() -> None:
    item = item_of(replace(plain_episode(), kind="trailer", season=0, number=0))
    assert (text_of(item, "itunes:season"), text_of(item, "itunes:episode")) == (None, None)
    assert (text_of(item, "podcast:season"), text_of(item, "podcast:episode")) == ("0", "0")
    assert text_of(item, "itunes:episodeType") == "trailer"


def test_an_episode_without_guests_leaves_the_people_to_the_channel() -> None:
    show = replace(plain_show(plain_episode()), hosts=(Person(name="Ada", role="host"),))
    channel = channel_of(show)
    assert [person.text for person in all_of(channel, "podcast:person")] == ["Ada"]
    assert all_of(channel, "item/podcast:person") == []


def test_nobody_is_named_twice_in_an_episode() -> None:
    guests = (Person(name="ada", role="guest"), Person(name="Grace"))
    show = replace(
        plain_show(replace(plain_episode(), people=guests)),
        hosts=(Person(name="Ada", role="host"), Person(name="Bea", role="host")),
    )
    people = all_of(channel_of(show), "item/podcast:person")
    assert [(person.text, person.get("role")) for person in people] == [
        ("ada", "guest"),
        ("Bea", "host"),
        ("Grace", "guest"),
    ]


def test_silent_chapters_stay_out_of_psc_but_not_out_of_the_file() -> None:
    silent = (Chapter(start_ms=0, title="Only a picture", image="https://example.com/c.jpg", toc=False),)
    item = item_of(replace(plain_episode(), chapters=silent))
    assert all_of(item, "psc:chapters") == []
    assert len(all_of(item, "podcast:chapters")) == 1


def test_a_host_name_in_other_letters_is_written_in_ascii() -> None:
    show = replace(plain_show(), picture=Picture(url="https://müller.example/cöver.jpg"))
    (image,) = all_of(channel_of(show), "itunes:image")
    assert image.get("href") == "https://xn--mller-kva.example/c%C3%B6ver.jpg"


def test_chapter_files_hold_what_the_format_says() -> None:
    (file,) = chapters_json.output(full_show())
    assert file.path == "chapters/s02e07-ünï.json"
    assert isinstance(file.content, bytes)
    document = json.loads(file.content)
    assert document.pop("chapters") == [
        {"startTime": 0, "endTime": 60.5, "title": "Opening"},
        {"startTime": 60.5, "endTime": 90, "title": "A picture", "img": "https://example.com/c.jpg", "toc": False},
        {"startTime": 90, "endTime": 187.25, "title": "What & why", "url": "https://example.com/%C3%A4"},
        {"startTime": 187.25, "endTime": 1801.499, "title": "How"},
    ]
    assert document == {
        "version": "1.2.0",
        "title": "Chapters <are> the table & contents ]]> of a talk",
        "podcastName": "Feeds & Friends",
        "author": "Ada Lovelace",
    }


def test_two_thousand_episodes_are_all_in_the_feed() -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    episodes = [
        replace(full_episode(), guid=f"g{number}", published_at=start + timedelta(days=number))
        for number in range(2000)
    ]
    assert feed_of(plain_show(*episodes)).count(b"<item>") == 2000
