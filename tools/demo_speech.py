"""Lines spoken by espeak-ng, laid out so that each begins exactly at its written time, and encoded by ffmpeg."""

from __future__ import annotations

import array
import io
import re
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from demo_scripts import Line, Span

SAMPLE_RATE_HZ: Final = 22_050  # what espeak-ng speaks in
PAUSE_MS: Final = 250  # at least, between two lines
END_MS: Final = 1000  # of silence after the last word
SILENT: Final = 64  # of 32768: what espeak-ng fades in and out with


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody as espeak-ng knows them."""

    name: str
    words_per_minute: int
    pitch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A spoken episode: 16-bit mono samples, and where in them each line sounds."""

    samples: array.array[int]
    spans: tuple[Span, ...]

    @property
    def duration_ms(self) -> int:
        """The length, with the silence at the end."""
        return len(self.samples) * 1000 // SAMPLE_RATE_HZ


VOICES: Final = {
    "Mina": Voice(name="en-us+f2", words_per_minute=160, pitch=55),
    "Otto": Voice(name="en-gb-scotland", words_per_minute=148, pitch=32),
}

RESPELLED: Final = {"guid": "gwid", "guids": "gwids", "JSON": "jayson", "304": "three oh four"}

# Brings espeak-ng, whose loudest vowels reach full scale, to about -18 LUFS without clipping.
LEVEL: Final = "acompressor=threshold=-20dB:ratio=4:attack=1:release=80:makeup=3"

# -bitexact keeps the date and the program's version out; the encoders note their delay themselves, and players skip it.
ENCODERS: Final = {
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "32k", "-id3v2_version", "0"),
    ".m4a": ("-c:a", "aac", "-b:a", "32k", "-movflags", "+faststart"),
    ".opus": ("-c:a", "libopus", "-b:a", "18k", "-application", "voip"),
}


def speak(lines: Sequence[Line], *, step_ms: int) -> Recording:
    """All lines one after another, each beginning at a multiple of ``step_ms``."""
    samples = array.array("h")
    spans: list[Span] = []
    for line in lines:
        earliest_ms = spans[-1].end_ms + PAUSE_MS if spans else 0
        start_ms = -(-earliest_ms // step_ms) * step_ms
        _pad(samples, start_ms)
        samples.extend(_speak_line(line))
        spans.append(Span(start_ms=start_ms, end_ms=-(-len(samples) * 1000 // SAMPLE_RATE_HZ)))
    _pad(samples, spans[-1].end_ms + END_MS)
    return Recording(samples=samples, spans=tuple(spans))


def encode(recording: Recording, path: Path) -> None:
    """Writes a recording in the format that the suffix of the path names, without any tag."""
    raw = ("-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "1", "-i", "pipe:0")
    exact = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
    command = ("ffmpeg", "-y", "-v", "error", *raw, "-af", LEVEL, *ENCODERS[path.suffix], *exact, str(path))
    subprocess.run(command, input=recording.samples.tobytes(), check=True)


def _speak_line(line: Line) -> array.array[int]:
    voice = VOICES[line.who]
    style = ("-v", voice.name, "-s", voice.words_per_minute, "-p", voice.pitch)
    command = ("espeak-ng", *map(str, style), "--stdout", _as_spoken(line.text))
    spoken = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(spoken)) as sound:
        # espeak-ng does not know the length when it writes the header of a pipe: read what is there.
        samples = array.array("h", sound.readframes(len(spoken) // 2))
    return _without_silence(samples)


def _as_spoken(text: str) -> str:
    return re.sub(r"\w+", lambda word: RESPELLED.get(word[0], word[0]), text)


def _without_silence(samples: array.array[int]) -> array.array[int]:
    heard = [index for index, sample in enumerate(samples) if abs(sample) > SILENT]
    return samples[heard[0] : heard[-1] + 1]


def _pad(samples: array.array[int], until_ms: int) -> None:
    missing = round(until_ms * SAMPLE_RATE_HZ / 1000) - len(samples)
    samples.frombytes(bytes(missing * samples.itemsize))
