"""How recordings are encoded, as real encoders write them and other readers read them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import mutagen
import mutagen.flac
import mutagen.id3
import mutagen.mp4
import pytest

from publisher.sources.audio_file import AudioFile, read_audio
from tests.audio_samples import encode, id3_tag, m4a, mp3, mp3_frames, mp4_track, picture, xing_frame
from tests.needs import tool

open_any: Any = mutagen.File
id3: Any = mutagen.id3
flac: Any = mutagen.flac
mp4: Any = mutagen.mp4


def audio_of(path: Path) -> AudioFile:
    audio = read_audio(path.parent, path.name).value
    assert audio is not None
    return audio


def complaints(folder: Path, name: str, content: bytes) -> list[str]:
    (folder / name).write_bytes(content)
    return [problem.check for problem in read_audio(folder, name).problems]


def packets(path: Path) -> tuple[int, int, int]:
    """Average bit rate, sample rate and channels by ffprobe, which adds up the packets of the sound."""
    command = [tool("ffprobe"), "-v", "error", "-select_streams", "a", "-show_packets", "-show_streams"]
    found = json.loads(
        subprocess.run([*command, "-of", "json", str(path)], check=True, capture_output=True, text=True).stdout
    )
    size_bytes = sum(int(packet["size"]) for packet in found["packets"])
    seconds = sum(float(packet["duration_time"]) for packet in found["packets"])
    stream = found["streams"][0]
    return round(size_bytes * 8 / seconds), int(stream["sample_rate"]), int(stream["channels"])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cbr.mp3", ("-c:a", "libmp3lame", "-b:a", "96k", "-ar", "44100", "-ac", "1")),
        ("vbr.mp3", ("-c:a", "libmp3lame", "-q:a", "4", "-ac", "2")),
        ("slow.mp3", ("-c:a", "libmp3lame", "-b:a", "24k", "-ar", "22050", "-ac", "1")),
        ("mono.m4a", ("-c:a", "aac", "-b:a", "64k", "-ac", "1", "-ar", "44100")),
        ("surround.m4a", ("-c:a", "aac", "-ac", "6")),
        ("lossless.m4a", ("-c:a", "alac", "-ac", "2")),
        ("a.ogg", ("-c:a", "libvorbis", "-ac", "2", "-ar", "44100")),
        ("a.opus", ("-c:a", "libopus", "-b:a", "48k", "-ac", "1")),
        ("a.flac", ("-c:a", "flac", "-ac", "2")),
        ("a.wav", ("-c:a", "pcm_s16le", "-ac", "2", "-ar", "16000")),
    ],
)
def test_bit_rate_sample_rate_and_channels(tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
    path = encode(tmp_path / name, *arguments, seconds=4)
    encoding = audio_of(path).encoding
    bit_rate_bps, *rest = packets(path)
    assert [encoding.sample_rate_hz, encoding.channels] == rest
    assert encoding.bit_rate_bps == pytest.approx(bit_rate_bps, rel=0.03)
    if path.suffix != ".m4a":  # mutagen believes the table, which says 2
        assert encoding.channels == open_any(path).info.channels


def test_the_frame_of_the_header_is_no_sound(tmp_path: Path) -> None:
    sound = mp3_frames(500, kbit_per_s=128)
    (tmp_path / "a.mp3").write_bytes(xing_frame(frames=500, size_bytes=len(sound)) + sound)
    assert audio_of(tmp_path / "a.mp3").encoding.bit_rate_bps == 128_000


def test_a_constant_bit_rate_needs_no_header(tmp_path: Path) -> None:
    other = mp3_frames(20, kbit_per_s=96)
    assert complaints(tmp_path, "constant.mp3", mp3_frames(500)) == []
    assert complaints(tmp_path, "with-header.mp3", xing_frame(frames=520, size_bytes=0) + mp3_frames(500) + other) == []
    assert (
        complaints(tmp_path, "header-that-says-nothing.mp3", xing_frame(frames=0, size_bytes=0) + mp3_frames(500)) == []
    )


def test_a_bit_rate_that_changes_without_a_header_is_found_however_little_it_changes(tmp_path: Path) -> None:
    content = mp3_frames(500) + mp3_frames(1, kbit_per_s=80) + mp3_frames(500)
    assert complaints(tmp_path, "a.mp3", content) == ["audio-vbr-header"]
    assert complaints(tmp_path, "first.mp3", mp3_frames(1, kbit_per_s=80) + mp3_frames(40)) == ["audio-vbr-header"]


def test_vbr_by_a_real_encoder_without_its_header(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", "-c:a", "libmp3lame", "-q:a", "2", "-write_xing", "0", seconds=20)
    assert [problem.check for problem in read_audio(tmp_path, "a.mp3").problems] == ["audio-vbr-header"]
    assert audio_of(path).duration_ms == pytest.approx(20_000, abs=100)


def test_joined_files_of_two_bit_rates_are_no_vbr(tmp_path: Path) -> None:
    content = mp3_frames(500, kbit_per_s=64) + id3_tag(b"TIT2") + mp3_frames(500, kbit_per_s=128)
    assert complaints(tmp_path, "a.mp3", content) == ["audio-duration"]


def test_a_track_whose_header_and_samples_disagree(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.m4a", "-c:a", "aac", seconds=5)
    content = bytearray(path.read_bytes())
    at = content.index(b"mdhd") + 4
    content[at + 16 : at + 20] = (90 * int.from_bytes(content[at + 12 : at + 16], "big")).to_bytes(4, "big")
    assert complaints(tmp_path, "b.m4a", bytes(content)) == ["audio-duration"]
    assert audio_of(tmp_path / "b.m4a").duration_ms == pytest.approx(5000, abs=100)


def test_what_stands_beside_the_sound(tmp_path: Path) -> None:
    cover = picture(width_px=600, height_px=600)
    (tmp_path / "a.mp3").write_bytes(mp3())
    plain = audio_of(tmp_path / "a.mp3").tag_bytes
    tag = id3.ID3()
    tag.add(id3.APIC(data=cover, mime="image/jpeg", type=3))
    tag.save(tmp_path / "a.mp3", padding=lambda _: 0)
    assert plain == 0
    assert len(cover) < audio_of(tmp_path / "a.mp3").tag_bytes < len(cover) + 100

    path = encode(tmp_path / "a.m4a", "-c:a", "aac")
    before = audio_of(path).tag_bytes
    tagged = mp4.MP4(path)
    tagged["covr"] = [mp4.MP4Cover(cover)]
    tagged.save()
    assert len(cover) < audio_of(path).tag_bytes - before < len(cover) + 2000

    path = encode(tmp_path / "a.flac", "-c:a", "flac")
    before = audio_of(path).tag_bytes
    block = flac.Picture()
    block.data, block.mime = cover, "image/jpeg"
    tagged = flac.FLAC(path)
    tagged.add_picture(block)
    tagged.save(padding=lambda _: 0)
    assert len(cover) < audio_of(path).tag_bytes < len(cover) + before + 100


def test_a_track_that_says_nothing_of_its_encoding_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "a.m4a").write_bytes(m4a(mp4_track(b"soun", 10)))
    encoding = audio_of(tmp_path / "a.m4a").encoding
    assert (encoding.bit_rate_bps, encoding.sample_rate_hz, encoding.channels) == (0, 0, 0)
