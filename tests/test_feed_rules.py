"""Every rule for feeds: a change to a feed without faults that it finds, at its line, and that nothing else finds."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import pytest

from publisher.checks.check import PROFILES
from publisher.checks.feed import FEED_CHECKS
from tests.golden_feed import GOLDEN, changed, found, line_of, problems

_CHANNEL_END: Final = " <podcast:locked>yes</podcast:locked>\n"
_ITEM_END: Final = " </item>\n"
_TITLE: Final = "<title>Ep 1</title>"
_ENCLOSURE: Final = '<enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>'
_DESCRIPTION: Final = '<description><![CDATA[<p>Hi &amp; <a href="https://example.com">link</a></p>]]></description>'
_SECOND: Final = """\
 <item>
  <title>Two</title>
  <link>https://example.com/2</link>
  <guid isPermaLink="false">ep-2</guid>
  <pubDate>Fri, 05 Mar 2021 00:00:00 +0000</pubDate>
  <description>The second.</description>
  <enclosure url="https://example.com/2.mp3" length="24986" type="audio/mpeg"/>
  <itunes:duration>1801</itunes:duration>
  <itunes:explicit>false</itunes:explicit>
  <itunes:episode>2</itunes:episode>
  <itunes:season>1</itunes:season>
 </item>
"""


_RULES: Final = {rule.id: rule for rule in FEED_CHECKS}
_NAMES: Final = {"apple": "Apple", "spotify": "Spotify", "psp1": "PSP-1", "podcasting2": "Podcasting 2.0"}


class Row(NamedTuple):
    """A fault: what replaces what, and a text on the line where it is found (``new``, where that is the one)."""

    old: str
    new: str
    at: str = ""
    profiles: tuple[str, ...] = PROFILES  # where a neighbour must say the same, or contradicts


def _channel(lines: str, at: str = "") -> Row:
    """A fault in what is added to the channel."""
    return Row(_CHANNEL_END, f"{_CHANNEL_END}{lines}\n", at or lines)


def _item(lines: str, at: str = "") -> Row:
    """A fault in what is added to the item."""
    return Row(_ITEM_END, f"{lines}\n{_ITEM_END}", at or lines)


def _second(old: str, new: str, at: str = "") -> Row:
    """A fault in a second item."""
    assert _SECOND.count(old) == 1, old
    return Row(_ITEM_END, _ITEM_END + _SECOND.replace(old, new), at or new)


def _changes(*changes: tuple[str, str], at: str) -> Row:
    """A fault by more than one change."""
    content = GOLDEN
    for old, new in changes:
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    return Row(GOLDEN, content, at)


def _without(line: str, at: str) -> Row:
    """A fault by the absence of a line."""
    return Row(f"{line}\n", "", at)


_LIVE: Final = """\
<podcast:liveItem status="live" start="2021-09-26T07:30:00Z">
<title>Live</title><guid isPermaLink="false">live-1</guid>
<enclosure url="https://example.com/live.mp3" length="1" type="audio/mpeg"/>
</podcast:liveItem>"""
_SPOTIFY: Final = 'xmlns:spotify="http://www.spotify.com/ns/rss"'
_MEDIA: Final = 'xmlns:media="http://search.yahoo.com/mrss/"'
_VALUE: Final = '<podcast:value type="lightning" method="keysend">\n{}\n</podcast:value>'
_RECIPIENT: Final = '<podcast:valueRecipient type="node" address="a" split="{}"/>'
_TIME_SPLIT: Final = (
    '<podcast:valueTimeSplit startTime="60" duration="180" remotePercentage="{}">\n'
    '<podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>\n</podcast:valueTimeSplit>'
)
_NAMESPACE: Final = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'

# By the id of the rule; where a rule finds more than one kind of fault, with a word behind #.
ROWS: Final[dict[str, Row]] = {
    # structure
    "feed-version": Row('version="2.0"\n', 'version="0.92"\n', '<rss version="0.92"'),
    "feed-encoding": Row('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    "feed-doctype": Row('<rss version="2.0"', '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss version="2.0"', "<!DOCTYPE"),
    "feed-channel-repeated": Row("</channel>\n", "</channel>\n<channel ><title>B</title></channel>\n", "<channel >"),
    "feed-item-outside": Row("</channel>\n", "</channel>\n<item><title>B</title></item>\n", "<item><title>B"),
    "feed-namespace-core": Row('version="2.0"\n', 'version="2.0" xmlns="http://backend.userland.com/rss2"\n', "<rss"),
    "feed-namespace-variant": Row(_NAMESPACE, 'xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd"'),
    "feed-namespace-wrong": Row(_NAMESPACE, f'{_NAMESPACE} xmlns:spotify="https://spotify.com/rss"'),
    "feed-namespace-missing": _changes(
        ('\n  xmlns:atom="http://www.w3.org/2005/Atom"', ""),
        ("<channel>", '<channel xmlns:atom="http://www.w3.org/2005/Atom">'),
        at="<rss",
    ),
    "feed-googleplay": _channel(
        '<googleplay:author xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0">A</googleplay:author>'
    ),
    "feed-huge": Row("</channel>\n", f"{' ' * 6_000_000}</channel>{' ' * 6_000_000}\n", "<rss"),
    "feed-large": Row("</channel>\n", f"{' ' * 1_000_000}</channel>\n", "<rss"),
    "feed-repeated": _channel("<title>Another</title>"),
    "feed-podcast-repeated": _channel("<podcast:locked>no</podcast:locked>"),
    "feed-misplaced": _item(
        '<podcast:trailer url="https://example.com/t" pubdate="26 Feb 2021 00:00 GMT">T</podcast:trailer>'
    ),
    "feed-unknown-element": Row(
        "<itunes:episodeType>full</itunes:episodeType>", "<itunes:episodetype>full</itunes:episodetype>"
    ),
    "feed-unknown-attribute": _item('<podcast:season Name="Winter">1</podcast:season>'),
    # what must be there
    "feed-title-missing": _without(" <title>Show</title>", "<channel>"),
    "feed-link-missing": Row("<link>https://example.com/</link>", "<link> </link>"),
    "feed-description-missing": _without(" <description>A show.</description>", "<channel>"),
    "feed-language-missing": _without(" <language>en-us</language>", "<channel>"),
    "feed-category-missing": Row(
        GOLDEN[GOLDEN.index(" <itunes:category") : GOLDEN.index(" <itunes:explicit")],
        "",
        "<channel>",
    ),
    "feed-explicit-missing": _without("\n <itunes:explicit>false</itunes:explicit>", "<channel>"),
    "feed-image-missing": _without(' <itunes:image href="https://example.com/art.jpg"/>', "<channel>"),
    "feed-author-missing": _without(" <itunes:author>Me</itunes:author>", "<channel>"),
    "feed-guid-missing": _without(" <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>", "<channel>"),
    "feed-locked-missing": _without(" <podcast:locked>yes</podcast:locked>", "<channel>"),
    "feed-self-missing": Row('rel="self"', 'rel="alternate"', "<channel>"),
    "no-episodes": Row(GOLDEN[GOLDEN.index(" <item>") : GOLDEN.index("</channel>")], "", "<channel>"),
    "feed-item-title-missing": _without(f"  {_TITLE}", "<item>"),
    "feed-enclosure-missing": _without(f"  {_ENCLOSURE}", "<item>"),
    "feed-item-guid-missing": _without('  <guid isPermaLink="false">ep-1</guid>', "<item>"),
    "feed-item-date-missing": _without("  <pubDate>Fri, 26 Feb 2021 00:00:00 +0000</pubDate>", "<item>"),
    "feed-item-description-missing": _without(f"  {_DESCRIPTION}", "<item>"),
    "duration-missing": _without("  <itunes:duration>1801</itunes:duration>", "<item>"),
    "feed-item-link-missing": _without("  <link>https://example.com/1</link>", "<item>"),
    "feed-item-explicit-missing": _without("\n  <itunes:explicit>false</itunes:explicit>", "<item>"),
    "feed-item-image-missing": _without('  <itunes:image href="https://example.com/1.jpg"/>', "<channel>"),
    "feed-transcript-missing": _without(
        '  <podcast:transcript url="https://example.com/1.vtt" type="text/vtt" language="en" rel="captions"/>',
        "<channel>",
    ),
    # channel
    "feed-explicit": Row("\n <itunes:explicit>false<", "\n <itunes:explicit>yes<", "explicit>yes"),
    "feed-item-explicit": Row("\n  <itunes:explicit>false<", "\n  <itunes:explicit>clean<", "explicit>clean"),
    "feed-category": Row('text="Documentary"', 'text="Documentaries"'),
    "feed-copyright": _channel("<copyright>© 2021 Me</copyright>"),
    "feed-core-incomplete": _item("<source>Another feed</source>"),
    "feed-rss-image": _channel(
        "<image><url>https://example.com/logo.png</url>\n<title>Show</title><link>https://example.com/</link>\n"
        "<width>145</width></image>",
        "<width>",
    ),
    "feed-self-type": Row(' type="application/rss+xml"', "", "<atom:link"),
    "feed-self-differs": Row('href="https://example.com/feed.xml"', 'href="https://example.com/rss"'),
    "feed-self-repeated": _channel(
        '<atom:link rel="self"\nhref="https://example.com/feed.xml" type="application/rss+xml"/>',
        '<atom:link rel="self"',
    ),
    "feed-link-feed": Row("<link>https://example.com/</link>", "<link>https://example.com/feed.xml</link>"),
    "feed-moving": _channel("<itunes:new-feed-url>https://example.org/feed.xml</itunes:new-feed-url>"),
    "feed-paging": _channel('<atom:link rel="prev" href="https://example.com/feed.xml?page=1"/>'),
    "feed-hub-alone": Row('rel="self"', 'rel="hub"', "<atom:link", ("apple",)),
    "feed-language": Row("<language>en-us<", "<language>english<"),
    "feed-type": Row("<itunes:type>episodic<", "<itunes:type>weekly<"),
    "feed-block#complete": _channel("<itunes:complete>true</itunes:complete>"),
    "feed-block": _item("<itunes:block>true</itunes:block>"),
    "feed-email": _channel("<itunes:owner>\n<itunes:email>me</itunes:email></itunes:owner>", "<itunes:email>"),
    "feed-contact": _item("<author>Ada Lovelace</author>"),
    "feed-core-value": _channel("<ttl>1 hour</ttl>"),
    "feed-core-value#hour": _channel("<skipHours>\n<hour>24</hour></skipHours>", "<hour>"),
    "feed-core-value#day": _channel("<skipDays>\n<day>Sun</day></skipDays>", "<day>"),
    # items
    "guid-repeated": _second('<guid isPermaLink="false">ep-2<', '<guid isPermaLink="false" >ep-1<'),
    "feed-guid-permalink": Row('<guid isPermaLink="false">', "<guid>"),
    "number-missing": _changes(
        ("<itunes:type>episodic<", "<itunes:type>serial<"), ("  <itunes:episode>1</itunes:episode>\n", ""), at="<item>"
    ),
    "number-repeated": _second("<itunes:episode>2<", "<itunes:episode>01<"),
    "feed-trailer-number": _second(
        "<itunes:episode>2</itunes:episode>",
        "<itunes:episode>9</itunes:episode>\n<itunes:episodeType>trailer</itunes:episodeType>",
        "<itunes:episode>9<",
    ),
    "feed-number": Row("<itunes:season>1<", "<itunes:season>0<"),
    "feed-episode-type": Row("<itunes:episodeType>full<", "<itunes:episodeType>Full<"),
    # enclosures
    "feed-enclosure-url": Row('<enclosure url="https://example.com/1.mp3"', "<enclosure"),
    "feed-enclosure-length": Row('length="24986"', 'length=""'),
    "feed-enclosure-length-time": Row('length="24986"', 'length="1801"'),
    "audio-type": Row(_ENCLOSURE, '<enclosure url="https://example.com/1.ogg" length="24986" type="audio/ogg"/>'),
    "feed-enclosure-type": Row('type="audio/mpeg"', 'type="audio/mp3"'),
    "feed-enclosure-type-missing": Row(' type="audio/mpeg"', "", "<enclosure"),
    "feed-enclosure-type-psp1": Row(
        _ENCLOSURE,
        '<enclosure url="https://example.com/1.m4a" length="24986" type="audio/x-m4a"/>',
        profiles=("psp1",),
    ),
    "feed-enclosure-suffix": Row("https://example.com/1.mp3", "https://example.com/play/1"),
    "audio-repeated": _second('url="https://example.com/2.mp3"', 'url="https://example.com/1.mp3" ', '1.mp3"  length'),
    "audio-size": Row('length="24986"', 'length="200000001"'),
    # dates
    "feed-date": Row("Fri, 26 Feb 2021 00:00:00 +0000", "2021-02-26T00:00:00Z"),
    "feed-build-date": _channel("<lastBuildDate>2021-02-26</lastBuildDate>"),
    "feed-date-weekday": Row("Fri, 26 Feb", "Thu, 26 Feb"),
    "date-future": Row("Fri, 26 Feb 2021", "Wed, 26 May 2027"),
    "feed-duration": Row("<itunes:duration>1801<", "<itunes:duration>1801.5<"),
    "feed-duration-seconds": Row("<itunes:duration>1801<", "<itunes:duration>30:01<"),
    # text
    "title-long": Row(_TITLE, f"<title>{'ä' * 256}</title>"),
    "feed-value-long": Row("<itunes:author>Me<", f"<itunes:author>{'ä' * 256}<"),
    "feed-description-long": Row("<description>A show.<", f"<description>{'ä' * 2001}<"),
    "feed-podcast-long": _channel(f'<podcast:funding url="https://example.com/f">{"x" * 129}</podcast:funding>'),
    "feed-spaces": Row('false">ep-1<', 'false">ep-1 <'),
    "feed-script": _item("<content:encoded><![CDATA[<p onclick='x()'>Hi</p>]]></content:encoded>"),
    "feed-description-tags": Row("<![CDATA[<p>Hi", "<![CDATA[<h2>Hi</h2><p>"),
    "feed-markup-bare": Row("<description>A show.<", "<description>A <b>show</b>.<"),
    "feed-escaped-twice": Row("<description>A show.<", "<description>&amp;lt;p&amp;gt;A show.<"),
    "feed-title-markup": Row(_TITLE, "<title>This &amp;amp; that</title>"),
    "feed-notes-link": Row('<a href="https://example.com">', '<a href="/about">'),
    "feed-summary-copied": _channel("<itunes:summary>A show.</itunes:summary>"),
    "feed-title-stuffed": Row("<title>Show<", "<title>Show | Walking | Hiking | Trails<"),
    "title-numbered": Row(_TITLE, "<title>S1E1: Why we walk</title>"),
    # addresses
    "feed-url": Row('<itunes:image href="https://example.com/1.jpg"', '<itunes:image href="/1.jpg"'),
    "feed-core-url": _item("<comments>example.com/1</comments>"),
    "feed-podcast-url": Row('url="https://example.com/1.vtt"', 'url="1.vtt"'),
    "feed-psc-url": Row('href="https://example.com/x"', 'href="x"'),
    "feed-url-ascii": Row("https://example.com/1.mp3", "https://example.com/Käse 1.mp3"),
    "feed-podcast-https": Row("https://example.com/1.json", "http://example.com/1.json"),
    "url-http": Row("https://example.com/1.mp3", "http://example.com/1.mp3"),
    "feed-image-suffix": Row("https://example.com/1.jpg", "https://example.com/1?as=.jpg"),
    "feed-image-href": Row(
        '<itunes:image href="https://example.com/1.jpg"/>', "<itunes:image>https://example.com/1.jpg</itunes:image>"
    ),
    # podcast:
    "feed-podcast-incomplete": Row(' type="application/json+chapters"', "", "<podcast:chapters"),
    "feed-guid-shape": Row("9b024349-ccf0-5f69-a609-6b82873eab3c", "my-show"),
    "feed-locked": Row("<podcast:locked>yes<", "<podcast:locked>true<"),
    "feed-locked#owner": Row("<podcast:locked>", '<podcast:locked owner="Me">'),
    "feed-transcript-type": Row(' type="text/vtt"', ' type="text/webvtt"'),
    "feed-transcript": Row('rel="captions"', 'rel="subtitles"'),
    "feed-transcript#language": Row('language="en"', 'language="English, British"'),
    "feed-chapters-type": Row('type="application/json+chapters"', 'type="application/json"'),
    "feed-podcast-number": _item('<podcast:soundbite startTime="1:13" duration="60"/>'),
    "feed-location": _channel('<podcast:location geo="52.5 13.4">Berlin</podcast:location>'),
    "feed-location#osm": _channel('<podcast:location osm="62422">Berlin</podcast:location>'),
    "feed-location#country": _channel('<podcast:location country="UK">London</podcast:location>'),
    "feed-location#rel": _channel('<podcast:location rel="studio">Oslo</podcast:location>'),
    "feed-podcast-number#season": _item("<podcast:season>two</podcast:season>"),
    "feed-podcast-number#episode": _item("<podcast:episode>S1E1</podcast:episode>"),
    "feed-trailer-date": _channel(
        '<podcast:trailer url="https://example.com/t.mp3" pubdate="2021-02-26">T</podcast:trailer>'
    ),
    "feed-podcast-number#size": _channel(
        '<podcast:trailer length="1 MB" url="https://example.com/t" pubdate="26 Feb 2021 00:00 GMT">T</podcast:trailer>'
    ),
    "feed-podcast-number#ratio": _channel('<podcast:image href="https://example.com/w.jpg" aspect-ratio="wide"/>'),
    "feed-podcast-number#bitrate": _item(
        '<podcast:alternateEnclosure type="audio/opus" bitrate="128k">'
        '<podcast:source uri="https://example.com/1.opus"/></podcast:alternateEnclosure>'
    ),
    "feed-true-false": _channel('<podcast:podping usesPodping="yes"/>'),
    "feed-alternate": _item(
        '<podcast:alternateEnclosure type="audio/opus">\n<podcast:source uri="/1.opus"/></podcast:alternateEnclosure>',
        "<podcast:source",
    ),
    "feed-alternate#integrity": _item(
        '<podcast:alternateEnclosure type="audio/opus">\n<podcast:source uri="https://example.com/1.opus"/>\n'
        '<podcast:integrity type="md5" value="x"/></podcast:alternateEnclosure>',
        "<podcast:integrity",
    ),
    "feed-medium": _channel("<podcast:medium>audio</podcast:medium>"),
    "feed-live": _channel(_LIVE.replace('"live" ', '"online" '), "<podcast:liveItem"),
    "feed-live#start": _channel(_LIVE.replace("2021-09-26T07:30:00Z", "26 Sep 2021"), "<podcast:liveItem"),
    "feed-social-protocol": _item('<podcast:socialInteract protocol="mastodon" uri="https://example.com/@a/1"/>'),
    "feed-podcast-number#priority": _item(
        '<podcast:socialInteract protocol="activitypub" uri="https://example.com/@a/1" priority="first"/>'
    ),
    "feed-chat": _channel('<podcast:chat server="example.com" protocol="discord"/>'),
    "feed-chat#server": _channel('<podcast:chat server="https://example.com/" protocol="irc"/>'),
    "feed-podcast-block": _channel('<podcast:block id="google">true</podcast:block>'),
    "feed-podcast-block#id": _channel('<podcast:block id="Amazon Music">yes</podcast:block>'),
    "feed-frequency": _channel('<podcast:updateFrequency rrule="every Monday">Weekly</podcast:updateFrequency>'),
    "feed-podcast-number#split": _channel(_VALUE.format(_RECIPIENT.format("50%")), "<podcast:valueRecipient"),
    "feed-podcast-number#percentage": _item(
        _VALUE.format(f"{_RECIPIENT.format('1')}\n{_TIME_SPLIT.format('120')}"), "<podcast:valueTimeSplit"
    ),
    "feed-guid-computed": Row("9b024349-ccf0-5f69-a609-6b82873eab3c", "bca91db6-a8e6-5352-a4f1-da07c30be8e5"),
    "feed-license": _channel("<podcast:license>my own terms</podcast:license>"),
    "feed-transcript-captions": _item(
        '<podcast:transcript url="https://example.com/1.html" type="text/html" rel="captions"/>'
    ),
    "feed-transcript-apple": Row('type="text/vtt" language="en" rel="captions"', 'type="text/html"'),
    "feed-soundbite-length": _item('<podcast:soundbite startTime="73.0" duration="600"/>'),
    "soundbite-outside": _item('<podcast:soundbite startTime="1790" duration="60"/>'),
    "feed-images": _channel('<podcast:images srcset="https://example.com/1.jpg 1500w"/>'),
    "feed-alternate-source": _item('<podcast:alternateEnclosure type="audio/opus"/>'),
    "feed-integrity": _item(
        '<podcast:alternateEnclosure type="audio/opus">\n<podcast:source uri="https://example.com/1.opus"/>\n'
        '<podcast:integrity type="sri" value="sha256-e3b0c44298fc1c149afbf4c8996fb924"/></podcast:alternateEnclosure>',
        "<podcast:integrity",
    ),
    "feed-social": _item('<podcast:socialInteract protocol="activitypub"/>'),
    "feed-ai-content": _channel('<podcast:txt purpose="ai-content">yes</podcast:txt>'),
    "feed-frequency-start": _channel(
        '<podcast:updateFrequency rrule="FREQ=WEEKLY;COUNT=10">Weekly</podcast:updateFrequency>'
    ),
    "feed-person-role": _channel('<podcast:person role="interviewee">Ada</podcast:person>'),
    "feed-person-role#group": _channel('<podcast:person role="audio editor">Ada</podcast:person>'),
    "feed-person-hosts": _changes(
        (_CHANNEL_END, f"{_CHANNEL_END}<podcast:person>Ada</podcast:person>\n"),
        (_ITEM_END, f'<podcast:person role="guest">Ben</podcast:person>\n{_ITEM_END}'),
        at='<podcast:person role="guest">',
    ),
    "feed-live-incomplete": _channel(_LIVE.replace('<guid isPermaLink="false">live-1</guid>', ""), "<podcast:liveItem"),
    "feed-live-incomplete#stream": _channel(
        re.sub("<enclosure.*\n", "", _LIVE),
        "<podcast:liveItem",
    ),
    "feed-value": _channel(_VALUE.format(_RECIPIENT.format("0")), "<podcast:valueRecipient"),
    "feed-value#time-split": _item(
        _VALUE.format(f'{_RECIPIENT.format("1")}\n<podcast:valueTimeSplit startTime="60" duration="180"/>'),
        "<podcast:valueTimeSplit",
    ),
    "feed-list-items": _channel("<podcast:medium>musicL</podcast:medium>"),
    "feed-podroll": _channel("<podcast:podroll/>"),
    "feed-publisher": _channel(
        '<podcast:publisher>\n<podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>'
        "\n</podcast:publisher>",
        "<podcast:publisher>",
    ),
    # Spotify
    "feed-spotify-limit": _channel(f'<spotify:limit {_SPOTIFY} recentCount="all"/>'),
    "feed-spotify-limit#text": _channel(f"<spotify:limit {_SPOTIFY}>50</spotify:limit>"),
    "feed-countries": _channel(f"<spotify:countryOfOrigin {_SPOTIFY}>en</spotify:countryOfOrigin>"),
    "feed-restriction": _channel(
        f'<media:restriction {_MEDIA} type="country" relationship="deny">us</media:restriction>'
    ),
    "feed-restriction#kind": _channel(
        f'<media:restriction {_MEDIA} type="uri" relationship="allow">us</media:restriction>'
    ),
    "feed-countries#restriction": _channel(
        f'<media:restriction {_MEDIA} type="country" relationship="allow">us uk</media:restriction>'
    ),
    "feed-valid": _item('<dcterms:valid xmlns:dcterms="http://purl.org/dc/terms/">2021-02-26</dcterms:valid>'),
    # chapters
    "feed-psc-incomplete": Row(
        GOLDEN[GOLDEN.index("  <psc:chapters") : GOLDEN.index(_ITEM_END)], '  <psc:chapters version="1.2"/>\n'
    ),
    "feed-psc-start": Row('start="00:03:07.250"', 'start="3m7s"'),
    "feed-psc-form": Row('start="00:03:07.250"', 'start="3:07"'),
    "feed-psc-incomplete#title": Row(' title="Three"', "", 'start="00:10:00.000"'),
    "feed-psc-order": Row('start="00:10:00.000"', 'start="00:02:00.000"'),
    "feed-timestamps": Row("<p>Hi &amp;", "<p>00:00 Hi</p><p>00:30 &amp;"),
    "feed-psc-past-end": Row('start="00:10:00.000"', 'start="01:00:00.000"'),
}


def test_the_golden_feed_has_no_finding() -> None:
    assert found(GOLDEN) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_nor_has_it_by_one_profile_alone(profile: str) -> None:
    assert found(GOLDEN, profile) == []


def test_every_rule_has_a_row() -> None:
    assert sorted({row.partition("#")[0] for row in ROWS}) == sorted(rule.id for rule in FEED_CHECKS)


@pytest.mark.parametrize("name", ROWS)
def test_each_fault_is_found_at_its_line_and_nothing_else(name: str) -> None:
    row = ROWS[name]
    content = changed(row.old, row.new)
    assert found(content, *row.profiles) == [f"{line_of(content, row.at or row.new)} {name.partition('#')[0]}"]


@pytest.mark.parametrize("name", ROWS)
def test_a_message_names_who_asks_and_quotes_what_stands_there(name: str) -> None:
    row = ROWS[name]
    content = changed(row.old, row.new)
    (problem,) = problems(content, *row.profiles)
    rule = _RULES[name.partition("#")[0]]
    assert not rule.profiles or any(_NAMES[profile] in problem.message for profile in rule.profiles), problem.message
    assert problem.about in content.split("\n")[problem.place.line - 1]
    assert problem.severity is rule.severity
    assert problem.message.isprintable()


def test_a_recording_without_its_size_is_told_what_to_write() -> None:
    row = ROWS["feed-enclosure-length"]
    (problem,) = problems(changed(row.old, row.new), *row.profiles)
    assert problem.message.startswith("Apple and PSP-1 require its size in bytes as length")
    assert problem.message.endswith('; write that, like length="24986"')
