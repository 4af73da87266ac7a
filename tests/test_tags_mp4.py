"""Tags of MP4 files: what others read in them, and that neither the sound nor anything else in them changes."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import mutagen.mp4
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinytag import TinyTag

from publisher.errors import TagError
from publisher.tags.held import Fitted, Options
from publisher.tags.mp4 import MP4_FORMAT
from publisher.tags.mp4_boxes import Box, header, parse_moov, render, with_box
from publisher.tags.mp4_samples import chunk_positions, moved, positions_table
from publisher.tags.retag import retag
from publisher.tags.wanted import Artwork, TagChapter, Wanted
from tests.audio_samples import atom, encode, id3_tag, id3v1_tag, m4a, mp4_track, nero_chapters, picture
from tests.needs import tool
from tests.tag_samples import IN_PLACE, artwork, everything, show_with

open_mp4: Any = mutagen.mp4.MP4
cover: Any = mutagen.mp4.MP4Cover

GIB: Final = 1 << 30
LAYOUTS: Final = ("front", "end", "front-chapters", "end-chapters", "video")
_FFMETADATA: Final = """;FFMETADATA1
title=Before
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1500
title=Old
[CHAPTER]
TIMEBASE=1/1000
START=1500
END=3000
title=Alt – ü
"""


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Recordings as ffmpeg makes them: with the index in front or at the end, with chapters or without."""
    folder = tmp_path_factory.mktemp("recordings")
    chapters = folder / "chapters.txt"
    chapters.write_text(_FFMETADATA, encoding="utf-8")
    encode(folder / "end.m4a", seconds=3)
    chaptered = ["-i", str(chapters), "-map_metadata", "1", "-map_chapters", "1", "-c", "copy"]
    faststart = ["-movflags", "+faststart"]
    _ffmpeg("-i", folder / "end.m4a", "-c", "copy", *faststart, folder / "front.m4a")
    _ffmpeg("-i", folder / "end.m4a", *chaptered, folder / "end-chapters.m4a")
    _ffmpeg("-i", folder / "end.m4a", *chaptered, *faststart, folder / "front-chapters.m4a")
    picture_track = ["-f", "lavfi", "-i", "testsrc=d=3:s=64x64:r=10", "-c:v", "mpeg4", "-c:a", "copy"]
    _ffmpeg("-i", folder / "end.m4a", *picture_track, *faststart, folder / "video.m4a")
    return folder


@pytest.fixture(params=LAYOUTS)
def recording(request: pytest.FixtureRequest, recordings: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(recordings / f"{request.param}.m4a", tmp_path))


@pytest.fixture
def front(recordings: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(recordings / "front.m4a", tmp_path))


@pytest.fixture
def end(recordings: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(recordings / "end.m4a", tmp_path))


def write(path: Path, wanted: Wanted, options: Options = Options()) -> Fitted:  # noqa: B008 - it is frozen
    """All that is wanted, with a note of it."""
    fitted = MP4_FORMAT.fitted(wanted, options)
    MP4_FORMAT.write(path, fitted, fitted.digests.keys(), fitted.digests, options)
    return fitted


def chapters(count: int, *, step_ms: int = 7, title: str = "Kapitel 🎙") -> tuple[TagChapter, ...]:
    return tuple(
        TagChapter(start_ms=number * step_ms, end_ms=(number + 1) * step_ms, title=f"{title} {number}")
        for number in range(count)
    )


def with_chapters(count: int, **how: Any) -> Wanted:
    return Wanted(chapters=chapters(count, **how))


def times_and_titles(listed: Sequence[TagChapter]) -> list[tuple[int, str]]:
    return [(chapter.start_ms, chapter.title) for chapter in listed]


def _ffmpeg(*arguments: str | Path) -> None:
    subprocess.run([tool("ffmpeg"), "-v", "error", "-y", *map(str, arguments)], check=True)


def decoded(path: Path) -> str:
    """What ffmpeg makes of the sound and of the moving pictures: a checksum of each frame, and its time."""
    command = [tool("ffmpeg"), "-v", "error", "-i", str(path), "-map", "0:a", "-map", "0:V?", "-f", "framemd5", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ffprobe_chapters(path: Path) -> list[tuple[int, int, str]]:
    command = [tool("ffprobe"), "-v", "error", "-show_chapters", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["chapters"]
    assert all(chapter["time_base"] == "1/1000" for chapter in found)
    return [(chapter["start"], chapter["end"], chapter["tags"]["title"]) for chapter in found]


def mutagen_chapters(path: Path) -> list[tuple[int, str]]:
    return [(round(chapter.start * 1000), chapter.title) for chapter in open_mp4(path).chapters or ()]


def mediainfo_menus(path: Path) -> list[list[str]]:
    """The titles in both kinds of chapters, as MediaInfo lists them."""
    command = [tool("mediainfo"), "--Output=JSON", str(path)]
    tracks = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["media"]["track"]
    menus = [track["extra"] for track in tracks if track["@type"] == "Menu"]
    return [[title for name, title in menu.items() if name.startswith("_0")] for menu in menus]


def boxes(path: Path) -> list[tuple[str, int]]:
    """The boxes of the file and their sizes, by a plain walk."""
    content, found, position = path.read_bytes(), [], 0
    while position < len(content):
        size, kind = struct.unpack_from(">I4s", content, position)
        found.append((kind.decode(), size))
        position += size
    return found


def kinds(path: Path) -> list[str]:
    return [kind for kind, _ in boxes(path) if kind not in {"free", "ftyp"}]


def test_other_programs_read_the_texts(front: Path) -> None:
    fitted = write(front, everything())
    tags = open_mp4(front).tags
    assert tags["\xa9nam"] == ["Träume"]
    assert tags["trkn"] == [(7, 0)]
    assert tags["disk"] == [(2, 0)]
    assert tags["pcst"] is True
    assert tags["----:com.apple.iTunes:GUESTS"] == ["Grace Hopper, 林 太郎".encode()]
    texts = {key: value[0] for key, value in tags.items() if isinstance(value, list)}
    assert texts["desc"] == "What it is about 🎙"
    assert texts["\xa9lyr"] == "Ada: Hello."
    tiny = TinyTag.get(front)
    assert (tiny.title, tiny.album, tiny.artist, tiny.track, tiny.disc) == ("Träume", "The Show", "Ada Lovelace", 7, 2)
    parsley = subprocess.run([tool("AtomicParsley"), str(front), "-t"], check=True, capture_output=True, text=True)
    assert 'Atom "©nam" contains: Träume' in parsley.stdout
    assert 'Atom "egid" contains: guid-7' in parsley.stdout
    held = MP4_FORMAT.held(front)
    assert held.digests == fitted.digests
    assert held.ours == fitted.digests


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_artwork_is_read_by_others(front: Path, tmp_path: Path, kind: str) -> None:
    content = picture(kind, width_px=40, height_px=30)
    mime_type = f"image/{kind.lower()}"
    write(front, Wanted(artwork=Artwork(content=content, mime_type=mime_type, width_px=40, height_px=30)))
    (found,) = open_mp4(front).tags["covr"]
    assert bytes(found) == content
    assert found.imageformat == (cover.FORMAT_PNG if kind == "PNG" else cover.FORMAT_JPEG)
    _ffmpeg("-i", front, "-map", "0:v", "-c", "copy", "-f", "image2pipe", tmp_path / "cover")
    assert (tmp_path / "cover").read_bytes() == content


@pytest.mark.parametrize("count", [1, 255, 256, 300])
def test_chapters_of_both_kinds(front: Path, count: int) -> None:
    fitted = write(front, with_chapters(count))
    titles = times_and_titles(chapters(count))
    assert ffprobe_chapters(front) == [(start, start + 7, title) for start, title in titles]
    assert mutagen_chapters(front) == titles[:255]
    assert [len(menu) for menu in mediainfo_menus(front)] == [count, min(count, 255)]
    assert MP4_FORMAT.held(front).digests == fitted.digests
    assert [loss for loss in fitted.losses if "first 255" in loss] == list(fitted.losses)
    assert bool(fitted.losses) == (count > 255)


def test_without_chapters_there_are_none(front: Path) -> None:
    write(front, Wanted(texts={"title": "One"}))
    assert ffprobe_chapters(front) == []
    assert "chapters" not in MP4_FORMAT.held(front).digests


def test_long_titles_are_cut_between_characters_where_antennapod_reads_them(front: Path) -> None:
    title = "🎙" * 40  # 160 bytes
    wanted = Wanted(chapters=(*chapters(1), TagChapter(start_ms=7, end_ms=2000, title=title)))
    fitted = write(front, wanted)
    assert ffprobe_chapters(front)[1] == (7, 2000, title)
    assert mutagen_chapters(front)[1] == (7, "🎙" * 31)  # 124 bytes; the next one would end at 128
    assert MP4_FORMAT.held(front).digests == fitted.digests
    assert "1 chapter title cut at 127 bytes" in fitted.losses[0]


def test_links_of_chapters_stand_behind_their_titles(front: Path) -> None:
    linked = TagChapter(start_ms=0, end_ms=2000, title="Ü", url="https://example.com/a?b=ü")
    fitted = write(front, Wanted(chapters=(linked,)))
    assert ffprobe_chapters(front) == [(0, 2000, "Ü")]
    assert MP4_FORMAT.held(front).digests == fitted.digests
    url = "https://example.com/a?b=ü".encode()
    href = atom(b"href", struct.pack(">2HB", 0, 1, len(url)), url, b"\0")  # 3GPP TS 26.245, 5.17.1.4
    assert front.read_bytes().endswith(atom(b"encd", struct.pack(">I", 256)) + href)


def test_what_cannot_be_held_is_said() -> None:
    silent = TagChapter(start_ms=1000, end_ms=2000, title="Silent", toc=False)
    pictured = TagChapter(
        start_ms=500, end_ms=1000, title="One", artwork=artwork(), url="https://x.example/" + "x" * 300
    )
    last = TagChapter(start_ms=2000, end_ms=3000, title="Two")
    wanted = Wanted(texts={"number": "70000", "season": "02"}, chapters=(pictured, silent, last))
    fitted = MP4_FORMAT.fitted(wanted, Options())
    assert fitted.losses == (
        "number 70000 left out: in MP4 it is a number from 1 to 65,535",
        "1 silent chapter left out: every chapter in MP4 is shown",
        "1 chapter picture left out: only the episode's artwork is written into MP4",
        "1 chapter link of more than 255 bytes left out",
        "the first chapter starts at 00:00:00.000, not at 00:00:00.500: chapters in MP4 leave no time out",
    )
    assert fitted.wanted.texts == {"season": "2"}
    assert [(one.start_ms, one.end_ms, one.title) for one in fitted.wanted.chapters] == [
        (0, 2000, "One"),
        (2000, 3000, "Two"),
    ]


def test_the_sound_and_all_else_stay(recording: Path) -> None:
    frames, sound, before = decoded(recording), MP4_FORMAT.sound_digest(recording), MP4_FORMAT.held(recording)
    order = [kind for kind in kinds(recording) if kind == "moov" or kind == "mdat"]
    fitted = write(recording, everything(3000))
    assert decoded(recording) == frames
    assert MP4_FORMAT.sound_digest(recording) == sound
    after = MP4_FORMAT.held(recording)
    assert after.foreign == before.foreign
    assert after.digests == fitted.digests
    assert order[0] == kinds(recording)[0]  # the index in front stays in front
    assert order[-1] == "mdat" or kinds(recording)[-1] == "moov"  # one at the end stays at the end
    assert [title for *_, title in ffprobe_chapters(recording)] == ["Beginning", "Ende – schön"]
    assert mutagen_chapters(recording) == [(0, "Beginning"), (1500, "Ende – schön")]


def test_a_second_time_nothing_changes(recording: Path) -> None:
    write(recording, everything(3000))
    first = recording.read_bytes()
    write(recording, everything(3000))
    assert recording.read_bytes() == first


def test_what_was_written_is_taken_off_again(recording: Path) -> None:
    before = MP4_FORMAT.held(recording)
    frames = decoded(recording)
    fitted = write(recording, everything(3000))
    MP4_FORMAT.remove(recording, fitted.digests.keys())
    after = MP4_FORMAT.held(recording)
    assert after.digests == {}
    assert after.ours == {}
    assert after.foreign == before.foreign
    assert decoded(recording) == frames
    assert ffprobe_chapters(recording) == []


def test_a_small_change_moves_no_sound(front: Path) -> None:
    write(front, everything(3000))
    size = front.stat().st_size
    sound = front.read_bytes().index(b"mdat")
    write(front, Wanted(texts={"title": "Another, longer title", "notes": "x" * 10_000}))
    assert (front.stat().st_size, front.read_bytes().index(b"mdat")) == (size, sound)
    assert MP4_FORMAT.held(front).shown["title"] == "Another, longer title"


@pytest.mark.parametrize("layout", ["front-chapters", "end-chapters"])
def test_growing_and_shrinking_leaves_nothing_behind(recordings: Path, tmp_path: Path, layout: str) -> None:
    path = Path(shutil.copy(recordings / f"{layout}.m4a", tmp_path))
    sound = MP4_FORMAT.sound_digest(path)
    sizes = []
    for count in (3, 250) * 10:
        write(path, Wanted(texts={"notes": "x" * 20 * count}, chapters=chapters(count)))
        sizes.append(path.stat().st_size)
    assert sizes[1] == max(sizes)
    assert sizes[1] - (recordings / f"{layout}.m4a").stat().st_size < 16_384 + 40_000
    assert kinds(path).count("mdat") == 2
    assert MP4_FORMAT.sound_digest(path) == sound
    assert ffprobe_chapters(path)[-1][2] == "Kapitel 🎙 249"


def test_what_other_programs_wrote_stays(front: Path) -> None:
    tagged = open_mp4(front)
    tagged["----:com.apple.iTunes:iTunNORM"] = b" 00000123"
    tagged["tmpo"], tagged["cpil"], tagged["trkn"] = [120], True, [(1, 12)]
    tagged["covr"] = [cover(picture("PNG"), cover.FORMAT_PNG), cover(picture(), cover.FORMAT_JPEG)]
    tagged.save()
    before = MP4_FORMAT.held(front)
    write(front, everything(3000))
    after = MP4_FORMAT.held(front)
    assert after.foreign == before.foreign
    assert {"tmpo", "cpil", "----:com.apple.iTunes:iTunNORM", "covr (another)"} <= after.foreign.keys()
    tags = open_mp4(front).tags
    assert tags["trkn"] == [(7, 12)]
    assert list(map(bytes, tags["covr"])) == [artwork().content, picture()]
    assert tags["tmpo"] == [120]


def test_atoms_that_mutagen_does_not_know_stay_byte_for_byte(tmp_path: Path) -> None:
    odd = atom(b"\x00\x00\x00\x07", atom(b"data", struct.pack(">2I", 77, 1), b"\xff\xfe"))
    genre = atom(b"gnre", atom(b"data", bytes(8), b"\x00\x11"))
    meta = atom(b"meta", bytes(4), atom(b"hdlr", bytes(8), b"mdirappl", bytes(9)), atom(b"ilst", genre, odd))
    path = tmp_path / "odd.m4a"
    path.write_bytes(m4a(user_data=meta + atom(b"Xtra", b"of Windows") + bytes(4)))
    before = MP4_FORMAT.held(path)
    assert before.foreign.keys() >= {"0x00000007", "udta Xtra"}
    write(path, Wanted(texts={"genre": "Podcast"}))
    assert MP4_FORMAT.held(path).foreign == before.foreign
    assert odd in path.read_bytes()
    assert b"gnre" not in path.read_bytes()  # the same field in an older form


def test_kinds_of_chapters_that_do_not_agree_are_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "nero.m4a"
    path.write_bytes(m4a(mp4_track(b"soun", 10), user_data=nero_chapters((0, "Kapitel 🎙 0"), (7, "Kapitel 🎙 1"))))
    fitted = MP4_FORMAT.fitted(with_chapters(2), Options())
    held = MP4_FORMAT.held(path)
    assert held.shown["chapters"] == fitted.shown["chapters"]
    assert held.digests["chapters"] != fitted.digests["chapters"]  # the track is missing
    write(path, with_chapters(2))
    assert MP4_FORMAT.held(path).digests == fitted.digests
    changed = path.read_bytes().replace("Kapitel 🎙 1".encode(), "Kapitel 🎙 2".encode(), 1)
    path.write_bytes(changed)
    assert MP4_FORMAT.held(path).digests["chapters"] != fitted.digests["chapters"]


def test_pictures_of_chapters_stay_where_the_titles_become_others(tmp_path: Path) -> None:
    """As in the enhanced podcasts of GarageBand: the sound names a track of titles and one of pictures."""
    sound = parse_moov(mp4_track(b"soun", 10, number=1, chapters_in=2)).children or ()
    named = with_box(sound[0], (b"tref", b"chap"), Box(kind=b"chap", content=struct.pack(">2I", 2, 3)))
    path = tmp_path / "pictures.m4a"
    path.write_bytes(m4a(render(named), mp4_track(b"text", 10, number=2), mp4_track(b"vide", 10, number=3)))
    before = MP4_FORMAT.held(path)
    assert "track 3 (vide)" in before.foreign
    write(path, with_chapters(2))
    assert MP4_FORMAT.held(path).foreign == before.foreign
    assert atom(b"chap", struct.pack(">2I", 2, 3)) in path.read_bytes()
    MP4_FORMAT.remove(path, {"chapters"})
    assert MP4_FORMAT.held(path).foreign == before.foreign
    assert atom(b"chap", struct.pack(">I", 3)) in path.read_bytes()


def test_sound_behind_4_gib(end: Path, tmp_path: Path) -> None:
    """The file is nearly all hole: what lies behind it needs 64 bits, and so do the chapters."""
    large = tmp_path / "large.m4a"
    content, by_bytes = end.read_bytes(), 4 * GIB
    moov_at = content.index(b"moov") - 4
    moov = moved(parse_moov(content[moov_at + 8 :]), 0, by_bytes)
    with large.open("wb") as file:
        file.write(content[:28] + struct.pack(">I4sQ", 1, b"free", by_bytes))
        os.truncate(file.fileno(), 28 + by_bytes)
        file.seek(28 + by_bytes)
        file.write(content[28:moov_at] + render(moov))
    frames = decoded(end)
    assert decoded(large) == frames
    write(large, everything(3000))
    assert decoded(large) == frames
    assert [title for *_, title in ffprobe_chapters(large)] == ["Beginning", "Ende – schön"]


def test_tables_become_wide_where_sound_moves_beyond_4_gib() -> None:
    stbl = Box(kind=b"stbl", children=(positions_table([1000, 4 * GIB - 100]),))
    path = (b"minf", b"mdia", b"trak")
    box = stbl
    for kind in path:
        box = Box(kind=kind, children=(box,))
    moov = parse_moov(render(moved(Box(kind=b"moov", children=(box,)), 2000, 99))[8:])
    assert b"stco" in render(moov)
    wide = parse_moov(render(moved(moov, 2000, 1))[8:])
    assert b"co64" in render(wide)
    assert chunk_positions((wide.children or ())[0]) == (1000, 4 * GIB)


def test_a_part_that_goes_on_to_the_end_says_its_size_then(front: Path) -> None:
    content = bytearray(front.read_bytes())
    at = content.index(b"mdat") - 4
    content[at : at + 4] = bytes(4)
    front.write_bytes(content)
    frames = decoded(front)
    write(front, everything(3000))
    assert decoded(front) == frames
    assert [title for *_, title in ffprobe_chapters(front)] == ["Beginning", "Ende – schön"]


def test_what_stands_before_and_behind_the_mp4_stays(front: Path) -> None:
    tag, old_tag = id3_tag(bytes(20)), id3v1_tag("One")
    sound = MP4_FORMAT.sound_digest(front)
    moov_at, mdat_at = (front.read_bytes().index(kind) - 4 for kind in (b"moov", b"mdat"))
    content = front.read_bytes()
    moov = moved(parse_moov(content[moov_at + 8 : mdat_at]), 0, len(tag))
    front.write_bytes(tag + content[:moov_at] + render(moov) + content[mdat_at:] + old_tag)
    assert MP4_FORMAT.sound_digest(front) == sound
    write(front, everything(3000))
    assert MP4_FORMAT.sound_digest(front) == sound
    assert front.read_bytes().startswith(tag)
    assert front.read_bytes().endswith(old_tag)
    assert front.read_bytes().index(b"mdat", mdat_at) > 0


def test_files_that_cannot_be_changed_without_harm_are_refused(end: Path, tmp_path: Path) -> None:
    fragmented = tmp_path / "fragmented.m4a"
    _ffmpeg("-i", end, "-c", "copy", "-movflags", "+frag_keyframe+empty_moov", fragmented)
    keys = tmp_path / "keys.m4a"
    _ffmpeg("-i", end, "-c", "copy", "-metadata", "title=x", "-movflags", "use_metadata_tags", keys)
    cut = tmp_path / "cut.m4a"
    _ffmpeg("-i", end, "-c", "copy", "-movflags", "+faststart", cut)
    cut.write_bytes(cut.read_bytes()[:-100])
    reasons = {fragmented: "is a fragmented MP4", keys: "has other tags", cut: "is cut off: 100 bytes are missing"}
    for path, reason in reasons.items():
        content = path.read_bytes()
        with pytest.raises(TagError, match=reason):
            write(path, everything(3000))
        assert path.read_bytes() == content


def test_sound_that_is_moved_though_a_box_names_its_place_is_refused(front: Path) -> None:
    content = front.read_bytes()
    moov_at = content.index(b"moov") - 4
    mdat_at = content.index(b"mdat") - 4
    meta = atom(b"meta", bytes(4), atom(b"iloc", bytes(8)))
    moov = render(moved(parse_moov(content[moov_at + 8 : mdat_at] + meta), 0, len(meta)))
    front.write_bytes(content[:moov_at] + moov + content[mdat_at:])
    with pytest.raises(TagError, match="iloc"):
        write(front, everything(3000))


def test_a_recording_of_a_show_is_tagged(recordings: Path, tmp_path: Path) -> None:
    path = "audio/one.m4a"
    show_with(tmp_path, (recordings / "front-chapters.m4a").read_bytes(), path)
    tagged = retag(tmp_path, path, everything(3000), Options(), IN_PLACE)
    assert (tagged.left, tagged.written) == ("", path)
    assert retag(tmp_path, path, everything(3000), Options(), IN_PLACE).is_unchanged


TITLES: Final = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=150).map(str.strip)


@given(
    titles=st.lists(TITLES, min_size=1, max_size=40),
    steps_ms=st.lists(st.integers(1, 90_000_000), min_size=40, max_size=40),
    url=st.none() | st.from_regex(r"https://[a-z]{1,9}\.example/[a-zü]{0,200}", fullmatch=True),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_chapters_come_back(tmp_path: Path, titles: list[str], steps_ms: list[int], url: str | None) -> None:
    path = tmp_path / "any.m4a"
    path.write_bytes(m4a())
    starts = [0]
    for step_ms in steps_ms:
        starts.append(starts[-1] + step_ms)
    listed = tuple(
        TagChapter(start_ms=start, end_ms=end, title=title, url=url)
        for title, start, end in zip(titles, starts, starts[1:], strict=False)
    )
    fitted = write(path, Wanted(chapters=listed))
    assert MP4_FORMAT.held(path).digests == fitted.digests
    as_cut = [(one.start_ms, one.title.encode()[:127].decode(errors="ignore")) for one in fitted.wanted.chapters]
    assert mutagen_chapters(path) == as_cut


KINDS: Final = st.sampled_from([b"trak", b"mdia", b"udta", b"meta", b"ilst", b"\xa9nam", b"free", b"stco"])
BYTES: Final = st.recursive(
    st.binary(max_size=20),
    lambda inner: st.lists(st.builds(atom, KINDS, inner), max_size=4).map(b"".join),
)


@given(content=BYTES, behind=st.binary(max_size=12))
def test_an_index_comes_out_as_it_went_in(content: bytes, behind: bytes) -> None:
    content += behind.replace(b"\1", b"")  # sizes of 64 bits come out in 32
    assert render(parse_moov(content)) == header(b"moov", len(content)) + content
