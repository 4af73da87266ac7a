"""What an episode file that cannot be read says of its number all the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from publisher.errors import UnreadableFile
from publisher.sources.folder import read_bytes

_LINE: Final = rb"^%s:[ \t]*['\"]?(\d{1,9})['\"]?[ \t]*(?:#.*)?\r?$"
_SEASON: Final = re.compile(_LINE % b"season", re.MULTILINE)
_NUMBER: Final = re.compile(_LINE % b"episode", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadEpisode:
    """An episode file without its values; the season and the number are None where no line has them."""

    path: str
    season: int | None = None
    number: int | None = None


def unread_episode(root: Path, path: str) -> UnreadEpisode:
    """The season and the number in lines of a file whose other lines may be anything."""
    try:
        content = read_bytes(root, path)
    except UnreadableFile:
        return UnreadEpisode(path=path)
    season, number = _SEASON.search(content), _NUMBER.search(content)
    return UnreadEpisode(
        path=path,
        season=int(season[1]) if season else None,
        number=int(number[1]) if number else None,
    )
