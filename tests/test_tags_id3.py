"""ID3 in MP3 and WAV: what others read in the files, and that nothing else in them changes."""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import mutagen.wave
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinytag import TinyTag

from publisher.errors import TagError
from publisher.model import Cue
from publisher.tags.digest import chapters_digest
from publisher.tags.held import Fitted, Options
from publisher.tags.id3 import MP3_FORMAT, WAV_FORMAT, Id3
from publisher.tags.id3_raw import RawFrame, read_raw, split_inner
from publisher.tags.wanted import Artwork, TagChapter, Wanted
from tests.audio_samples import ape_tag, id3v1_tag, mp3, picture, wav
from tests.id3_samples import (
    chapters_by_eyed3,
    chapters_by_ffprobe,
    foreign_frames,
    frame,
    id3,
    listed_by_eyed3,
    load_by_eyed3,
    septets,
    tag,
    tag_of,
)
from tests.needs import tool

open_wave: Any = mutagen.wave.WAVE

SOUND: Final = mp3(frames=20)
COVER: Final = picture(width_px=40, height_px=40)
DRAWING: Final = picture(width_px=30, height_px=30)
TEXTS: Final = {
    "title": "Zwei – ü 🎉",
    "subtitle": "Kurz",
    "show": "Die Sendung",
    "author": "Anna",
    "guests": "Bob, Çarla",
    "season": "2",
    "number": "7",
    "date": "2026-01-31",
    "genre": "Podcast",
    "language": "deu",
    "description": "Worum es geht ✓",
    "notes": "Eins\n\nZwei (https://example.org/)",
    "keywords": "tea, coffee",
    "link": "https://example.org/7",
    "links": "Spotify: https://open.spotify.com/episode/1\nYouTube: https://www.youtube.com/watch?v=1",
    "publisher": "Anna & Co",
    "copyright": "© 2026 Anna",
    "guid": "0f9a-7",
    "feed_url": "https://example.org/feed.xml",
    "show_guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    "podcast": "1",
}
CHAPTERS: Final = (
    TagChapter(start_ms=0, end_ms=61_500, title="Anfang 🎙"),
    TagChapter(start_ms=61_500, end_ms=61_501, title="", url="https://example.org/a?b=%C3%BC"),
    TagChapter(
        start_ms=61_501,
        end_ms=3_600_123,
        title="日本語",
        artwork=Artwork(content=DRAWING, mime_type="image/jpeg", width_px=30, height_px=30),
    ),
)
FULL: Final = Wanted(
    texts=TEXTS,
    artwork=Artwork(content=COVER, mime_type="image/jpeg", width_px=40, height_px=40, source="0123456789abcdef"),
    chapters=CHAPTERS,
    lyrics="Anna: Guten Tag.\n\nBob: Hällo 🎉",
    cues=(
        Cue(start_ms=0, end_ms=900, speaker="Anna", text="Guten Tag."),
        Cue(start_ms=901, end_ms=2000, speaker="Bob", text="Hällo 🎉"),
    ),
)
VERSIONS: Final = pytest.mark.parametrize("version", [3, 4])


def file_of(tmp_path: Path, content: bytes, name: str = "a.mp3") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def write(path: Path, wanted: Wanted, version: int = 3, tags: Id3 = MP3_FORMAT, padding_bytes: int = 0) -> Fitted:
    """All that is wanted, with a note of it."""
    options = Options(id3_version=version, padding_bytes=padding_bytes)
    fitted = tags.fitted(wanted, options)
    tags.write(path, fitted, fitted.digests.keys(), fitted.digests, options)
    return fitted


def chapters(count: int) -> tuple[TagChapter, ...]:
    return tuple(
        TagChapter(start_ms=number * 1001, end_ms=(number + 1) * 1001, title=f"Teil {number} – 🎉")
        for number in range(count)
    )


@VERSIONS
@pytest.mark.parametrize(("tags", "content"), [(MP3_FORMAT, SOUND), (WAV_FORMAT, wav(1))], ids=["MP3", "WAV"])
def test_every_field_is_held_as_it_was_meant(tmp_path: Path, tags: Id3, content: bytes, version: int) -> None:
    path = file_of(tmp_path, content)
    before = tags.held(path)
    sound = tags.sound_digest(path)
    fitted = write(path, FULL, version, tags)
    held = tags.held(path)
    assert fitted.losses == ()
    assert held.digests == fitted.digests
    assert held.digests.keys() == {*TEXTS, "artwork", "chapters", "lyrics", "synced"}
    assert held.shown.keys() == held.digests.keys()
    assert held.ours == fitted.digests
    assert held.foreign == before.foreign
    assert tags.sound_digest(path) == sound


@VERSIONS
def test_written_again_it_is_the_same_file(tmp_path: Path, version: int) -> None:
    path = file_of(tmp_path, SOUND)
    write(path, FULL, version)
    once = path.read_bytes()
    write(path, FULL, version)
    assert path.read_bytes() == once


@VERSIONS
@pytest.mark.parametrize(("tags", "content"), [(MP3_FORMAT, SOUND), (WAV_FORMAT, wav(1))], ids=["MP3", "WAV"])
def test_taken_off_again_it_is_the_file_that_it_was(tmp_path: Path, tags: Id3, content: bytes, version: int) -> None:
    path = file_of(tmp_path, content)
    fitted = write(path, FULL, version, tags, padding_bytes=1000)
    tags.remove(path, fitted.digests.keys())
    assert path.read_bytes() == content


@VERSIONS
def test_other_programs_read_the_fields(tmp_path: Path, version: int) -> None:
    path = file_of(tmp_path, SOUND)
    write(path, FULL, version)
    found = load_by_eyed3(str(path)).tag
    assert found.version == (2, version, 0)
    assert (found.title, found.album, found.artist, found.album_artist) == (
        TEXTS["title"],
        "Die Sendung",
        "Anna",
        "Anna",
    )
    assert (found.track_num.count, found.disc_num.count, str(found.recording_date)) == (7, 2, "2026-01-31")
    assert [(one.text, one.lang) for one in found.comments] == [(TEXTS["notes"], b"XXX")]
    assert [one.text for one in found.lyrics] == [FULL.lyrics]
    assert [(one.picture_type, one.image_data) for one in found.images] == [(3, COVER)]
    assert {one.description: one.text for one in found.user_text_frames} == {
        "GUESTS": TEXTS["guests"],
        "PODCASTGUID": TEXTS["show_guid"],
    }
    second = TinyTag.get(path)
    assert (second.title, second.album, second.artist) == (TEXTS["title"], "Die Sendung", "Anna")
    assert second.other["wfed"] == [TEXTS["feed_url"]]


@VERSIONS
def test_kid3_reads_the_fields(tmp_path: Path, version: int) -> None:
    path = file_of(tmp_path, SOUND)
    write(path, FULL, version)
    command = [tool("kid3-cli"), "-c", "get", str(path)]
    shown = subprocess.run(
        command, check=True, capture_output=True, env={"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}
    )
    text = shown.stdout.decode()
    assert f"ID3v2.{version}.0" in text
    for value in (TEXTS["title"], TEXTS["feed_url"], TEXTS["keywords"], TEXTS["guid"], "Picture: Cover (front)"):
        assert value in text
    assert text.count("  Chapter ") == len(CHAPTERS)


@VERSIONS
@pytest.mark.parametrize("count", [0, 1, 255, 256, 600])
def test_other_programs_read_every_chapter_to_the_millisecond(tmp_path: Path, version: int, count: int) -> None:
    path = file_of(tmp_path, SOUND)
    wanted = chapters(count)
    write(path, Wanted(texts={"title": "A"}, chapters=wanted), version)
    expected = [(one.start_ms, one.end_ms, one.title) for one in wanted]
    assert chapters_by_eyed3(path) == expected
    assert chapters_by_ffprobe(path) == expected
    if count:
        assert listed_by_eyed3(path) == [f"chp{number}" for number in range(count)]


@VERSIONS
def test_a_chapter_has_its_link_and_its_picture(tmp_path: Path, version: int) -> None:
    path = file_of(tmp_path, SOUND)
    write(path, FULL, version)
    found = {one.times.start: one for one in load_by_eyed3(str(path)).tag.chapters}
    link = found[61_500].sub_frames[b"WXXX"][0]
    assert (link.description, link.url) == ("chapter url", "https://example.org/a?b=%C3%BC")
    assert found[61_501].sub_frames[b"APIC"][0].image_data == DRAWING
    assert found[0].sub_frames.keys() == {b"TIT2"}


@pytest.mark.parametrize(("count", "is_said"), [(255, False), (256, True)])
def test_more_chapters_than_one_table_holds_are_said(count: int, is_said: bool) -> None:
    losses = MP3_FORMAT.fitted(Wanted(chapters=chapters(count)), Options()).losses
    assert (len(losses) == 1) is is_said
    assert not is_said or "256 chapters are more than the 255 of one table" in losses[0]


@VERSIONS
def test_silent_chapters_are_in_no_table(tmp_path: Path, version: int) -> None:
    path = file_of(tmp_path, SOUND)
    first, second, third = chapters(3)
    fitted = write(path, Wanted(chapters=(first, replace(second, toc=False), third)), version)
    assert listed_by_eyed3(path) == ["chp0", "chp2"]
    assert [one.toc for one in MP3_FORMAT.held(path).values.chapters] == [True, False, True]
    assert "silent" in " ".join(fitted.losses)


def test_only_silent_chapters_stay_silent(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    fitted = write(path, Wanted(chapters=tuple(replace(one, toc=False) for one in chapters(2))))
    assert MP3_FORMAT.held(path).digests["chapters"] == fitted.digests["chapters"]


def inner_frames(frames: tuple[RawFrame, ...], version: int) -> Iterator[RawFrame]:
    for one in frames:
        yield one
        if one.id in {"CHAP", "CTOC"}:
            yield from inner_frames(split_inner(one, version)[1], version)


def test_version_3_has_no_utf_8_anywhere(tmp_path: Path) -> None:
    path = file_of(tmp_path, tag_of(*foreign_frames(4), version=4) + SOUND)
    write(path, FULL, 3)
    content = path.read_bytes()
    assert content.startswith(b"ID3\x03")
    frames = list(inner_frames(read_raw(io.BytesIO(content), 0).frames, 3))
    encoded = [one for one in frames if one.id[0] == "T" or one.id in {"COMM", "USLT", "SYLT", "APIC", "WXXX", "GEOB"}]
    assert len(encoded) > 30
    assert {one.content[0] for one in encoded} <= {0, 1}
    assert "Zwei – ü 🎉".encode("utf-16-le") in content
    assert "Zwei – ü 🎉".encode() not in content


def frames_by_mutagen(path: Path) -> dict[str, Any]:
    tags = id3.ID3(str(path), translate=False, load_v1=False)
    return {key: {name: getattr(one, name) for name in vars(one) if name != "encoding"} for key, one in tags.items()}


@pytest.mark.parametrize("old", [3, 4])
@VERSIONS
def test_frames_of_other_programs_stay(tmp_path: Path, old: int, version: int) -> None:
    path = file_of(tmp_path, tag_of(*foreign_frames(old), version=old) + SOUND)
    before = frames_by_mutagen(path)
    foreign = MP3_FORMAT.held(path).foreign
    assert len(foreign) == len(foreign_frames(old))
    fitted = write(path, FULL, version)
    after = frames_by_mutagen(path)
    assert {key: after.get(key) for key in before} == before
    assert MP3_FORMAT.held(path).foreign == foreign
    MP3_FORMAT.remove(path, fitted.digests.keys())
    assert frames_by_mutagen(path) == before


@VERSIONS
def test_frames_stay_as_the_bytes_that_they_are(tmp_path: Path, version: int) -> None:
    unknown = frame("XSOP", b"\x07whatever", sizes_of=version) + frame("TXYZ", b"\x09broken\xff", sizes_of=version)
    grouped = frame("GEOB", b"\x01" + bytes(20), flags=0x0020 if version == 3 else 0x0040, sizes_of=version)
    kept = frame("PRIV", b"a\0\xff\xe0", flags=0x4000, sizes_of=version)
    path = file_of(tmp_path, tag(unknown + grouped + kept, version=version) + SOUND)
    write(path, FULL, version)
    assert unknown + grouped + kept in path.read_bytes()


def test_what_the_author_typed_in_other_fields_stays(tmp_path: Path) -> None:
    typed = (
        id3.TIT3(encoding=3, text=["typed ü"]),
        id3.TCOP(encoding=3, text=["2020"]),
        id3.TPE2(encoding=0, text=["X"]),
    )
    path = file_of(tmp_path, tag_of(*typed, version=4) + SOUND)
    write(path, Wanted(texts={"title": "New"}))
    held = MP3_FORMAT.held(path)
    assert held.values.texts == {"title": "New", "subtitle": "typed ü", "copyright": "2020"}
    assert load_by_eyed3(str(path)).tag.album_artist == "X"


def test_a_tag_of_version_2_becomes_one_of_version_3(tmp_path: Path) -> None:
    frames = (
        frame("TT2", b"\0Old", sizes_of=2)
        + frame("TXX", b"\0rating\0five", sizes_of=2)
        + frame("ULT", b"\0fra\0des mots", sizes_of=2)
        + frame("PIC", b"\0PNG\x04back\0\x89PNG", sizes_of=2)
        + frame("COM", b"\0eng\0typed", sizes_of=2)
    )
    path = file_of(tmp_path, tag(frames, version=2) + SOUND)
    foreign = MP3_FORMAT.held(path).foreign
    write(path, Wanted(texts={"title": "New"}))
    found = id3.ID3(str(path), translate=False)
    assert (found.version, str(found["TIT2"])) == ((2, 3, 0), "New")
    assert (str(found["TXXX:rating"]), found["USLT::fra"].text, found["APIC:back"].data) == (
        "five",
        "des mots",
        b"\x89PNG",
    )
    assert MP3_FORMAT.held(path).foreign == foreign
    assert MP3_FORMAT.held(path).values.texts["notes"] == "typed"


@pytest.mark.parametrize(
    ("old", "content"),
    [
        (tag(frame("XYZ", b"abc", sizes_of=2), version=2), "a frame XYZ in its ID3v2.2 tag"),
        (tag(frame("GEOB", bytes(9), flags=0x0004, sizes_of=4), version=4), "a frame GEOB in its ID3v2.4 tag"),
        (tag(frame("TIT2", b"\0A") + b"ab12garbage"), "damaged behind its frame TIT2"),
        (tag(b"garbage"), "damaged from its beginning"),
    ],
)
def test_what_cannot_be_kept_is_a_reason_to_refuse(tmp_path: Path, old: bytes, content: str) -> None:
    path = file_of(tmp_path, old + SOUND)
    with pytest.raises(TagError, match=content):
        write(path, FULL)
    assert path.read_bytes() == old + SOUND


def test_a_frame_that_inflates_to_gigabytes_is_refused(tmp_path: Path) -> None:
    bomb = (1 << 27).to_bytes(4, "big") + zlib.compress(bytes(1 << 27))
    path = file_of(tmp_path, tag(frame("TIT2", bomb, flags=0x0080)) + SOUND)
    with pytest.raises(TagError, match="inflates to more than 64 MB"):
        MP3_FORMAT.held(path)


LONG: Final = "A title – " + "long " * 60


@pytest.mark.parametrize(
    "old",
    [
        tag(frame("TIT2", b"\0A\xff\xe0").replace(b"\xff", b"\xff\x00"), flags=0x80),  # unsynchronised as a whole
        tag(frame("TIT2", b"\0A\xff\x00\xe0", flags=0x0002, sizes_of=4), version=4),  # in one frame
        tag(frame("TIT2", septets(4) + b"\0A\xff\x00\xe0", flags=0x0003, sizes_of=4), version=4, flags=0x80),
        tag(frame("TIT2", (4).to_bytes(4, "big") + zlib.compress(b"\0A\xff\xe0"), flags=0x0080)),
        tag(frame("TIT2", septets(4) + zlib.compress(b"\0A\xff\xe0"), flags=0x0009, sizes_of=4), version=4),
        tag(bytes((0, 0, 0, 6)) + bytes(6) + frame("TIT2", b"\0A\xff\xe0"), flags=0x40),  # with an extended header
        tag(septets(6) + b"\x01\x00" + frame("TIT2", b"\0A\xff\xe0", sizes_of=4), version=4, flags=0x40),
        tag(frame("TIT2", b"\0A\xff\xe0"), flags=0x40),  # that says that it has one
        tag(frame("TIT2", b"\0A\xff\xe0", sizes_of=4) + bytes(50), version=4),
    ],
)
def test_tags_in_every_form_are_read(tmp_path: Path, old: bytes) -> None:
    path = file_of(tmp_path, old + SOUND)
    assert MP3_FORMAT.held(path).values.texts == {"title": "Aÿà"}
    write(path, Wanted(texts={"show": "S"}))
    assert load_by_eyed3(str(path)).tag.title == "Aÿà"
    assert path.read_bytes().endswith(SOUND)


@pytest.mark.parametrize(("version", "sizes_of"), [(4, 3), (3, 4)])
def test_sizes_as_the_other_version_has_them_are_read(tmp_path: Path, version: int, sizes_of: int) -> None:
    title = frame("TIT2", b"\0" + LONG.encode("latin-1", "replace"), sizes_of=sizes_of)
    path = file_of(tmp_path, tag(title + frame("TALB", b"\0Show", sizes_of=sizes_of), version=version) + SOUND)
    assert MP3_FORMAT.held(path).values.texts["show"] == "Show"


def test_a_tag_with_a_footer_goes_with_it(tmp_path: Path) -> None:
    old = tag(frame("TALB", b"\0Show", sizes_of=4), version=4, flags=0x10)
    path = file_of(tmp_path, old + b"3DI" + old[3:10] + SOUND)
    write(path, Wanted(texts={"title": "A"}))
    assert path.read_bytes().endswith(SOUND)
    assert b"3DI" not in path.read_bytes()


BEHIND: Final = {
    "ID3v1": id3v1_tag("old"),
    "APEv2": ape_tag(),
    "Lyrics3": b"LYRICSBEGININD0000200LYR00003abc" + b"000032LYRICS200",
    "ID3v2 tag at the end": tag(b"", version=4, flags=0x10) + b"3DI\x04\x00\x10" + septets(0),
}


def test_older_tags_behind_the_sound_stay_and_are_no_sound(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    sound = MP3_FORMAT.sound_digest(path)
    ending = b"".join(BEHIND[name] for name in ("ID3v2 tag at the end", "APEv2", "Lyrics3", "ID3v1"))
    path.write_bytes(SOUND + ending)
    assert MP3_FORMAT.sound_digest(path) == sound
    assert MP3_FORMAT.held(path).foreign.keys() == BEHIND.keys()
    write(path, FULL)
    assert path.read_bytes().endswith(SOUND + ending)
    assert MP3_FORMAT.held(path).foreign.keys() == BEHIND.keys()


def test_a_second_tag_in_front_stays_and_is_no_sound(tmp_path: Path) -> None:
    second = tag_of(id3.TALB(encoding=0, text=["Other"]))
    path = file_of(tmp_path, tag_of(id3.TIT2(encoding=0, text=["First"])) + second + SOUND)
    sound = MP3_FORMAT.sound_digest(path)
    assert sound == MP3_FORMAT.sound_digest(file_of(tmp_path, SOUND, "plain.mp3"))
    fitted = write(path, FULL)
    assert path.read_bytes().endswith(second + SOUND)
    assert MP3_FORMAT.sound_digest(path) == sound
    MP3_FORMAT.remove(path, fitted.digests.keys())
    assert path.read_bytes() == second + SOUND


def test_bytes_before_the_sound_stay_before_it(tmp_path: Path) -> None:
    path = file_of(tmp_path, b"junk" * 30 + SOUND)
    sound = MP3_FORMAT.sound_digest(path)
    write(path, FULL)
    assert path.read_bytes().endswith(b"junk" * 30 + SOUND)
    assert MP3_FORMAT.sound_digest(path) == sound


@pytest.mark.parametrize(
    ("texts", "day", "time"),
    [("2020-05-06T07:08:09", "0605", "0708"), ("2020-05-06", "0605", None), ("2020", None, None)],
)
def test_dates_become_those_of_the_other_version_and_back(
    tmp_path: Path, texts: str, day: str | None, time: str | None
) -> None:
    path = file_of(tmp_path, tag_of(id3.TDRC(encoding=3, text=[texts]), version=4) + SOUND)
    date = MP3_FORMAT.held(path).digests["date"]
    write(path, Wanted(texts={"title": "A"}), version=3)
    found = id3.ID3(str(path), translate=False)
    assert (str(found["TYER"]), str(found.get("TDAT", "")), str(found.get("TIME", ""))) == (
        "2020",
        day or "",
        time or "",
    )
    assert "TDRC" not in found
    assert MP3_FORMAT.held(path).digests["date"] == date
    write(path, Wanted(texts={"title": "B"}), version=4)
    again = id3.ID3(str(path), translate=False)
    assert str(again["TDRC"]) == texts[:16].replace("T", " ")
    assert {"TYER", "TDAT", "TIME"}.isdisjoint(again)


def test_a_date_that_version_3_cannot_say_stays_as_it_is(tmp_path: Path) -> None:
    path = file_of(tmp_path, tag_of(id3.TDRC(encoding=3, text=["2020-05"]), version=4) + SOUND)
    write(path, Wanted(texts={"title": "A"}), version=3)
    assert MP3_FORMAT.held(path).values.texts["date"] == "2020-05"


def test_texts_are_made_such_as_a_frame_can_hold(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    wanted = Wanted(
        texts={
            "title": " a\0b\nc\ud800 ",
            "notes": "a\r\nb\0",
            "link": "https://müller.example/ä b",
            "feed_url": "no URL",
        },
        lyrics="x" * 5_000_000,
        chapters=(TagChapter(start_ms=0, end_ms=1 << 33, title="a\0\nb", url="javascript:alert(1)"),),
    )
    fitted = write(path, wanted)
    held = MP3_FORMAT.held(path)
    assert held.digests == fitted.digests
    assert held.values.texts == {
        "title": "ab c",
        "notes": "a\nb",
        "link": "https://xn--mller-kva.example/%C3%A4%20b",
    }
    assert held.values.chapters == (TagChapter(start_ms=0, end_ms=0xFFFFFFFE, title="a b"),)
    assert fitted.losses == ("its transcript is longer than 4 MB: only its beginning is written",)


def test_too_many_pictures_of_chapters_are_left_out() -> None:
    big = Artwork(content=bytes(300_000), mime_type="image/jpeg", width_px=600, height_px=600)
    fitted = MP3_FORMAT.fitted(Wanted(chapters=tuple(replace(one, artwork=big) for one in chapters(40))), Options())
    assert all(one.artwork is None for one in fitted.wanted.chapters)
    assert "more than 8 MB of pictures" in " ".join(fitted.losses)


def test_chapters_of_another_program_stay_until_there_are_better_ones(tmp_path: Path) -> None:
    theirs = [
        id3.CHAP(element_id="ch1", start_time=500, end_time=900, sub_frames=[id3.TIT2(encoding=3, text=["Zwei ü"])]),
        id3.CHAP(element_id="ch0", start_time=0, end_time=500, sub_frames=[id3.TIT2(encoding=3, text=["Eins"])]),
        id3.CTOC(element_id="toc", flags=3, child_element_ids=["ch0", "ch1"], sub_frames=[]),
    ]
    path = file_of(tmp_path, tag_of(*theirs, version=4) + SOUND)
    before = MP3_FORMAT.held(path)
    assert [(one.start_ms, one.title, one.toc) for one in before.values.chapters] == [
        (0, "Eins", True),
        (500, "Zwei ü", True),
    ]
    write(path, Wanted(texts={"title": "A"}), version=3)
    assert MP3_FORMAT.held(path).digests["chapters"] == before.digests["chapters"]
    assert chapters_by_eyed3(path) == [(0, 500, "Eins"), (500, 900, "Zwei ü")]
    write(path, Wanted(chapters=chapters(2)))
    assert chapters_by_eyed3(path) == [(0, 1001, "Teil 0 – 🎉"), (1001, 2002, "Teil 1 – 🎉")]
    assert listed_by_eyed3(path) == ["chp0", "chp1"]


@VERSIONS
def test_only_the_fields_that_are_asked_for_are_written(tmp_path: Path, version: int) -> None:
    path = file_of(tmp_path, SOUND)
    first = write(path, FULL, version)
    other = replace(FULL, texts={name: f"{text} more" for name, text in TEXTS.items()}, chapters=chapters(1))
    options = Options(id3_version=version)
    second = MP3_FORMAT.fitted(other, options)
    MP3_FORMAT.write(path, second, {"title"}, {**first.digests, "title": second.digests["title"]}, options)
    assert MP3_FORMAT.held(path).digests == {**first.digests, "title": second.digests["title"]}


def test_comments_and_lyrics_in_a_language_of_their_own_stay(tmp_path: Path) -> None:
    theirs = [
        id3.COMM(encoding=0, lang="deu", desc="", text=["typed"]),
        id3.USLT(encoding=0, lang="eng", desc="", text="typed"),
    ]
    path = file_of(tmp_path, tag_of(*theirs) + SOUND)
    assert MP3_FORMAT.held(path).foreign.keys() == {"COMM::deu"}
    assert MP3_FORMAT.held(path).values.lyrics == "typed"
    fitted = write(path, FULL)
    found = id3.ID3(str(path), translate=False)
    assert (str(found["COMM::deu"]), str(found["COMM::XXX"])) == ("typed", TEXTS["notes"])
    assert [one.text for one in found.getall("USLT")] == [FULL.lyrics]
    assert MP3_FORMAT.held(path).digests == fitted.digests


def test_without_its_note_a_file_says_the_same(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    fitted = write(path, replace(FULL, artwork=None))
    tags = id3.ID3(str(path), translate=False)
    tags.delall("PRIV")
    tags.save(v2_version=3)
    held = MP3_FORMAT.held(path)
    # mutagen does not know that the address of the feed is a text, and loses it.
    assert held.digests == {name: digest for name, digest in fitted.digests.items() if name != "feed_url"}
    assert (held.ours, held.foreign) == ({}, {})


def test_a_picture_made_by_another_version_of_the_scaler_is_no_change(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    fitted = write(path, FULL)
    assert FULL.artwork is not None
    other = replace(FULL, artwork=replace(FULL.artwork, content=picture(width_px=41)))
    later = MP3_FORMAT.fitted(other, Options())
    assert later.digests == fitted.digests
    MP3_FORMAT.write(path, later, {"title"}, later.digests, Options())
    assert MP3_FORMAT.held(path).digests == later.digests
    MP3_FORMAT.remove(path, {"title"})
    assert MP3_FORMAT.held(path).digests["artwork"] == later.digests["artwork"]


def test_padding_saves_the_sound_from_moving(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    write(path, FULL, padding_bytes=5000)
    size_bytes = path.stat().st_size
    for title in ("longer " * 100, "short"):
        write(path, replace(FULL, texts={**TEXTS, "title": title}), padding_bytes=5000)
        assert path.stat().st_size == size_bytes
    assert path.read_bytes().endswith(SOUND)


def test_padding_is_not_kept_without_end(tmp_path: Path) -> None:
    path = file_of(tmp_path, tag(bytes(2_000_000)) + SOUND)
    write(path, FULL, padding_bytes=5000)
    assert path.stat().st_size < 20_000
    assert path.read_bytes().endswith(SOUND)


def chunk(name: bytes, content: bytes) -> bytes:
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def with_chunks(before: bytes, after: bytes) -> bytes:
    """A WAV file with other chunks on both sides of its sound."""
    content = wav(1)
    inside = content[12:36] + before + content[36:] + after
    return b"RIFF" + (4 + len(inside)).to_bytes(4, "little") + b"WAVE" + inside


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (chunk(b"bext", b"x" * 31), chunk(b"LIST", b"INFOINAM\x02\0\0\0A\0")),
        (chunk(b"id3 ", tag(frame("TALB", b"\0Old"))), chunk(b"LIST", b"INFO")),
        (b"", chunk(b"ID3 ", tag(frame("TALB", b"\0Odd!") + bytes(2)))),
    ],
)
def test_a_wav_file_has_its_tag_in_a_chunk(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = file_of(tmp_path, with_chunks(before, after), "a.wav")
    foreign, sound = WAV_FORMAT.held(path).foreign, WAV_FORMAT.sound_digest(path)
    fitted = write(path, FULL, tags=WAV_FORMAT)
    found = open_wave(str(path))
    assert str(found.tags["TIT2"]) == TEXTS["title"]
    assert found.info.length == 1
    assert WAV_FORMAT.held(path).digests == fitted.digests
    assert (WAV_FORMAT.held(path).foreign, WAV_FORMAT.sound_digest(path)) == (foreign, sound)
    assert int.from_bytes(path.read_bytes()[4:8], "little") == path.stat().st_size - 8
    second = TinyTag.get(path)
    assert TEXTS["title"] in {second.title, *second.other.get("title", [])}  # that of the list comes first


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"RF64" + wav(1)[4:], "more than 4 GB"), (b"RIFF\xff\xff\xff\xff" + wav(1)[8:], "another size")],
)
def test_a_wav_file_without_a_size_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = file_of(tmp_path, content, "a.wav")
    with pytest.raises(TagError, match=reason):
        write(path, FULL, tags=WAV_FORMAT)
    assert path.read_bytes() == content


def test_what_the_disk_refuses_is_the_cause_of_the_error(tmp_path: Path) -> None:
    with pytest.raises(TagError, match="cannot be read or written") as caught:
        MP3_FORMAT.held(tmp_path / "missing.mp3")
    assert isinstance(caught.value.__cause__, FileNotFoundError)


TITLES: Final = st.text(max_size=40)
MOMENTS: Final = st.integers(min_value=0, max_value=1 << 33)


@given(
    texts=st.dictionaries(st.sampled_from(sorted(TEXTS)), TITLES, max_size=8),
    starts=st.lists(st.tuples(MOMENTS, TITLES, st.booleans()), max_size=6),
    lyrics=TITLES,
    version=st.sampled_from([3, 4]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_wanted_is_held_as_it_was_fitted(
    tmp_path: Path,
    texts: dict[str, str],
    starts: list[tuple[int, str, bool]],
    lyrics: str,
    version: int,
) -> None:
    path = file_of(tmp_path, tag_of(*foreign_frames(7 - version), version=7 - version) + SOUND)
    before = MP3_FORMAT.held(path)
    listed = tuple(TagChapter(start_ms=at, end_ms=at + 1, title=title, toc=toc) for at, title, toc in starts)
    fitted = write(path, Wanted(texts=texts, chapters=listed, lyrics=lyrics), version)
    held = MP3_FORMAT.held(path)
    assert held.digests == fitted.digests
    assert held.foreign == before.foreign
    assert path.read_bytes().endswith(SOUND)
    MP3_FORMAT.remove(path, fitted.digests.keys())
    assert MP3_FORMAT.held(path).foreign == before.foreign
    assert MP3_FORMAT.held(path).ours == {}


def test_the_order_in_the_file_is_that_of_time(tmp_path: Path) -> None:
    path = file_of(tmp_path, SOUND)
    write(path, Wanted(chapters=tuple(reversed(chapters(4)))))
    assert [one.start_ms for one in chapters_by_ffprobe(path)] == [0, 1001, 2002, 3003]
    assert MP3_FORMAT.held(path).digests["chapters"] == chapters_digest(chapters(4))
