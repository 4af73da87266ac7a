"""Vorbis comments in Ogg and FLAC: what others read in the files, and that nothing else in them changes."""

from __future__ import annotations

import base64
import io
import json
import shutil
import struct
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import mutagen
import mutagen.flac
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.ogg import OggPage
from tinytag import TinyTag

from publisher.errors import TagError
from publisher.model import Cue
from publisher.sources.audio_kind import Kind
from publisher.tags.formats import FORMATS
from publisher.tags.held import Fitted, Options, TagFormat
from publisher.tags.wanted import Artwork, TagChapter, Wanted
from tests.audio_samples import encode, id3_tag, picture
from tests.needs import tool

open_any: Any = mutagen.File
flac: Any = mutagen.flac

SUFFIXES: Final = ("ogg", "opus", "flac")
COVER: Final = picture(width_px=40, height_px=40)
ARTWORK: Final = Artwork(content=COVER, mime_type="image/jpeg", width_px=40, height_px=40)
TEXTS: Final = {
    "title": "Zwei – ü 🎉",
    "show": "Die Sendung",
    "author": "Anna",
    "guests": "Bob, Carla",
    "season": "2",
    "number": "7",
    "date": "2026-01-31",
    "language": "deu",
    "notes": "One\nTwo",
    "keywords": "tea, coffee",
    "podcast": "1",
}


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    encode(folder / "a.ogg", "-c:a", "libvorbis", seconds=2)
    encode(folder / "a.opus", seconds=2)
    encode(folder / "a.flac", "-sample_fmt", "s16", seconds=2)
    return folder


@pytest.fixture(params=SUFFIXES)
def recording(request: pytest.FixtureRequest, recordings: Path, tmp_path: Path) -> Path:
    """A recording as ffmpeg makes it."""
    return Path(shutil.copy(recordings / f"a.{request.param}", tmp_path))


def format_of(path: Path) -> TagFormat:
    return FORMATS[Kind.FLAC if path.suffix == ".flac" else Kind.OGG]


def write(path: Path, wanted: Wanted, options: Options = Options()) -> Fitted:  # noqa: B008 - it is frozen
    """All that is wanted, with a note of it."""
    tags = format_of(path)
    fitted = tags.fitted(wanted, options)
    tags.write(path, fitted, fitted.digests.keys(), fitted.digests, options)
    return fitted


def chapters(count: int, *, each_ms: int = 7) -> tuple[TagChapter, ...]:
    return tuple(
        TagChapter(
            start_ms=number * each_ms,
            end_ms=(number + 1) * each_ms,
            title=f"Kapitel {number} 🎉",
            url=f"https://example.org/{number}",
        )
        for number in range(count)
    )


def output(*command: str | Path) -> str:
    found = tool(str(command[0]))
    return subprocess.run([found, *map(str, command[1:])], check=True, capture_output=True, text=True).stdout


def samples(path: Path) -> str:
    command = [tool("ffmpeg"), "-v", "quiet", "-i", str(path), "-map", "0:a", "-f", "s16le", "-"]
    return sha256(subprocess.run(command, check=True, capture_output=True).stdout).hexdigest()


def chapters_of_ffprobe(path: Path) -> list[tuple[int, str]]:
    found = json.loads(output("ffprobe", "-v", "quiet", "-show_chapters", "-of", "json", path))["chapters"]
    return [(round(float(one["start_time"]) * 1000), one["tags"]["title"]) for one in found]


def comments(path: Path) -> list[tuple[str, str]]:
    return [(name, value) for name, value in open_any(path).tags or () if name != "PODCAST_PUBLISHER"]


# What others read


def test_titles_and_artwork_are_read_by_others(recording: Path) -> None:
    write(recording, Wanted(texts=TEXTS, artwork=ARTWORK))
    tag: Any = TinyTag.get(recording, image=True)
    assert (tag.title, tag.artist, tag.album, tag.track, tag.disc) == ("Zwei – ü 🎉", "Anna", "Die Sendung", 7, 2)
    assert tag.images.front_cover.data == COVER
    general = json.loads(output("mediainfo", "--Output=JSON", recording))["media"]["track"][0]
    assert (general["Title"], general["Performer"], general["Cover"]) == ("Zwei – ü 🎉", "Bob;Carla", "Yes")
    probed = json.loads(output("ffprobe", "-v", "quiet", "-show_streams", "-of", "json", recording))["streams"]
    drawn = [stream for stream in probed if stream["codec_type"] == "video"]
    assert [(stream["width"], stream["disposition"]["attached_pic"]) for stream in drawn] == [(40, 1)]


def test_the_tools_of_each_format_read_the_comments(recording: Path) -> None:
    write(recording, Wanted(texts=TEXTS, chapters=chapters(2)))
    commands = {
        ".ogg": ("vorbiscomment", "--list"),
        ".opus": ("opusinfo",),
        ".flac": ("metaflac", "--export-tags-to=-", "--no-utf8-convert"),
    }
    lines = [line.strip() for line in output(*commands[recording.suffix], recording).splitlines()]
    wanted = ["TITLE=Zwei – ü 🎉", "ALBUMARTIST=Anna", "PERFORMER=Bob", "PERFORMER=Carla", "KEYWORDS=tea, coffee"]
    wanted += ["CHAPTER001=00:00:00.007", "CHAPTER001NAME=Kapitel 1 🎉", "CHAPTER001URL=https://example.org/1"]
    assert [line for line in lines if line in wanted] == wanted


@pytest.mark.parametrize("count", [0, 1, 99, 255, 256])
def test_chapters_are_read_to_the_millisecond(recording: Path, count: int) -> None:
    listed = chapters(count)
    write(recording, Wanted(texts=TEXTS, chapters=listed))
    assert chapters_of_ffprobe(recording) == [(chapter.start_ms, chapter.title) for chapter in listed]


def test_mediainfo_reads_chapters_beyond_the_hour(recording: Path) -> None:
    write(recording, Wanted(chapters=chapters(3, each_ms=3_599_999)))
    menu = json.loads(output("mediainfo", "--Output=JSON", recording))["media"]["track"][-1]["extra"]
    assert menu == {
        "_00_00_00_000": "Kapitel 0 🎉",
        "_00_59_59_999": "Kapitel 1 🎉",
        "_01_59_59_998": "Kapitel 2 🎉",
    }


def test_what_is_said_has_its_times(recording: Path) -> None:
    said = (
        Cue(start_ms=61_519, end_ms=62_000, speaker="Anna", text="Hello"),
        Cue(start_ms=62_000, end_ms=63_000, speaker="Anna", text="you"),
    )
    write(recording, Wanted(lyrics="Anna: Hello you", cues=said))
    assert ("LYRICS", "Anna: Hello you") in comments(recording)
    assert ("SYNCEDLYRICS", "[01:01.51]Anna: Hello\n[01:02.00]you") in comments(recording)


# What stays


def test_the_sound_is_the_same(recording: Path) -> None:
    before = samples(recording), format_of(recording).sound_digest(recording)
    write(recording, Wanted(texts=TEXTS, artwork=ARTWORK, chapters=chapters(256), lyrics="said " * 50_000))
    assert (samples(recording), format_of(recording).sound_digest(recording)) == before
    if recording.suffix == ".flac":
        output("flac", "--test", "--silent", recording)  # against the MD5 sum of its samples
    else:
        assert not open_any(recording).tags["title"][0].startswith("?")
        assert sequence_numbers(recording) == list(range(len(sequence_numbers(recording))))


def sequence_numbers(path: Path) -> list[int]:
    with path.open("rb") as file:
        return [page.sequence for page in iter_pages(file)]


def iter_pages(file: Any) -> list[Any]:
    found = []
    while True:
        try:
            found.append(OggPage(file))
        except EOFError:
            return found


def test_other_sound_has_another_digest(recordings: Path, tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        path = Path(shutil.copy(recordings / f"a.{suffix}", tmp_path))
        before = format_of(path).sound_digest(path)
        content = bytearray(path.read_bytes())
        content[-5] ^= 1
        path.write_bytes(content)
        assert format_of(path).sound_digest(path) != before


def test_comments_of_others_keep_their_order_and_spelling(recording: Path) -> None:
    audio = open_any(recording)
    others = [("R128_TRACK_GAIN", "-573"), ("Mood", "calm"), ("title", "Old"), ("mood", "late"), ("CHAPTER01", "x")]
    audio.tags.extend(others)
    audio.save()
    before, vendor = format_of(recording).held(recording).foreign, audio.tags.vendor
    write(recording, Wanted(texts={"title": "New"}))
    kept = [one for one in comments(recording) if one[0].lower() != "encoder"]
    assert kept == [*others[:2], ("TITLE", "New"), *others[3:]]
    assert open_any(recording).tags.vendor == vendor
    assert format_of(recording).held(recording).foreign == before
    assert {"R128_TRACK_GAIN", "Mood", "mood", "CHAPTER01", "vendor string"} <= before.keys()


def test_other_pictures_stay(recording: Path) -> None:
    back = flac.Picture()
    back.type, back.mime, back.data = 4, "image/png", picture("PNG")
    add_picture(recording, back)
    old = flac.Picture()
    old.type, old.mime, old.data = 3, "image/png", picture("PNG", width_px=8)
    add_picture(recording, old)
    before = format_of(recording).held(recording).foreign
    write(recording, Wanted(artwork=ARTWORK))
    images: Any = TinyTag.get(recording, image=True).images
    assert images.front_cover.data == COVER
    assert images.as_dict()["back_cover"][0].data == back.data
    assert len(images.as_dict()["front_cover"]) == 1
    assert format_of(recording).held(recording).foreign == before


def add_picture(path: Path, one: Any) -> None:
    audio = open_any(path)
    if path.suffix == ".flac":
        audio.add_picture(one)
    else:
        audio.tags.append(("metadata_block_picture", base64.b64encode(one.write()).decode()))
    audio.save()


def flac_file(*listed: bytes, more_blocks: Sequence[tuple[int, bytes]] = ()) -> bytes:
    """A FLAC file with comments of any kind: its sound is one frame that only begins as one."""
    body = struct.pack("<I", 4) + b"made" + struct.pack("<I", len(listed))
    body += b"".join(struct.pack("<I", len(one)) + one for one in listed)
    stream_info = bytes.fromhex("1000100000000000000000bb81700000ffff") + bytes(16)
    blocks = [(0, stream_info), (4, body), *more_blocks]
    pieces = [bytes([kind]) + len(content).to_bytes(3, "big") + content for kind, content in blocks]
    pieces[-1] = bytes([pieces[-1][0] | 0x80]) + pieces[-1][1:]
    return b"fLaC" + b"".join(pieces) + b"\xff\xf8\xc9\x18\0\0" + bytes(200)


def test_what_is_against_the_standard_stays_to_the_byte(tmp_path: Path) -> None:
    odd = (b"not a comment", b"LATIN=caf\xe9", b"t\xc3\xb6=1", b"=nothing", b"COVERART=" + bytes(9))
    path = tmp_path / "a.flac"
    path.write_bytes(id3_tag(bytes(40)) + flac_file(*odd, more_blocks=[(2, b"appl" + bytes(9)), (77, b"unknown")]))
    before = format_of(path).held(path)
    write(path, Wanted(texts=TEXTS))
    content = path.read_bytes()
    assert all(struct.pack("<I", len(one)) + one in content for one in odd)
    assert content.startswith(id3_tag(bytes(40)) + b"fLaC")
    assert b"appl" + bytes(9) in content
    assert format_of(path).held(path).foreign == before.foreign
    assert {"block APPLICATION", "block 77", "ID3 tag in front"} <= before.foreign.keys()


def test_binary_data_behind_the_comments_of_opus_stays(recordings: Path, tmp_path: Path) -> None:
    """RFC 7845, 5.2: where its first byte is odd, it means something."""
    path = Path(shutil.copy(recordings / "a.opus", tmp_path))
    with path.open("r+b") as file:
        pages = iter_pages(file)
        new = OggPage.from_packets([pages[1].packets[0] + b"\x01data\0\0"], sequence=1)
        OggPage.replace(file, [pages[1]], new)
    write(path, Wanted(texts=TEXTS))
    with path.open("rb") as file:
        assert iter_pages(file)[1].packets[0].endswith(b"}\x01data\0\0")
    assert samples(path) == samples(recordings / "a.opus")


# Again, and off


def test_what_was_written_is_held(recording: Path) -> None:
    said = (Cue(start_ms=15, end_ms=30, speaker="Anna", text="Hello"),)
    fitted = write(recording, Wanted(texts=TEXTS, artwork=ARTWORK, chapters=chapters(3), lyrics="Hello", cues=said))
    held = format_of(recording).held(recording)
    assert held.digests == fitted.digests == held.ours
    assert held.shown == fitted.shown


def test_a_second_write_changes_nothing(recording: Path) -> None:
    wanted = Wanted(texts=TEXTS, artwork=ARTWORK, chapters=chapters(99))
    write(recording, wanted)
    before = recording.read_bytes()
    write(recording, wanted)
    assert recording.read_bytes() == before


def test_there_is_room_for_the_next_change(recording: Path) -> None:
    write(recording, Wanted(texts=TEXTS, lyrics="more than ffmpeg leaves " * 400), Options(padding_bytes=20_000))
    before = recording.read_bytes()
    write(recording, Wanted(texts={"notes": "word " * 3000}))
    after = recording.read_bytes()
    assert len(after) == len(before)
    assert after[-10_000:] == before[-10_000:]
    assert dict(comments(recording))["TITLE"] == "Zwei – ü 🎉"


def test_only_the_fields_that_are_named_are_written(recording: Path) -> None:
    write(recording, Wanted(texts=TEXTS, artwork=ARTWORK, chapters=chapters(9)))
    tags, held = format_of(recording), format_of(recording).held(recording)
    fitted = tags.fitted(Wanted(texts={"title": "New", "show": "Other"}), Options())
    tags.write(recording, fitted, {"title", "chapters"}, {"title": fitted.digests["title"]}, Options())
    after = tags.held(recording)
    changed = {name for name in held.digests if held.digests[name] != after.digests.get(name)}
    assert changed == {"title", "chapters"}
    assert after.ours == {"title": fitted.digests["title"]}
    assert "chapters" not in after.digests


def test_what_was_written_comes_off_again(recording: Path) -> None:
    before, sound = comments(recording), samples(recording)
    held = format_of(recording).held(recording)
    fitted = write(recording, Wanted(texts=TEXTS, artwork=ARTWORK, chapters=chapters(256), lyrics="said"))
    format_of(recording).remove(recording, fitted.digests.keys())
    assert comments(recording) == before
    assert format_of(recording).held(recording) == held
    assert not getattr(open_any(recording), "pictures", ())
    assert samples(recording) == sound


def test_numbers_are_compared_as_numbers(recording: Path) -> None:
    audio = open_any(recording)
    audio.tags.append(("TRACKNUMBER", "07/12"))
    audio.save()
    fitted = format_of(recording).fitted(Wanted(texts={"number": "7"}), Options())
    assert format_of(recording).held(recording).digests == fitted.digests


no_controls = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.dictionaries(st.sampled_from(sorted(TEXTS)), no_controls),
    starts=st.lists(st.integers(0, 36_000_000), unique=True, max_size=5),
    title=no_controls,
    others=st.lists(st.binary(max_size=20), max_size=5),
)
def test_whatever_fits_is_held_as_it_was_meant(
    tmp_path: Path, texts: dict[str, str], starts: list[int], title: str, others: list[bytes]
) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(flac_file(*others))
    before = format_of(path).held(path)
    listed = tuple(TagChapter(start_ms=one, end_ms=one + 1, title=title, url=None) for one in starts)
    fitted = write(path, Wanted(texts=texts, chapters=listed))
    after = format_of(path).held(path)
    assert {**before.digests, **fitted.digests} == after.digests
    assert before.foreign == after.foreign


# What does not fit


def losses(wanted: Wanted) -> tuple[str, ...]:
    return FORMATS[Kind.OGG].fitted(wanted, Options()).losses


def test_what_cannot_be_held_is_told() -> None:
    drawn = TagChapter(start_ms=0, end_ms=5, title="One", artwork=ARTWORK)
    silent = TagChapter(start_ms=2, end_ms=5, title="Two", toc=False)
    assert losses(Wanted(texts=TEXTS, artwork=ARTWORK, chapters=chapters(100))) == ()
    assert losses(Wanted(chapters=(drawn, silent))) == (
        "a chapter that is not to be listed (toc: false) cannot be in Vorbis comments, which list them all; left out",
        "Vorbis comments hold no pictures of chapters; the picture of a chapter left out",
    )
    assert losses(Wanted(chapters=chapters(256))) == (
        "of 256 chapters, AntennaPod shows 100 at the most in such a file; all of them are written",
    )
    many = FORMATS[Kind.OGG].fitted(Wanted(chapters=chapters(1200)), Options())
    assert many.losses == ("of 1,200 chapters, Vorbis comments hold the first 1,000; the others are left out",)
    assert len(many.wanted.chapters) == 1000


# What is refused


def refusal(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(TagError) as caught:
        write(path, Wanted(texts=TEXTS))
    assert path.read_bytes() == before
    return str(caught.value)


def test_joined_files_keep_all_their_sound(recordings: Path, tmp_path: Path) -> None:
    first, second = (recordings / "a.opus").read_bytes(), encode(tmp_path / "b.opus", seconds=1).read_bytes()
    path = tmp_path / "a.opus"
    path.write_bytes(first + renamed_stream(second))
    sound = samples(path)
    write(path, Wanted(texts=TEXTS, lyrics="said " * 20_000))
    assert samples(path) == sound
    assert path.read_bytes().endswith(renamed_stream(second))
    path.write_bytes(first + first)
    assert refusal(path).startswith("is joined of files that say they are one stream")


def renamed_stream(content: bytes) -> bytes:
    pages = iter_pages(io.BytesIO(content))
    for page in pages:
        page.serial = 77
    return b"".join(page.write() for page in pages)


def test_ogg_that_cannot_be_changed_without_harm_is_refused(recordings: Path, tmp_path: Path) -> None:
    whole = (recordings / "a.ogg").read_bytes()
    path = tmp_path / "a.ogg"
    path.write_bytes(whole[:-100])
    assert refusal(path).startswith("is damaged or cut off at byte")
    path.write_bytes(whole + b"appended")
    assert refusal(path) == f"is damaged or cut off at byte {len(whole):,}; copy or export it again"
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert "by its checksum" in refusal(path)
    path.write_bytes(whole[:40])
    assert refusal(path) == "has a header that cannot be read; copy or export it again"
    second_page = whole.index(b"OggS", 4)
    path.write_bytes(whole[:second_page] + renamed_stream(whole)[:second_page] + whole[second_page:])
    assert refusal(path).startswith("holds several streams side by side")
    path.write_bytes(whole.replace(b"\x01vorbis", b"\x7fvorbis", 1))
    assert refusal(path).startswith("is Ogg, but holds neither Vorbis nor Opus")


def test_flac_whose_blocks_lead_nowhere_is_refused(recordings: Path, tmp_path: Path) -> None:
    whole = (recordings / "a.flac").read_bytes()
    path = tmp_path / "a.flac"
    for broken in (whole[:60], whole[:4] + b"\x04" + whole[5:], whole[:7] + b"\x20" + whole[8:], whole[:4]):
        path.write_bytes(broken)
        assert refusal(path).startswith("has blocks in front of its sound whose sizes are wrong")
    path.write_bytes(flac_file(b"A=" + bytes(20)).replace(b"\x16\0\0\0A=", b"\x16\0\1\0A="))
    assert refusal(path) == "has comments that are cut off; copy or export it again"
