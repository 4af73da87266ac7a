"""Makes the files that a show folder lacks and its old feed can fill. Nothing that exists is written over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from publisher.adopting.new_episode import episode_text
from publisher.adopting.new_show import show_text
from publisher.adopting.plan import Plan
from publisher.layout import EPISODES_FOLDER, SHOW_FILE
from publisher.merge.matching import number_in_name
from publisher.sources.episode_file import EpisodeFile
from publisher.sources.feed_file import FeedItem
from publisher.starting.naming import Named, Naming, naming_of, slug_of
from publisher.starting.new_files import write_new
from publisher.text import same_name

_NUMBERED: Final = Naming(pattern="s{season}e{number}-{slug}", digits={"season": 2, "number": 2})
_MOSTLY: Final = 0.8


def create_show(root: Path, plan: Plan, url: str) -> str | None:
    """Make show.yaml, if there is none: its path, or None. Raises WriteError."""
    return SHOW_FILE if write_new(root / SHOW_FILE, show_text(plan.feed, plan.show_guid, url)) else None


def create_episodes(root: Path, plan: Plan, files: Sequence[EpisodeFile]) -> Iterator[str]:
    """Make an episode file for each item that no file is like: their paths. Raises WriteError."""
    for path, item in new_paths(root, plan, files).items():
        if write_new(root / path, episode_text(item, plan.feed)):
            yield path


def new_paths(root: Path, plan: Plan, files: Sequence[EpisodeFile]) -> dict[str, FeedItem]:
    """The paths that items without a file would get, the oldest first: named as most files of the folder are."""
    naming = _naming([one.item for one in plan.items], files)
    taken = {same_name(name) for file in files for name in _names(file)}
    paths: dict[str, FeedItem] = {}
    for item in sorted(plan.lacking, key=_age):
        stem = _stem(item, naming)
        names = (stem, *(f"{stem}-{count}" for count in range(2, len(plan.items) + len(files) + 2)))
        name = next(name for name in names if name not in taken and not os.path.lexists(root / _path(name)))
        taken.add(name)
        paths[_path(name)] = item
    return paths


def _path(name: str) -> str:
    return f"{EPISODES_FOLDER}/{name}.md"


def _names(file: EpisodeFile) -> Iterator[str]:
    """What a file is called, and what it is called in feed/."""
    yield file.stem
    if "slug" in file.values:
        yield file.values["slug"].value


def _naming(items: Sequence[FeedItem], files: Sequence[EpisodeFile]) -> Naming:
    if files:
        return naming_of([_named(file) for file in files])
    numbered = [item for item in items if item.season and item.number]
    return _NUMBERED if len(numbered) >= _MOSTLY * len(items) else Naming()


def _named(file: EpisodeFile) -> Named:
    by_name = number_in_name(file.stem) or (None, None)
    season, number = (file.values.get(key) for key in ("season", "episode"))
    return Named(
        stem=file.stem,
        season=season.value if season else by_name[0],
        number=number.value if number else by_name[1],
    )


def _stem(item: FeedItem, naming: Naming) -> str:
    title = item.itunes_title or item.title
    day = item.published_at.date() if item.published_at else None
    new = Named(stem="", season=item.season, number=item.number, day=day)
    return naming.name(new, title) or slug_of(title) or f"episode-{day or 'without-title'}"


def _age(item: FeedItem) -> float:
    return item.published_at.timestamp() if item.published_at else 0.0
