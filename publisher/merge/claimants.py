"""What an episode file has to show, by which its entry of the ledger is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from publisher.ledger.claims import Claims, claim
from publisher.ledger.entry import Ledger
from publisher.ledger.evidence import Claimant
from publisher.merge.candidates import EpisodeSources
from publisher.merge.dates import utc_moment
from publisher.merge.rules import decide
from publisher.model import Found
from publisher.platforms.known import PLATFORMS, id_in
from publisher.sources.episode_file import EpisodeFile


def claims_of(sources: Iterable[EpisodeSources], ledger: Ledger, audio_url: Callable[[str], str]) -> Claims:
    """Which episode is which entry of the ledger; ``audio_url`` gives the URL of a recording of the folder."""
    return claim([claimant_of(one, audio_url) for one in sources], ledger.entries)


def claimant_of(sources: EpisodeSources, audio_url: Callable[[str], str]) -> Claimant:
    """All that may say which entry an episode is."""
    found = decide(replace(sources, entry=None, taken_guids=frozenset(), is_ledger_lost=False))
    file, guid = sources.file, sources.file.values.get("guid")
    named, audio = file.values.get("audio"), sources.audio
    return Claimant(
        path=file.path,
        guid=guid.value if guid else None,
        guid_line=guid.place.line if guid else 0,
        minted_guid=found["guid"][-1].value,
        ids=platform_ids(file),
        season=_value(found, "season"),
        number=_value(found, "number"),
        title=_value(found, "title") or "",
        published_at=_moment(_value(found, "published_at"), sources.zone),
        url=audio_url(audio.path) if audio else named.value.url if named else None,
        sound=audio.sound_digest if audio else "",
    )


def platform_ids(file: EpisodeFile) -> dict[str, str]:
    """The episode's ids on the known platforms, from its ids or else its links, without what stands by them."""
    written = [file.values[key].value for key in ("links", "ids") if key in file.values]
    values = {platform.casefold(): found.value for mapping in written for platform, found in mapping.items()}
    ids = {platform: id_in(platform, values[platform]) for platform in PLATFORMS if platform in values}
    return {platform: identifier for platform, identifier in ids.items() if identifier}


def _moment(written: date | datetime | None, zone: ZoneInfo) -> datetime | None:
    try:
        return utc_moment(written, zone) if written else None
    except ValueError:  # reported where the date is decided
        return None


def _value(found: Mapping[str, tuple[Found[Any], ...]], field: str) -> Any:
    return found[field][0].value if field in found else None
