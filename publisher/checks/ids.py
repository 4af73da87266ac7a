"""Checks of the ids of an episode, one by one and beside its links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publisher.checks.addresses import OnPlatform, all_ids, ids_of, links_of
from publisher.checks.check import Check, Finding, check
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Severity
from publisher.platforms.known import PLATFORMS, bare_id, id_in, id_shape, is_likely_id, read_url
from publisher.sources.fields import quoted
from publisher.sources.written import Written


@check("id-shape", Severity.WARNING)
def no_id(merged: MergedShow) -> Iterator[Finding]:
    """An id that no episode of its platform can have.

    Bad: youtube: 0Gqx1LtqRZ
    Good: youtube: 0Gqx1LtqRZU
    """
    for one, bare in _slips(merged):
        if bare is None:
            message = f"{one.written.key}: {quoted(one.text)} is no id of {one.label}; write {id_shape(one.platform)}"
            yield Finding(place=one.written.place, message=message, about=one.text)


@check("id-extra", Severity.WARNING)
def more_than_an_id(merged: MergedShow) -> Iterator[Finding]:
    """An id with more beside it.

    Bad: youtube: NfAJAr7FvyY&t
    Good: youtube: NfAJAr7FvyY
    """
    for one, bare in _slips(merged):
        if bare and "/" not in one.text:
            message = f"{one.written.key}: {quoted(one.text)} is more than the id; write {bare}"
            yield Finding(place=one.written.place, message=message, about=one.text.removeprefix(bare))


@check("id-path", Severity.NOTE)
def path(merged: MergedShow) -> Iterator[Finding]:
    """An id that carries a path, or is a whole link.

    Bad: anchor: my-show/episodes/My-title-e1eq73v
    Good: anchor: My-title-e1eq73v
    """
    for one, bare in _slips(merged):
        if bare and "/" in one.text:
            message = f"{one.written.key}: {quoted(one.text)} is a path with the id in it; write {bare}"
            yield Finding(place=one.written.place, message=message, about=one.text)


@check("id-and-link-disagree", Severity.ERROR)
def two_episodes(merged: MergedShow) -> Iterator[Finding]:
    """The id and the link of one platform lead to two episodes: listeners get the wrong one.

    Bad: ids: youtube: 0Gqx1LtqRZU, and links: youtube: https://www.youtube.com/watch?v=NfAJAr7FvyY
    Good: the same id in both
    """
    for episode in merged.episodes:
        ids, links = ids_of(episode), links_of(episode)
        for platform in PLATFORMS:
            if platform in ids and platform in links:
                yield from _disagreement(ids[platform], links[platform])


def _disagreement(one: OnPlatform, link: OnPlatform) -> Iterator[Finding]:
    of_id, of_link = id_in(one.platform, one.text), id_in(one.platform, link.text)
    page = read_url(link.text)
    if page and page.kind == "other":
        return  # no page of an episode, which is said of the link: its path has words where an id would be
    if of_id and of_link and of_id != of_link:
        other = f"{link.written.key} in line {link.written.place.line}"
        message = f"{one.written.key} is {of_id}, but {other} leads to {of_link}; correct the one that is wrong"
        yield Finding(place=one.written.place, message=message, about=one.text)


@check("clip-video", Severity.WARNING)
def clips_of_another_video(merged: MergedShow) -> Iterator[Finding]:
    """Clips that lead to another video than the episode's own.

    Bad: links: youtube: https://youtu.be/0Gqx1LtqRZU, and a clip with url: https://youtu.be/NfAJAr7FvyY?t=60
    Good: the same video in both
    """
    for episode in merged.episodes:
        own = _video_of(episode)
        strange = [(clip, video) for clip, video in _clips(episode) if own and video not in own]
        if strange:
            clip, video = strange[0]
            which = "this clip is" if len(strange) == 1 else f"{len(strange)} clips, the first of them here, are"
            message = f"{which} of video {video}, the episode is {' or '.join(sorted(own))}; correct what is wrong"
            yield Finding(place=clip.place, message=message, about=clip.text)


def _video_of(episode: MergedEpisode) -> set[str]:
    known = (values.get("youtube") for values in (ids_of(episode), links_of(episode)))
    return {video for one in known if one and (video := id_in("youtube", one.text))}


def _clips(episode: MergedEpisode) -> Iterator[tuple[Written, str]]:
    """The clips that are of a video, and which."""
    for written in episode.known.file.written:
        if written.keys[0] == "quotableClips" and written.keys[-1] == "url":
            reference = read_url(written.text)
            if reference and reference.platform == "youtube" and reference.kind == "episode" and reference.id:
                yield written, reference.id


def _slips(merged: MergedShow) -> Iterator[tuple[OnPlatform, str | None]]:
    """Ids that are not written as they should be, and how they should."""
    for one in all_ids(merged):
        if one.platform in PLATFORMS and not is_likely_id(one.platform, one.text):
            bare = bare_id(one.platform, one.text)
            yield one, bare if bare and is_likely_id(one.platform, bare) else None


CHECKS: Final[tuple[Check[MergedShow], ...]] = (no_id, more_than_an_id, path, two_episodes, clips_of_another_video)
