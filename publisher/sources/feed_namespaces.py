"""The namespaces of podcasts' feeds, and the variants of their addresses.

Readers compare namespaces as strings: case, scheme and the slash at the end matter. Some take variants too, and those
are known here, so that feeds that have them can be looked into.
"""

from __future__ import annotations

from typing import Final

NAMESPACES: Final = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
    "spotify": "http://www.spotify.com/ns/rss",
    "media": "http://search.yahoo.com/mrss/",
    "dcterms": "http://purl.org/dc/terms/",
    "fh": "http://purl.org/syndication/history/1.0",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
}

# Other addresses that mean the same to some readers. The podcast namespace tells them to take the first two.
_ALIASES: Final = {
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://www.rssboard.org/media-rss": "media",
}


def _bare(uri: str) -> str:
    return uri.casefold().removeprefix("https://").removeprefix("http://").rstrip("/")


_PREFIXES: Final = {
    **{_bare(uri): prefix for prefix, uri in NAMESPACES.items()},
    **{_bare(uri): prefix for uri, prefix in _ALIASES.items()},
}


def prefix_of(uri: str) -> str | None:
    """The usual prefix of a namespace, whichever variant of its address this is; None for others.

    >>> prefix_of("http://www.itunes.com/DTDs/Podcast-1.0.dtd"), prefix_of("http://example.com/ns")
    ('itunes', None)
    """
    return _PREFIXES.get(_bare(uri))
