"""Checks of who speaks in the transcripts, beside who is named as a host or a guest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import is_habit, nearly_all
from publisher.checks.names import is_placeholder, is_unnamed, may_be, people_in, words_of_name
from publisher.checks.transcripts import transcript_of
from publisher.layout import SHOW_FILE
from publisher.merge.episode import MergedEpisode
from publisher.merge.people import entry_of
from publisher.merge.show import MergedShow
from publisher.model import Place, Severity
from publisher.sources.fields import nearest, quoted
from publisher.sources.spoken import Spoken
from publisher.transcripts.lines import name_of_speaker

_NEAR: Final = 0.7  # of the letters of a name are the same
_HOST_EPISODES: Final = 3  # nobody is the guest of so many, and named in none


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speaker:
    """Somebody who speaks in an episode, by the name that stands there."""

    name: str
    place: Place  # of the first line
    lines: int


@check("transcript-speaker-unknown", Severity.WARNING)
def strangers(merged: MergedShow) -> Iterator[Finding]:
    """Somebody who speaks in a transcript is neither a host of the show nor a guest of the episode.

    Nothing is said where the show's transcripts name people in a way of their own, or where guests are not listed.

    Bad: "who: Andreyy, and guests: [andrey]"
    Good: "who: Andrey"
    """
    unknown = _unknown(merged)
    named = [one for one in merged.episodes if _speakers(one)]
    hosts = _forgotten_hosts(unknown)
    left = {
        path: [one for one in speakers if words_of_name(one.name) not in hosts] for path, speakers in unknown.items()
    }
    if is_habit([path for path, speakers in left.items() if speakers], named):
        return
    lists_guests = nearly_all(sum(bool(one.known.value("guests")) for one in named), len(named))
    for episode in named:
        if lists_guests or episode.known.value("guests"):
            for speaker in left[episode.place.path]:
                yield Finding(place=speaker.place, message=_message(speaker, episode), about=speaker.name)


@check("show-host-missing", Severity.NOTE)
def forgotten_hosts(merged: MergedShow) -> Iterator[Finding]:
    """Somebody who speaks in several episodes, and is neither a host in show.yaml nor a guest in any of them.

    Bad: "hosts: [ada], and who: Ben in every transcript"
    Good: "hosts: [ada, ben]"
    """
    hosts = merged.inputs.show.values.get("hosts") if merged.inputs else None
    silent = _silent_hosts(merged)
    for speakers in _forgotten_hosts(_unknown(merged)).values():
        name = quoted(speakers[0].name)
        remedy = "write the name under hosts:"
        if silent:
            remedy += f", or who: {silent[0]} in the transcripts if it is that host, who speaks nowhere"
        message = f"{name} speaks in {len(speakers)} episodes, and is no host and no guest; {remedy}"
        yield Finding(place=hosts.place if hosts else Place(path=SHOW_FILE, line=1), message=message)


@check("transcript-speaker-unnamed", Severity.NOTE)
def unnamed(merged: MergedShow) -> Iterator[Finding]:
    """A transcript whose speakers are numbers, as a program gave them, where nearly all others have names.

    Bad: "who: Speaker 1"
    Good: "who: Ada"
    """
    named = [one for one in merged.episodes if _all_speakers(one)]
    numbered = {one.place.path: [who for who in _all_speakers(one) if is_unnamed(who.name)] for one in named}
    having = [one for one in named if not numbered[one.place.path]]
    if nearly_all(len(having), len(named)):
        for first, *_ in filter(None, numbered.values()):
            message = f"{quoted(first.name)} is nobody's name, and stands in captions; write who speaks"
            yield Finding(place=first.place, message=message, about=first.name)


CHECKS: Final[tuple[Check[MergedShow], ...]] = (strangers, forgotten_hosts, unnamed)


def _message(speaker: _Speaker, episode: MergedEpisode) -> str:
    count = "this line" if speaker.lines == 1 else f"{speaker.lines} lines"
    first_names = [word for name in _names(episode) for word in (name, name.split()[0])]
    near = nearest(speaker.name, first_names, cutoff=_NEAR)
    remedy = near.removeprefix("; ") or "add it to guests:, or write the name that stands there or in hosts:"
    return f"{quoted(speaker.name)} speaks {count}, and is no host and no guest of this episode; {remedy}"


def _unknown(merged: MergedShow) -> dict[str, list[_Speaker]]:
    """For the path of each episode those who are nobody that it or the show names."""
    unknown = {}
    for episode in merged.episodes:
        names = _names(episode)
        unknown[episode.place.path] = [
            speaker
            for speaker in _speakers(episode)
            if not all(any(may_be(one, name) for name in names) for one in people_in(speaker.name))
        ]
    return unknown


def _forgotten_hosts(unknown: Mapping[str, list[_Speaker]]) -> dict[tuple[str, ...], list[_Speaker]]:
    by_name: dict[tuple[str, ...], list[_Speaker]] = defaultdict(list)
    for speakers in unknown.values():
        for words, speaker in {words_of_name(one.name): one for one in speakers}.items():
            by_name[words].append(speaker)
    return {words: speakers for words, speakers in by_name.items() if len(speakers) >= _HOST_EPISODES}


def _silent_hosts(merged: MergedShow) -> list[str]:
    """The hosts who speak in no transcript, by any name that may be theirs: maybe they do by another one."""
    hosts = merged.show.hosts if merged.show else ()
    heard = {name for episode in merged.episodes for one in _speakers(episode) for name in people_in(one.name)}
    return [host.name for host in hosts if not any(may_be(name, host.name) for name in heard)]


def _names(episode: MergedEpisode) -> list[str]:
    """The hosts, the author and the owner of the show, and the guests: by id and by name."""
    around = episode.known.around
    names = [host.name for host in around.hosts]
    names += around.fields["hosts"].value if "hosts" in around.fields else ()
    names += [around.fields["author"].value] if "author" in around.fields else []
    names += [around.fields["owner"].value.name] if "owner" in around.fields else []
    for guest in episode.known.value("guests", ()):
        names += [guest.value.name, entry_of(guest.value, around.people).name]
    return [name for name in names if name]


def _speakers(episode: MergedEpisode) -> list[_Speaker]:
    return [speaker for speaker in _all_speakers(episode) if not is_placeholder(speaker.name)]


def _all_speakers(episode: MergedEpisode) -> list[_Speaker]:
    """Everybody by name, in the order in which they begin; a sentence where a name belongs has been reported."""
    transcript = transcript_of(episode)
    lines: dict[str, list[Spoken]] = defaultdict(list)
    for entry in transcript.entries if transcript else ():
        if isinstance(entry, Spoken) and entry.speaker and (name := name_of_speaker(entry.speaker)):
            lines[name].append(entry)
    path = transcript.path if transcript else ""
    return [
        _Speaker(name=name, place=Place(path=path, line=said[0].speaker_line or said[0].line), lines=len(said))
        for name, said in lines.items()
    ]
