"""What an MP3 file plays, beside what its header promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from publisher.errors import UnreadableFile
from publisher.model import Place, Problem, Severity
from publisher.sources.audio_bytes import (
    TOLERANCE_MS,
    Encoding,
    Sound,
    bit_rate_bps,
    duration_problem,
    duration_text,
    read_at,
    sound_digest,
    truncation,
)
from publisher.sources.mp3_frames import HEADER_BYTES, Run, channels_of, walk

# It stands behind the frame's header, checksum and side information, 9 to 32 bytes of silence.
_PROMISE: Final = re.compile(rb".{4,38}?(Xing|Info|VBRI)", re.DOTALL)
_ENCODERS_THAT_TELL_THEIR_PADDING: Final = (b"LAME", b"Lavf", b"Lavc")
_ID3V1_BYTES: Final = 128
_APE_FOOTER_BYTES: Final = 32
_APE_HAS_HEADER: Final = 1 << 31
_MOST_KBIT_PER_S: Final = 3000  # MP3 ends at 320; beyond this, nearly all of the file is something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A Xing, Info or VBRI header: what the encoder says of the whole file. The frame that holds it is no sound."""

    frames: int = 0  # 0: it does not say
    size_bytes: int = 0
    trimmed_samples: int = 0  # silence at both ends that players leave out


def measure(file: BinaryIO, start: int, size_bytes: int, place: Place) -> Sound:
    """The sound of an MP3 file whose ID3v2 tag ends at ``start``.

    Raises UnreadableFile if there is none, or if nearly all of it is something else.
    """
    end = end_of_sound(file, start, size_bytes)
    runs = tuple(walk(file, start, end))
    if not runs:
        raise UnreadableFile("has no MP3 frames; export it again")
    first = runs[0]
    header = read_at(file, first.start, HEADER_BYTES)
    promise = find_promise(read_at(file, first.start, first.family.lengths_bytes[header]))
    duration_ms = _duration_ms(runs, promise)
    sound_bytes = end - first.start
    if not 0 < sound_bytes * 8 <= _MOST_KBIT_PER_S * duration_ms:
        raise UnreadableFile(f"has only {duration_ms / 1000} seconds of MP3 in {sound_bytes:,} bytes; export it again")
    if promise and promise.frames:
        problems = _broken_promise(place, promise, runs, duration_ms, sound_bytes)
    else:
        guessed_ms = sound_bytes * 8000 // first.family.bits_per_s[header]
        problems = _wrong_guess(place, guessed_ms, duration_ms, is_variable=_is_variable(runs, promise, header))
    return Sound(
        mime_type="audio/mpeg",
        duration_ms=duration_ms,
        encoding=_encoding(file, runs, promise),
        tag_bytes=size_bytes - sum(run.end - run.start for run in runs),
        digest=sound_digest(file, (first.start, runs[-1].end)),
        problems=(*problems, *_cut_frame(place, runs, problems)),
    )


def end_of_sound(file: BinaryIO, start: int, size_bytes: int) -> int:
    """Where the tags begin that stand at the end: ID3v1, and APEv2 before it."""
    end = size_bytes
    if read_at(file, max(start, end - _ID3V1_BYTES), 3) == b"TAG":
        end -= _ID3V1_BYTES
    footer = read_at(file, max(start, end - _APE_FOOTER_BYTES), _APE_FOOTER_BYTES)
    if footer.startswith(b"APETAGEX"):
        has_header = int.from_bytes(footer[20:24], "little") & _APE_HAS_HEADER
        end -= int.from_bytes(footer[12:16], "little") + (_APE_FOOTER_BYTES if has_header else 0)
    return max(start, end)


def find_promise(frame: bytes) -> Promise | None:
    """What the first frame says of the file, if it is one of those that do."""
    match = _PROMISE.match(frame)
    if not match:
        return None
    if match[1] == b"VBRI":
        size_bytes, frames = (_number(frame, match.start(1) + offset) for offset in (10, 14))
        return Promise(frames=frames, size_bytes=size_bytes)
    return _xing_promise(frame, match.start(1))


def _xing_promise(frame: bytes, start: int) -> Promise:
    flags = _number(frame, start + 4)
    position = start + 8
    values = []
    for flag, field_bytes in ((1, 4), (2, 4), (4, 100), (8, 4)):  # frames, bytes, table of contents, quality
        values.append(_number(frame, position) if flags & flag else 0)
        position += field_bytes if flags & flag else 0
    trimmed_samples = 0
    if frame.startswith(_ENCODERS_THAT_TELL_THEIR_PADDING, position):
        both = int.from_bytes(frame[position + 21 : position + 24], "big")
        trimmed_samples = (both >> 12) + (both & 0xFFF)
    return Promise(frames=values[0], size_bytes=values[1], trimmed_samples=trimmed_samples)


def _number(frame: bytes, position: int) -> int:
    return int.from_bytes(frame[position : position + 4], "big")


def _duration_ms(runs: tuple[Run, ...], promise: Promise | None) -> int:
    duration_ms = sum(run.frames * run.family.frame_ms for run in runs)
    if promise:
        duration_ms -= runs[0].family.frame_ms
        if promise.frames == _count(runs) - 1:  # else it speaks of another file than this
            duration_ms -= promise.trimmed_samples * 1000 / runs[0].family.rate_hz
    return round(duration_ms)


def _count(runs: tuple[Run, ...]) -> int:
    return sum(run.frames for run in runs)


def _broken_promise(
    place: Place, promise: Promise, runs: tuple[Run, ...], duration_ms: int, sound_bytes: int
) -> tuple[Problem, ...]:
    promised_ms = round(promise.frames * runs[0].family.frame_ms)
    if abs(promised_ms - duration_ms) <= TOLERANCE_MS:
        return ()
    both = f"lasts {duration_text(duration_ms)}, but its header says {duration_text(promised_ms)}"
    if promised_ms > duration_ms and not 0 < promise.size_bytes <= sound_bytes:
        return (truncation(place, f"is cut off: {both}"),)
    return (duration_problem(place, f"{both}, which players will show; export it again"),)


def _is_variable(runs: Sequence[Run], promise: Promise | None, first_header: bytes) -> bool:
    """Whether the bit rate changes inside a run; from one to the next it may, where files were joined."""
    first_headers = runs[0].headers if promise else runs[0].headers | {first_header}
    headers_by_run = [first_headers, *(run.headers for run in runs[1:])]
    rates = ({run.family.bits_per_s[one] for one in headers} for run, headers in zip(runs, headers_by_run, strict=True))
    return any(len(rate) > 1 for rate in rates)


def _encoding(file: BinaryIO, runs: Sequence[Run], promise: Promise | None) -> Encoding:
    """Of the family that sounds longest, where files of several were joined."""
    longest = max(runs, key=lambda run: run.frames * run.family.frame_ms)
    sound_bytes = sum(run.end - run.start for run in runs)
    frames_ms = sum(run.frames * run.family.frame_ms for run in runs)
    if promise:
        sound_bytes -= runs[0].family.lengths_bytes[read_at(file, runs[0].start, HEADER_BYTES)]
        frames_ms -= runs[0].family.frame_ms
    return Encoding(
        bit_rate_bps=bit_rate_bps(sound_bytes, frames_ms),
        sample_rate_hz=longest.family.rate_hz,
        channels=channels_of(file, longest),
    )


def _wrong_guess(place: Place, guessed_ms: int, duration_ms: int, *, is_variable: bool) -> tuple[Problem, ...]:
    is_wrong = abs(guessed_ms - duration_ms) > TOLERANCE_MS
    both = f"lasts {duration_text(duration_ms)}, but players will show {duration_text(guessed_ms)}"
    if is_variable:
        harm = both if is_wrong else "is sought in at the wrong place"
        message = f"{harm}, for its bit rate changes and it has no VBR (Xing) header; export it again with one"
        return (Problem(place=place, check="audio-vbr-header", severity=Severity.WARNING, message=message),)
    return (duration_problem(place, f"{both}; export it again"),) if is_wrong else ()


def _cut_frame(place: Place, runs: tuple[Run, ...], problems: tuple[Problem, ...]) -> Iterator[Problem]:
    cut_bytes = runs[-1].cut_bytes
    if cut_bytes and not any(problem.severity is Severity.ERROR for problem in problems):
        message = f"ends inside its last frame: {cut_bytes} bytes are missing, perhaps more"
        yield truncation(place, message, severity=Severity.WARNING)
