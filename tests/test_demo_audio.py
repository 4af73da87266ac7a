"""The demo show is what it claims to be: every time in its files is where the recording says it."""

from __future__ import annotations

import array
import re
import subprocess
import uuid
from pathlib import Path
from typing import Any

import mutagen
import pytest
import webvtt
import yaml
from PIL import Image

from publisher.clock import parse_time_ms
from tests.needs import tool

ROOT = Path(__file__).parent.parent
FEED = "s01e01-what-is-a-feed"
CHAPTERS = "s01e02-chapters"
GUID = "s01e03-the-guid"
RECORDINGS = (f"{FEED}.mp3", f"{CHAPTERS}.m4a", f"{GUID}.mp3", f"{GUID}.opus")

RATE_HZ = 8000
QUIET = 400  # of 32768: what codecs leave of silence
TOLERANCE_MS = 15  # codecs smear the edge of a sound

PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcast:guid


@pytest.fixture(scope="session")
def ffmpeg() -> str:
    """The program that decodes every format the same way."""
    return tool("ffmpeg")


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_line_is_heard_exactly_when_the_transcript_says(ffmpeg: str, name: str) -> None:
    samples = decoded(ffmpeg, ROOT / "audio" / name)

    written_ms = line_starts_ms(name)
    heard_ms = [first_sound_ms(samples, start_ms - 150) for start_ms in written_ms]

    assert heard_ms == pytest.approx(written_ms, rel=0, abs=TOLERANCE_MS)


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_recording_lasts_two_to_three_minutes_and_outlasts_its_last_line(name: str) -> None:
    duration_ms = mutagen.File(ROOT / "audio" / name).info.length * 1000
    starts_ms = line_starts_ms(name)

    assert 120_000 <= duration_ms <= 180_000
    assert 12 <= len(starts_ms) <= 24
    assert starts_ms == sorted(set(starts_ms))
    assert starts_ms[0] == 0
    assert starts_ms[-1] < duration_ms


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_recording_is_as_loud_as_podcasts_are(ffmpeg: str, name: str) -> None:
    measure = (ffmpeg, "-nostats", "-i", str(ROOT / "audio" / name), "-map", "0:a", "-af", "ebur128=peak=true")
    report = subprocess.run((*measure, "-f", "null", "-"), capture_output=True, text=True, check=True).stderr
    loudness, peak = (float(re.findall(rf"{label}:\s+(-?[\d.]+) ", report)[-1]) for label in ("I", "Peak"))

    assert -20 <= loudness <= -16
    assert peak <= -1


def test_the_three_forms_of_an_episode_file_are_there() -> None:
    assert "header" in front_matter(FEED)["transcript"][0]
    assert re.search(r"^0:00\nMina\n.+\n\n", front_matter_text(CHAPTERS), re.MULTILINE)
    assert "**Q: " in (ROOT / "episodes" / f"{CHAPTERS}.md").read_text(encoding="utf-8")
    assert "chapters" in front_matter(GUID)
    assert (ROOT / "episodes" / f"{GUID}.vtt").exists()


def test_seconds_and_times_of_the_transcript_list_agree() -> None:
    lines = [entry for entry in front_matter(FEED)["transcript"] if "line" in entry]

    assert [entry["sec"] * 1000 for entry in lines] == [parse_time_ms(entry["time"]) for entry in lines]


def test_chapters_begin_where_a_line_begins() -> None:
    in_front_matter = [parse_time_ms(str(chapter["start"])) for chapter in front_matter(GUID)["chapters"]]
    tags = mutagen.File(ROOT / "audio" / f"{GUID}.opus").tags
    in_audio = [parse_time_ms(tags[key][0]) for key in ("CHAPTER000", "CHAPTER001")]

    assert in_front_matter == sorted(set(in_front_matter))
    assert set(in_front_matter) | set(in_audio) <= set(line_starts_ms(f"{GUID}.mp3"))


def test_the_soundbite_is_whole_lines() -> None:
    starts_ms = line_starts_ms(f"{FEED}.mp3")
    (soundbite,) = front_matter(FEED)["soundbites"]
    start_ms = parse_time_ms(soundbite["start"])

    assert start_ms in starts_ms
    assert start_ms + soundbite["duration"] * 1000 in starts_ms


def test_the_recordings_carry_the_tags_one_meets_in_the_wild() -> None:
    feed, chapters, bare, opus = (mutagen.File(ROOT / "audio" / name).tags for name in RECORDINGS)

    assert feed["TIT2"].text != [front_matter(FEED)["title"]]
    assert len(feed["APIC:"].data) < 50_000
    assert "\xa9nam" not in chapters
    assert chapters["trkn"] != [(front_matter(CHAPTERS)["episode"], 0)]
    assert bare is None
    assert opus["CHAPTER001NAME"] == ["Which one to take"]


def test_the_recordings_are_small_enough_for_a_repository() -> None:
    assert sum((ROOT / "audio" / name).stat().st_size for name in RECORDINGS) < 2_500_000


@pytest.mark.parametrize("path", ["artwork.jpg", f"images/{CHAPTERS}.jpg"])
def test_the_artwork_is_what_directories_take(path: str) -> None:
    with Image.open(ROOT / path) as picture:
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert picture.width == picture.height
        assert 1400 <= picture.width <= 3000
    assert (ROOT / path).stat().st_size < 400_000


def test_the_guid_of_the_show_comes_from_its_feed_address() -> None:
    show = yaml.safe_load((ROOT / "show.yaml").read_text(encoding="utf-8"))
    address = f"{show['url']}feed/feed.xml".removeprefix("https://")

    assert show["guid"] == str(uuid.uuid5(PODCAST_NAMESPACE, address))


def test_every_guest_and_host_is_described() -> None:
    show = yaml.safe_load((ROOT / "show.yaml").read_text(encoding="utf-8"))
    known = {*show["people"], *(path.stem for path in (ROOT / "people").glob("*.md"))}
    named = {*show["hosts"], *(guest for stem in (FEED, CHAPTERS, GUID) for guest in front_matter(stem)["guests"])}

    assert named <= known


def front_matter_text(stem: str) -> str:
    return (ROOT / "episodes" / f"{stem}.md").read_text(encoding="utf-8").split("---\n")[1]


def front_matter(stem: str) -> dict[str, Any]:
    """The keys of an episode file; a plain transcript behind them is no YAML and is cut off."""
    loaded: dict[str, Any] = yaml.safe_load(front_matter_text(stem).split("\n0:00\n")[0])
    return loaded


def line_starts_ms(recording: str) -> list[int]:
    """When each line of a recording's transcript begins, whatever its form."""
    stem = Path(recording).stem
    if stem == FEED:
        return [parse_time_ms(entry["time"]) for entry in front_matter(stem)["transcript"] if "line" in entry]
    if stem == CHAPTERS:
        return [parse_time_ms(time) for time in re.findall(r"^\d+:\d\d$", front_matter_text(stem), re.MULTILINE)]
    captions = webvtt.read(str(ROOT / "episodes" / f"{stem}.vtt")).captions
    return [parse_time_ms(caption.start) for caption in captions]


def decoded(ffmpeg: str, path: Path) -> array.array[int]:
    """The sound of a recording as a player would play it."""
    raw = ("-map", "0:a", "-ac", "1", "-ar", str(RATE_HZ), "-f", "s16le", "-")
    pcm = subprocess.run((ffmpeg, "-v", "error", "-i", str(path), *raw), capture_output=True, check=True).stdout
    return array.array("h", pcm)


def first_sound_ms(samples: array.array[int], from_ms: int) -> int:
    """When silence ends, searched from a moment on."""
    start = max(0, from_ms) * RATE_HZ // 1000
    first = next(index for index in range(start, len(samples)) if abs(samples[index]) > QUIET)
    return first * 1000 // RATE_HZ
