"""Whatever happens while a recording is tagged, it is afterwards the old file or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from publisher.errors import TagError
from publisher.progress import no_progress
from publisher.sources.audio_kind import Kind
from publisher.tags import retag as retagging
from publisher.tags.digest import text_digest
from publisher.tags.formats import FORMATS
from publisher.tags.held import Fitted, Held, Options, TagFormat
from publisher.tags.many import Job, retag_all, tag_workers
from publisher.tags.retag import Mode, Tagged
from publisher.tags.wanted import Wanted
from publisher.workers import Workers
from tests.audio_samples import hanging_m4a, id3_bomb, mp3, wav
from tests.tag_samples import (
    AUDIO,
    IN_PLACE,
    TITLED,
    everything,
    files_in,
    recordings_of_each_kind,
    samples_md5,
    show_with,
    tag,
)

REMOVE = Mode(remove=True)
DRY = Mode(dry_run=True)


@dataclass(frozen=True, kw_only=True)
class Honest:
    """The format of MP3 files; those that are not honest do one thing in another way."""

    real: TagFormat = FORMATS[Kind.MP3]

    def fitted(self, wanted: Wanted, options: Options) -> Fitted:
        return self.real.fitted(wanted, options)

    def held(self, path: Path) -> Held:
        return self.real.held(path)

    def write(
        self, path: Path, fitted: Fitted, fields: Collection[str], ours: Mapping[str, str], options: Options
    ) -> None:
        self.real.write(path, fitted, fields, ours, options)
        self.meddle(path)

    def remove(self, path: Path, fields: Collection[str]) -> None:
        self.real.remove(path, fields)

    def sound_digest(self, path: Path) -> str:
        return self.real.sound_digest(path)

    def meddle(self, path: Path) -> None:
        """What it does to the copy after it has written it."""


class LosesForeign(Honest):
    def held(self, path: Path) -> Held:
        held = self.real.held(path)
        return replace(held, foreign={} if held.ours else {"TXXX:iTunNORM": "12ab"})


class CutsSound(Honest):
    def meddle(self, path: Path) -> None:
        os.truncate(path, path.stat().st_size - 2496)


class ChangesSound(Honest):
    def meddle(self, path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(-100, os.SEEK_END)
            file.write(b"another")


class WritesAnotherTitle(Honest):
    """And says that it has written the right one."""

    def write(
        self, path: Path, fitted: Fitted, fields: Collection[str], ours: Mapping[str, str], options: Options
    ) -> None:
        another = replace(fitted.wanted, texts={**fitted.wanted.texts, "title": "Another"})
        self.real.write(path, replace(fitted, wanted=another), fields, ours, options)

    def held(self, path: Path) -> Held:
        held = self.real.held(path)
        return (
            replace(held, digests={**held.digests, "title": text_digest(TITLED.texts["title"])}) if held.ours else held
        )


class ForgetsTheNote(Honest):
    def held(self, path: Path) -> Held:
        return replace(self.real.held(path), ours={})


class WritesNothing(Honest):
    def write(self, *_: Any) -> None:
        pass


class RuinsTheCopy(Honest):
    def meddle(self, path: Path) -> None:
        path.write_bytes(b"")


class CannotWrite(Honest):
    def write(self, *_: Any) -> None:
        raise TagError("has a tag that cannot be written")


class FillsTheDisk(Honest):
    def write(self, *_: Any) -> None:
        raise TagError("cannot be saved") from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


LIES = {
    LosesForeign: "wrong: what other programs wrote is not as it was (TXXX:iTunNORM)",
    CutsSound: "wrong: its sound is not the same; it lasts 11,688 ms and not 12,000",
    ChangesSound: "wrong: its sound is not the same",
    WritesAnotherTitle: "wrong: a second library reads another title",
    ForgetsTheNote: "wrong: the note of what was written is not in it",
    WritesNothing: "wrong: it does not say what it should (author, number, season, …); the note",
    RuinsTheCopy: "wrong: it is empty",
    CannotWrite: "the recording has a tag that cannot be written",
    FillsTheDisk: "the recording cannot be written: No space left on device; mend this and run again",
}


def having(monkeypatch: pytest.MonkeyPatch, format: TagFormat) -> None:  # noqa: A002
    monkeypatch.setattr(retagging, "FORMATS", {Kind.MP3: format})


@pytest.mark.parametrize("liar", LIES, ids=lambda liar: liar.__name__)
def test_a_copy_that_is_not_what_was_meant_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, liar: type[Honest]
) -> None:
    recording = show_with(tmp_path)
    before = (files_in(tmp_path), recording.stat().st_ino)
    having(monkeypatch, liar())
    tagged = tag(tmp_path)
    assert LIES[liar] in tagged.left
    assert not tagged.written
    assert (files_in(tmp_path), recording.stat().st_ino) == before


def test_the_same_with_an_honest_one_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show_with(tmp_path)
    having(monkeypatch, Honest())
    assert tag(tmp_path).written == AUDIO


def test_a_recording_is_tagged_once(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    first = tag(tmp_path)
    assert [change.field for change in first.changes] == ["title", "show", "author", "season", "number"]
    assert (first.changes[0].places, first.changes[0].old, first.changes[0].new) == (("TIT2",), "", "Träume")
    assert (first.written, first.left, first.is_unchanged) == (AUDIO, "", False)
    status = recording.stat()
    assert tag(tmp_path).is_unchanged
    assert recording.stat().st_ino == status.st_ino
    assert recording.stat().st_mtime_ns == status.st_mtime_ns
    again = tag(tmp_path, replace(TITLED, texts={**TITLED.texts, "title": "Schäume"}))
    assert [(change.field, change.old, change.new) for change in again.changes] == [("title", "Träume", "Schäume")]


def test_each_kind_of_file_is_tagged_once_and_untagged(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    for recording in recordings_of_each_kind(tmp_path / "audio"):
        path = f"audio/{recording.name}"
        heard, held = samples_md5(recording), FORMATS_BY_SUFFIX[recording.suffix].held(recording)
        tagged = tag(tmp_path, everything(), path=path)
        assert (tagged.path, tagged.left, tagged.written) == (path, "", path)
        assert samples_md5(recording) == heard
        assert tag(tmp_path, everything(), path=path).is_unchanged
        assert tag(tmp_path, mode=REMOVE, path=path).written == path
        assert samples_md5(recording) == heard
        assert FORMATS_BY_SUFFIX[recording.suffix].held(recording).foreign == held.foreign
        assert tag(tmp_path, mode=REMOVE, path=path).is_unchanged


FORMATS_BY_SUFFIX = {
    ".mp3": FORMATS[Kind.MP3],
    ".wav": FORMATS[Kind.WAV],
    ".m4a": FORMATS[Kind.MP4],
    ".ogg": FORMATS[Kind.OGG],
    ".opus": FORMATS[Kind.OGG],
    ".flac": FORMATS[Kind.FLAC],
}


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    os.utime(recording.parent, ns=(0, 0))
    before = (files_in(tmp_path), recording.stat(), recording.parent.stat().st_mtime_ns)
    tagged = tag(tmp_path, mode=DRY)
    assert [change.field for change in tagged.changes] == ["title", "show", "author", "season", "number"]
    assert tagged.written == ""
    copies = Mode(dry_run=True, to=tmp_path / "copies")
    (listed,) = all_of(tmp_path, [Job(path=AUDIO, wanted=TITLED)], mode=copies)
    assert listed.changes == tagged.changes
    after = recording.stat()
    assert (files_in(tmp_path), after.st_mtime_ns, after.st_ino) == (before[0], before[1].st_mtime_ns, before[1].st_ino)
    assert recording.parent.stat().st_mtime_ns == before[2]
    assert not (tmp_path / "copies").exists()


def test_what_was_written_is_taken_off_and_nothing_else(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    tag(tmp_path, Wanted(texts={"copyright": "mine"}))
    FORMATS[Kind.MP3].remove(recording, ())  # forgotten: as if its author had typed it
    before = files_in(tmp_path)
    tag(tmp_path)
    shown = tag(tmp_path, mode=Mode(remove=True, dry_run=True))
    removed = tag(tmp_path, mode=REMOVE)
    assert shown.changes == removed.changes
    assert {change.field for change in removed.changes} == TITLED.texts.keys()
    assert {change.new for change in removed.changes} == {""}
    held = FORMATS[Kind.MP3].held(recording)
    assert (held.shown, held.ours) == ({"copyright": "mine"}, {})
    assert FORMATS[Kind.MP3].sound_digest(recording) == FORMATS[Kind.MP3].sound_digest(
        show_with(tmp_path / "before", before[AUDIO])
    )


def test_what_somebody_else_has_changed_since_stays(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    tag(tmp_path)
    ours = FORMATS[Kind.MP3].held(recording).ours
    theirs = FORMATS[Kind.MP3].fitted(Wanted(texts={"title": "Theirs"}), Options())
    FORMATS[Kind.MP3].write(recording, theirs, ["title"], ours, Options())
    removed = tag(tmp_path, mode=REMOVE)
    assert removed.kept == ("title",)
    assert FORMATS[Kind.MP3].held(recording).shown == {"title": "Theirs"}


def test_what_nobody_says_any_more_goes_if_we_wrote_it(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    tag(tmp_path, everything(12_000))
    less = replace(everything(12_000), chapters=(), cues=(), texts=TITLED.texts)
    tagged = tag(tmp_path, less)
    gone = {change.field for change in tagged.changes if not change.new}
    assert {"chapters", "synced", "notes", "guid"} <= gone
    assert FORMATS[Kind.MP3].held(recording).digests.keys() == {*TITLED.texts, "artwork", "lyrics"}
    assert tag(tmp_path, less).is_unchanged


def test_what_the_author_typed_into_the_tags_stays_as_typed(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    tag(tmp_path, Wanted(texts={"date": "2024"}))
    FORMATS[Kind.MP3].remove(recording, ())
    tag(tmp_path, replace(TITLED, texts={**TITLED.texts, "date": "2024-01-01"}, from_tags=frozenset({"date"})))
    assert FORMATS[Kind.MP3].held(recording).shown["date"] == "2024"
    tag(tmp_path, mode=REMOVE)
    assert FORMATS[Kind.MP3].held(recording).shown == {"date": "2024"}


def test_copies_leave_the_recordings_as_they_are(tmp_path: Path) -> None:
    recording = show_with(tmp_path / "show")
    recording.chmod(0o440)
    content, copies = recording.read_bytes(), tmp_path / "far" / "copies"
    tagged = tag(tmp_path / "show", mode=Mode(to=copies))
    copied = copies / AUDIO
    assert tagged.written == str(copied)
    assert recording.read_bytes() == content
    assert FORMATS[Kind.MP3].held(copied).shown["title"] == "Träume"
    assert stat.S_IMODE(copied.stat().st_mode) == 0o440
    mtime = copied.stat().st_mtime_ns
    assert tag(tmp_path / "show", mode=Mode(to=copies)).is_unchanged
    assert copied.stat().st_mtime_ns == mtime
    again = tag(tmp_path / "show", Wanted(texts={"title": "Schäume"}), mode=Mode(to=copies))
    assert again.written
    assert FORMATS[Kind.MP3].held(copied).shown == {"title": "Schäume"}
    assert files_in(tmp_path).keys() == {f"show/{AUDIO}", f"far/copies/{AUDIO}"}


def test_a_recording_that_needs_nothing_is_copied_too(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    tag(tmp_path)
    tagged = tag(tmp_path, mode=Mode(to=tmp_path / "copies"))
    assert (tagged.changes, tagged.written) == ((), str(tmp_path / "copies" / AUDIO))
    assert (tmp_path / "copies" / AUDIO).read_bytes() == recording.read_bytes()


def test_copies_replace_files_alone_and_follow_no_links(tmp_path: Path) -> None:
    show, copies, outside = tmp_path / "show", tmp_path / "copies", tmp_path / "outside"
    recording, precious = show_with(show), show_with(outside, b"precious")
    before = recording.read_bytes()
    (copies / "audio").mkdir(parents=True)
    (copies / AUDIO).symlink_to(precious)
    assert "that is no regular file; move it away" in tag(show, mode=Mode(to=copies)).left
    (copies / AUDIO).unlink()
    (copies / AUDIO).mkdir()
    assert "that is no regular file; move it away" in tag(show, mode=Mode(to=copies)).left
    (copies / AUDIO).rmdir()
    (copies / "audio").rmdir()
    (copies / "audio").symlink_to(outside / "audio")
    assert "a folder on the way is a link" in tag(show, mode=Mode(to=copies)).left
    (copies / "audio").unlink()
    (copies / "audio").write_bytes(b"")
    assert tag(show, mode=Mode(to=copies)).left
    assert "written over itself" in tag(show, mode=Mode(to=show)).left
    assert "without" in tag(show, mode=Mode(to=copies), path="audio/../audio/one.mp3").left
    assert recording.read_bytes() == before
    assert precious.read_bytes() == b"precious"


def test_a_folder_for_copies_may_be_a_link(tmp_path: Path) -> None:
    show_with(tmp_path / "show")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert tag(tmp_path / "show", mode=Mode(to=tmp_path / "link")).written == str(tmp_path / "real" / AUDIO)


def test_a_link_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    recording = show_with(tmp_path, path="annex/content")
    (tmp_path / "audio").mkdir()
    (tmp_path / AUDIO).symlink_to("../annex/content")
    before = recording.read_bytes()
    assert tag(tmp_path).left.startswith("the recording is a link; name the file that it leads to, or write a copy")
    assert recording.read_bytes() == before
    assert (tmp_path / AUDIO).is_symlink()
    assert tag(tmp_path, mode=Mode(to=tmp_path / "copies")).written
    assert not (tmp_path / "copies" / AUDIO).is_symlink()


def test_nothing_outside_of_the_show_folder_is_tagged(tmp_path: Path) -> None:
    outside = show_with(tmp_path / "outside")
    show_with(tmp_path / "show", path="audio/two.mp3")
    (tmp_path / "show" / "linked").symlink_to(tmp_path / "outside" / "audio")
    before = outside.read_bytes()
    for path in ("linked/one.mp3", "../outside/audio/one.mp3", str(outside), "audio", "audio/none.mp3"):
        for mode in (Mode(), Mode(to=tmp_path / "copies")):
            assert tag(tmp_path / "show", mode=mode, path=path).left
    assert outside.read_bytes() == before
    assert not (tmp_path / "copies").exists()


def test_behind_a_link_to_a_folder_of_the_show_the_file_itself_is_tagged(tmp_path: Path) -> None:
    recording = show_with(tmp_path, path="media/one.mp3")
    (tmp_path / "audio").symlink_to("media")
    assert tag(tmp_path).written == AUDIO
    assert FORMATS[Kind.MP3].held(recording).shown["title"] == "Träume"


def test_mode_owner_and_attributes_stay(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    recording.chmod(0o640)
    with suppress(PermissionError):  # only root may
        os.chown(recording, 1234, 2345)
    with suppress(OSError):  # not every disk has them
        os.setxattr(recording, "user.origin", b"https://example.com/")
    before = recording.stat()
    names = os.listxattr(recording)
    assert tag(tmp_path).written
    after = recording.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert after.st_mtime_ns > before.st_mtime_ns
    assert os.listxattr(recording) == names


def test_whoever_may_not_give_files_away_tags_them_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = show_with(tmp_path)
    recording.chmod(0o604)

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "chown", refuse)
    assert tag(tmp_path).written
    assert stat.S_IMODE(recording.stat().st_mode) == 0o604


def test_a_read_only_file_is_left(tmp_path: Path) -> None:
    show_with(tmp_path).chmod(0o444)
    before = files_in(tmp_path)
    assert "is read-only; let its owner write it (chmod u+w), or write a copy with --to" in tag(tmp_path).left
    assert files_in(tmp_path) == before


def test_other_names_of_the_file_are_told(tmp_path: Path) -> None:
    recording = show_with(tmp_path)
    before = recording.read_bytes()
    os.link(recording, tmp_path / "audio/other.mp3")
    tagged = tag(tmp_path)
    assert tagged.notes == ("the recording has 2 names on the disk (hard links); the others keep what it was",)
    assert tagged.written
    assert (tmp_path / "audio/other.mp3").read_bytes() == before


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(10))


def _replace(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-192])


@pytest.mark.parametrize("deed", [_grow, _replace, Path.unlink], ids=["grows", "is replaced", "is gone"])
def test_what_another_program_does_meanwhile_is_not_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: Any
) -> None:
    recording = show_with(tmp_path)

    class Meanwhile(Honest):
        def meddle(self, path: Path) -> None:
            deed(recording)

    having(monkeypatch, Meanwhile())
    assert "run again" in tag(tmp_path).left
    expected = mp3() + bytes(10) if deed is _grow else mp3()[:-192]
    assert files_in(tmp_path) == ({} if deed is Path.unlink else {AUDIO: expected})


REFUSALS = [
    ("open", errno.EACCES),
    ("copy_file_range", errno.ENOSPC),
    ("copy_file_range", errno.EIO),
    ("chmod", errno.EPERM),
    ("fsync", errno.EIO),
    ("fsync", errno.EDQUOT),
    ("replace", errno.EACCES),
]


@pytest.mark.parametrize(("name", "number"), REFUSALS)
def test_whatever_the_disk_refuses_is_said_and_the_recording_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    show_with(tmp_path)
    before = files_in(tmp_path)
    real = getattr(os, name)

    def refuse(*arguments: Any, **keywords: Any) -> Any:
        if name == "open" and not str(arguments[0]).endswith(".tmp"):
            return real(*arguments, **keywords)
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, refuse)
    for mode in (Mode(), Mode(to=tmp_path / "copies")):
        left = tag(tmp_path, mode=mode).left
        assert left.startswith(f"the recording cannot be written: {os.strerror(number)}; mend this and run again")
        assert files_in(tmp_path) == before
        assert not (tmp_path / "copies").exists()


def test_room_is_asked_for_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    show_with(tmp_path)
    before = files_in(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(free=1_000_000))
    assert tag(tmp_path).left == (
        "the recording cannot be written: its copy needs 1.2 MB, and the disk has 1.0 MB left; make room and run again,"
        " no file is half-written"
    )
    assert files_in(tmp_path) == before


@dataclass(frozen=True, kw_only=True)
class _Usage:
    free: int


def _refuse_copying(*_: Any) -> int:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def _copy_a_little(source: int, target: int, size: int, *offsets: int) -> int:
    if offsets[0] > 20_000:
        return 0
    return os.pwrite(target, os.pread(source, min(size, 7000), offsets[0]), offsets[1])


@pytest.mark.parametrize("system", [_refuse_copying, _copy_a_little, lambda *_: 0, None])
def test_the_copy_is_whole_whatever_the_system_does_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Any
) -> None:
    recording = show_with(tmp_path, mp3(frames=5000))
    if system is None:
        monkeypatch.delattr(os, "copy_file_range")
    else:
        monkeypatch.setattr(os, "copy_file_range", system)
    assert tag(tmp_path).written
    assert recording.read_bytes().endswith(mp3(frames=5000))


NAMES = ("Ünïcödé 🎙.mp3", "line\nbreak.mp3", " -rf .mp3", f"{'a' * 251}.mp3", os.fsdecode(b"\xff\xfe.mp3"), "%2e#?.mp3")


@pytest.mark.parametrize("name", NAMES)
def test_files_of_any_name_are_tagged(tmp_path: Path, name: str) -> None:
    show_with(tmp_path, path=f"audio/{name}")
    assert tag(tmp_path, path=f"audio/{name}").left == ""
    assert os.listdir(tmp_path / "audio") == [name]


def all_of(root: Path, jobs: list[Job], mode: Mode = IN_PLACE) -> tuple[Tagged, ...]:
    with tag_workers(root, [job.path for job in jobs]) as workers:
        return retag_all(root, jobs, Options(), mode, workers, no_progress)


def test_one_bad_file_costs_only_itself(tmp_path: Path) -> None:
    audio = show_with(tmp_path).parent
    for name in ("two.mp3", "three.mp3"):
        show_with(tmp_path, path=f"audio/{name}")
    hanging_m4a(audio / "hangs.m4a")
    id3_bomb(audio / "bomb.mp3")
    (audio / "empty.mp3").touch()
    (audio / "page.mp3").write_text("<!DOCTYPE html><html>", encoding="utf-8")
    (audio / "cut.mp3").write_bytes(mp3(frames=100, says_frames=500))
    (audio / "fine.wav").write_bytes(wav(1))
    before = files_in(tmp_path)
    names = ["one.mp3", "hangs.m4a", "two.mp3", "bomb.mp3", "empty.mp3", "page.mp3", "none.mp3", "cut.mp3", "fine.wav"]
    jobs = [Job(path=f"audio/{name}", wanted=TITLED) for name in [*names, "three.mp3", "one.mp3"]]
    with Workers(deadline_s=4.0, preload=("publisher.tags.retag",)) as workers:
        done = retag_all(tmp_path, jobs, Options(), Mode(), workers, no_progress)
    assert [one.path for one in done] == [job.path for job in jobs]
    assert [one.path for one in done if one.written] == [
        f"audio/{name}" for name in ("one.mp3", "two.mp3", "fine.wav", "three.mp3")
    ]
    left = {one.path.removeprefix("audio/"): one.left for one in done if one.left}
    assert left["empty.mp3"] == "the recording is empty; copy or export it again"
    assert left["none.mp3"] == "the recording was not found; correct its path, or put it there"
    assert left["page.mp3"].startswith("the recording is a web page (HTML) saved as audio")
    assert "copy or export it again" in left["cut.mp3"]
    assert left["one.mp3"] == "the recording is that of two episodes; its tags can be those of one alone"
    assert left.keys() == {"hangs.m4a", "bomb.mp3", "empty.mp3", "page.mp3", "none.mp3", "cut.mp3", "one.mp3"}
    after = files_in(tmp_path)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {one.path for one in done if one.written}


def test_what_killed_runs_left_is_swept(tmp_path: Path) -> None:
    show_with(tmp_path)
    show_with(tmp_path, path="audio/season/two.mp3")
    for folder in ("audio", "audio/season", "elsewhere", "."):
        show_with(tmp_path, b"half", path=f"{folder}/.publish-0123456789abcdef.tmp")
    show_with(tmp_path, b"ours", path="audio/.publish-manifest")
    jobs = [Job(path=path, wanted=TITLED) for path in (AUDIO, "audio/season/two.mp3")]
    assert all(one.written for one in all_of(tmp_path, jobs))
    assert files_in(tmp_path).keys() == {
        AUDIO,
        "audio/season/two.mp3",
        "audio/.publish-manifest",
        "elsewhere/.publish-0123456789abcdef.tmp",
        ".publish-0123456789abcdef.tmp",
    }


def test_nothing_is_swept_behind_links(tmp_path: Path) -> None:
    left = show_with(tmp_path, b"theirs", path="outside/.publish-0123456789abcdef.tmp")
    (tmp_path / "show").mkdir()
    (tmp_path / "show/audio").symlink_to(tmp_path / "outside")
    (done,) = all_of(tmp_path / "show", [Job(path=AUDIO, wanted=TITLED)])
    assert done.left
    assert left.exists()
