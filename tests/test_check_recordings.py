"""Checks of recordings: what directories take, and what the show's other recordings have."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import mutagen.id3
import pytest

from tests.audio_samples import encode, m4a, mp3, mp3_frames, picture
from tests.checked import problems_of
from tests.needs import tool
from tests.spoken_shows import found_of, talk

id3: Any = mutagen.id3

KINDS = ("audio-", "picture-")


def show_of(recordings: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """A show with these recordings, by their names, and an episode for each."""
    files: dict[str, str | bytes] = {f"audio/{name}": content for name, content in recordings.items()}
    stems = dict.fromkeys(name.partition(".")[0] for name in recordings)
    return files | {f"episodes/{stem}.md": talk(number) for number, stem in enumerate(stems, start=2)}


def good(count: int = 8) -> dict[str, bytes]:
    return {f"good-{number}.mp3": mp3(kbit_per_s=96) for number in range(count)}


def tagged(folder: Path, content: bytes, *frames: Any, padding: int = 0) -> bytes:
    """The recording with an ID3 tag."""
    path = folder / "tagged.mp3"
    path.write_bytes(content)
    tag = id3.ID3()
    for frame in frames:
        tag.add(frame)
    tag.save(path, padding=lambda _: padding)
    return path.read_bytes()


def cover(content: bytes) -> Any:
    return id3.APIC(data=content, mime="image/jpeg", type=3)


def test_bit_rates_below_what_apple_takes(tmp_path: Path) -> None:
    slow = ("-c:a", "libmp3lame", "-b:a", "24k", "-ar", "24000", "-ac", "1")
    stereo = ("-c:a", "libmp3lame", "-b:a", "48k", "-ac", "2")
    recordings = {
        name: encode(tmp_path / name, *arguments).read_bytes()
        for name, arguments in (("slow.mp3", slow), ("stereo.mp3", stereo))
    } | {
        "least.mp3": mp3(kbit_per_s=32),
        "aac.m4a": encode(tmp_path / "a.m4a", "-c:a", "aac", "-b:a", "24k").read_bytes(),
    }
    problems = [one for one in problems_of(tmp_path / "show", show_of(recordings)) if one.check.startswith(KINDS)]
    assert [(one.place.path, one.check) for one in problems] == [
        ("audio/slow.mp3", "audio-bit-rate-low"),
        ("audio/stereo.mp3", "audio-bit-rate-low"),
    ]
    assert "24 kbit/s in one channel" in problems[0].message
    assert "48 kbit/s in 2 channels" in problems[1].message


def test_rates_beside_those_of_nearly_all_others(tmp_path: Path) -> None:
    other_rate = encode(tmp_path / "a.mp3", "-c:a", "libmp3lame", "-b:a", "96k", "-ar", "32000", "-ac", "1")
    recordings = {"low.mp3": mp3(kbit_per_s=64), "high.mp3": mp3(kbit_per_s=160), "rate.mp3": other_rate.read_bytes()}
    fine = {"upper.mp3": mp3(kbit_per_s=128), "voice.m4a": m4a(seconds=60), **good(12)}
    assert found_of(tmp_path / "some", show_of(recordings | fine), KINDS) == [
        "audio/high.mp3 audio-bit-rate",
        "audio/low.mp3 audio-bit-rate",
        "audio/rate.mp3 audio-sample-rate",
    ]
    habit = {f"{number}.mp3": mp3(kbit_per_s=64) for number in range(8)} | {"rate.mp3": other_rate.read_bytes()}
    assert found_of(tmp_path / "all", show_of(habit), ("audio-bit",)) == []


def test_more_channels_than_earphones_have(tmp_path: Path) -> None:
    surround = encode(tmp_path / "a.m4a", "-c:a", "aac", "-ac", "6").read_bytes()
    stereo = encode(tmp_path / "b.m4a", "-c:a", "aac", "-ac", "2").read_bytes()
    assert found_of(tmp_path / "show", show_of({"surround.m4a": surround, "stereo.m4a": stereo}), KINDS) == [
        "audio/surround.m4a audio-channels"
    ]


def test_more_than_spotify_takes(tmp_path: Path) -> None:
    named = "audio:\n  url: https://example.com/{}\n  bytes: {}\n  type: {}"
    elsewhere = talk(2, front=named.format("a.mp3", 201_000_000, "audio/mpeg"))
    fitting = talk(3, front=named.format("b.mp3", 200_000_000, "audio/mpeg"))
    video = talk(4, front=named.format("c.mp4", 900_000_000, "video/mp4"))
    files: dict[str, str | bytes] = {"episodes/2.md": elsewhere, "episodes/3.md": fitting, "episodes/4.md": video}
    assert found_of(tmp_path, files, KINDS) == ["episodes/2.md:7 audio-size"]


def test_tags_that_apps_wait_for(tmp_path: Path) -> None:
    sound, noise = mp3(kbit_per_s=96), bytes(range(256)) * 4
    small = cover(picture(width_px=1400, height_px=1400))
    large = tagged(tmp_path, sound, cover(picture() + noise * 1500))
    huge = tagged(tmp_path, sound, small, padding=16_100_000)
    heavy = tagged(tmp_path, sound, cover(picture(width_px=1400, height_px=1400) + noise * 800))
    fine = tagged(tmp_path, sound, small, padding=400_000)
    recordings = {"fine.mp3": fine, "heavy.mp3": heavy, "huge.mp3": huge, "large.mp3": large, "too-heavy.mp3": heavy}
    problems = [one for one in problems_of(tmp_path / "show", show_of(recordings)) if one.check.startswith("audio-")]
    assert [(one.place.path, one.check, one.severity.value) for one in problems] == [
        ("audio/heavy.mp3", "audio-picture-large", "warning"),
        ("audio/huge.mp3", "audio-tag-huge", "error"),
        ("audio/large.mp3", "audio-tag-large", "warning"),
    ]
    assert "is inside 1 more" in problems[0].message
    assert "put a smaller picture there" in problems[2].message


def test_a_wide_picture_is_reported_where_it_first_is(tmp_path: Path) -> None:
    wide = tagged(tmp_path, mp3(kbit_per_s=96), cover(picture(width_px=3200, height_px=3200)))
    assert found_of(tmp_path / "show", show_of({"b.mp3": wide, "a.mp3": wide}), KINDS) == [
        "audio/a.mp3 audio-picture-large",
    ]


def test_tags_that_nearly_all_others_have(tmp_path: Path) -> None:
    frames = (id3.TIT2(text="Talk"), id3.TALB(text="The Base Show"), id3.TRCK(text="7"), id3.TDRC(text="2026-02-03"))
    sound = mp3(kbit_per_s=96)
    complete, without = tagged(tmp_path, sound, *frames), tagged(tmp_path, sound, frames[0], frames[1])
    recordings = {f"good-{number}.mp3": complete for number in range(12)} | {
        "trailer.mp3": tagged(tmp_path, sound, *frames[:2], frames[3])
    }
    files = show_of(recordings | {"without.mp3": without})
    files["episodes/trailer.md"] = talk(14, "", kind="trailer")
    problems = [one for one in problems_of(tmp_path / "show", files) if one.check == "audio-tags-missing"]
    assert [(one.place.path, one.message.partition(",")[0]) for one in problems] == [
        ("audio/one.mp3", "the recording has no tag for the title"),
        ("audio/without.mp3", "the recording has no tag for the number and the date"),
    ]


def test_a_recording_without_tags_is_like_the_others_where_none_has_any(tmp_path: Path) -> None:
    assert found_of(tmp_path, show_of(good(8)), KINDS) == []


@pytest.mark.parametrize("quality", ["0", "5"])
def test_variable_bit_rates_count_by_their_average(tmp_path: Path, quality: str) -> None:
    tool("ffmpeg")
    path = encode(tmp_path / "a.mp3", "-c:a", "libmp3lame", "-q:a", quality, "-ar", "44100", "-ac", "1", seconds=20)
    assert found_of(tmp_path / "show", show_of({"a.mp3": path.read_bytes(), **good()}), ("audio-bit-rate-low",)) == []


def test_vbr_without_its_header(tmp_path: Path) -> None:
    content = mp3_frames(250, kbit_per_s=96) + mp3_frames(250, kbit_per_s=112)
    assert found_of(tmp_path, show_of({"a.mp3": content}), KINDS) == ["audio/a.mp3 audio-vbr-header"]
