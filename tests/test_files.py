"""What stands in feed/ after a build, and what a build never touches."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher import staging
from publisher.errors import BusyError, WriteError
from publisher.files import MANIFEST_NAME, write_all
from publisher.lock import locked
from publisher.model import LocalFile, OutputFile


def outputs_of(**contents: str) -> list[OutputFile]:
    """One output a keyword: ``feed_xml`` is feed.xml, ``chapters__1_json`` is chapters/1.json."""
    paths = {name: name.replace("__", "/").replace("_", ".") for name in contents}
    return [OutputFile(path=paths[name], content=content.encode()) for name, content in contents.items()]


def tree_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def local_file(root: Path, path: str, content: bytes) -> LocalFile:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)
    return LocalFile(path=path, sha256=hashlib.sha256(content).hexdigest(), size_bytes=len(content))


def test_outputs_become_files(tmp_path: Path) -> None:
    written = write_all(tmp_path, outputs_of(feed_xml="<rss/>", chapters__1_json="{}"))
    tree = tree_of(tmp_path / "feed")
    manifest = tree.pop(MANIFEST_NAME).decode()
    assert tree == {"feed.xml": b"<rss/>", "chapters/1.json": b"{}"}
    assert manifest.splitlines()[1:] == ["chapters/1.json", "feed.xml"]
    assert (written.written, written.removed, written.unchanged) == (("chapters/1.json", "feed.xml"), (), 0)


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    picture = OutputFile(path="cover.jpg", content=local_file(tmp_path, "images/cover.jpg", b"jpeg"))
    outputs = [*outputs_of(feed_xml="<rss/>", chapters__1_json="{}"), picture]
    write_all(tmp_path, outputs)
    everything = [tmp_path / "feed", *(tmp_path / "feed").rglob("*")]
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in everything}
    written = write_all(tmp_path, outputs)
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in everything} == before
    assert (written.written, written.removed, written.unchanged) == ((), (), 3)


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    write_all(tmp_path, outputs_of(feed_xml="old", chapters__1_json="{}"))
    untouched = (tmp_path / "feed/chapters/1.json").stat().st_ino
    written = write_all(tmp_path, outputs_of(feed_xml="new", chapters__1_json="{}"))
    assert written.written == ("feed.xml",)
    assert (tmp_path / "feed/chapters/1.json").stat().st_ino == untouched


def test_what_is_no_longer_made_is_removed_with_its_folder(tmp_path: Path) -> None:
    write_all(tmp_path, outputs_of(feed_xml="old", web__1__index_html="page", chapters__1_json="{}"))
    written = write_all(tmp_path, outputs_of(feed_xml="new", chapters__1_json="{}"))
    assert written.removed == ("web/1/index.html",)
    assert not (tmp_path / "feed/web").exists()
    assert sorted(tree_of(tmp_path / "feed")) == [MANIFEST_NAME, "chapters/1.json", "feed.xml"]


def test_files_of_others_stay(tmp_path: Path) -> None:
    write_all(tmp_path, outputs_of(feed_xml="old", chapters__1_json="{}"))
    (tmp_path / "feed/CNAME").write_text("example.com")
    (tmp_path / "feed/chapters/notes.txt").write_text("mine")
    written = write_all(tmp_path, outputs_of(feed_xml="new"))
    assert written.removed == ("chapters/1.json",)
    assert (tmp_path / "feed/CNAME").read_text() == "example.com"
    assert (tmp_path / "feed/chapters/notes.txt").read_text() == "mine"


def test_leftovers_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    write_all(tmp_path, outputs_of(feed_xml="<rss/>", chapters__1_json="{}"))
    leftovers = [tmp_path / "feed/.publish-0123.tmp", tmp_path / "feed/chapters/.publish-4567.tmp"]
    for leftover in leftovers:
        leftover.write_text("half")
    write_all(tmp_path, outputs_of(feed_xml="<rss/>", chapters__1_json="{}"))
    assert not any(leftover.exists() for leftover in leftovers)


def test_a_new_file_has_the_mode_of_any_new_file_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    write_all(tmp_path, outputs_of(feed_xml="old", a_json="{}"))
    (tmp_path / "plain").write_text("")
    plain = stat.S_IMODE((tmp_path / "plain").stat().st_mode)
    assert stat.S_IMODE((tmp_path / "feed/feed.xml").stat().st_mode) == plain
    (tmp_path / "feed/feed.xml").chmod(0o600)
    write_all(tmp_path, outputs_of(feed_xml="new", a_json="{}"))
    assert stat.S_IMODE((tmp_path / "feed/feed.xml").stat().st_mode) == 0o600


class TestFilesOfTheShow:
    def test_are_copied(self, tmp_path: Path) -> None:
        content = os.urandom(3 * 1024 * 1024)
        local = local_file(tmp_path, "images/cover.jpg", content)
        write_all(tmp_path, [OutputFile(path="images/cover.jpg", content=local)])
        assert (tmp_path / "feed/images/cover.jpg").read_bytes() == content

    @pytest.mark.parametrize("now", [b"other", b"jpeg and more", None])
    def test_that_changed_stop_the_run_before_anything_is_replaced(self, tmp_path: Path, now: bytes | None) -> None:
        write_all(tmp_path, outputs_of(feed_xml="old"))
        before = tree_of(tmp_path / "feed")
        local = local_file(tmp_path, "images/cover.jpg", b"jpeg")
        if now is None:
            (tmp_path / "images/cover.jpg").unlink()
        else:
            (tmp_path / "images/cover.jpg").write_bytes(now)
        with pytest.raises(WriteError, match=r"images/cover\.jpg (changed while|was not found)"):
            write_all(tmp_path, [*outputs_of(feed_xml="new"), OutputFile(path="x/cover.jpg", content=local)])
        assert tree_of(tmp_path / "feed") == before
        assert not (tmp_path / "feed/x").exists()


class TestNames:
    @pytest.mark.parametrize(
        "path",
        [
            "../show.yaml",
            "/etc/passwd",
            "a/../../b",
            "a//b",
            "",
            ".",
            "a/",
            "a\\b",
            "C:/x",
            "a\0b",
            "a\nb",
            ".publish-manifest",
            "a/.publish-1.tmp",
            "\ud800.json",
        ],
    )
    def test_that_may_not_be_written(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(WriteError, match="cannot write"):
            write_all(tmp_path, [*outputs_of(feed_xml="new"), OutputFile(path=path, content=b"")])
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("path", ["100%.json", "ø ß #1?.json", "ไทย/1.json", "\udcff.json", "é" * 127])
    def test_that_are_odd_and_fine(self, tmp_path: Path, path: str) -> None:
        write_all(tmp_path, [OutputFile(path=path, content=b"x")])
        assert (tmp_path / "feed" / path).read_bytes() == b"x"
        assert write_all(tmp_path, []).removed == (path,)

    def test_too_long_for_the_disk(self, tmp_path: Path) -> None:
        with pytest.raises(WriteError, match="cannot be"):
            write_all(tmp_path, [OutputFile(path="a" * 300, content=b"")])
        assert tree_of(tmp_path) == {}

    def test_are_written_composed_as_they_stand_in_urls(self, tmp_path: Path) -> None:
        write_all(tmp_path, [OutputFile(path=unicodedata.normalize("NFD", "é.json"), content=b"")])
        assert "é.json" in os.listdir(tmp_path / "feed")

    @pytest.mark.parametrize(("one", "other"), [("a.json", "A.json"), ("é.json", "e\u0301.json"), ("a", "a/b")])
    def test_that_some_system_takes_for_one(self, tmp_path: Path, one: str, other: str) -> None:
        outputs = [OutputFile(path=one, content=b"1"), OutputFile(path=other, content=b"2")]
        with pytest.raises(WriteError, match="rename one"):
            write_all(tmp_path, outputs)
        assert list(tmp_path.iterdir()) == []

    def test_that_change_their_case(self, tmp_path: Path) -> None:
        write_all(tmp_path, outputs_of(Intro_json="1"))
        write_all(tmp_path, outputs_of(intro_json="1"))
        assert sorted(tree_of(tmp_path / "feed")) == [MANIFEST_NAME, "intro.json"]

    def test_that_are_one_file_where_case_is_ignored(self, tmp_path: Path) -> None:
        write_all(tmp_path, outputs_of(Intro_json="1"))
        os.link(tmp_path / "feed/Intro.json", tmp_path / "feed/intro.json")
        assert write_all(tmp_path, outputs_of(intro_json="1")).removed == ()


class TestThingsInTheWay:
    @pytest.mark.parametrize("link", ["feed", "feed/chapters"])
    def test_a_link_for_a_folder(self, tmp_path: Path, link: str) -> None:
        root, outside = tmp_path / "show", tmp_path / "outside"
        (root / link).parent.mkdir(parents=True)
        outside.mkdir()
        (outside / ".publish-mine.tmp").write_text("not yours")
        (root / link).symlink_to(outside)
        with pytest.raises(WriteError, match=f"{link} is a link"):
            write_all(root, outputs_of(feed_xml="new", chapters__1_json="{}"))
        assert list(tree_of(outside)) == [".publish-mine.tmp"]

    def test_a_link_for_a_file_is_replaced_and_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "show.yaml").write_text("new")
        (tmp_path / "feed").mkdir()
        (tmp_path / "feed/feed.xml").symlink_to("../show.yaml")
        assert write_all(tmp_path, outputs_of(feed_xml="new")).written == ("feed.xml",)
        assert not (tmp_path / "feed/feed.xml").is_symlink()
        assert not (tmp_path / "show.yaml").is_symlink()

    @pytest.mark.parametrize("path", ["feed.xml", MANIFEST_NAME])
    def test_a_folder_for_a_file(self, tmp_path: Path, path: str) -> None:
        (tmp_path / "feed" / path).mkdir(parents=True)
        with pytest.raises(WriteError, match=f"feed/{path}.*directory|feed/{path} is a folder"):
            write_all(tmp_path, outputs_of(feed_xml="new", a_json="{}"))
        assert tree_of(tmp_path) == {}

    @pytest.mark.parametrize("path", ["feed", "feed/chapters"])
    def test_a_file_for_a_folder(self, tmp_path: Path, path: str) -> None:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("mine")
        with pytest.raises(WriteError, match=f"{path} is a link or a file"):
            write_all(tmp_path, outputs_of(feed_xml="new", chapters__1_json="{}"))
        assert tree_of(tmp_path) == {path: b"mine"}

    def test_a_folder_is_never_removed_for_a_file_of_ours(self, tmp_path: Path) -> None:
        write_all(tmp_path, outputs_of(feed_xml="old", a_json="{}"))
        (tmp_path / "feed/a.json").unlink()
        (tmp_path / "feed/a.json").mkdir()
        assert write_all(tmp_path, outputs_of(feed_xml="old")).removed == ()
        assert (tmp_path / "feed/a.json").is_dir()


class TestAManifestThatOthersWrote:
    def test_removes_nothing_outside_the_folder(self, tmp_path: Path) -> None:
        root, outside = tmp_path / "show", tmp_path / "outside"
        (root / "feed").mkdir(parents=True)
        (outside / "empty").mkdir(parents=True)
        for path in (outside / "1.json", root / "show.yaml"):
            path.write_text("precious")
        (root / "feed/link").symlink_to(outside)
        lines = ["# head", "../show.yaml", f"{outside}/1.json", "link/1.json", "link/empty/1.json", "", ".", "\0"]
        (root / "feed" / MANIFEST_NAME).write_text("\n".join(lines))
        assert write_all(root, outputs_of(feed_xml="new")).removed == ()
        assert tree_of(outside) == {"1.json": b"precious"}
        assert (outside / "empty").is_dir()
        assert (root / "show.yaml").read_text() == "precious"

    def test_with_line_ends_of_windows_works(self, tmp_path: Path) -> None:
        write_all(tmp_path, outputs_of(feed_xml="old", a_json="{}"))
        manifest = tmp_path / "feed" / MANIFEST_NAME
        manifest.write_bytes(manifest.read_bytes().replace(b"\n", b"\r\n"))
        assert write_all(tmp_path, outputs_of(feed_xml="old")).removed == ("a.json",)

    def test_that_is_a_link_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "feed").mkdir()
        (tmp_path / "feed" / MANIFEST_NAME).symlink_to("/dev/zero")
        write_all(tmp_path, outputs_of(feed_xml="new"))
        assert not (tmp_path / "feed" / MANIFEST_NAME).is_symlink()


class TestTheDisk:
    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
    def test_refuses_and_everything_is_as_it_was(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        write_all(tmp_path, outputs_of(feed_xml="old", a_json="{}"))
        before = tree_of(tmp_path)

        def refuse(descriptor: int) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(os, "fsync", refuse)
        with pytest.raises(WriteError, match=os.strerror(code)):
            write_all(tmp_path, outputs_of(feed_xml="new", chapters__1_json="{}"))
        assert tree_of(tmp_path) == before
        assert not (tmp_path / "feed/chapters").exists()

    @pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
    def test_may_be_unable_to_sync_folders(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        sync = os.fsync

        def sync_files_only(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(code, os.strerror(code))
            sync(descriptor)

        monkeypatch.setattr(os, "fsync", sync_files_only)
        assert write_all(tmp_path, outputs_of(feed_xml="new")).written == ("feed.xml",)

    def test_loses_no_file_to_ctrl_c(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_all(tmp_path, outputs_of(feed_xml="old"))
        before = tree_of(tmp_path)

        def interrupt(target: Path, temporary: Path) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(staging, "_keep_mode", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_all(tmp_path, outputs_of(feed_xml="new", chapters__1_json="{}"))
        assert tree_of(tmp_path) == before


class TestTheLock:
    def test_is_for_one_and_names_its_holder(self, tmp_path: Path) -> None:
        busy = pytest.raises(BusyError, match=rf"at work in this folder \(process {os.getpid()}\)")
        with locked(tmp_path), busy, locked(tmp_path):
            pytest.fail("two hold the lock")

    def test_is_free_again_afterwards(self, tmp_path: Path) -> None:
        for _ in range(2):
            with locked(tmp_path):
                assert (tmp_path / ".publish.lock").read_text() == str(os.getpid())
        assert (tmp_path / ".publish.lock").read_text() == ""

    def test_never_writes_through_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "precious").write_text("mine")
        (tmp_path / ".publish.lock").symlink_to("precious")
        with pytest.raises(WriteError, match=r"publish\.lock cannot be written"), locked(tmp_path):
            pytest.fail("the link was followed")
        assert (tmp_path / "precious").read_text() == "mine"

    @pytest.mark.parametrize("root", ["missing", "file"])
    def test_needs_a_folder(self, tmp_path: Path, root: str) -> None:
        (tmp_path / "file").write_text("mine")
        with pytest.raises(WriteError, match=r"publish\.lock cannot be written"), locked(tmp_path / root):
            pytest.fail("there is no folder")
        assert tree_of(tmp_path) == {"file": b"mine"}

    def test_of_a_folder_that_cannot_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        system_open = os.open

        def refuse_to_create(path: str, flags: int, mode: int = 0o777) -> int:
            if flags & os.O_CREAT:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
            return system_open(path, flags, mode)

        monkeypatch.setattr(os, "open", refuse_to_create)
        with pytest.raises(WriteError, match="Read-only file system"), locked(tmp_path):
            pytest.fail("the folder is read-only")


NAMES = st.sampled_from(["feed.xml", "a.json", "b.json", "x/a.json", "x/y/a.json", "z/a.json"])
BUILDS = st.lists(st.dictionaries(NAMES, st.binary(max_size=4)), min_size=1, max_size=4)


@given(builds=BUILDS)
def test_after_any_builds_the_folder_is_as_the_last_one_says(
    builds: list[dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("show")
    for build in builds:
        write_all(root, [OutputFile(path=path, content=content) for path, content in build.items()])
    tree = tree_of(root / "feed")
    listed = tree.pop(MANIFEST_NAME, b"#\n").decode().splitlines()[1:]
    folders = {path.relative_to(root / "feed").as_posix() for path in (root / "feed").rglob("*") if path.is_dir()}
    assert tree == builds[-1]
    assert listed == sorted(builds[-1])
    assert folders == {str(parent) for path in tree for parent in Path(path).parents} - {"."}
