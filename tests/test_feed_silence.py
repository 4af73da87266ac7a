"""What is right in a feed though it looks odd, and what only one profile asks for: no finding, or that one's alone."""

from __future__ import annotations

from typing import Final

import pytest

from publisher.checks.check import PROFILES
from publisher.checks.feed import check_feed, read_feed
from publisher.model import Severity
from publisher.sources.feed_namespaces import NAMESPACES
from tests.golden_feed import GOLDEN, changed, found, line_of, problems

_CHANNEL_END: Final = " <podcast:locked>yes</podcast:locked>\n"
_ITEM_END: Final = " </item>\n"
_TITLE: Final = "<title>Ep 1</title>"
_DATE: Final = "Fri, 26 Feb 2021 00:00:00 +0000"
_ENCLOSURE: Final = '<enclosure url="https://example.com/1.mp3" length="24986" type="audio/mpeg"/>'
_ALTERNATE: Final = '<podcast:alternateEnclosure type="audio/opus"{}>{}</podcast:alternateEnclosure>'

IN_CHANNEL: Final = (
    "<itunes:block>Yes</itunes:block>",
    "<itunes:block>no</itunes:block>",
    "<itunes:complete>YES</itunes:complete>",
    "<copyright>Me &amp; You</copyright>",
    "<itunes:new-feed-url>https://example.com/feed.xml</itunes:new-feed-url>",
    "<managingEditor>me@example.com (Me)</managingEditor>",
    "<itunes:owner><itunes:name>Me</itunes:name><itunes:email>me@example.com</itunes:email></itunes:owner>",
    "<lastBuildDate>26 Feb 2021 00:00 GMT</lastBuildDate>",
    '<itunes:category text="TV &amp; Film"/>',
    '<itunes:category text="Education"><itunes:category text="How To"/></itunes:category>',
    '<itunes:category text="Religion &amp; Spirituality"><itunes:category text="Religion"/></itunes:category>',
    '<atom:link rel="hub" href="https://hub.example.com/"/>',
    '<atom:link rel="next" href="https://example.com/feed.xml?page=2"/>',
    '<podcast:person role="Co-Host">Ada</podcast:person>',
    '<podcast:person role="editor" group="Writing">Ada</podcast:person>',
    "<podcast:location>Narnia</podcast:location>",
    '<podcast:location rel="creator" geo="geo:-33.9,151.2;u=350" osm="R5750005" country="au">Sydney</podcast:location>',
    "<podcast:license>CC-BY-4.0</podcast:license>",
    "<podcast:license>cc-by-nc-nd-4.0</podcast:license>",
    '<podcast:license url="https://example.com/terms">my own terms</podcast:license>',
    "<podcast:medium>course</podcast:medium>",
    "<podcast:block>no</podcast:block>",
    '<podcast:block id="spotify">yes</podcast:block>',
    '<podcast:txt purpose="verify">S6lpp-7ZCn8-dZfGc-OoyaG</podcast:txt>',
    '<podcast:updateFrequency complete="true" rrule="FREQ=MONTHLY;BYDAY=+4TH">Monthly</podcast:updateFrequency>',
    '<podcast:updateFrequency rrule="FREQ=WEEKLY;COUNT=10" dtstart="2023-01-01">Ten</podcast:updateFrequency>',
    '<podcast:podping usesPodping="true"/>',
    '<podcast:chat server="irc.example.com" protocol="irc" accountId="@me" space="#show"/>',
    '<podcast:image href="https://example.com/wide.jpg" aspect-ratio="16/9" width="1920"/>',
    "<skipHours><hour>0</hour><hour>23</hour></skipHours>",
    '<spotify:limit xmlns:spotify="http://www.spotify.com/ns/rss" recentCount="50"/>',
    '<spotify:countryOfOrigin xmlns:spotify="http://www.spotify.com/ns/rss">GB us</spotify:countryOfOrigin>',
    f'<m:restriction xmlns:m="{NAMESPACES["media"]}" type="country" relationship="allow">gb ie</m:restriction>',
    '<other:explicit xmlns:other="https://example.com/ns">perhaps</other:explicit>',
)  # fmt: skip

IN_ITEM: Final = (
    "<content:encoded><![CDATA[<h2>All of it</h2><table><tr><td>x</td></tr></table>]]></content:encoded>",
    '<content:encoded><![CDATA[<a href="mailto:me@example.com">Write</a> <a href="#top">up</a>]]></content:encoded>',
    "<content:encoded>In HTML you write &amp;lt;p&amp;gt; &lt;b&gt;here&lt;/b&gt;.</content:encoded>",
    "<itunes:title>Why 7 of 10 walk</itunes:title>",
    '<podcast:season name="Winter">1</podcast:season>',
    '<podcast:episode display="Ch. 3">100.5</podcast:episode>',
    '<podcast:soundbite startTime="73.25" duration="60.0"/>',
    '<podcast:transcript url="https://example.com/1.html" type="text/html"/>',
    '<podcast:socialInteract protocol="disabled"/>',
    '<podcast:socialInteract protocol="matrix" uri="matrix:r/show:example.com" priority="2"/>',
    '<podcast:contentLink href="https://example.com/video">Watch</podcast:contentLink>',
    _ALTERNATE.format(' bitrate="31872.5" default="false"', '<podcast:source uri="ipfs://bafy"/>'),
    _ALTERNATE.format("", '<podcast:source uri="magnet:?xt=urn:btih:abc" contentType="application/x-bittorrent"/>'),
    _ALTERNATE.format(
        "",
        '<podcast:source uri="https://example.com/1.opus"/>'
        '<podcast:integrity type="sri" value="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="/>',
    ),
    '<dcterms:valid xmlns:dcterms="http://purl.org/dc/terms/">end=2031-12-31T00:00:00Z; scheme=W3C-DTF</dcterms:valid>',
    '<atom:link rel="http://podlove.org/simple-chapters" href="https://example.com/1.psc"/>',
    '<podcast:value type="lightning" method="keysend"><podcast:valueRecipient type="node" address="a" split="3"/>'
    '<podcast:valueRecipient type="node" address="b" split="1" fee="true"/></podcast:value>',
)  # fmt: skip

_VALID: Final = (
    ("<language>en-us<", "<language>zh-Hant-TW<"),
    ("<language>en-us<", "<language>DE<"),
    (_DATE, "26 Feb 2021 00:00 GMT"),
    (_DATE, "Fri, 26 Feb 2021 05:45:00 +0545"),
    (_DATE, "Fri,  5 Feb 2021 23:59:60 EST"),
    ('<guid isPermaLink="false">ep-1<', "<guid>https://example.com/1<"),
    ('<guid isPermaLink="false">ep-1<', '<guid isPermaLink="true">https://example.com/1<'),
    ("https://example.com/1.mp3", "https://example.com/1.mp3?source=feed&amp;v=2"),
    ("https://example.com/1.mp3", "https://track.example.com/https%3A%2F%2Fcdn.example.com%2F1.MP3"),
    (_ENCLOSURE, '<enclosure url="https://example.com/1.m4a" length="24986" type="audio/x-m4a"/>'),
    (_ENCLOSURE, '<enclosure url="https://example.com/1.mp4" length="249860000" type="video/mp4"/>'),
    (_TITLE, "<title>Episode 7 of Star Wars, seen again</title>"),
    (_TITLE, "<title>Apollo 11 and the S3E bus</title>"),
    (_TITLE, "<title>Showing off</title>"),
    (_TITLE, "<title>The Show: a history</title>"),
    ("<p>Hi &amp;", "<p>00:00 Hi</p><p>(01:30) What</p><p>01:02:03 &amp;"),
    ("<p>Hi &amp;", "<p>12:30 is when we meet &amp;"),
    (_TITLE, "<title>AT&amp;T &lt;3</title>"),
    ("<title>Show<", "<title>Crime, Conspiracy, Cults and Murder<"),
    ("<itunes:type>episodic<", "<itunes:type>serial<"),
    ('start="00:03:07.250"', 'start="03:07"'),
    ("<description>A show.<", f"<description>{'ä' * 2000}<"),
    (_TITLE, f"<title>{'ä' * 255}</title>"),
    ('text="Society &amp; Culture"', "text='Society &#38; Culture'"),
    ("<podcast:guid>9b024349-ccf0-5f69", "<podcast:guid>9B024349-CCF0-5F69"),
    ("  xmlns:psc=", '  xmlns:fh="http://purl.org/syndication/history/1.0"\n  xmlns:psc='),
)  # fmt: skip


@pytest.mark.parametrize("lines", IN_CHANNEL)
def test_these_are_fine_in_a_channel(lines: str) -> None:
    assert found(changed(_CHANNEL_END, f"{_CHANNEL_END}{lines}\n")) == []


@pytest.mark.parametrize("lines", IN_ITEM)
def test_these_are_fine_in_an_item(lines: str) -> None:
    assert found(changed(_ITEM_END, f"{lines}\n{_ITEM_END}")) == []


@pytest.mark.parametrize(("old", "new"), _VALID)
def test_these_values_are_fine(old: str, new: str) -> None:
    assert found(changed(old, new)) == []


def test_a_live_item_is_no_episode_that_lacks_things() -> None:
    live = """\
<podcast:liveItem status="pending" start="2027-09-26T07:30:00.000-0600" end="2027-09-26T09:30:00.000-0600">
<title>Live</title><guid isPermaLink="false">live-1</guid>
<enclosure url="https://example.com/live" length="312" type="audio/mpeg"/>
<podcast:contentLink href="https://example.com/live.html">Listen</podcast:contentLink>
</podcast:liveItem>
"""
    content = changed(_CHANNEL_END, _CHANNEL_END + live)
    assert found(content, "spotify", "psp1", "podcasting2") == []


def test_a_list_of_other_feeds_has_no_items() -> None:
    items = GOLDEN[GOLDEN.index(" <item>") : GOLDEN.index("</channel>")]
    remote = '<podcast:remoteItem feedGuid="9b024349-ccf0-5f69-a609-6b82873eab3c"/>'
    assert found(changed(items, f"<podcast:medium>musicL</podcast:medium>\n{remote}\n")) == []


def test_a_trailer_of_a_serial_show_needs_no_number() -> None:
    content = changed("<itunes:type>episodic<", "<itunes:type>serial<")
    content = content.replace("  <itunes:episode>1</itunes:episode>\n", "").replace(">full<", ">trailer<")
    assert found(content) == []


def test_a_bonus_may_have_the_number_of_its_episode() -> None:
    item = GOLDEN[GOLDEN.index(" <item>") : GOLDEN.index("</channel>")]
    bonus = item.replace("ep-1<", "ep-1b<").replace("1.mp3", "1b.mp3").replace(">full<", ">bonus<")
    assert found(changed(item, item + bonus)) == []


def test_what_no_episode_has_is_said_once() -> None:
    item = GOLDEN[GOLDEN.index(" <item>") : GOLDEN.index("</channel>")].replace(
        "  <link>https://example.com/1</link>\n", ""
    )
    items = "".join(
        item.replace("ep-1<", f"ep-{n}<").replace("1.mp3", f"{n}.mp3").replace(">1<", f">{n}<") for n in range(1, 6)
    )
    content = GOLDEN[: GOLDEN.index(" <item>")] + items + "</channel>\n</rss>\n"
    assert found(content) == [f"{content[: content.index('<channel>')].count(chr(10)) + 1} feed-item-link-missing"]


def test_each_that_lacks_what_others_have_is_said() -> None:
    item = GOLDEN[GOLDEN.index(" <item>") : GOLDEN.index("</channel>")]
    second = item.replace("ep-1<", "ep-2<").replace("1.mp3", "2.mp3").replace("episode>1<", "episode>2<")
    content = changed(
        item, item + second.replace("  <link>https://example.com/1</link>\n", "").replace("<item>", "<item >")
    )
    assert found(content) == [f"{line_of(content, '<item >')} feed-item-link-missing"]


def test_the_words_of_apples_copyright_are_a_note_of_psp1_alone() -> None:
    content = changed(_CHANNEL_END, f"{_CHANNEL_END}<copyright>Copyright 1995-2019 Me</copyright>\n")
    (problem,) = problems(content)
    assert (problem.check, problem.severity) == ("feed-copyright", Severity.NOTE)
    assert found(content, "apple") == []


@pytest.mark.parametrize(
    ("mime_type", "by_profile"),
    [
        ("audio/x-m4a", {"psp1": ["feed-enclosure-type-psp1"]}),
        ("audio/m4a", {"apple": ["feed-enclosure-type"]}),
        ("audio/mp4", {"apple": ["feed-enclosure-type"], "psp1": ["feed-enclosure-type-psp1"]}),
    ],
)
def test_the_type_of_an_m4a_is_asked_for_by_whom_it_concerns(mime_type: str, by_profile: dict[str, list[str]]) -> None:
    content = changed(_ENCLOSURE, f'<enclosure url="https://example.com/1.m4a" length="24986" type="{mime_type}"/>')
    for profile in PROFILES:
        assert [problem.check for problem in problems(content, profile)] == by_profile.get(profile, [])
    # With all of them, Apple's word goes before PSP-1's: nobody can write both.
    assert [problem.check for problem in problems(content)] == by_profile.get("apple", [])
    assert all(problem.severity is not Severity.ERROR for problem in problems(content, *PROFILES))


@pytest.mark.parametrize(
    ("prefix", "variant"),
    [
        ("itunes", "https://www.itunes.com/dtds/podcast-1.0.dtd"),
        ("itunes", "http://www.itunes.com/DTDs/Podcast-1.0.dtd"),
        ("podcast", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"),
        ("podcast", "http://podcastindex.org/namespace/1.0/"),
        ("psc", "https://podlove.org/simple-chapters/"),
        ("content", "http://purl.org/rss/1.0/modules/content"),
    ],
)
def test_a_variant_of_a_namespace_is_named_and_its_elements_are_read(prefix: str, variant: str) -> None:
    content = changed(f'xmlns:{prefix}="{NAMESPACES[prefix]}"', f'xmlns:{prefix}="{variant}"')
    (problem,) = problems(content)
    assert (problem.check, problem.about) == ("feed-namespace-variant", variant)
    assert f'write xmlns:{prefix}="{NAMESPACES[prefix]}"' in problem.message


def test_prefixes_are_free() -> None:
    content = GOLDEN
    for prefix, other in (("itunes", "it"), ("podcast", "p"), ("psc", "chapters")):
        content = content.replace(f"{prefix}:", f"{other}:").replace(f"xmlns:{prefix}=", f"xmlns:{other}=")
    assert found(content) == []


def test_a_file_has_no_address_that_could_differ() -> None:
    content = GOLDEN.replace("https://example.com/feed.xml", "https://example.com/rss")
    read = read_feed(content.encode(), "feed.xml")
    assert read.value
    assert list(check_feed(read.value)) == []


def test_a_tag_over_several_lines_is_found_where_it_begins_and_its_attribute_where_it_stands() -> None:
    enclosure = '<enclosure\n   url="https://example.com/1.mp3"\n   length="0"\n   type="audio/mpeg"\n  />'
    content = changed(_ENCLOSURE, enclosure)
    assert found(content) == [f"{line_of(content, 'length=')} feed-enclosure-length"]
    without = content.replace('   length="0"\n', "")
    assert found(without) == [f"{line_of(without, '<enclosure')} feed-enclosure-length"]


def test_comments_and_cdata_are_no_part_of_a_name() -> None:
    content = changed(_TITLE, "<title><!-- x --><![CDATA[Ep]]><!-- y --> 1</title>")
    read = read_feed(content.encode(), "feed.xml")
    assert read.value
    assert read.value.items[0].value_of("title") == "Ep 1"
    assert found(content) == []
