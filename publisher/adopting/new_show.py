"""show.yaml for a show that only its old feed describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher import categories
from publisher.adopting.yaml_text import block, line, listed
from publisher.directories import LANGUAGES
from publisher.notes import to_html
from publisher.sources.feed_file import FeedFile
from publisher.text import one_line
from publisher.urls import http_url

_TODO: Final = "TODO"
_HEAD: Final = "# The show, as its old feed has it. `publish check` says what is missing; TODO is yet to be filled in."
_URL: Final = (
    "# Where this folder can be reached on the web. The feed is feed/feed.xml below it, the recordings are in audio/."
)
_GUID: Final = "# The show's own name for all time. It stays when the feed moves."
_NO_GUID: Final = "of the URL of the old feed: publish adopt FEED --feed-url URL --write keeps it"
_OWNER: Final = "# Whom directories write to when you claim the show; public in the feed."


def show_text(feed: FeedFile, guid: str, url: str) -> str:
    """The text of show.yaml; ``url`` is where the folder can be reached, or empty."""
    return "\n".join((*_lines(feed, guid, url), ""))


def _lines(feed: FeedFile, guid: str, url: str) -> Iterator[str]:
    yield from (_HEAD, "")
    yield _required("title", feed.title)
    yield from block("description", _description(feed) or _TODO)
    yield _required("language", feed.language if feed.language[:2].lower() in LANGUAGES else "", "its code, like en")
    if feed.author:
        yield line("author", feed.author)
    yield from _categories(feed)
    yield _required(
        "image", http_url(feed.image_url) or "", "of the old host: put your own into this folder, and name it"
    )
    yield f"explicit: {str(bool(feed.explicit)).lower()}"
    if feed.kind == "serial":
        yield line("type", feed.kind)
    if feed.copyright:
        yield line("copyright", feed.copyright)
    if feed.link and (page := http_url(feed.link)):
        yield line("link", page, "the show's home page")
    yield from listed("hosts", (one.name for one in feed.people if one.role == "host" and "," not in one.name))
    yield from listed("keywords", feed.keywords)
    if feed.complete:
        yield "complete: true"
    yield from ("", _URL, _required("url", url))
    yield from ("", _GUID, line("guid", guid) if guid else f"guid: {_TODO}   # {_NO_GUID}")
    yield from _owner(feed)
    if feed.hub_url and (hub := http_url(feed.hub_url)):
        yield from ("", f"#websub_hub: {hub}   # the old feed told this hub of changes")


def _required(key: str, value: str, comment: str = "") -> str:
    """A key that every feed needs; TODO, and nothing said of it, where the old feed lacks it."""
    text = one_line(value)
    return (
        line(key, text, comment if key == "image" else "")
        if text
        else f"{key}: {_TODO}{f'   # {comment}' if comment else ''}"
    )


def _description(feed: FeedFile) -> str:
    try:
        return to_html(feed.description_html) if "<" in feed.description_html else feed.description_html.strip()
    except ValueError:  # too long, or nested too deep
        return ""


def _categories(feed: FeedFile) -> Iterator[str]:
    """Apple's, in its spelling; what is none of them as a comment."""
    known = {path.casefold(): path for path in categories.paths()}
    written = [" > ".join(category) for category in feed.categories]
    found = [known[path.casefold()] for path in written if path.casefold() in known]
    if len(found) == 1:
        yield line("category", found[0])
    elif found:
        yield from listed("category", found)
    else:
        yield f"category: {_TODO}   # one of Apple's names, Top or Top > Sub"
    for path in written:
        if path.casefold() not in known:
            yield f"#category: {one_line(path)}   # of the old feed, and none of Apple's"


def _owner(feed: FeedFile) -> Iterator[str]:
    if not feed.owner_email:
        return
    yield from ("", _OWNER, "owner:")
    if feed.owner_name:
        yield f"  {line('name', feed.owner_name)}"
    yield f"  {line('email', feed.owner_email)}"
