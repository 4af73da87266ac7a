"""Checks of the recordings in the show folder: what directories take, and what the show's other recordings have.

Faults that the file itself shows, whoever takes it, are found where it is read (``sources/audio_file.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from publisher.checks.check import Check, Finding, check
from publisher.checks.habits import nearly_all
from publisher.directories import LARGEST_PICTURE_PX
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Audio, Place, Severity
from publisher.sources.audio_file import AudioFile, EmbeddedPicture, Encoding

_MP3: Final = "audio/mpeg"

# By the number of channels, in kbit/s. https://podcasters.apple.com/support/893-audio-requirements
_MINIMUM: Final = {1: 32, 2: 64}
_RECOMMENDED: Final = {1: range(96, 129), 2: range(128, 257)}
_RATES_HZ: Final = (44_100, 48_000)
_TOLERANCE_KBIT_PER_S: Final = 4  # variable bit rates come out a little beside what was asked for

_SPOTIFY_BYTES: Final = 200_000_000  # Spotify Podcast Delivery Specification
_MOST_CHANNELS: Final = 2

# Apps load the tag before they play anything.
_LARGE_TAG_BYTES: Final = 1_000_000
_HUGE_TAG_BYTES: Final = 16_000_000
_LARGE_PICTURE_BYTES: Final = 750_000  # half as much again as the 500 kB that are advised

Pair: TypeAlias = tuple[MergedEpisode, AudioFile]


@check("audio-bit-rate-low", Severity.WARNING, "apple")
def bit_rate_below_minimum(merged: MergedShow) -> Iterator[Finding]:
    """An MP3 with fewer bits than Apple takes: 32 kbit/s for one channel, 64 for two.

    Bad: 24 kbit/s
    Good: 96 kbit/s for one channel, 128 for two
    """
    for _, audio in _recordings(merged):
        minimum = _minimum(audio.encoding)
        if audio.mime_type == _MP3 and _kbit_per_s(audio) + _TOLERANCE_KBIT_PER_S < minimum:
            message = (
                f"the recording has {_kbit_per_s(audio)} kbit/s in {_channels(audio)}, and Apple takes no MP3 below "
                f"{minimum}; export it with {_recommended(audio.encoding).start}"
            )
            yield Finding(place=Place(path=audio.path), message=message)


@check("audio-bit-rate", Severity.NOTE, "apple", "spotify")
def bit_rate_beside_recommended(merged: MergedShow) -> Iterator[Finding]:
    """An MP3 outside the bit rates that Apple recommends, in a show whose other recordings are inside.

    Apple recommends 96 to 128 kbit/s for one channel and 128 to 256 for two; Spotify takes 96 to 320.

    Bad: 48 kbit/s, where the others have 96
    Good: 96 kbit/s
    """
    for audio in _exceptions(merged, _has_recommended_bit_rate):
        if _kbit_per_s(audio) + _TOLERANCE_KBIT_PER_S >= _minimum(audio.encoding):  # else there is a warning already
            wanted = _recommended(audio.encoding)
            message = (
                f"the recording has {_kbit_per_s(audio)} kbit/s in {_channels(audio)}; "
                f"Apple recommends {wanted.start} to {wanted.stop - 1}, which most recordings here have: export it so"
            )
            yield Finding(place=Place(path=audio.path), message=message)


@check("audio-sample-rate", Severity.NOTE, "apple")
def sample_rate_beside_recommended(merged: MergedShow) -> Iterator[Finding]:
    """An MP3 that has not 44.1 or 48 kHz, as Apple recommends, in a show whose other recordings have.

    Bad: 22.05 kHz, where the others have 44.1
    Good: 44.1 kHz
    """
    for audio in _exceptions(merged, lambda audio: audio.encoding.sample_rate_hz in _RATES_HZ):
        message = (
            f"the recording has {audio.encoding.sample_rate_hz / 1000:g} kHz; "
            "Apple recommends 44.1 or 48, which most recordings here have: export it so"
        )
        yield Finding(place=Place(path=audio.path), message=message)


@check("audio-size", Severity.WARNING, "spotify")
def too_large_for_spotify(merged: MergedShow) -> Iterator[Finding]:
    """A recording of more than 200 MB, the most that Spotify takes.

    Bad: four hours at 192 kbit/s: 345 MB
    Good: four hours at 96 kbit/s: 172 MB
    """
    for episode in merged.episodes:
        audio: Audio | None = episode.values.get("audio")
        if audio and audio.size_bytes > _SPOTIFY_BYTES and not audio.mime_type.startswith("video/"):
            fitting = f" with less than {_SPOTIFY_BYTES * 8 // audio.duration_ms} kbit/s" if audio.duration_ms else ""
            message = (
                f"the recording has {audio.size_bytes / 1_000_000:.0f} MB, and Spotify takes 200; "
                f"export it{fitting or ' smaller'}, or as two parts"
            )
            yield Finding(place=episode.found["audio"][0].place, message=message)


@check("audio-channels", Severity.NOTE)
def more_channels_than_two(merged: MergedShow) -> Iterator[Finding]:
    """A recording with more than two channels: earphones have two, and each app mixes the others in its own way.

    Bad: 5.1 channels
    Good: mono or stereo
    """
    for _, audio in _recordings(merged):
        if audio.encoding.channels > _MOST_CHANNELS:
            message = f"the recording has {audio.encoding.channels} channels; mix it down to one or two"
            yield Finding(place=Place(path=audio.path), message=message)


@check("audio-tag-large", Severity.WARNING)
def large_tag(merged: MergedShow) -> Iterator[Finding]:
    """More than 1 MB of tags and artwork in a recording: apps load all of it before they play anything.

    Bad: artwork of 3 MB inside talk.mp3
    Good: artwork of 1400 x 1400 pixels, below 500 kB
    """
    for audio in _tagged(merged):
        if _LARGE_TAG_BYTES < audio.tag_bytes <= _HUGE_TAG_BYTES:
            yield _too_much_tag(audio)


@check("audio-tag-huge", Severity.ERROR)
def huge_tag(merged: MergedShow) -> Iterator[Finding]:
    """More than 16 MB of tags and artwork in a recording: many apps give up on it.

    Bad: twenty chapter pictures of 1 MB each inside talk.mp3
    Good: pictures of 300 pixels, a few kB each
    """
    for audio in _tagged(merged):
        if audio.tag_bytes > _HUGE_TAG_BYTES:
            yield _too_much_tag(audio)


@check("audio-picture-large", Severity.WARNING)
def large_picture(merged: MergedShow) -> Iterator[Finding]:
    """Artwork inside a recording with more than 3000 pixels a side, or much over 500 kB.

    It stands at the first recording that has the picture.

    Bad: 4000 x 4000 pixels
    Good: 1400 x 1400 pixels, below 500 kB
    """
    holders: dict[str, list[tuple[AudioFile, EmbeddedPicture]]] = defaultdict(list)
    for audio in _tagged(merged):
        if audio.picture and audio.tag_bytes <= _LARGE_TAG_BYTES and _is_large(audio.picture):
            holders[audio.picture.sha256].append((audio, audio.picture))
    for (audio, picture), *others in holders.values():
        shared = f", and is inside {len(others)} more" if others else ""
        message = (
            f"the picture inside the recording has {picture.width_px} x {picture.height_px} pixels in "
            f"{len(picture.content) // 1000} kB{shared}; put one of 1400 x 1400 and less than 500 kB there"
        )
        yield Finding(place=Place(path=audio.path), message=message)


@check("audio-tags-missing", Severity.NOTE)
def missing_tags(merged: MergedShow) -> Iterator[Finding]:
    """A recording without a tag that most recordings of the show have.

    Bad: no title and no date in talk.mp3, where all others have both
    Good: the title and the date of the episode in its tags
    """
    recordings = list(_recordings(merged))
    usual = [
        name for name in _BASIC_TAGS if nearly_all(sum(_has_tag(one, name) for one in recordings), len(recordings))
    ]
    for episode, audio in recordings:
        missing = [_BASIC_TAGS[name] for name in usual if not _has_tag((episode, audio), name)]
        if missing:
            message = f"the recording has no tag for {_listed(missing)}, which most of the others have; add it"
            yield Finding(place=Place(path=audio.path), message=message)


_BASIC_TAGS: Final = {"title": "the title", "album": "the show", "number": "the number", "date": "the date"}

CHECKS: Final[tuple[Check[MergedShow], ...]] = (
    bit_rate_below_minimum,
    bit_rate_beside_recommended,
    sample_rate_beside_recommended,
    too_large_for_spotify,
    more_channels_than_two,
    large_tag,
    huge_tag,
    large_picture,
    missing_tags,
)


def _recordings(merged: MergedShow) -> Iterator[Pair]:
    """Every recording once, with the first episode that has it."""
    seen: set[str] = set()
    for episode in merged.episodes:
        for audio in episode.known.recordings:
            if audio.path not in seen:
                seen.add(audio.path)
                yield episode, audio


def _tagged(merged: MergedShow) -> Iterator[AudioFile]:
    return (audio for _, audio in _recordings(merged))


def _exceptions(merged: MergedShow, is_usual: Callable[[AudioFile], bool]) -> list[AudioFile]:
    """The MP3 files of which this is not so, where it is so of nearly all."""
    measured = [audio for _, audio in _recordings(merged) if audio.mime_type == _MP3 and audio.encoding.channels]
    others = [audio for audio in measured if not is_usual(audio)]
    return others if nearly_all(len(measured) - len(others), len(measured)) else []


def _has_recommended_bit_rate(audio: AudioFile) -> bool:
    wanted = _recommended(audio.encoding)
    return wanted.start - _TOLERANCE_KBIT_PER_S <= _kbit_per_s(audio) < wanted.stop + _TOLERANCE_KBIT_PER_S


def _minimum(encoding: Encoding) -> int:
    return _MINIMUM.get(encoding.channels, 0)


def _recommended(encoding: Encoding) -> range:
    return _RECOMMENDED[min(encoding.channels, _MOST_CHANNELS)]


def _kbit_per_s(audio: AudioFile) -> int:
    return round(audio.encoding.bit_rate_bps / 1000)


def _channels(audio: AudioFile) -> str:
    return "one channel" if audio.encoding.channels == 1 else f"{audio.encoding.channels} channels"


def _too_much_tag(audio: AudioFile) -> Finding:
    picture_bytes = len(audio.picture.content) if audio.picture else 0
    is_mostly_picture = picture_bytes * 2 > audio.tag_bytes
    remedy = "put a smaller picture there" if is_mostly_picture else "take out what no app shows, or smaller pictures"
    message = f"the recording has {audio.tag_bytes / 1_000_000:.1f} MB of tags, which apps load first; {remedy}"
    return Finding(place=Place(path=audio.path), message=message)


def _is_large(picture: EmbeddedPicture) -> bool:
    is_wide = max(picture.width_px, picture.height_px) > LARGEST_PICTURE_PX
    return is_wide or len(picture.content) > _LARGE_PICTURE_BYTES


def _has_tag(pair: Pair, name: str) -> bool:
    episode, audio = pair
    needs_none = name == "number" and episode.known.value("kind") != "full"
    return needs_none or name in audio.tags.ours or getattr(audio.tags, name) is not None


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
