"""The author's own site: what its addresses carry is the author's to say."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from publisher.merge.show import MergedShow
from publisher.platforms.reference import address_of

_KEYS: Final = ("url", "link", "episode_link", "files_url", "feed_url", "new_feed_url", "audio_url")


def own_hosts(merged: MergedShow) -> frozenset[str]:
    """The hosts that show.yaml gives the show."""
    values = merged.inputs.show.values if merged.inputs else {}
    hosts = (_host_of(str(values[key].value)) for key in _KEYS if key in values)
    return frozenset(host for host in hosts if host)


def is_on(url: str, hosts: Collection[str]) -> bool:
    """Whether a URL leads to one of these hosts, to one below it, or to one that it is below.

    >>> is_on("https://blog.example.com/a", {"example.com"}), is_on("https://counterexample.com/", {"example.com"})
    (True, False)
    """
    host = _host_of(url)
    return any(host == own or host.endswith(f".{own}") or own.endswith(f".{host}") for own in hosts) if host else False


def _host_of(url: str) -> str:
    address = address_of(url)
    return address.host.removeprefix("www.") if address else ""
