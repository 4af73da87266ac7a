"""How a feed is put together: RSS 2.0, its namespaces, and which elements stand where and how often."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.names import ELEMENTS, asks
from publisher.checks.feed.rows import ERROR, NOTE, WARNING, quoted
from publisher.sources.feed_namespaces import NAMESPACES, prefix_of

_LARGE_BYTES: Final = 1_000_000  # some apps and proxies give up here
_HUGE_BYTES: Final = 10_000_000
_NOTES: Final = ("description", "content:encoded", "itunes:summary")
_DEAD: Final = "googleplay"
_OURS: Final = ("itunes", "podcast", "spotify", "psc")
_NEAR: Final = 0.85
_CORE_PARENTS: Final = ("rss", "channel", "item")


@check("feed-version", WARNING, "apple", "psp1")
def version(feed: Feed) -> Iterator[Finding]:
    """A feed that does not say that it is RSS 2.0.

    Bad: <rss>
    Good: <rss version="2.0">
    """
    written = feed.root.get("version")
    if written != "2.0":
        said = f"this one says {quoted(written)}" if written else "this one does not say which it is"
        message = f'Apple and PSP-1 ask for RSS 2.0, and {said}; write <rss version="2.0">'
        yield feed.finding(feed.root, message, field="version", about=written)


@check("feed-encoding", ERROR, "apple", "psp1")
def encoding(feed: Feed) -> Iterator[Finding]:
    """A feed in another encoding than UTF-8.

    Bad: <?xml version="1.0" encoding="ISO-8859-1"?>
    Good: <?xml version="1.0" encoding="UTF-8"?>
    """
    if feed.encoding.casefold() not in {"utf-8", "utf8", "ascii", "us-ascii"}:
        message = f'PSP-1 requires UTF-8, and this is {feed.encoding}; save it as UTF-8, and write encoding="UTF-8"'
        yield feed.finding(feed.root, message, field="<?xml", about=feed.encoding)


@check("feed-doctype", WARNING)
def doctype(feed: Feed) -> Iterator[Finding]:
    """A document type or entities of its own: many apps refuse a feed that has them, for their safety.

    Bad: <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "…">
    Good: <rss> right below the XML declaration
    """
    if feed.has_doctype:
        message = "many apps refuse a feed with a document type; delete <!DOCTYPE …> above <rss>"
        yield feed.finding(feed.root, message, field="<!DOCTYPE", about="<!DOCTYPE")


@check("feed-channel-repeated", ERROR)
def one_channel(feed: Feed) -> Iterator[Finding]:
    """Two shows in one feed: apps read the first.

    Bad: two <channel> in <rss>
    Good: a feed each
    """
    for channel in feed.root.each("channel")[1:]:
        yield feed.finding(channel, "RSS has one <channel>, and apps do not look at this one; make a feed of its own")


@check("feed-item-outside", ERROR)
def items_inside(feed: Feed) -> Iterator[Finding]:
    """An episode outside the channel: apps do not see it.

    Bad: </channel><item>…</item></rss>
    Good: <item>…</item></channel></rss>
    """
    for item in feed.root.each("item"):
        yield feed.finding(item, "apps do not see an <item> outside <channel>; move it before </channel>")


@check("feed-namespace-core", ERROR)
def no_default_namespace(feed: Feed) -> Iterator[Finding]:
    """A namespace for RSS itself, which has none: strict readers find no channel then.

    Bad: <rss version="2.0" xmlns="http://backend.userland.com/rss2">
    Good: <rss version="2.0">
    """
    for namespace in feed.namespaces:
        if namespace.at_root and not namespace.prefix:
            message = f'the elements of RSS have no namespace; delete xmlns="{namespace.uri}" from <rss>'
            yield feed.finding(feed.root, message, field="xmlns", about=namespace.uri)


@check("feed-namespace-variant", WARNING)
def namespace_variants(feed: Feed) -> Iterator[Finding]:
    """A namespace in another spelling: some readers know it, and others miss all its elements.

    Bad: xmlns:itunes="https://www.itunes.com/DTDs/Podcast-1.0.dtd"
    Good: xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
    """
    for namespace in feed.namespaces:
        right = NAMESPACES.get(prefix_of(namespace.uri) or "", namespace.uri)
        if namespace.prefix and right not in {namespace.uri, NAMESPACES[_DEAD]}:
            message = f'not every reader knows this namespace; write xmlns:{namespace.prefix}="{right}"'
            yield feed.finding(namespace.element, message, field=f"xmlns:{namespace.prefix}", about=namespace.uri)


@check("feed-namespace-wrong", ERROR)
def namespace_unknown(feed: Feed) -> Iterator[Finding]:
    """A usual prefix with an address that is not its namespace: readers miss all its elements.

    Bad: xmlns:podcast="https://example.com/podcast"
    Good: xmlns:podcast="https://podcastindex.org/namespace/1.0"
    """
    for namespace in feed.namespaces:
        right = NAMESPACES.get(namespace.prefix)
        if right and namespace.prefix != _DEAD and prefix_of(namespace.uri) is None:
            message = f'no reader knows this namespace, or any element in it; write xmlns:{namespace.prefix}="{right}"'
            yield feed.finding(namespace.element, message, field=f"xmlns:{namespace.prefix}", about=namespace.uri)


@check("feed-namespace-missing", ERROR, "psp1")
def namespaces_declared(feed: Feed) -> Iterator[Finding]:
    """A feed whose <rss> does not declare the namespaces of iTunes, Podcasting 2.0 and Atom.

    Bad: <rss version="2.0">
    Good: <rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" …>
    """
    declared = {prefix_of(namespace.uri) for namespace in feed.namespaces if namespace.at_root}
    prefixes = {namespace.prefix for namespace in feed.namespaces if namespace.at_root}
    needed = ("itunes", "podcast", "atom", *(("content",) if any(feed.every("content:encoded")) else ()))
    missing = [prefix for prefix in needed if prefix not in declared and prefix not in prefixes]
    if missing:
        written = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in missing)
        yield feed.finding(feed.root, f"PSP-1 requires namespaces that <rss> does not declare; add {written}")


@check("feed-googleplay", NOTE)
def dead_namespace(feed: Feed) -> Iterator[Finding]:
    """Elements for Google Podcasts, which is closed.

    Bad: <googleplay:author>Ada Lovelace</googleplay:author>
    Good: <itunes:author>Ada Lovelace</itunes:author>
    """
    dead = [element for element in feed.root.walk() if element.name.startswith(f"{_DEAD}:")]
    if dead:
        yield feed.finding(dead[0], f"nobody reads googleplay: elements any more ({len(dead)} here); delete them")


@check("feed-huge", WARNING)
def huge(feed: Feed) -> Iterator[Finding]:
    """A feed of more than 10 MB: apps on a phone load it at every look, and some give up.

    Bad: whole transcripts in <content:encoded>
    Good: <podcast:transcript> with the address of a file
    """
    if feed.size_bytes > _HUGE_BYTES:
        megabytes = feed.size_bytes // 1_000_000
        message = f"{megabytes} MB are more than many apps load; shorten show notes, and put transcripts into files"
        yield feed.finding(feed.root, message)


@check("feed-large", NOTE)
def large(feed: Feed) -> Iterator[Finding]:
    """A feed of more than 1 MB, which old apps and free proxies cut.

    Bad: the whole show notes of 1,000 episodes, twice
    Good: shorter ones, once
    """
    if _LARGE_BYTES < feed.size_bytes <= _HUGE_BYTES:
        notes_bytes = sum(len(note.text.encode()) for item in feed.items for note in item.each(*_NOTES))
        is_of_notes = notes_bytes * 2 > feed.size_bytes
        remedy = "shorten the show notes of old episodes" if is_of_notes else "it is not the show notes, so leave it so"
        yield feed.finding(
            feed.root, f"{feed.size_bytes / 1_000_000:.1f} MB are more than some old apps load; {remedy}"
        )


@check("feed-repeated", ERROR)
def repeated(feed: Feed) -> Iterator[Finding]:
    """An element twice that may be there once: each app takes another one.

    Bad: <title>One</title><title>Two</title>
    Good: <title>One</title>
    """
    yield from _repeated(feed, ("", "itunes"), "RSS and Apple ask")


@check("feed-podcast-repeated", WARNING, "podcasting2", "spotify")
def podcast_repeated(feed: Feed) -> Iterator[Finding]:
    """An element of podcasting twice that may be there once.

    Bad: two <podcast:guid> in a channel
    Good: <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
    """
    yield from _repeated(feed, ("podcast", "spotify", "psc"), asks("podcasting2", "spotify"))


@check("feed-misplaced", WARNING)
def misplaced(feed: Feed) -> Iterator[Finding]:
    """An element where nobody looks for it.

    Bad: <podcast:locked>yes</podcast:locked> in an item
    Good: <podcast:locked>yes</podcast:locked> in the channel
    """
    for name, known in ELEMENTS.items():
        if name == "item":
            continue  # feed-item-outside
        for element in feed.every(name):
            core = ":" not in name
            if element.parent not in known.parents and (not core or element.parent in _CORE_PARENTS):
                message = f"nobody looks for <{name}> in <{element.parent}>; it belongs in <{known.parents[0]}>"
                yield feed.finding(element, message)


@check("feed-unknown-element", WARNING)
def unknown_elements(feed: Feed) -> Iterator[Finding]:
    """An element that is nearly one that exists: names are told by their case too.

    Bad: <itunes:Explicit>false</itunes:Explicit>
    Good: <itunes:explicit>false</itunes:explicit>
    """
    for name, elements in feed.by_name.items():
        if name in ELEMENTS or name in {"rss", "channel"}:
            continue
        prefix = name.partition(":")[0] if ":" in name else ""
        if prefix and prefix not in _OURS:
            continue
        meant = _near(
            name, [known for known in ELEMENTS if known.startswith(f"{prefix}:") or not (prefix or ":" in known)]
        )
        for element in elements:
            if meant and (prefix or element.parent in _CORE_PARENTS):
                yield feed.finding(element, f"no app knows <{name}>; did you mean <{meant}>?", about=name)


@check("feed-unknown-attribute", WARNING)
def unknown_attributes(feed: Feed) -> Iterator[Finding]:
    """An attribute that is nearly one that exists: names are told by their case too.

    Bad: <guid isPermalink="false">
    Good: <guid isPermaLink="false">
    """
    for name, known in ELEMENTS.items():
        for element in feed.every(name) if known.attributes else ():
            for attribute in sorted(element.attributes.keys() - set(known.attributes)):
                meant = _near(attribute, known.attributes)
                if meant:
                    message = f"no app knows the attribute {attribute} of <{name}>; did you mean {meant}?"
                    yield feed.finding(element, message, field=attribute, about=attribute)


def _repeated(feed: Feed, prefixes: Sequence[str], asker: str) -> Iterator[Finding]:
    parents = {parent for known in ELEMENTS.values() for parent in known.parents} | {"channel", "item"}
    for name in parents:
        for parent in feed.every(name):
            yield from _twice(feed, parent, prefixes, asker)


def _twice(feed: Feed, parent: Element, prefixes: Sequence[str], asker: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for child in parent.children:
        known = ELEMENTS.get(child.name)
        if known and known.once and child.name in seen and child.name.rpartition(":")[0] in prefixes:
            message = f"{asker} for one <{child.name}> in <{parent.name}>, and this is another; keep one"
            yield feed.finding(child, message)
        seen.add(child.name)


def _near(name: str, known: Sequence[str]) -> str:
    folded = {word.casefold(): word for word in known}
    matches = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=_NEAR)
    return folded[matches[0]] if matches else ""


CHECKS: Final[tuple[Check[Feed], ...]] = (
    version,
    encoding,
    doctype,
    one_channel,
    items_inside,
    no_default_namespace,
    namespace_variants,
    namespace_unknown,
    namespaces_declared,
    dead_namespace,
    huge,
    large,
    repeated,
    podcast_repeated,
    misplaced,
    unknown_elements,
    unknown_attributes,
)
