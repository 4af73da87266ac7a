"""Fixes in files: shown as git shows them, put in place in one step, and only where nothing else has changed."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.fixes import Edited, Plan, at_new_lines, describe_left, diff, edit, plan, write
from tests.fixed import laid_out, merged
from tests.needs import tool
from tests.show_folders import tree

OPEN = """---
title: One
date: 2026-01-05
ids:
  youtube: '0Gqx1LtqRZU&t'  # the full one
links:
  youtube: TODO
---
Notes, youtube: TODO
"""
MENDED = OPEN.replace("&t", "", 1).replace("TODO", "https://www.youtube.com/watch?v=0Gqx1LtqRZU", 1)
FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda text: text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "marked": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "no end": lambda text: text.removesuffix("\n").encode(),
    "ends at the fence": lambda text: text[: text.rindex("\n", 0, -1)].encode(),
    "Grüße & more": lambda text: text.encode(),
}


def in_all_forms(text: str) -> dict[str, bytes]:
    """The file in each form, with a video of its own."""
    forms = enumerate(FORMS.items())
    return {name: form(text.replace("0Gqx1Ltq", f"{index:08}")) for index, (name, form) in forms}


def fixed(folder: Path) -> tuple[Plan, Edited]:
    planned = plan(merged(folder))
    return planned, edit(folder, planned)


def sentences(edited: Edited) -> list[str]:
    return [describe_left(left) for left in edited.left]


def test_every_form_of_file_keeps_its_form(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        in_all_forms(OPEN),
    )
    before = tree(tmp_path)
    planned, edited = fixed(tmp_path)
    assert tree(tmp_path) == before
    write(tmp_path, edited)
    expected = {f"episodes/{name}.md": content for name, content in in_all_forms(MENDED).items()}
    assert tree(tmp_path) == before | expected
    assert len(planned.fixes) == 2 * len(FORMS)
    assert fixed(tmp_path) == (Plan(), Edited())


def test_git_applies_the_diff(tmp_path: Path) -> None:
    git = tool("git")
    laid_out(
        tmp_path,
        in_all_forms(OPEN),
    )
    _, edited = fixed(tmp_path)
    patch = diff(edited).encode()
    command = [git, "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=tmp_path, input=patch, check=True)
    assert {one.path: one.after for one in edited.changed}.items() <= tree(tmp_path).items()


def test_the_diff_is_that_of_git(tmp_path: Path) -> None:
    git = tool("git")
    laid_out(
        tmp_path,
        in_all_forms(OPEN),
    )
    subprocess.run([git, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([git, "-c", "core.autocrlf=false", "add", "episodes"], cwd=tmp_path, check=True)
    _, edited = fixed(tmp_path)
    write(tmp_path, edited)
    command = [
        git,
        "-c",
        "core.autocrlf=false",
        "diff",
        "--no-ext-diff",
        "--no-color",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    ]
    shown = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout.decode()
    lines = [line for line in shown.split("\n") if not line.startswith("index ")]
    without_functions = [f"{line[: line.index(' @@')]} @@" if line.startswith("@@") else line for line in lines]
    assert diff(edited).split("\n") == without_functions


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
def test_modes_stay_and_other_files_are_not_touched(tmp_path: Path) -> None:
    laid_out(tmp_path, {"one": OPEN, "other": OPEN.replace("youtube", "vimeo")})
    path, other = (tmp_path / "episodes" / f"{name}.md" for name in ("one", "other"))
    path.chmod(0o640)
    times = {file: file.stat().st_mtime_ns for file in (path, other)}
    done = write(tmp_path, fixed(tmp_path)[1])
    assert [one.path for one in done.changed] == ["episodes/one.md"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.stat().st_mtime_ns != times[path]
    assert other.stat().st_mtime_ns == times[other]
    assert sorted(file.name for file in path.parent.iterdir()) == ["one.md", "other.md"]


def test_a_file_that_changed_since_it_was_read_is_left(tmp_path: Path) -> None:
    laid_out(tmp_path, {"one": OPEN, "two": OPEN.replace("0Gqx", "1Gqx"), "three": OPEN.replace("0Gqx", "2Gqx")})
    planned = plan(merged(tmp_path))
    path, two, three = (tmp_path / "episodes" / f"{name}.md" for name in ("one", "two", "three"))
    path.write_text(OPEN.replace("TODO", "https://example.com/", 1))
    two.unlink()
    edited = edit(tmp_path, planned)
    assert sentences(edited) == [
        "episodes/one.md:7: links.youtube: not changed to https://www.youtube.com/watch?v=0Gqx1LtqRZU: "
        "this is not what it was when the file was read; run again",
        "episodes/two.md:5: ids.youtube: not changed to 1Gqx1LtqRZU: "
        "the file was not found; correct its path, or put it there",
        "episodes/two.md:7: links.youtube: not changed to https://www.youtube.com/watch?v=1Gqx1LtqRZU: "
        "the file was not found; correct its path, or put it there",
    ]
    three.write_text("mine")
    done = write(tmp_path, edited)
    assert [one.path for one in done.changed] == ["episodes/one.md"]
    assert path.read_text() == OPEN.replace("TODO", "https://example.com/", 1).replace("&t", "")
    assert three.read_text() == "mine"
    assert "the file was changed meanwhile; run again" in sentences(done)[-1]


def test_links_and_what_lies_behind_them_are_left(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "show", tmp_path / "elsewhere"
    folder.mkdir()
    laid_out(folder, {"one": OPEN})
    planned = plan(merged(folder))
    (folder / "episodes").rename(elsewhere)
    (folder / "episodes").symlink_to(elsewhere)
    assert edit(folder, planned).changed == ()
    (folder / "episodes").unlink()
    (folder / "episodes").mkdir()
    (folder / "episodes/one.md").symlink_to(elsewhere / "one.md")
    edited = edit(folder, planned)
    assert edited.changed == ()
    assert sentences(edited)[0].endswith("the file is a link, or lies behind one; mend what it leads to")
    assert (elsewhere / "one.md").read_text() == OPEN


def test_what_has_no_room_is_left_and_the_rest_is_mended(tmp_path: Path) -> None:
    laid_out(tmp_path, {"one": OPEN.replace("youtube: TODO", "youtube: &video TODO")})
    _, edited = fixed(tmp_path)
    assert [fix.key for one in edited.changed for fix in one.fixes] == ["ids.youtube"]
    assert sentences(edited) == [
        "episodes/one.md:7: links.youtube: not changed to https://www.youtube.com/watch?v=0Gqx1LtqRZU: "
        "the value has an anchor or a tag; write it in by hand"
    ]


def test_files_that_cannot_be_read_are_left(tmp_path: Path) -> None:
    laid_out(tmp_path, {"broken": OPEN.replace("ids:", "ids: ["), "latin": OPEN.encode().replace(b"Notes", b"\xe4")})
    assert fixed(tmp_path) == (Plan(), Edited())


@pytest.mark.skipif(os.name == "nt", reason="modes of files")
@pytest.mark.parametrize("mode", [0o444, 0o555])
def test_read_only_files_are_left(tmp_path: Path, mode: int) -> None:
    laid_out(tmp_path, {"one": OPEN})
    path = tmp_path / "episodes" / "one.md"
    planned = plan(merged(tmp_path))
    path.chmod(mode)
    edited = edit(tmp_path, planned)
    assert edited.changed == ()
    assert sentences(edited)[0] == (
        "episodes/one.md:5: ids.youtube: not changed to 0Gqx1LtqRZU: "
        "the file is read-only; make it writable (chmod u+w), and run again"
    )
    path.chmod(0o644)
    edited = edit(tmp_path, planned)
    path.chmod(mode)
    assert write(tmp_path, edited).changed == ()
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (OPEN, mode)


WHOLE = "---\ntitle: {0}\ndate: 2026-01-05\nids:\n  youtube: {0}\nlinks:\n  youtube: {1}{0}\n  web: {2}\n---\n"
WATCH = "https://www.youtube.com/watch?v="


def test_what_is_said_of_a_file_has_the_lines_that_it_has_now(tmp_path: Path) -> None:
    files = {f"e{number}": WHOLE.format(f"0Gqx1LtqRZ{number}", WATCH, "https://a.example/") for number in range(5)}
    files["last"] = (
        "---\ntitle: Last\ndate: 2026-01-05\nids:\n  youtube: 0Gqx1LtqRZU&t\n"
        "link: https://b.example/?utm_source=a\nduration: &long TODO\nslug: last\n---\n"
    )
    laid_out(tmp_path, files)
    planned = plan(merged(tmp_path, {"last": 60_000}))
    done = write(tmp_path, edit(tmp_path, planned))
    lines = (tmp_path / "episodes" / "last.md").read_text().split("\n")
    fixes = [fix for one in done.changed for fix in one.fixes]
    assert [(fix.key, lines[fix.place.line - 1]) for fix in fixes] == [
        ("ids.youtube", "  youtube: 0Gqx1LtqRZU"),
        ("links.youtube", f"  youtube: {WATCH}0Gqx1LtqRZU"),
    ]
    assert [lines[one.fix.place.line - 1] for one in done.left] == ["duration: &long TODO"]
    offers = [at_new_lines(offer, done.changed) for offer in planned.offers]
    assert [lines[offer.place.line - 1] for offer in offers] == ["link: https://b.example/?utm_source=a"]
