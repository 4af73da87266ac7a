"""A show that uses every field of the model, and a plain one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from publisher.model import (
    AlternateEnclosure,
    Audio,
    Block,
    Chapter,
    Cue,
    Episode,
    License,
    Link,
    Location,
    Person,
    Picture,
    Place,
    Show,
    SocialInteract,
    Soundbite,
    Trailer,
    Txt,
    UpdateFrequency,
)

FEED_URL = "https://example.com/podcast/feed/feed.xml"


def plain_episode(slug: str = "s01e01") -> Episode:
    """An episode with nothing but what every episode must have."""
    return Episode(
        slug=slug,
        place=Place(path=f"episodes/{slug}.md"),
        guid=f"guid-{slug}",
        title="What is a feed?",
        published_at=datetime(2026, 9, 1, 6, 0, tzinfo=UTC),
        audio=Audio(
            url=f"https://example.com/podcast/audio/{slug}.mp3",
            size_bytes=1_234_567,
            duration_ms=1_801_499,
            mime_type="audio/mpeg",
        ),
    )


def plain_show(*episodes: Episode) -> Show:
    """A show with nothing but what every show must have."""
    return Show(
        title="Feeds & Friends",
        description_html="<p>A podcast about <em>podcasts</em>.</p>",
        link="https://example.com/podcast/",
        feed_url=FEED_URL,
        files_url="https://example.com/podcast/feed/",
        guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
        language="en-us",
        picture=Picture(url="https://example.com/podcast/artwork.jpg"),
        categories=(("Technology",),),
        explicit=False,
        episodes=episodes,
    )


def full_episode() -> Episode:
    """An episode in which no field is empty."""
    return replace(
        plain_episode("s02e07-ünï"),
        title="Chapters <are> the table & contents ]]> of a talk",
        season=2,
        season_name="The second summer",
        number=7,
        kind="bonus",
        subtitle="All about chapters",
        link="https://example.com/podcast/chapters?a=1&b=2",
        notes_html='<h2>Notes</h2>\n<p>Read <a href="https://example.com/?a=1&amp;b=2">this</a> &lt;now&gt;<br/>or '
        "later.</p>\n<ul>\n<li>one</li>\n<li>two ]]&gt;</li>\n</ul>",
        explicit=True,
        block=True,
        picture=Picture(url="https://example.com/podcast/s02e07.png"),
        people=(
            Person(name="Grace Hopper", url="https://example.com/grace"),
            Person(name="Margaret Hamilton", role="editor", group="writing"),
        ),
        keywords=("chapters", "tables of contents"),
        ids={"youtube": "abcdefghijk"},
        links=(Link(url="https://youtu.be/abcdefghijk", label="YouTube"),),
        chapters=(
            Chapter(start_ms=0, end_ms=60_500, title="Opening"),
            Chapter(start_ms=60_500, end_ms=90_000, title="A picture", image="https://example.com/c.jpg", toc=False),
            Chapter(start_ms=90_000, end_ms=187_250, title="What & why", url="https://example.com/ä"),
            Chapter(start_ms=187_250, end_ms=1_801_499, title="How"),
        ),
        cues=(Cue(start_ms=0, end_ms=1000, speaker="Ada Lovelace", text="Hello."),),
        alternates=(
            AlternateEnclosure(
                url="https://example.com/podcast/audio/s02e07.opus",
                mime_type="audio/opus",
                size_bytes=99,
                title="Opus",
                height_px=720,
            ),
        ),
        content_links=(Link(url="https://youtu.be/abcdefghijk", label="Watch"),),
        soundbites=(Soundbite(start_ms=61_500, duration_ms=30_000, title="The best part"),),
        locations=(Location(name="Turin", rel="subject", geo="geo:45.07,7.69", osm="R43992", country="IT"),),
        license=License(name="cc-by-4.0"),
        funding=(Link(url="https://example.com/tip", label="Tip this episode"),),
        social=(
            SocialInteract(
                protocol="activitypub",
                uri="https://example.social/@ada/1",
                account_id="@ada",
                account_url="https://example.social/@ada",
                priority=1,
            ),
        ),
        txt=(Txt(text="false", purpose="ai-content"),),
    )


def full_show() -> Show:
    """A show in which no field is empty, with a full and a plain episode."""
    return replace(
        plain_show(full_episode(), plain_episode()),
        categories=(("Society & Culture", "Documentary"), ("Technology",)),
        author="Ada Lovelace",
        kind="serial",
        copyright="The Feeds & Friends authors",
        owner_name="Ada Lovelace",
        owner_email="ada@example.com",
        hosts=(
            Person(
                name="Ada Lovelace",
                role="host",
                url="https://example.com/ada",
                picture=Picture(url="https://example.com/ada.jpg"),
            ),
        ),
        keywords=("feeds", "podcasting"),
        funding=(Link(url="https://example.com/support", label="Support us"),),
        license=License(name="our own", url="https://example.com/license"),
        locations=(Location(name="London", rel="creator"),),
        social=(SocialInteract(protocol="disabled"),),
        txt=(Txt(text="S6lpp-7ZCn8", purpose="applepodcastsverify"),),
        blocks=(Block(blocked=True), Block(blocked=False, service="apple")),
        trailers=(
            Trailer(
                title="Coming soon",
                url="https://example.com/trailer.mp3",
                published_at=datetime(2026, 8, 1, tzinfo=UTC),
                size_bytes=12_345,
                mime_type="audio/mpeg",
                season=2,
            ),
        ),
        update_frequency=UpdateFrequency(
            label="Weekly", rrule="FREQ=WEEKLY", starts_at=datetime(2026, 8, 1, tzinfo=UTC), complete=True
        ),
        complete=True,
        new_feed_url="https://example.org/new.xml",
        websub_hub="https://hub.example.com/",
        spotify_limit=50,
        spotify_countries=("DE", "us"),
    )
