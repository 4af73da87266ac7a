"""What any audio file says of itself: every field, whoever wrote it, for people and for programs."""

from __future__ import annotations

import importlib
import io
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import APIC, CHAP, CTOC, ID3, TIT2, WXXX, CTOCFlags

from publisher.errors import UnreadableFile
from publisher.sources.audio_kind import find_kind
from publisher.tags import report as report_module
from publisher.tags.formats import FORMATS
from publisher.tags.held import Options
from publisher.tags.report import Report, picture_of, read_report, report_of
from publisher.tags.report_shown import as_json, as_text
from publisher.tags.wanted import TagChapter, Wanted
from tests.audio_samples import encode, hanging_m4a, id3_tag, m4a, mp3, nero_chapters, picture, wav
from tests.needs import tool
from tests.tag_samples import artwork, everything, recordings_of_each_kind

open_mp3: Any = importlib.import_module("eyed3").load  # it has no types


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Report]:
    """Those of a file of each kind that has everything, by suffix."""
    paths = recordings_of_each_kind(tmp_path_factory.mktemp("tagged"))
    for path in paths:
        write(path, everything())
    return {path.suffix: report_of(path) for path in paths}


def write(path: Path, wanted: Wanted) -> None:
    with path.open("rb") as file:
        tags = FORMATS[find_kind(file, path.stat().st_size)[0]]
    fitted = tags.fitted(wanted, Options())
    tags.write(path, fitted, fitted.digests.keys(), fitted.digests, Options())


def saved(folder: Path, content: bytes, name: str = "a.mp3") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def chapters_in(path: Path) -> list[tuple[str, list[tuple[int, int | None, str]]]]:
    return [
        (listed["kind"], [(one["start_ms"], one["end_ms"], one["title"]) for one in listed["chapters"]])
        for listed in as_json(report_of(path))["chapters"]
    ]


# What this program wrote


def test_every_field_is_told_with_its_place(reports: Mapping[str, Report]) -> None:
    places = {".mp3": "TIT2", ".wav": "TIT2", ".m4a": "©nam", ".ogg": "TITLE", ".opus": "TITLE", ".flac": "TITLE"}
    for suffix, place in places.items():
        told = {one["field"]: one["value"] for one in as_json(reports[suffix])["tags"]}
        told.pop("synced", None)  # not every kind has it
        assert told == {**everything().texts, "lyrics": "Ada: Hello."}, suffix
        assert f"title        {place}" in as_text(reports[suffix])


def test_the_sound_is_measured(reports: Mapping[str, Report]) -> None:
    kinds = {".mp3": "MP3", ".wav": "WAV", ".m4a": "MP4", ".ogg": "Ogg", ".opus": "Ogg", ".flac": "FLAC"}
    for suffix, kind in kinds.items():
        told = as_json(reports[suffix])
        assert (suffix, told["kind"], told["channels"]) == (suffix, kind, 1)
        assert abs(told["duration_ms"] - 5000) < 100
        assert told["sample_rate_hz"] == (8000 if suffix == ".wav" else 48000)
        assert told["size_bytes"] * 8 > told["bit_rate_bps"] * 5 * 0.9


def test_chapters_and_pictures_are_told(reports: Mapping[str, Report]) -> None:
    for suffix, report in reports.items():
        told = as_json(report)
        titles = {tuple(one["title"] for one in listed["chapters"]) for listed in told["chapters"]}
        assert (suffix, titles) == (suffix, {("Beginning", "Ende – schön")})
        assert {one["chapters"][1]["start_ms"] for one in told["chapters"]} == {2500}
        assert [(one["kind"], one["width_px"], one["mime_type"]) for one in told["pictures"]] == [
            ("front cover", 64, "image/jpeg")
        ]
        assert picture_of(report) == artwork().content
        assert told["notes"] == []
    assert [listed["kind"] for listed in as_json(reports[".m4a"])["chapters"]] == [
        "chpl (Nero)",
        "chap (track of text)",
    ]
    with_pictures = [one["has_picture"] for one in as_json(reports[".mp3"])["chapters"][0]["chapters"]]
    assert with_pictures == [False, True]


def test_what_was_changed_since_is_told(tmp_path: Path, reports: Mapping[str, Report]) -> None:
    for report in reports.values():
        assert report.ours.keys() >= {"title", "artwork", "chapters", "lyrics"}
        assert all(report.ours.values())
    path = saved(tmp_path, mp3())
    write(path, everything())
    audio = open_mp3(path)
    audio.tag.title = "By hand"
    audio.tag.save()
    report = report_of(path)
    assert [field for field, is_unchanged in report.ours.items() if not is_unchanged] == ["title"]
    assert "changed or taken off since: title" in as_text(report)


def test_json_has_the_same_keys_for_every_file(tmp_path: Path, reports: Mapping[str, Report]) -> None:
    plain = as_json(report_of(saved(tmp_path, wav(), "a.wav")))
    assert {tuple(as_json(report)) for report in reports.values()} == {tuple(plain)}
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["tags"], plain["chapters"], plain["pictures"], plain["written_by_publish"]) == ([], [], [], [])


# What other programs wrote


def test_chapters_as_forecast_writes_them(tmp_path: Path) -> None:
    tags = ID3()
    for number, title in enumerate(("Intro", "Second")):
        frames = [TIT2(encoding=1, text=title), WXXX(encoding=0, desc="chapter url", url="https://example.com/2")]
        frames += [APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=picture())] if number else []
        start_ms = number * 4000
        tags.add(CHAP(element_id=f"ch{number}", start_time=start_ms, end_time=start_ms + 4000, sub_frames=frames))
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=["ch0", "ch1"], sub_frames=[]))
    told = as_json(report_of(saved(tmp_path, with_tags(tags))))
    second = {"start_ms": 4000, "end_ms": 8000, "title": "Second", "url": "https://example.com/2"}
    assert told["chapters"][0]["chapters"][1] == {**second, "has_picture": True, "is_listed": True}
    assert told["pictures"] == []


def with_tags(tags: ID3) -> bytes:
    buffer = io.BytesIO()
    tags.save(buffer, v2_version=3)
    return buffer.getvalue() + mp3()


def test_chapters_as_mp3chaps_writes_them(tmp_path: Path) -> None:
    """It writes them with eyeD3."""
    path = saved(tmp_path, mp3())
    audio = open_mp3(path)
    audio.initTag()
    contents = audio.tag.table_of_contents.set(b"toc", toplevel=True, child_ids=[])
    for number, (start_ms, title) in enumerate(((0, "Anfang"), (5000, "Größe 🎉"))):
        element_id = str(number).encode()
        audio.tag.chapters.set(element_id, (start_ms, start_ms + 5000)).title = title
        contents.child_ids.append(element_id)
    audio.tag.save()
    assert chapters_in(path) == [("CHAP", [(0, 5000, "Anfang"), (5000, 10000, "Größe 🎉")])]


def test_chapters_that_no_table_lists_are_told(tmp_path: Path) -> None:
    tags = ID3()
    for name in ("a", "b"):
        tags.add(CHAP(element_id=name, start_time=ord(name), end_time=9000, sub_frames=[TIT2(encoding=0, text=name)]))
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=["a"], sub_frames=[]))
    report = report_of(saved(tmp_path, with_tags(tags)))
    assert report.notes == ("1 of its 2 chapters are in no table of contents (CTOC); players hide them",)
    assert "b (not listed)" in as_text(report)


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".opus"])
def test_chapters_as_ffmpeg_writes_them(tmp_path: Path, suffix: str) -> None:
    listed = ";FFMETADATA1\ntitle=Zwei\n" + "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\nEND={start + 2000}\ntitle=Nr {start}\n" for start in (0, 2000)
    )
    (tmp_path / "chapters.txt").write_text(listed)
    path = tmp_path / f"b{suffix}"
    command = [tool("ffmpeg"), "-v", "error", "-i", str(encode(tmp_path / f"a{suffix}"))]
    command += ["-i", str(tmp_path / "chapters.txt"), "-map", "0:a", "-map_metadata", "1", "-c", "copy", str(path)]
    subprocess.run(command, check=True)
    report = report_of(path)
    found = {tuple((one.start_ms, one.title) for one in listed.chapters) for listed in report.chapters}
    assert found == {((0, "Nr 0"), (2000, "Nr 2000"))}
    assert [one.value for one in report.fields if one.field == "title"] == ["Zwei"]
    assert report.ours == {}


def test_two_lists_that_differ_are_told(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.m4a")
    write(path, Wanted(chapters=(TagChapter(start_ms=0, end_ms=5000, title="Beginning"),)))
    before, kind, behind = path.read_bytes().partition(b"chpl")
    path.write_bytes(before + kind + behind.replace(b"Beginning", b"beginning", 1))
    assert report_of(path).notes == (
        "its two lists of chapters do not say the same; players differ in which they show",
    )


def test_only_the_list_that_is_there_is_told(tmp_path: Path) -> None:
    content = m4a(user_data=nero_chapters((0, "One"), (2500, "Two")))
    assert chapters_in(saved(tmp_path, content, "a.m4a")) == [("chpl (Nero)", [(0, None, "One"), (2500, None, "Two")])]


def test_pictures_of_all_kinds_are_told(tmp_path: Path) -> None:
    tags = ID3()
    tags.add(APIC(encoding=0, mime="image/png", type=4, desc="back", data=picture("PNG")))
    tags.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=b"\xff\xd8 no picture"))
    report = report_of(saved(tmp_path, with_tags(tags)))
    assert [(one.kind, one.mime_type, one.trouble) for one in report.pictures] == [
        ("front cover", "", "is neither JPEG nor PNG"),
        ("back cover", "image/png", ""),
    ]


# For people


def test_long_texts_are_cut_and_hostile_ones_harmless(tmp_path: Path) -> None:
    path = saved(tmp_path, mp3(), "a\x1b[31m.mp3")
    write(path, Wanted(texts={"title": "One\x9b31m\u202eTwo", "notes": "word " * 100}))
    text = as_text(report_of(path))
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert "word… (499 characters)" in text


def test_any_name_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path, mp3(), "C: and ~ back\\slash 🎉.mp3")
    (tmp_path / "link.mp3").symlink_to("C: and ~ back\\slash 🎉.mp3")
    monkeypatch.chdir(tmp_path)
    for name in ("C: and ~ back\\slash 🎉.mp3", "link.mp3"):
        assert as_text(read_report(Path(name))).startswith(f"{name}\n  kind         MP3 (audio/mpeg)\n")


# What cannot be read


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; copy or export it again"),
        (b"<!DOCTYPE html><html>", "is a web page (HTML) saved as audio; download the recording itself"),
        (id3_tag(bytes(90)), "has an ID3 tag but no sound; copy or export it again"),
        (b"fLaC\0\0\0\x22" + bytes(34), "is FLAC that does not say how long it is; export it to a file again"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        report_of(saved(tmp_path, content))
    assert str(caught.value) == words


def test_what_is_no_file_is_one_line(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.mp3", "No such file or directory"), (tmp_path, "is not a regular file")):
        with pytest.raises(UnreadableFile, match=words):
            read_report(path)


def test_a_file_that_hangs_its_reader_costs_its_time_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "_DEADLINE_S", 1.0)
    with pytest.raises(UnreadableFile, match="it took longer than 1 s"):
        read_report(hanging_m4a(tmp_path / "a.m4a"))
