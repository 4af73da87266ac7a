"""Feeds of anybody, as they are read to be taken over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model import Person
from publisher.sources.feed_dates import any_moment
from publisher.sources.feed_file import FeedEnclosure, FeedFile, FeedItem, FeedTranscript, parse_feed

PIECES = (
    *("<item>", "</item>", "<![CDATA[", "]]>", "&amp;", "&#0;", "<guid/>", "<link>", "<?x?>", "\x00", 'xmlns="a"'),
    *("<!DOCTYPE rss [", '<enclosure url="http://[" length="-1"/>', "<itunes:duration>9:99:99</itunes:duration>"),
    *("<pubDate>Fri, 31 Dec 9999 23:59:59 -1200</pubDate>", "<itunes:season>9999999999999999999</itunes:season>"),
)
NOON = datetime(2026, 4, 5, 12, tzinfo=UTC)


def read(channel: str, head: str = "", namespaces: str = "") -> tuple[FeedFile, list[str]]:
    """The feed around this channel, and its problems."""
    declared = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:atom="http://www.w3.org/2005/Atom"'
    declared += ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    declared += ' xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters"'
    document = f'{head}<rss version="2.0" {namespaces or declared}>\n<channel>{channel}</channel></rss>'
    read = parse_feed(document.encode(), "old.xml")
    assert read.value is not None, read.problems
    return read.value, [f"{problem.place}: {problem.message}" for problem in read.problems]


def item(inside: str) -> FeedItem:
    """The one item with these elements; nothing in it is wrong."""
    feed, problems = read(f"<item>{inside}</item>")
    assert problems == []
    return feed.items[0]


def refused(document: str) -> str:
    """Why there is no feed in this document."""
    read = parse_feed(document.encode(), "old.xml")
    assert read.value is None
    return " ".join(str(problem) for problem in read.problems)


@pytest.mark.parametrize(
    "written",
    [
        "Sun, 05 Apr 2026 12:00:00 GMT",
        "Sun, 05 Apr 2026 12:00:00 +0000",
        "Tue, 05 Apr 2026 12:00:00 +0000",  # another weekday
        "5 Apr 2026 12:00 UT",
        "Sunday, 5 April 26 12:00:00 UTC",
        "Sun, 05 Apr 2026 07:00:00 EST",
        "Sun, 05 Apr 2026 04:00:00 PST",
        "Sun, 05 Apr 2026 14:00:00 +02:00",
        "Sun 5-Apr-2026 12:00:00 Z",
        "Sun, 05 Apr 2026 12:00:00 +0000 (UTC)",
        "sun, 05 APR 2026 12:00:00 gmt",
        "2026-04-05T12:00:00Z",
        "2026-04-05T14:00:00.000+0200",
        "2026-04-05 12:00:00+00:00",
    ],
)
def test_dates_in_every_form(written: str) -> None:
    assert item(f"<pubDate>\n  {written} </pubDate>").published_at == NOON


@pytest.mark.parametrize(
    "written",
    [
        "Sun, 05 Apr 2026 12:00:00",
        "2026-04-05",
        "05/04/2026 12:00 GMT",
        "31 Feb 2026 12:00 GMT",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_a_date_is_never_guessed(written: str) -> None:
    feed, problems = read(f"<item>\n<guid>one</guid>\n<pubDate>{written}</pubDate></item>")
    assert feed.items[0].published_at is None
    assert problems == [f"old.xml:4: {written!r} cannot be read as a date with its time and its zone, and is left out"]


@given(st.text(alphabet="0123456789 ,:+-TZGMTaprsun", max_size=40))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    moment = any_moment(text)
    assert moment is None or moment.utcoffset() is not None


@pytest.mark.parametrize(
    ("written", "length_ms"),
    [
        ("01:02:03", 3_723_000),
        ("62:03", 3_723_000),
        ("3723", 3_723_000),
        ("3723.5", 3_723_500),
        ("01:02:03.250", 3_723_250),
        ("PT1H2M3S", 3_723_000),
        ("1h 2m 3s", 3_723_000),
        ("00:00:00", None),
    ],
)
def test_lengths_in_every_form(written: str, length_ms: int | None) -> None:
    assert item(f"<itunes:duration>{written}</itunes:duration>").duration_ms == length_ms


@pytest.mark.parametrize(
    ("written", "explicit"),
    [("yes", True), ("Yes", True), ("true", True), ("explicit", True), ("no", False), ("clean", False), ("", None)],
)
def test_explicit_in_every_form(written: str, explicit: bool | None) -> None:
    assert item(f"<itunes:explicit>{written}</itunes:explicit>").explicit is explicit


def test_what_cannot_be_read_is_left_out_with_its_line() -> None:
    channel = (
        "\n<itunes:explicit>perhaps</itunes:explicit><item>"
        "\n<itunes:duration>long</itunes:duration>\n<itunes:episode>1a</itunes:episode></item>"
    )
    feed, problems = read(channel)
    assert sorted(problems) == [
        "old.xml:3: 'perhaps' cannot be read as true or false, and is left out",
        "old.xml:4: 'long' cannot be read as a length of time, and is left out",
        "old.xml:5: '1a' cannot be read as a whole number, and is left out",
    ]
    assert (feed.explicit, feed.items[0].duration_ms, feed.items[0].number) == (None, None, None)


def test_a_guid_stays_letter_by_letter() -> None:
    assert item("<guid isPermaLink='false'>\n Buzzsprout-1 2 \n</guid>").guid == "Buzzsprout-1 2"
    assert item("<guid><![CDATA[https://example.com/?p=1&x=2]]></guid>").guid == "https://example.com/?p=1&x=2"


def test_an_item_without_a_guid_has_its_enclosure() -> None:
    found = item('<enclosure url="https://example.com/1.mp3" length="0" type=""/>')
    assert (found.guid, found.guid_is_enclosure) == ("https://example.com/1.mp3", True)
    assert found.enclosure == FeedEnclosure(url="https://example.com/1.mp3")
    assert item("<title>A note</title>").guid == ""


def test_an_item_with_all_that_hosts_write() -> None:
    found = item(
        """<title><![CDATA[S1E2: Bread & butter]]></title><itunes:title>Bread &amp; butter</itunes:title>
        <link>https://example.com/2</link><guid>2</guid><description>Short</description>
        <content:encoded><![CDATA[<p>Long</p>]]></content:encoded><itunes:subtitle>Less</itunes:subtitle>
        <enclosure url="https://example.com/2.mp3" length="123" type="audio/mpeg"/>
        <itunes:season>1</itunes:season><itunes:episode>2</itunes:episode><itunes:episodeType>Bonus</itunes:episodeType>
        <itunes:keywords>food, bread,food,</itunes:keywords><itunes:image href="https://example.com/2.jpg"/>
        <podcast:season name="Bakers">1</podcast:season><podcast:chapters url="https://example.com/2.json" type="x"/>
        <podcast:transcript url="https://example.com/2.vtt" type="text/vtt"/>
        <podcast:person role="Guest" href="https://example.com/ada">Ada</podcast:person>
        <psc:chapters version="1.2"><psc:chapter start="0" title="Hello"/><psc:chapter start="1:05.5" title="Flour"/>
        </psc:chapters>"""
    )
    assert (found.title, found.itunes_title) == ("S1E2: Bread & butter", "Bread & butter")
    assert (found.notes_html, found.description_html, found.subtitle) == ("<p>Long</p>", "Short", "Less")
    assert found.enclosure == FeedEnclosure(url="https://example.com/2.mp3", size_bytes=123, mime_type="audio/mpeg")
    assert (found.season, found.season_name, found.number, found.kind) == (1, "Bakers", 2, "bonus")
    assert (found.keywords, found.image_url) == (("food", "bread"), "https://example.com/2.jpg")
    assert found.chapters_url == "https://example.com/2.json"
    assert found.transcripts == (FeedTranscript(url="https://example.com/2.vtt", mime_type="text/vtt"),)
    assert found.people == (Person(name="Ada", role="guest", url="https://example.com/ada"),)
    assert [(chapter.start_ms, chapter.title) for chapter in found.chapters] == [(0, "Hello"), (65_500, "Flour")]


def test_the_fields_of_the_show() -> None:
    feed, _ = read(
        """<title>Show</title><link>https://example.com</link><language>en-us</language><copyright>Us</copyright>
        <description>About</description><atom:link rel="self" href="https://example.com/feed"/>
        <atom:link rel="hub" href="https://hub.example.com"/><lastBuildDate>Sun, 05 Apr 2026 12:00 GMT</lastBuildDate>
        <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid><itunes:author>Ada</itunes:author>
        <itunes:owner><itunes:name>A. L.</itunes:name><itunes:email>a@example.com</itunes:email></itunes:owner>
        <itunes:category text="Arts"><itunes:category text="Food"/><itunes:category text="Books"/></itunes:category>
        <itunes:category text="Technology"/><itunes:type>Serial</itunes:type>
        <image><url>https://example.com/small.png</url></image>
        <itunes:new-feed-url>https://example.com/new</itunes:new-feed-url>"""
    )
    assert (feed.title, feed.link, feed.language, feed.kind) == ("Show", "https://example.com", "en-us", "serial")
    assert (feed.owner_name, feed.owner_email, feed.author) == ("A. L.", "a@example.com", "Ada")
    assert feed.categories == (("Arts", "Food"), ("Arts", "Books"), ("Technology",))
    assert (feed.feed_url, feed.hub_url) == ("https://example.com/feed", "https://hub.example.com")
    assert (feed.guid, feed.changed_at) == ("917393e3-1b1e-5cef-ace4-edaa54e1f810", NOON)
    assert (feed.image_url, feed.new_feed_url) == ("https://example.com/small.png", "https://example.com/new")


@pytest.mark.parametrize(
    "uri",
    [
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://www.itunes.com/DTDs/Podcast-1.0.dtd",
        "https://www.itunes.com/dtds/podcast-1.0.dtd/",
    ],
)
def test_a_namespace_is_known_by_its_address_whatever_its_prefix(uri: str) -> None:
    feed, problems = read("<item><pod:duration>60</pod:duration></item>", namespaces=f'xmlns:pod="{uri}"')
    assert feed.items[0].duration_ms == 60_000
    assert problems == []


def test_blank_lines_above_the_declaration_are_no_fault_here() -> None:
    feed, problems = read("<item><itunes:explicit>x</itunes:explicit></item>", head="\n\n <?xml version='1.0'?>")
    assert len(feed.items) == 1
    assert [problem.split()[0] for problem in problems] == ["old.xml:4:"]


def test_rss_in_a_namespace_is_read() -> None:
    feed, _ = read(
        "<title>Show</title><item><guid>1</guid></item>", namespaces='xmlns="http://backend.userland.com/rss2"'
    )
    assert (feed.title, [one.guid for one in feed.items]) == ("Show", ["1"])


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % remote SYSTEM "http://127.0.0.1:9/evil.dtd"> %remote;]>',
    ],
)
def test_declared_entities_are_refused(doctype: str) -> None:
    message = refused(f"{doctype}<rss><channel><title>x</title></channel></rss>")
    assert "DOCTYPE" in message
    assert "[feed-unreadable]" in message


def test_an_external_dtd_is_not_loaded_and_its_characters_are_known() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
    feed, _ = read("<title>Caf&eacute; &amp; t&eacute;</title>", head=doctype)
    assert feed.title == "Café & té"


@settings(max_examples=150)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_document_breaks_the_reader(pieces: list[str]) -> None:
    namespace = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    read = parse_feed(f"<rss {namespace}><channel>{''.join(pieces)}</channel></rss>".encode(), "old.xml")
    assert (read.value is None) == any(problem.severity == "error" for problem in read.problems)


@pytest.mark.parametrize("document", ["", "<html></html>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "<rss><a>"])
def test_what_is_no_feed_is_refused(document: str) -> None:
    assert "[feed-unreadable]" in refused(document)


def test_the_digest_of_an_item_is_its_own() -> None:
    inside = "<guid>1</guid><title>A &amp; B</title><itunes:image href='x' /><description>&lt;p&gt;</description>"
    alone = item(inside).digest
    around = read(f"<title>Other</title>\n  <item>  <title/>\n</item>\n<item>\n {inside}\n</item><item/>")[0]
    assert around.items[1].digest == alone
    assert item(inside.replace("A &amp; B", "<![CDATA[A & B]]>").replace("><", ">\n\t<")).digest == alone
    assert item(inside.replace("A &amp; B", "A &amp; C")).digest != alone
    assert item(inside.replace("href='x'", "href='y'")).digest != alone


def test_the_digest_of_the_channel_is_without_items_and_build_date() -> None:
    digest = read("<title>Show</title>")[0].digest
    assert read("\n<title>Show</title><lastBuildDate>now</lastBuildDate><item/>")[0].digest == digest
    assert read("<title>Shaw</title>")[0].digest != digest


def test_a_namespace_that_is_no_address_can_be_digested() -> None:
    feed, _ = read("<item><a:b/></item>", namespaces='xmlns:a="anchor"')
    assert len(feed.items[0].digest) == len(feed.digest) == 16
