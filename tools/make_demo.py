"""Speaks the demo show of this folder, and writes into its episode files when each line begins.

    python tools/make_demo.py

Needs espeak-ng and ffmpeg (Debian: ``apt install espeak-ng ffmpeg``), and this project installed with its development
dependencies. The transcript in an episode file is the script: change a line, run this, and every line is written where
the recording says it, to the millisecond (a decoder that ignores the encoder's delay plays MP3 and AAC about 50 ms
late). The same versions of espeak-ng and ffmpeg give the same bytes.

The times in ``chapters:``, in ``soundbites:`` and in the tags are the author's and stay; ``tests/test_demo_audio.py``
says when they no longer stand where a line begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import demo_scripts
import demo_speech
import demo_tags

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEpisode:
    """An episode: the file that holds its transcript, how that is written, and the recordings to make."""

    script: str
    form: demo_scripts.Form
    recordings: Mapping[str, Callable[[Path, Path], None]]  # path -> what tags it


EPISODES = (
    DemoEpisode(
        script="episodes/s01e01-what-is-a-feed.md",
        form=demo_scripts.LIST,
        recordings={"audio/s01e01-what-is-a-feed.mp3": demo_tags.tag_mp3},
    ),
    DemoEpisode(
        script="episodes/s01e02-chapters.md",
        form=demo_scripts.PLAIN,
        recordings={"audio/s01e02-chapters.m4a": demo_tags.tag_mp4},
    ),
    DemoEpisode(
        script="episodes/s01e03-the-guid.vtt",
        form=demo_scripts.WEBVTT,
        recordings={
            "audio/s01e03-the-guid.mp3": demo_tags.leave_bare,
            "audio/s01e03-the-guid.opus": demo_tags.tag_opus,
        },
    ),
)


def main() -> None:
    """Makes every recording of the demo show."""
    for episode in EPISODES:
        make(episode)


def make(episode: DemoEpisode) -> None:
    """Speaks one episode, writes its times and its recordings."""
    path = ROOT / episode.script
    script = path.read_text(encoding="utf-8")
    lines = episode.form.read(script)
    recording = demo_speech.speak(lines, step_ms=episode.form.step_ms)
    timed = episode.form.write_times(script, lines, recording.spans)
    path.write_text(timed, encoding="utf-8")
    print(f"{episode.script}: {'as it was' if timed == script else 'new times'}")
    for name, tag in episode.recordings.items():
        demo_speech.encode(recording, ROOT / name)
        tag(ROOT / name, ROOT / "artwork.jpg")
        print(f"{name}: {recording.duration_ms / 1000:.1f} s")


if __name__ == "__main__":
    main()
