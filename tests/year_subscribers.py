"""What subscribers have of a show, as their apps read it, and what must hold of it after each day."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

import feedparser

from tests.year_world import Story

_ITEM: Final = re.compile(rb"<item>.*?</item>", re.DOTALL)
_GUID: Final = re.compile(rb"<guid[^>]*>(.*?)</guid>")
_BUILD_DATE: Final = re.compile(rb"<lastBuildDate>(.*?)</lastBuildDate>")
_STORY: Final = re.compile(r"Story (\d+), revision (\d+)\.")
_SITE: Final = "https://example.com/base/"
_OWN_URL: Final = re.compile(rf'"{re.escape(_SITE)}((?:feed|audio)/[^"]+)"')


@dataclass(kw_only=True)
class Subscribers:
    """Every guid that was ever in the feed, with the key of its story; and the feed as it was yesterday."""

    keys: dict[str, int] = field(default_factory=dict)
    in_feed: frozenset[str] = frozenset()
    feed: bytes = b""
    forgotten: set[str] = field(default_factory=set)  # guids that had been withdrawn when the ledger was damaged

    def guid_of(self, key: int) -> str | None:
        """Under which guid they have, or had, a story."""
        return next((guid for guid, known in reversed(self.keys.items()) if known == key), None)

    @property
    def stories_in_feed(self) -> frozenset[int]:
        """The keys of the stories that they have now."""
        return frozenset(self.keys[guid] for guid in self.in_feed)

    def forget(self) -> None:
        """The ledger is damaged, and what was withdrawn may be gone with it: nobody has anything of that any more."""
        self.forgotten |= self.keys.keys() - self.in_feed

    def read(
        self, root: Path, now: datetime, wanted: Mapping[int, Story], edited: Collection[int], *, may_redate: bool
    ) -> None:
        """Takes the feed of the day; ``wanted`` are the stories that must be in it, as they must be.

        ``may_redate``: the moments of changes were lost with the ledger, so that the feed may be dated anew.
        """
        feed = (root / "feed" / "feed.xml").read_bytes()
        if feed != self.feed:
            found = _stories(feed)
            self._same_stories(found)
            self._same_items(feed, edited)
            self._dated(feed, now, may_redate=may_redate)
            self.keys |= {guid: key for guid, (key, _, _) in found.items()}
            self.forgotten -= found.keys()
            self.in_feed = frozenset(found)
            self.feed = feed
            assert {key: shown for key, *shown in found.values()} == {
                key: [story.revision, story.title] for key, story in wanted.items()
            }
        assert self.stories_in_feed == wanted.keys()
        _assert_whole(root, feed)

    def _same_stories(self, found: Mapping[str, tuple[int, int, str]]) -> None:
        for guid, (key, _, _) in found.items():
            known_key, known = self.keys.get(guid, key), self.guid_of(key)
            is_known = guid in self.keys.keys() - self.forgotten
            assert known_key == key or not is_known, f"{guid} stood for story {known_key}, and now for {key}"
            was_known = known in self.keys.keys() - self.forgotten
            assert known == guid or not was_known, f"story {key} had the guid {known}, and now has {guid}"

    def _same_items(self, feed: bytes, edited: Collection[int]) -> None:
        before, after = _items(self.feed), _items(feed)
        for guid in before.keys() & after.keys():
            if self.keys[guid] not in edited:
                assert before[guid] == after[guid], f"the item of story {self.keys[guid]} changed, which nobody edited"

    def _dated(self, feed: bytes, now: datetime, *, may_redate: bool) -> None:
        before, after = _build_date(self.feed), _build_date(feed)
        if before is None or after is None:
            return
        assert before <= after <= now
        is_other = _BUILD_DATE.sub(b"", self.feed) != _BUILD_DATE.sub(b"", feed)
        assert before == after or is_other or may_redate, "the feed is dated anew, and nothing in it changed"


def _items(feed: bytes) -> dict[str, bytes]:
    return {_GUID.findall(item)[0].decode(): item for item in _ITEM.findall(feed)}


def _build_date(feed: bytes) -> datetime | None:
    found = _BUILD_DATE.search(feed)
    return parsedate_to_datetime(found[1].decode()) if found else None


def _stories(feed: bytes) -> dict[str, tuple[int, int, str]]:
    """Key, revision and title of each guid, as an app reads the feed."""
    parsed: Any = feedparser.parse(feed)
    assert not parsed.bozo
    found = {}
    for entry in parsed.entries:
        match = _STORY.search(entry.summary)
        assert match
        assert entry.id not in found, f"two items have the guid {entry.id}"
        found[entry.id] = (int(match[1]), int(match[2]), entry.title)
    assert len({key for key, _, _ in found.values()}) == len(found), "a story stands in the feed twice"
    return found


def _assert_whole(root: Path, feed: bytes) -> None:
    missing = [path for path in _OWN_URL.findall(feed.decode()) if not (root / path).is_file()]
    assert not missing, f"the feed names files that are not there: {missing}"
