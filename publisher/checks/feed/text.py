"""Texts in a feed: how long, in which markup, and what belongs in a title (podcasters.apple.com/support/823, PSP-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import ITEMS, LONGEST_VALUE, NOTE, WARNING, quoted

_LIMIT_BYTES: Final = 4000
_TITLES: Final = ("title", "itunes:title")
_SHORT: Final = (
    *(*_TITLES, "copyright", "author", "managingEditor", "webMaster", "generator", "category"),
    *("itunes:author", "itunes:subtitle", "itunes:keywords", "itunes:name", "itunes:email"),
)
# Beyond so many characters apps may cut: https://podcastindex.org/namespace/1.0
_PODCAST_LIMITS: Final = {
    **dict.fromkeys(("funding", "person", "soundbite", "location", "trailer", "license", "updateFrequency"), 128),
    **dict.fromkeys(("season@name", "txt@purpose", "image@purpose"), 128),
    **dict.fromkeys(("episode@display", "alternateEnclosure@title", "alternateEnclosure@rel"), 32),
    "txt": 4000,
}
_HTML: Final = ("description", "content:encoded", "itunes:summary")
_PLAIN: Final = ("title", "itunes:title", "itunes:author", "itunes:subtitle", "itunes:name")
_MAY_HAVE_SPACES: Final = {*_HTML, "podcast:txt", "podcast:soundbite"}
_SCRIPT: Final = re.compile(r"<\s*(script|iframe|object|embed|form)\b|<[a-z][^>]*\s(on[a-z]+)\s*=", re.IGNORECASE)
_TAG: Final = re.compile(r"</?([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)
_TAGS_OF_APPS: Final = frozenset(("p", "ol", "ul", "li", "a", "b", "i", "strong", "em", "br"))
_DROPPED: Final = frozenset(
    (
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "table",
        "tr",
        "td",
        "th",
        "blockquote",
        "style",
        "video",
        "audio",
        "hr",
    )
)
_ESCAPED_TAG: Final = re.compile(
    r"&(?:lt|#60|#x3c);/?(?:p|a|br|ul|ol|li|b|i|em|strong|div|span|h[1-6])\b", re.IGNORECASE
)
_ESCAPED: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,5}|#x[0-9a-f]{1,4});", re.IGNORECASE)
_HREF: Final = re.compile(r"<a\s[^>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@check("feed-value-long", WARNING, "apple", "psp1")
def long_values(feed: Feed) -> Iterator[Finding]:
    """A name or a text on one line of more than 255 characters: directories cut it.

    Bad: <itunes:author> with the life of the author
    Good: <itunes:author>Ada Lovelace</itunes:author>
    """
    for element in feed.every(*_SHORT):
        length = len(element.value)
        is_episodes = element.name in _TITLES and element.parent in ITEMS  # title-long
        if length > LONGEST_VALUE and not is_episodes:
            message = f"Apple and PSP-1 allow {LONGEST_VALUE} characters in <{element.name}>, not {length}; shorten it"
            yield feed.finding(element, message)


@check("feed-description-long", WARNING, "apple", "psp1")
def long_descriptions(feed: Feed) -> Iterator[Finding]:
    """A description of more than 4,000 bytes, tags included: directories cut it.

    Bad: a whole transcript in <description>
    Good: 4,000 bytes in <description>, everything in <content:encoded>
    """
    for element in feed.every("description", "itunes:summary"):
        size_bytes = len(element.value.encode())
        if size_bytes > _LIMIT_BYTES:
            message = f"Apple and PSP-1 allow {_LIMIT_BYTES} bytes in <{element.name}>, not {size_bytes}; shorten it"
            yield feed.finding(element, message)


@check("feed-podcast-long", NOTE, "podcasting2")
def long_podcast_values(feed: Feed) -> Iterator[Finding]:
    """A text in an element of Podcasting 2.0 that is longer than apps must show.

    Bad: <podcast:funding url="…"> with a whole paragraph in it
    Good: <podcast:funding url="…">Support the show!</podcast:funding>
    """
    for where, limit in _PODCAST_LIMITS.items():
        name, _, attribute = where.partition("@")
        for element in feed.every(f"podcast:{name}"):
            length = len(element.get(attribute) if attribute else element.value)
            if length > limit:
                shown = f"{attribute} of <podcast:{name}>" if attribute else f"<podcast:{name}>"
                message = (
                    f"Podcasting 2.0 lets apps cut {shown} after {limit} characters, and this has {length}; shorten it"
                )
                yield feed.finding(element, message, field=attribute)


@check("feed-spaces", WARNING, "apple", "psp1")
def spaces(feed: Feed) -> Iterator[Finding]:
    """White space around a value: readers that compare values, like guids and addresses, take it for a part of them.

    Bad: <guid> ep-1 </guid>
    Good: <guid>ep-1</guid>
    """
    for element in feed.root.walk():
        for attribute, value in element.attributes.items():
            if value != value.strip():
                message = (
                    f"Apple and PSP-1 ask for {attribute} of <{element.name}> without white space around it; delete it"
                )
                yield feed.finding(element, message, field=attribute, about=value)
        is_leaf = not element.children and element.name not in _MAY_HAVE_SPACES
        if is_leaf and element.value and element.value != element.text:
            message = f"Apple and PSP-1 ask for <{element.name}> without white space around its text; delete it"
            yield feed.finding(element, message)


@check("feed-script", WARNING)
def scripts(feed: Feed) -> Iterator[Finding]:
    """Scripts, frames or forms in show notes: apps drop them, or the whole text.

    Bad: <description><![CDATA[<script>…</script>]]></description>
    Good: a link
    """
    for element in feed.every(*_HTML):
        match = _SCRIPT.search(element.text)
        if match:
            message = (
                f"apps drop {quoted(match[1] or match[2])} from show notes, or all of them; delete it, or write a link"
            )
            yield feed.finding(element, message, about=match[1] or match[2])


@check("feed-description-tags", NOTE, "apple", "spotify", "psp1")
def dropped_tags(feed: Feed) -> Iterator[Finding]:
    """Tags in a description that Apple and Spotify leave out: headings, pictures, tables, quotations.

    Bad: <description><![CDATA[<h2>Links</h2>]]></description>
    Good: <description><![CDATA[<p>Links</p>]]></description>
    """
    using = {element: _first_dropped(element) for element in feed.every("description")}
    having = [element for element, tag in using.items() if tag]
    one = "Apple and Spotify leave out <{}> in a description; write p, ol, ul, li and a"
    if having and len(having) > len(feed.items) / 2 > 1:
        tag = using[having[0]]
        message = f"{one.format(tag)} ({len(having)} descriptions have such tags)"
        yield feed.finding(having[0], message, about=f"<{tag}")
        return
    for element in having:
        yield feed.finding(element, one.format(using[element]), about=f"<{using[element]}")


@check("feed-markup-bare", WARNING, "apple", "psp1")
def bare_markup(feed: Feed) -> Iterator[Finding]:
    """Tags in a text that are neither escaped nor in CDATA: readers see elements of XML there, and no text.

    Bad: <description><p>Hello</p></description>
    Good: <description><![CDATA[<p>Hello</p>]]></description>
    """
    for element in feed.every(*_HTML, *_PLAIN):
        if element.children and element.parent != "textInput":
            message = f"Apple and PSP-1 ask for <![CDATA[…]]> around the markup in <{element.name}>; write it"
            yield feed.finding(element, message)


@check("feed-escaped-twice", WARNING, "apple", "psp1")
def escaped_twice(feed: Feed) -> Iterator[Finding]:
    """Show notes whose tags are escaped twice: people read them as text.

    Bad: &amp;lt;p&amp;gt;Hello&amp;lt;/p&amp;gt;
    Good: <![CDATA[<p>Hello</p>]]>
    """
    for element in feed.every(*_HTML):
        match = _ESCAPED_TAG.search(element.text)
        if match and not _TAG.search(element.text):
            message = f"Apple and PSP-1 ask for tags that are escaped once; people will read {quoted(match[0])}"
            yield feed.finding(element, message)


@check("feed-title-markup", WARNING, "apple", "psp1")
def markup_in_titles(feed: Feed) -> Iterator[Finding]:
    """A title or a name with tags or escapes of HTML in it: it is plain text, and people read them.

    Bad: <title>Research &amp;amp; more</title>
    Good: <title>Research &amp; more</title>
    """
    for element in feed.every(*_PLAIN):
        match = _ESCAPED.search(element.text) or _known_tag(element.text)
        if match:
            plain = unescape(match[0])
            remedy = f"write {plain}" if plain != match[0] else "leave it out"
            message = (
                f"Apple and PSP-1 ask for plain text in <{element.name}>, and people will read {quoted(match[0])}; "
                f"{remedy}"
            )
            yield feed.finding(element, message, about=match[0])


@check("feed-notes-link", WARNING, "apple", "psp1")
def relative_links(feed: Feed) -> Iterator[Finding]:
    """A link in show notes that leads nowhere outside the website: it is not whole.

    Bad: <a href="/episodes/2">
    Good: <a href="https://example.com/episodes/2">
    """
    for element in feed.every(*_HTML):
        for match in _HREF.finditer(element.text):
            href = (match[1] or match[2] or match[3] or "").strip()
            if href and not href.startswith("#") and not _SCHEME.match(href):
                message = (
                    f"Apple and PSP-1 ask for whole addresses, and {quoted(href)} leads nowhere in an app; add https://"
                )
                yield feed.finding(element, message, about=href)
                break


@check("feed-summary-copied", NOTE, "apple")
def copied_summaries(feed: Feed) -> Iterator[Finding]:
    """A summary for iTunes that says what the description says: Apple does not read it any more.

    Bad: the same text in <description> and <itunes:summary>
    Good: <description> alone
    """
    parents = (feed.channel, *feed.items)
    copied = [
        summary
        for parent in parents
        if (summary := parent.first("itunes:summary"))
        and summary.value
        and summary.value == parent.value_of("description")
    ]
    if copied:
        message = f"Apple asks not to copy <description> into <itunes:summary> ({len(copied)} times here); delete it"
        yield feed.finding(copied[0], message)


def _first_dropped(element: Element) -> str:
    tags = (match[1].casefold() for match in _TAG.finditer(element.text))
    return next((tag for tag in tags if tag in _DROPPED), "")


def _known_tag(text: str) -> re.Match[str] | None:
    return next((match for match in _TAG.finditer(text) if match[1].casefold() in _TAGS_OF_APPS | _DROPPED), None)


CHECKS: Final[tuple[Check[Feed], ...]] = (
    long_values,
    long_descriptions,
    long_podcast_values,
    spaces,
    scripts,
    dropped_tags,
    bare_markup,
    escaped_twice,
    markup_in_titles,
    relative_links,
    copied_summaries,
)
