"""A feed that all directories take, an element on each line, and what is said of it once something is changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, read_feed
from publisher.model import Problem

URL: Final = "https://example.com/feed.xml"
NOW: Final = datetime(2026, 6, 1, 12, tzinfo=UTC)

GOLDEN: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:psc="http://podlove.org/simple-chapters">
<channel>
 <atom:link href="https://example.com/feed.xml" rel="self" type="application/rss+xml"/>
 <title>Show</title>
 <link>https://example.com/</link>
 <description>A show.</description>
 <language>en-us</language>
 <itunes:category text="Society &amp; Culture">
  <itunes:category text="Documentary"/>
 </itunes:category>
 <itunes:explicit>false</itunes:explicit>
 <itunes:image href="https://example.com/art.jpg"/>
 <itunes:author>Me</itunes:author>
 <itunes:type>episodic</itunes:type>
 <podcast:locked>yes</podcast:locked>
 <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
 <item>
  <title>Ep 1</title>
  <link>https://example.com/1</link>
  <guid isPermaLink="false">ep-1</guid>
  <pubDate>Fri, 26 Feb 2021 00:00:00 +0000</pubDate>
  <description><![CDATA[<p>Hi &amp; <a href="https://example.com">link</a></p>]]></description>
  <enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>
  <itunes:duration>1801</itunes:duration>
  <itunes:explicit>false</itunes:explicit>
  <itunes:episode>1</itunes:episode>
  <itunes:season>1</itunes:season>
  <itunes:episodeType>full</itunes:episodeType>
  <itunes:image href="https://example.com/1.jpg"/>
  <podcast:transcript url="https://example.com/1.vtt" type="text/vtt" language="en" rel="captions"/>
  <podcast:chapters url="https://example.com/1.json" type="application/json+chapters"/>
  <psc:chapters version="1.2">
   <psc:chapter start="00:00:00.000" title="Intro"/>
   <psc:chapter start="00:03:07.250" title="Two" href="https://example.com/x"/>
   <psc:chapter start="00:10:00.000" title="Three"/>
  </psc:chapters>
 </item>
</channel>
</rss>
"""


def changed(old: str, new: str) -> str:
    """The feed with one text in place of another, which stands in it once."""
    assert GOLDEN.count(old) == 1, old
    return GOLDEN.replace(old, new)


def problems(content: str | bytes, *profiles: str) -> list[Problem]:
    """Everything that is wrong with a feed."""
    read = read_feed(content.encode() if isinstance(content, str) else content, URL, now=NOW)
    found = [*read.problems, *(check_feed(read.value, profiles or PROFILES) if read.value else ())]
    return sorted(found)


def found(content: str | bytes, *profiles: str) -> list[str]:
    """The same, short: ``13 feed-language``."""
    return [f"{problem.place.line} {problem.check}" for problem in problems(content, *profiles)]


def line_of(content: str, marker: str) -> int:
    """The line in which a text begins that stands there once."""
    assert content.count(marker) == 1, marker
    return content[: content.index(marker)].count("\n") + 1
