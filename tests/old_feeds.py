"""Feeds in the shapes that hosts of podcasts write, each of the same three episodes of one small show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

SHOW: Final = """\
title: Walks
description: People walk and talk.
author: Mina Vale
language: en
url: https://walks.example/
image: https://walks.example/artwork.jpg
category: Society & Culture
"""

FILES: Final = {
    "why-we-walk.md": "title: Why we walk\nseason: 1\nepisode: 1\ndate: 2026-01-05",
    "rain-and-shine.md": "title: 'Rain & shine'\nseason: 1\nepisode: 2\ndate: 2026-01-12",
    "the-long-way-home.md": "title: The long way home, with a dog\nshort: The long way home\nseason: 1\nepisode: 3",
}


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What subscribers of a feed have of an episode."""

    guid: str
    date: str  # in UTC
    url: str
    size_bytes: int
    mime_type: str = "audio/mpeg"


@dataclass(frozen=True, kw_only=True)
class OldFeed:
    """A feed of a host, and what is in it, by the name of the file that each item belongs to."""

    text: str
    episodes: dict[str, Expected]
    guid: str


def show_folder(folder: Path) -> Path:
    """The show's folder, without a recording."""
    (folder / "episodes").mkdir(parents=True)
    (folder / "show.yaml").write_text(SHOW, encoding="utf-8")
    for name, keys in FILES.items():
        (folder / "episodes" / name).write_text(f"---\n{keys}\n---\n\nNotes.\n", encoding="utf-8")
    return folder


# Random UUIDs as guids, a short share link as the page, its own name for the recording behind a counter, text in CDATA,
# and dates in the zone of the show.
TRANSISTOR: Final = OldFeed(
    guid="0f2a7d1c-5b6e-5a3d-9c41-7e8f90a1b2c3",
    episodes={
        "why-we-walk.md": Expected(
            guid="2d9a3c1e-77f4-4a0b-9d5e-0c1b2a3f4e5d",
            date="2026-01-05T14:00:00Z",
            url="https://pdst.fm/e/media.transistor.fm/3f4a5b6c/a1b2c3d4.mp3",
            size_bytes=43_301_221,
        ),
        "rain-and-shine.md": Expected(
            guid="9b8a7c6d-5e4f-4321-8abc-def012345678",
            date="2026-01-12T14:00:00Z",
            url="https://pdst.fm/e/media.transistor.fm/7a8b9c0d/e5f6a7b8.mp3",
            size_bytes=39_118_904,
        ),
        "the-long-way-home.md": Expected(
            guid="c0ffee00-1234-4abc-9def-0123456789ab",
            date="2026-01-19T13:30:05Z",
            url="https://pdst.fm/e/media.transistor.fm/1b2c3d4e/99aabbcc.mp3",
            size_bytes=51_000_333,
        ),
    },
    text="""\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="/stylesheet.xsl" type="text/xsl"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0">
  <channel>
    <atom:link rel="self" type="application/atom+xml" href="https://feeds.transistor.fm/walks" title="MP3 Audio"/>
    <atom:link rel="hub" href="https://pubsubhubbub.appspot.com/"/>
    <podcast:podping usesPodping="true"/>
    <title>Walks</title>
    <generator>Transistor (https://transistor.fm)</generator>
    <itunes:new-feed-url>https://feeds.transistor.fm/walks</itunes:new-feed-url>
    <description>People walk and talk.</description>
    <copyright>© 2026 Mina Vale</copyright>
    <podcast:guid>0f2a7d1c-5b6e-5a3d-9c41-7e8f90a1b2c3</podcast:guid>
    <podcast:locked owner="mina@walks.example">no</podcast:locked>
    <language>en</language>
    <pubDate>Mon, 19 Jan 2026 05:30:10 -0800</pubDate>
    <lastBuildDate>Mon, 19 Jan 2026 05:31:00 -0800</lastBuildDate>
    <link>https://walks.example</link>
    <itunes:category text="Society &amp; Culture">
      <itunes:category text="Places &amp; Travel"/>
    </itunes:category>
    <itunes:type>episodic</itunes:type>
    <itunes:author>Mina Vale</itunes:author>
    <itunes:image href="https://img.transistor.fm/walks.jpg"/>
    <itunes:summary>People walk and talk.</itunes:summary>
    <itunes:subtitle>People walk and talk.</itunes:subtitle>
    <itunes:keywords>walking, talking</itunes:keywords>
    <itunes:owner>
      <itunes:name>Mina Vale</itunes:name>
      <itunes:email>mina@walks.example</itunes:email>
    </itunes:owner>
    <itunes:complete>No</itunes:complete>
    <itunes:explicit>No</itunes:explicit>
    <item>
      <title>The long way home</title>
      <itunes:season>1</itunes:season>
      <podcast:season>1</podcast:season>
      <itunes:episode>3</itunes:episode>
      <podcast:episode>3</podcast:episode>
      <itunes:title>The long way home</itunes:title>
      <itunes:episodeType>full</itunes:episodeType>
      <guid isPermaLink="false">c0ffee00-1234-4abc-9def-0123456789ab</guid>
      <link>https://share.transistor.fm/s/1b2c3d4e</link>
      <description><![CDATA[<p>A dog comes along.</p>]]></description>
      <content:encoded><![CDATA[<p>A dog comes along.</p>]]></content:encoded>
      <pubDate>Mon, 19 Jan 2026 05:30:05 -0800</pubDate>
      <author>Mina Vale</author>
      <enclosure url="https://pdst.fm/e/media.transistor.fm/1b2c3d4e/99aabbcc.mp3" length="51000333" type="audio/mpeg"/>
      <itunes:author>Mina Vale</itunes:author>
      <itunes:duration>2125</itunes:duration>
      <itunes:summary><![CDATA[<p>A dog comes along.</p>]]></itunes:summary>
      <itunes:keywords>walking, talking</itunes:keywords>
      <itunes:explicit>No</itunes:explicit>
      <podcast:transcript url="https://share.transistor.fm/s/1b2c3d4e/transcript.srt" type="application/x-subrip" rel="captions"/>
      <podcast:chapters url="https://share.transistor.fm/s/1b2c3d4e/chapters.json" type="application/json+chapters"/>
      <podcast:person role="Guest" href="https://dogs.example" img="https://img.transistor.fm/rex.jpg">Rex Dogg</podcast:person>
    </item>
    <item>
      <title>Rain &amp; shine</title>
      <itunes:season>1</itunes:season>
      <itunes:episode>2</itunes:episode>
      <guid isPermaLink="false">9b8a7c6d-5e4f-4321-8abc-def012345678</guid>
      <link>https://share.transistor.fm/s/7a8b9c0d</link>
      <pubDate>Mon, 12 Jan 2026 06:00:00 -0800</pubDate>
      <enclosure url="https://pdst.fm/e/media.transistor.fm/7a8b9c0d/e5f6a7b8.mp3" length="39118904" type="audio/mpeg"/>
      <itunes:duration>1630</itunes:duration>
      <itunes:explicit>No</itunes:explicit>
    </item>
    <item>
      <title>Why we walk</title>
      <itunes:season>1</itunes:season>
      <itunes:episode>1</itunes:episode>
      <guid isPermaLink="false">2d9a3c1e-77f4-4a0b-9d5e-0c1b2a3f4e5d</guid>
      <link>https://share.transistor.fm/s/3f4a5b6c</link>
      <pubDate>Mon, 05 Jan 2026 06:00:00 -0800</pubDate>
      <enclosure url="https://pdst.fm/e/media.transistor.fm/3f4a5b6c/a1b2c3d4.mp3" length="43301221" type="audio/mpeg"/>
      <itunes:duration>1804</itunes:duration>
      <itunes:explicit>No</itunes:explicit>
    </item>
  </channel>
</rss>
""",  # noqa: E501 - as hosts write them
)

# Its own numbers as guids and before the names of recordings; no link, no season, no number; chapters twice.
BUZZSPROUT: Final = OldFeed(
    guid="",
    episodes={
        "why-we-walk.md": Expected(
            guid="Buzzsprout-14102233",
            date="2026-01-05T11:00:00Z",
            url="https://www.buzzsprout.com/223344/episodes/14102233-why-we-walk.mp3",
            size_bytes=21_650_112,
        ),
        "rain-and-shine.md": Expected(
            guid="Buzzsprout-14150991",
            date="2026-01-12T11:00:00Z",
            url="https://www.buzzsprout.com/223344/episodes/14150991-rain-shine.mp3",
            size_bytes=19_555_808,
        ),
        "the-long-way-home.md": Expected(
            guid="Buzzsprout-14201234",
            date="2026-01-19T11:00:00Z",
            url="https://www.buzzsprout.com/223344/episodes/14201234-the-long-way-home.mp3",
            size_bytes=25_499_001,
        ),
    },
    text="""\
<?xml version="1.0" encoding="UTF-8" ?>
<?xml-stylesheet href="https://feeds.buzzsprout.com/styles.xsl" type="text/xsl"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:psc="http://podlove.org/simple-chapters">
<channel>
  <atom:link href="https://feeds.buzzsprout.com/223344.rss" rel="self" type="application/rss+xml" />
  <atom:link href="https://pubsubhubbub.appspot.com/" rel="hub" xmlns="http://www.w3.org/2005/Atom" />
  <title>Walks</title>
  <lastBuildDate>Mon, 19 Jan 2026 06:05:12 -0500</lastBuildDate>
  <link>https://walks.example</link>
  <language>en-us</language>
  <copyright>© 2026 Walks</copyright>
  <podcast:locked>yes</podcast:locked>
  <itunes:author>Mina Vale</itunes:author>
  <itunes:type>episodic</itunes:type>
  <itunes:explicit>false</itunes:explicit>
  <description><![CDATA[<p>People walk and talk.</p>]]></description>
  <generator>Buzzsprout (https://www.buzzsprout.com)</generator>
  <itunes:keywords></itunes:keywords>
  <itunes:owner>
    <itunes:name>Mina Vale</itunes:name>
  </itunes:owner>
  <image>
    <url>https://storage.buzzsprout.com/variants/walks.jpg</url>
    <title>Walks</title>
    <link>https://walks.example</link>
  </image>
  <itunes:image href="https://storage.buzzsprout.com/variants/walks.jpg" />
  <itunes:category text="Society &amp; Culture" />
  <item>
    <itunes:title>The long way home</itunes:title>
    <title>The long way home</title>
    <description><![CDATA[<p>A dog comes along.</p>]]></description>
    <content:encoded><![CDATA[<p>A dog comes along.</p>]]></content:encoded>
    <itunes:author>Mina Vale</itunes:author>
    <enclosure url="https://www.buzzsprout.com/223344/episodes/14201234-the-long-way-home.mp3" length="25499001" type="audio/mpeg" />
    <guid isPermaLink="false">Buzzsprout-14201234</guid>
    <pubDate>Mon, 19 Jan 2026 06:00:00 -0500</pubDate>
    <podcast:soundbite startTime="61.5" duration="30.0" />
    <podcast:transcript url="https://www.buzzsprout.com/223344/14201234/transcript" type="text/html" />
    <podcast:transcript url="https://www.buzzsprout.com/223344/14201234/transcript.vtt" type="text/vtt" />
    <podcast:chapters url="https://www.buzzsprout.com/223344/14201234/chapters.json" type="application/json" />
    <psc:chapters>
      <psc:chapter start="0:00" title="Hello" />
      <psc:chapter start="10:30" title="The dog &amp; the bus" href="https://dogs.example" />
    </psc:chapters>
    <itunes:duration>2125</itunes:duration>
    <itunes:keywords>dogs, walking</itunes:keywords>
    <itunes:season></itunes:season>
    <itunes:episode></itunes:episode>
    <itunes:episodeType>full</itunes:episodeType>
    <itunes:explicit>true</itunes:explicit>
  </item>
  <item>
    <title>Rain &amp; shine</title>
    <enclosure url="https://www.buzzsprout.com/223344/episodes/14150991-rain-shine.mp3" length="19555808" type="audio/mpeg" />
    <guid isPermaLink="false">Buzzsprout-14150991</guid>
    <pubDate>Mon, 12 Jan 2026 06:00:00 -0500</pubDate>
    <itunes:duration>1630</itunes:duration>
    <itunes:explicit>false</itunes:explicit>
  </item>
  <item>
    <title>Why we walk</title>
    <enclosure url="https://www.buzzsprout.com/223344/episodes/14102233-why-we-walk.mp3" length="21650112" type="audio/mpeg" />
    <guid isPermaLink="false">Buzzsprout-14102233</guid>
    <pubDate>Mon, 05 Jan 2026 06:00:00 -0500</pubDate>
    <itunes:duration>1804</itunes:duration>
    <itunes:explicit>false</itunes:explicit>
  </item>
</channel>
</rss>
""",  # noqa: E501
)

# Guids that hold a date, the show's own pages and names, codes before titles, contributors in Atom, lengths with
# fractions, a feed for each type of file.
PODLOVE: Final = OldFeed(
    guid="",
    episodes={
        "why-we-walk.md": Expected(
            guid="podlove-2026-01-05t06:58:12+00:00-1a2b3c4d5e6f708",
            date="2026-01-05T07:00:11Z",
            url="https://walks.example/podlove/file/11/s/feed/c/m4a/w001-why-we-walk.m4a",
            size_bytes=30_100_000,
            mime_type="audio/mp4",
        ),
        "rain-and-shine.md": Expected(
            guid="podlove-2026-01-12t06:55:40+00:00-8f7e6d5c4b3a291",
            date="2026-01-12T07:00:02Z",
            url="https://walks.example/podlove/file/14/s/feed/c/m4a/w002-rain-and-shine.m4a",
            size_bytes=28_200_000,
            mime_type="audio/mp4",
        ),
        "the-long-way-home.md": Expected(
            guid="podlove-2026-01-19t06:59:59+00:00-0918273645abcde",
            date="2026-01-19T07:00:00Z",
            url="https://walks.example/podlove/file/17/s/feed/c/m4a/w003-home.m4a",
            size_bytes=35_300_000,
            mime_type="audio/mp4",
        ),
    },
    text="""\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:psc="http://podlove.org/simple-chapters" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel>
\t<title>Walks</title>
\t<link>https://walks.example</link>
\t<description>People walk and talk.</description>
\t<lastBuildDate>Mon, 19 Jan 2026 07:03:00 +0000</lastBuildDate>
\t<image><url>https://walks.example/artwork.jpg</url><title>Walks</title><link>https://walks.example</link></image>
\t<atom:link rel="self" type="application/rss+xml" title="Walks (MPEG-4 AAC Audio)" href="https://walks.example/feed/m4a/" />
\t<atom:link rel="alternate" type="application/rss+xml" title="Walks (MP3 Audio)" href="https://walks.example/feed/mp3/" />
\t<language>en-GB</language>
\t<atom:contributor><atom:name>Mina Vale</atom:name></atom:contributor>
\t<generator>Podlove Podcast Publisher v4.1.0</generator>
\t<itunes:author>Mina Vale</itunes:author>
\t<itunes:type>episodic</itunes:type>
\t<itunes:summary>People walk and talk.</itunes:summary>
\t<itunes:category text="Society &#38; Culture" />
\t<itunes:owner><itunes:name>Mina Vale</itunes:name><itunes:email>mina@walks.example</itunes:email></itunes:owner>
\t<itunes:image href="https://walks.example/artwork.jpg"/>
\t<itunes:subtitle>Out and about</itunes:subtitle>
\t<itunes:block>no</itunes:block>
\t<itunes:explicit>clean</itunes:explicit>
\t<item>
\t\t<title>W003 The long way home</title>
\t\t<link>https://walks.example/w003-home/</link>
\t\t<pubDate>Mon, 19 Jan 2026 07:00:00 +0000</pubDate>
\t\t<guid isPermaLink="false">podlove-2026-01-19t06:59:59+00:00-0918273645abcde</guid>
\t\t<description>A dog comes along.</description>
\t\t<atom:link rel="http://podlove.org/deep-link" href="https://walks.example/w003-home/#" />
\t\t<enclosure url="https://walks.example/podlove/file/17/s/feed/c/m4a/w003-home.m4a" length="35300000" type="audio/mp4"/>
\t\t<itunes:duration>00:35:25</itunes:duration>
\t\t<itunes:author>Mina Vale</itunes:author>
\t\t<itunes:subtitle>With a dog</itunes:subtitle>
\t\t<itunes:title>The long way home</itunes:title>
\t\t<itunes:episode>3</itunes:episode>
\t\t<itunes:episodeType>full</itunes:episodeType>
\t\t<itunes:summary>A dog comes along.</itunes:summary>
\t\t<content:encoded><![CDATA[<p>A dog comes <a href="https://dogs.example">along</a>.</p>
]]></content:encoded>
\t\t<atom:contributor><atom:name>Rex Dogg</atom:name></atom:contributor>
\t\t<psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="Intro"/><psc:chapter start="00:10:30.500" title="The dog"/></psc:chapters>
\t\t<podcast:transcript url="https://walks.example/w003-home/?podcast_transcript=webvtt" type="text/vtt" />
\t</item>
\t<item>
\t\t<title>W002 Rain &amp; shine</title>
\t\t<link>https://walks.example/w002-rain-and-shine/</link>
\t\t<pubDate>Mon, 12 Jan 2026 07:00:02 +0000</pubDate>
\t\t<guid isPermaLink="false">podlove-2026-01-12t06:55:40+00:00-8f7e6d5c4b3a291</guid>
\t\t<enclosure url="https://walks.example/podlove/file/14/s/feed/c/m4a/w002-rain-and-shine.m4a" length="28200000" type="audio/mp4"/>
\t\t<itunes:duration>00:27:10.250</itunes:duration>
\t\t<itunes:episode>2</itunes:episode>
\t</item>
\t<item>
\t\t<title>W001 Why we walk</title>
\t\t<link>https://walks.example/w001-why-we-walk/</link>
\t\t<pubDate>Mon, 05 Jan 2026 07:00:11 +0000</pubDate>
\t\t<guid isPermaLink="false">podlove-2026-01-05t06:58:12+00:00-1a2b3c4d5e6f708</guid>
\t\t<enclosure url="https://walks.example/podlove/file/11/s/feed/c/m4a/w001-why-we-walk.m4a" length="30100000" type="audio/mp4"/>
\t\t<itunes:duration>00:30:04</itunes:duration>
\t\t<itunes:episode>1</itunes:episode>
\t</item>
</channel>
</rss>
""",  # noqa: E501
)

HOSTS: Final = {"transistor": TRANSISTOR, "buzzsprout": BUZZSPROUT, "podlove": PODLOVE}
