"""Recordings, read: true durations, kinds by content, tags, and plain words about what is broken."""

from __future__ import annotations

import base64
import io
import os
import random
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import mutagen
import mutagen.flac
import mutagen.id3
import mutagen.mp4
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.model import Chapter, Place, Severity
from publisher.sources import audio_file, audio_tags, mp3_sound
from publisher.sources.audio_file import AudioFile, read_audio
from publisher.sources.audio_tags import AudioTags, TagReading
from publisher.sources.folder import Read
from publisher.sources.mp4_chapters import chapters_of_track
from tests.audio_samples import (
    MP3_FRAME_MS,
    ape_tag,
    atom,
    decoded_ms,
    encode,
    hanging_m4a,
    id3_bomb,
    id3_tag,
    id3v1_tag,
    m4a,
    mp3,
    mp3_frames,
    mp4_track,
    nero_chapters,
    picture,
    wav,
    xing_frame,
)

# mutagen has types for a part of what it has; for mypy that is worse than none.
id3: Any = mutagen.id3
mp4: Any = mutagen.mp4
flac: Any = mutagen.flac
open_any: Any = mutagen.File

in_one_folder = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # each example writes the same file anew


def read(folder: Path, name: str, content: bytes) -> Read[AudioFile]:
    (folder / name).write_bytes(content)
    return read_audio(folder, name)


def audio_of(result: Read[AudioFile]) -> AudioFile:
    assert result.value is not None, result.problems
    return result.value


def complaints(result: Read[AudioFile]) -> list[tuple[str, str]]:
    return [(problem.check, problem.severity.value) for problem in result.problems]


# What is no recording


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n<!DOCTYPE html><html><title>Not found</title>", "is a web page (HTML) saved as audio"),
        (b"<HTML><head></head></HTML>", "is a web page (HTML) saved as audio"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:12", "run: git lfs pull"),
        (bytes(50_000), "nothing but zero bytes"),
        (b"Dear diary, today", "it begins with 44 65 61 72 20 64 69 61 72 79 2c 20 74 6f 64 61 (Dear diary, toda)"),
        (b"PK\x03\x04zip", "is a ZIP archive"),
        (b"\x1a\x45\xdf\xa3webm", "is WebM or Matroska"),
        (b"\xff\xf1\x50\x80" + bytes(300), "is raw AAC"),
        (b"\xff\xfb\x04\xc4" + bytes(300), "is free-format MP3"),
        (id3_tag(b"abc"), "has an ID3 tag but no sound"),
        (id3_tag(b"abc", size_bytes=1000), "cut off inside its ID3 tag: 997 bytes are missing"),
        (b"OggS" + bytes(100), "holds neither Vorbis nor Opus"),
        (b"fLaC" + bytes(10), "cut off inside its header"),
        (b"RIFF\0\0\0\0WAVE", "is a WAV file without sound"),
    ],
)
def test_what_is_no_recording_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    result = read(tmp_path, "a.mp3", content)
    assert result.value is None
    assert complaints(result) == [("audio-unreadable", "error")]
    assert result.problems[0].message.startswith("the recording ")
    assert words in result.problems[0].message


@given(content=st.binary(max_size=3000))
@in_one_folder
def test_random_bytes_never_raise(tmp_path: Path, content: bytes) -> None:
    result = read(tmp_path, "a.mp3", content)
    assert result.value is not None or complaints(result) == [("audio-unreadable", "error")]


@pytest.mark.parametrize("path", ["missing.mp3", "../outside.mp3", "/etc/passwd", "."])
def test_what_cannot_be_opened_is_a_problem(tmp_path: Path, path: str) -> None:
    result = read_audio(tmp_path, path)
    assert result.value is None
    assert complaints(result) == [("audio-unreadable", "error")]


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp3")
    assert "is not a regular file" in read_audio(tmp_path, "a.mp3").problems[0].message


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def grow(file: BinaryIO, mime_type: str, place: Place) -> TagReading:
        with (tmp_path / "a.mp3").open("ab") as other:
            other.write(mp3_frames(1))
        return TagReading()

    monkeypatch.setattr(audio_file, "read_tags", grow)
    result = read(tmp_path, "a.mp3", mp3())
    assert result.value is None
    assert "is still changing" in result.problems[0].message


# MP3


@pytest.mark.parametrize(
    "content",
    [
        mp3(),
        mp3_frames(500),
        id3_tag(bytes(3000)) + mp3(),
        id3_tag(b"a") + id3_tag(bytes(900)) + b"garbage \xff\xfb\x50 here" + mp3(),
        mp3() + id3v1_tag("End"),
        mp3() + ape_tag() + id3v1_tag("End"),
        mp3_frames(200) + id3_tag(mp3_frames(40)) + mp3_frames(300),
        mp3_frames(200) + b"\xff\xfb\x50\xc4 dropped on the way" + mp3_frames(300),
        mp3() + id3_tag(b"at the end"),
    ],
    ids=["xing", "plain", "id3", "tags-and-garbage", "id3v1", "ape", "tag-between", "garbage-between", "tag-behind"],
)
def test_an_mp3_lasts_as_long_as_its_frames(tmp_path: Path, content: bytes) -> None:
    result = read(tmp_path, "a.mp3", content)
    audio = audio_of(result)
    assert (audio.mime_type, audio.duration_ms) == ("audio/mpeg", 500 * MP3_FRAME_MS)
    assert audio.size_bytes == len(content)
    assert result.problems == ()


def test_the_silence_that_an_encoder_added_does_not_count(tmp_path: Path) -> None:
    header = xing_frame(frames=500, size_bytes=501 * 192, padding_samples=576 << 12 | 576)
    assert audio_of(read(tmp_path, "a.mp3", header + mp3_frames(500))).duration_ms == 499 * MP3_FRAME_MS


def test_variable_bit_rate_without_a_header(tmp_path: Path) -> None:
    result = read(tmp_path, "a.mp3", mp3_frames(250, kbit_per_s=32) + mp3_frames(250, kbit_per_s=128))
    assert audio_of(result).duration_ms == 12_000
    assert complaints(result) == [("audio-vbr-header", "warning")]
    assert "lasts 00:00:12, but players will show 00:00:30" in result.problems[0].message


def test_joined_files(tmp_path: Path) -> None:
    result = read(tmp_path, "a.mp3", mp3() + mp3())
    assert audio_of(result).duration_ms == 24_000 + MP3_FRAME_MS
    assert complaints(result) == [("audio-duration", "warning")]
    assert "lasts 00:00:24, but its header says 00:00:12" in result.problems[0].message


def test_an_mp3_that_was_cut_off_is_an_error(tmp_path: Path) -> None:
    result = read(tmp_path, "a.mp3", mp3()[:50_000])
    assert audio_of(result).duration_ms == 259 * MP3_FRAME_MS
    assert complaints(result) == [("audio-truncated", "error")]
    assert "is cut off: lasts 00:00:06, but its header says 00:00:12" in result.problems[0].message


def test_a_header_that_is_wrong_though_all_bytes_are_there(tmp_path: Path) -> None:
    content = xing_frame(frames=900, size_bytes=501 * 192) + mp3_frames(500)
    result = read(tmp_path, "a.mp3", content)
    assert audio_of(result).duration_ms == 12_000
    assert complaints(result) == [("audio-duration", "warning")]


@pytest.mark.parametrize("content", [mp3()[:-100], mp3_frames(500)[:-100]])
def test_a_last_frame_that_is_incomplete_is_a_warning(tmp_path: Path, content: bytes) -> None:
    result = read(tmp_path, "a.mp3", content)
    assert audio_of(result).duration_ms == 499 * MP3_FRAME_MS
    assert complaints(result) == [("audio-truncated", "warning")]
    assert "100 bytes are missing" in result.problems[0].message


def test_an_mp3_with_next_to_no_frames_is_refused(tmp_path: Path) -> None:
    result = read(tmp_path, "a.mp3", mp3_frames(5) + bytes(100_000))
    assert result.value is None
    assert "has only 0.12 seconds of MP3 in 100,960 bytes" in result.problems[0].message


def test_a_vbri_header_is_no_sound(tmp_path: Path) -> None:
    fields = struct.pack(">4sHHHII", b"VBRI", 1, 0, 0, 501 * 192, 500)
    header = (mp3_frames(1)[:4] + bytes(32) + fields).ljust(192, b"\0")
    result = read(tmp_path, "a.mp3", header + mp3_frames(500))
    assert (audio_of(result).duration_ms, result.problems) == (12_000, ())


# Header bytes, bytes of a frame, milliseconds of a frame: MPEG-1, 2 and 2.5, layers I to III.
FRAMES = [
    (b"\xff\xfb\x54\xc4", 192, 24.0),
    (b"\xff\xf3\x84\xc4", 192, 24.0),
    (b"\xff\xe3\x88\xc4", 576, 72.0),
    (b"\xff\xfd\x48\xc4", 288, 36.0),
    (b"\xff\xff\x54\xc4", 160, 8.0),
]


@given(
    runs=st.lists(
        st.tuples(st.sampled_from(FRAMES), st.integers(min_value=4, max_value=30), st.integers(0, 40)),
        min_size=1,
        max_size=6,
    )
)
@in_one_folder
def test_frames_of_all_kinds_add_up(tmp_path: Path, runs: list[tuple[tuple[bytes, int, float], int, int]]) -> None:
    content = b"".join(header.ljust(size, b"\0") * count + bytes(pause) for (header, size, _), count, pause in runs)
    duration_ms = sum(frame_ms * count for (_, _, frame_ms), count, _ in runs)
    assert abs(audio_of(read(tmp_path, "a.mp3", content)).duration_ms - duration_ms) <= 1


@given(size=st.integers(min_value=0, max_value=len(mp3())))
@in_one_folder
def test_wherever_an_mp3_is_cut_it_says_so(tmp_path: Path, size: int) -> None:
    result = read(tmp_path, "a.mp3", mp3()[:size])
    played_ms = max(0, size // 192 - 1) * MP3_FRAME_MS
    if result.value is None:
        assert played_ms < 3 * MP3_FRAME_MS
    else:
        assert result.value.duration_ms == played_ms
        assert played_ms >= 11_000 or complaints(result) == [("audio-truncated", "error")]


# MP4


def test_an_m4a_lasts_as_long_as_its_sound_track(tmp_path: Path) -> None:
    result = read(tmp_path, "a.m4a", m4a(seconds=12.345))
    audio = audio_of(result)
    assert (audio.mime_type, audio.duration_ms, result.problems) == ("audio/x-m4a", 12_345, ())


def test_hours_of_silence_in_few_bytes_are_legal(tmp_path: Path) -> None:
    result = read(tmp_path, "a.m4a", m4a(seconds=7200, data_bytes=500))
    assert (audio_of(result).duration_ms, result.problems) == (7_200_000, ())


def test_an_m4a_with_its_index_in_front_that_was_cut_off(tmp_path: Path) -> None:
    result = read(tmp_path, "a.m4a", m4a()[:-700])
    assert complaints(result) == [("audio-truncated", "error")]
    assert "700 bytes are missing" in result.problems[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (m4a()[:300], "its index (moov) too"),
        (atom(b"ftyp", b"M4A ") + atom(b"mdat", bytes(99)), "was not finished"),
        (m4a(mp4_track(b"text", 10)), "has no sound track"),
        (m4a(seconds=0), "lasts no time"),
        (m4a(seconds=4_000_000), "lasts 1,111 hours"),
        (m4a(seconds=0) + atom(b"moof", bytes(8)), "is a fragmented MP4"),
    ],
)
def test_an_mp4_that_cannot_be_played_says_why(tmp_path: Path, content: bytes, words: str) -> None:
    result = read(tmp_path, "a.m4a", content)
    assert result.value is None
    assert words in result.problems[0].message


def test_a_sound_track_and_a_file_that_disagree(tmp_path: Path) -> None:
    result = read(tmp_path, "a.m4a", m4a(seconds=10, movie_seconds=70))
    assert audio_of(result).duration_ms == 10_000
    assert complaints(result) == [("audio-duration", "warning")]
    assert "lasts 00:00:10, but the whole file says 00:01:10" in result.problems[0].message


def test_a_video_is_one_only_if_its_pictures_are_not_those_of_chapters(tmp_path: Path) -> None:
    video = mp4_track(b"vide", 10, number=2)
    film = m4a(mp4_track(b"soun", 10), video)
    with_chapters = m4a(mp4_track(b"soun", 10, chapters_in=2), video)
    assert audio_of(read(tmp_path, "a.mp4", film)).mime_type == "video/mp4"
    assert audio_of(read(tmp_path, "a.m4a", with_chapters)).mime_type == "audio/x-m4a"


@given(size=st.integers(min_value=0, max_value=len(m4a()) - 1))
@in_one_folder
def test_wherever_an_m4a_is_cut_it_is_an_error(tmp_path: Path, size: int) -> None:
    result = read(tmp_path, "a.m4a", m4a()[:size])
    assert Severity.ERROR in {problem.severity for problem in result.problems}


# WAV


def test_a_wav(tmp_path: Path) -> None:
    result = read(tmp_path, "a.wav", wav(2.5))
    assert (audio_of(result).mime_type, audio_of(result).duration_ms) == ("audio/wav", 2500)
    assert result.problems == ()


def test_a_wav_that_was_cut_off(tmp_path: Path) -> None:
    result = read(tmp_path, "a.wav", wav(10)[:80_044])
    assert audio_of(result).duration_ms == 5000
    assert complaints(result) == [("audio-truncated", "error")]


@pytest.mark.parametrize("unknown_bytes", [0, 0xFFFFFFFF])
def test_a_wav_whose_recorder_did_not_fill_in_the_size(tmp_path: Path, unknown_bytes: int) -> None:
    content = wav(3)
    streamed = content[:40] + struct.pack("<I", unknown_bytes) + content[44:]
    assert audio_of(read(tmp_path, "a.wav", streamed)).duration_ms == 3000


def test_a_wav_of_the_long_kind(tmp_path: Path) -> None:
    content = wav(3)
    long_sizes = b"ds64" + struct.pack("<IQQQI", 28, 0, 48_000, 0, 0)
    long_wav = b"RF64" + content[4:12] + long_sizes + content[12:40] + b"\xff\xff\xff\xff" + content[44:]
    assert audio_of(read(tmp_path, "a.wav", long_wav)).duration_ms == 3000


# What encoders write

ENCODED = [
    ("a.mp3", "audio/mpeg", ("-c:a", "libmp3lame", "-b:a", "64k")),
    ("a.mp3", "audio/mpeg", ("-c:a", "libmp3lame", "-q:a", "5", "-ar", "22050")),
    ("a.m4a", "audio/x-m4a", ("-c:a", "aac")),
    ("a.m4a", "audio/x-m4a", ("-c:a", "alac", "-movflags", "+faststart")),
    ("a.ogg", "audio/ogg", ("-c:a", "libvorbis")),
    ("a.opus", "audio/opus", ("-c:a", "libopus")),
    ("a.flac", "audio/flac", ("-c:a", "flac")),
    ("a.wav", "audio/wav", ()),
]


@pytest.mark.parametrize(("name", "mime_type", "arguments"), ENCODED)
def test_what_encoders_write_lasts_as_long_as_it_plays(
    tmp_path: Path, name: str, mime_type: str, arguments: tuple[str, ...]
) -> None:
    path = encode(tmp_path / name, *arguments, seconds=3.21)
    result = read_audio(tmp_path, name)
    assert audio_of(result).mime_type == mime_type
    assert abs(audio_of(result).duration_ms - decoded_ms(path)) <= 50
    assert result.problems == ()


@pytest.mark.parametrize(("name", "mime_type", "arguments"), ENCODED)
def test_half_a_file_is_an_error_in_every_format(
    tmp_path: Path, name: str, mime_type: str, arguments: tuple[str, ...]
) -> None:
    content = encode(tmp_path / name, *arguments).read_bytes()
    result = read(tmp_path, name, content[: len(content) // 2])
    assert complaints(result)[0] in {("audio-truncated", "error"), ("audio-unreadable", "error")}
    assert "is cut off" in result.problems[0].message


@pytest.mark.parametrize("name", ["a.opus", "a.ogg"])
def test_joined_ogg_files_last_as_long_as_all_of_them(tmp_path: Path, name: str) -> None:
    content = encode(tmp_path / name, seconds=2).read_bytes()
    assert audio_of(read(tmp_path, name, content * 3)).duration_ms == pytest.approx(6000, abs=60)


def test_an_ogg_file_without_its_last_page_is_a_warning(tmp_path: Path) -> None:
    content = encode(tmp_path / "a.ogg", "-c:a", "libvorbis").read_bytes()
    result = read(tmp_path, "a.ogg", content[: content.rindex(b"OggS")])
    assert ("audio-truncated", "warning") in complaints(result)


def test_flac_that_was_streamed_says_no_duration(tmp_path: Path) -> None:
    content = bytearray(encode(tmp_path / "a.flac").read_bytes())
    content[21] &= 0xF0
    content[22:26] = bytes(4)
    result = read(tmp_path, "a.flac", bytes(content))
    assert "does not say how long it is" in result.problems[0].message


def test_flac_behind_an_id3_tag(tmp_path: Path) -> None:
    content = encode(tmp_path / "a.flac", seconds=2).read_bytes()
    result = read(tmp_path, "a.flac", id3_tag(bytes(50)) + content)
    assert (audio_of(result).duration_ms, result.problems) == (2000, ())


# Names


@pytest.mark.parametrize(
    ("name", "content", "right_name"),
    [
        ("s1/a.m4a", mp3(), "a.mp3"),
        ("s1/a.mp3", m4a(), "a.m4a"),
        ("s1/a", wav(), "a.wav"),
        ("s1/a.mp4", m4a(), "a.m4a"),
    ],
)
def test_a_name_that_says_another_kind(tmp_path: Path, name: str, content: bytes, right_name: str) -> None:
    (tmp_path / "s1").mkdir()
    result = read(tmp_path, name, content)
    assert complaints(result) == [("audio-suffix", "warning")]
    assert result.problems[0].place == Place(path=name)
    assert result.problems[0].message.endswith(f"rename it to {right_name}")


@pytest.mark.parametrize(("name", "content"), [("a.MP3", mp3()), ("a.m4b", m4a())])
def test_names_that_will_do(tmp_path: Path, name: str, content: bytes) -> None:
    assert read(tmp_path, name, content).problems == ()


# Tags

TAGS = AudioTags(
    title="Ärger",
    artist="Ann, Ben",
    album="Show",
    description="About it",
    date="2026-09-01",
    season=2,
    number=3,
    genre="Podcast",
    lyrics="la la",
)
CHAPTERS = (
    Chapter(start_ms=0, title="Start"),
    Chapter(start_ms=2500, title="Middle", url="https://example.org/m"),
    Chapter(start_ms=4000, title=""),
)


def id3_frames() -> list[Any]:
    chapters = [
        id3.CHAP(element_id="z", start_time=0, end_time=2500, sub_frames=[id3.TIT2(text="Start")]),
        id3.CHAP(
            element_id="a",
            start_time=2500,
            end_time=0xFFFFFFFF,
            sub_frames=[id3.TIT2(text="Middle"), id3.WXXX(desc="chapter url", url="https://example.org/m")],
        ),
        id3.CHAP(element_id="m", start_time=4000, end_time=4000, sub_frames=[]),
    ]
    return [
        id3.TIT2(text="Ärger"),
        id3.TPE1(text=["Ann", "Ben"]),
        id3.TALB(text="Show"),
        id3.COMM(lang="eng", desc="iTunNORM", text="0000"),
        id3.COMM(lang="eng", desc="", text="About it"),
        id3.TDRC(text="2026-09-01"),
        id3.TPOS(text="2/2"),
        id3.TRCK(text="3/12"),
        id3.TCON(text="186"),
        id3.USLT(lang="eng", text="la la"),
        id3.APIC(mime="image/png", type=4, desc="back", data=picture("PNG", width_px=8)),
        id3.APIC(mime="image/jpeg", type=3, desc="front", data=picture()),
        *chapters,
    ]


def tag_id3(path: Path) -> None:
    tags = id3.ID3()
    for frame in id3_frames():
        tags.add(frame)
    tags.save(path, v2_version=3, v23_sep=None)


def tag_wav(path: Path) -> None:
    audio = open_any(path)
    audio.add_tags()
    for frame in id3_frames():
        audio.tags.add(frame)
    audio.save()


def tag_mp4(path: Path) -> None:
    audio = open_any(path)
    audio.update(
        {
            "\xa9nam": "Ärger",
            "\xa9ART": ["Ann", "Ben"],
            "\xa9alb": "Show",
            "\xa9cmt": "Encoded",
            "desc": "About it",
            "\xa9day": "2026-09-01",
            "disk": [(2, 2)],
            "trkn": [(3, 12)],
            "\xa9gen": "Podcast",
            "\xa9lyr": "la la",
            "covr": [mp4.MP4Cover(picture())],
        }
    )
    audio.save()


def front_cover() -> Any:
    block = flac.Picture()
    block.type, block.mime, block.data = 3, "image/jpeg", picture()
    return block


def tag_vorbis(path: Path) -> None:
    audio = open_any(path)
    audio.update(
        {
            "title": "Ärger",
            "artist": ["Ann", "Ben"],
            "album": "Show",
            "comment": "Encoded",
            "description": "About it",
            "date": "2026-09-01",
            "discnumber": "2",
            "tracknumber": "3",
            "genre": "Podcast",
            "lyrics": "la la",
            "chapter002": "00:00:04.000",
            "chapter000": "00:00:00.000",
            "chapter000name": "Start",
            "chapter001": "00:00:02.500 --> 00:00:04.000",
            "chapter001name": "Middle",
            "chapter001url": "https://example.org/m",
            "chapter003": "soon",
        }
    )
    if path.suffix == ".flac":
        audio.add_picture(front_cover())
    else:
        audio["metadata_block_picture"] = base64.b64encode(front_cover().write()).decode()
    audio.save()


def without_ends(chapters: tuple[Chapter, ...]) -> tuple[Chapter, ...]:
    return tuple(Chapter(start_ms=chapter.start_ms, title=chapter.title, url=chapter.url) for chapter in chapters)


@pytest.mark.parametrize(("name", "tag"), [("a.mp3", tag_id3), ("a.wav", tag_wav)])
def test_id3_tags(tmp_path: Path, name: str, tag: Callable[[Path], None]) -> None:
    (tmp_path / name).write_bytes(mp3() if name == "a.mp3" else wav())
    tag(tmp_path / name)
    result = read_audio(tmp_path, name)
    audio = audio_of(result)
    assert (audio.tags, result.problems) == (TAGS, ())
    assert without_ends(audio.chapters) == CHAPTERS
    assert [chapter.end_ms for chapter in audio.chapters] == [2500, None, None]
    assert audio.picture is not None
    assert (audio.picture.mime_type, audio.picture.width_px, audio.picture.height_px) == ("image/jpeg", 32, 32)
    assert audio.picture.content == picture()


@pytest.mark.parametrize("name", ["a.ogg", "a.opus", "a.flac"])
def test_vorbis_comments(tmp_path: Path, name: str) -> None:
    tag_vorbis(encode(tmp_path / name))
    result = read_audio(tmp_path, name)
    audio = audio_of(result)
    assert (audio.tags, audio.chapters) == (TAGS, CHAPTERS)
    assert audio.picture is not None
    assert audio.picture.content == picture()
    assert complaints(result) == [("audio-chapters", "warning")]
    assert "CHAPTER003=soon" in result.problems[0].message


def test_mp4_tags_and_chapters(tmp_path: Path) -> None:
    (tmp_path / "a.m4a").write_bytes(m4a(user_data=nero_chapters((2500, "Middle"), (0, "Start"))))
    tag_mp4(tmp_path / "a.m4a")
    result = read_audio(tmp_path, "a.m4a")
    audio = audio_of(result)
    assert (audio.tags, result.problems) == (TAGS, ())
    assert audio.chapters == (Chapter(start_ms=0, title="Start"), Chapter(start_ms=2500, title="Middle"))
    assert audio.picture is not None
    assert audio.picture.content == picture()


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize("flags", ["+disable_chpl", "+faststart+disable_chpl"])
def test_chapters_as_a_track_of_an_mp4(tmp_path: Path, count: int, flags: str) -> None:
    chapters = [Chapter(start_ms=number * 1500, title=f"Über {number} 🎙") for number in range(count)]
    metadata = tmp_path / "chapters.txt"
    lines = [
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={one.start_ms}\nEND={one.start_ms + 1500}\ntitle={one.title}"
        for one in chapters
    ]
    metadata.write_text("\n".join([";FFMETADATA1", *lines]), encoding="utf-8")
    arguments = ["-i", str(metadata), "-map_chapters", "1", "-movflags", flags]
    encode(tmp_path / "a.m4a", *arguments, seconds=count * 1.5)
    result = read_audio(tmp_path, "a.m4a")
    assert result.problems == ()
    assert audio_of(result).chapters == tuple(chapters)


def test_a_damaged_track_of_chapters_never_raises(tmp_path: Path) -> None:
    metadata = tmp_path / "chapters.txt"
    metadata.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=One\n", encoding="utf-8")
    arguments = ["-i", str(metadata), "-map_chapters", "1", "-movflags", "+faststart+disable_chpl"]
    content = encode(tmp_path / "a.m4a", *arguments, seconds=1.5).read_bytes()
    chosen = random.Random(20)
    index_bytes = content.index(b"mdat")
    for _ in range(2000):
        damaged = bytearray(content)
        for _ in range(chosen.randint(1, 8)):
            damaged[chosen.randrange(index_bytes)] = chosen.choice((0, 1, 127, 255, chosen.randrange(256)))
        chapters = chapters_of_track(io.BytesIO(damaged), 0, len(damaged))
        assert all(chapter.start_ms >= 0 for chapter in chapters)


def test_no_tags_are_no_problem(tmp_path: Path) -> None:
    result = read(tmp_path, "a.mp3", mp3())
    assert audio_of(result).tags == AudioTags()
    assert (audio_of(result).chapters, audio_of(result).picture, result.problems) == ((), None, ())


def test_old_tags_at_the_end_are_read(tmp_path: Path) -> None:
    assert audio_of(read(tmp_path, "a.mp3", mp3() + id3v1_tag("Old"))).tags.title == "Old"


def test_characters_that_no_feed_may_contain_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(mp3())
    tags = id3.ID3()
    tags.add(id3.TIT2(text="a\x0bb"))
    tags.add(id3.CHAP(element_id="c", start_time=0, end_time=9, sub_frames=[id3.TIT2(text="c\x01d")]))
    tags.save(tmp_path / "a.mp3")
    result = read_audio(tmp_path, "a.mp3")
    assert audio_of(result).tags.title == "ab"
    assert audio_of(result).chapters[0].title == "cd"
    assert complaints(result) == [("audio-tag-characters", "warning")] * 2
    assert "U+000B in its tag for title" in result.problems[0].message


@pytest.mark.parametrize("data", [b"", b"<svg/>", picture()[:200], picture("GIF", mode="L")])
def test_a_picture_that_is_none_is_left_out(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp3").write_bytes(mp3())
    tags = id3.ID3()
    tags.add(id3.APIC(mime="image/jpeg", type=3, data=data))
    tags.save(tmp_path / "a.mp3")
    result = read_audio(tmp_path, "a.mp3")
    assert audio_of(result).picture is None
    assert complaints(result) == [("audio-picture", "warning")]


def test_a_vorbis_picture_that_is_no_picture_block_is_left_out(tmp_path: Path) -> None:
    audio = open_any(encode(tmp_path / "a.opus"))
    audio["metadata_block_picture"] = "no base64!"
    audio.save()
    assert complaints(read_audio(tmp_path, "a.opus")) == [("audio-picture", "warning")]


def test_tags_that_mutagen_cannot_read_leave_the_sound_usable(tmp_path: Path) -> None:
    result = read(tmp_path, "a.m4a", m4a(user_data=nero_chapters((0, "Start"), says=9)))
    assert audio_of(result).duration_ms == 10_000
    assert audio_of(result).tags == AudioTags()
    assert complaints(result) == [("audio-tags", "warning")]
    assert "has tags that cannot be read" in result.problems[0].message


def test_running_out_of_memory_is_for_the_worker_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(file: BinaryIO) -> None:
        raise MemoryError

    monkeypatch.setattr(audio_tags, "_FORMATS", {"audio/mpeg": (exhaust, exhaust)})
    with pytest.raises(MemoryError):
        read(tmp_path, "a.mp3", mp3())


@pytest.mark.parametrize("content", [m4a(user_data=nero_chapters((0, "Start"))), wav(0.2)])
@given(data=st.data())
@in_one_folder
def test_damaged_files_never_raise(tmp_path: Path, content: bytes, data: st.DataObject) -> None:
    index = data.draw(st.integers(min_value=0, max_value=min(len(content), 500) - 1))
    damaged = content[:index] + data.draw(st.binary(min_size=1, max_size=8)) + content[index + 8 :]
    result = read(tmp_path, "a.m4a", damaged)
    assert result.value is not None or result.problems


# Samples for those who guard against them


def test_the_hostile_samples_are_small_and_sound_fine(tmp_path: Path) -> None:
    bomb = id3_bomb(tmp_path / "bomb.mp3")
    tag_bytes = bomb.stat().st_size - len(mp3_frames(500))
    with bomb.open("rb") as file:
        sound = mp3_sound.measure(file, tag_bytes, bomb.stat().st_size, Place(path="bomb.mp3"))
    assert sound.duration_ms == 12_000
    assert bomb.stat().st_size < 4_000_000
    assert hanging_m4a(tmp_path / "hang.m4a").stat().st_size < 5_000


def test_a_comment_as_ffmpeg_writes_it_is_the_description(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", "-metadata", "comment=What it is about.", seconds=1)
    result = read_audio(path.parent, path.name)
    assert result.value is not None
    assert result.value.tags.description == "What it is about."
