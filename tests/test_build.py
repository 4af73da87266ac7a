"""What a build does to a show folder, and what it never does."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import feedparser
import pytest
from mutagen.id3 import APIC, ID3

from publisher.workers import Workers
from tests.audio_samples import hanging_m4a, id3_bomb
from tests.show_folders import BASE, NOW, build, lay_over, publish, tree

pytestmark = pytest.mark.workers

ROOT = Path(__file__).parents[1]
SOURCES = ("show.yaml", "published.yaml", "artwork.jpg", "audio", "episodes", "images", "people")

EPISODE = "---\ntitle: {title}\nepisode: {number}\ndate: {date}\n---\nNotes.\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    folder = tmp_path / "show"
    lay_over(BASE, folder)
    return folder


def add_episode(show: Path, slug: str, *, number: int, title: str = "More", date: str = "2026-02-01") -> None:
    (show / "episodes" / f"{slug}.md").write_text(
        EPISODE.format(title=title, number=number, date=date), encoding="utf-8"
    )
    shutil.copyfile(BASE / "audio" / "one.mp3", show / "audio" / f"{slug}.mp3")


def test_the_committed_feed_is_what_the_build_makes_of_the_demo_show(tmp_path: Path) -> None:
    show = tmp_path / "show"
    show.mkdir()
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, show / name)
    result = publish("build", "-C", show)
    assert (result.exit_code, result.stderr) == (0, "")
    assert tree(show / "feed") == tree(ROOT / "feed")
    assert (show / "published.yaml").read_bytes() == (ROOT / "published.yaml").read_bytes()


def test_a_second_build_touches_nothing(show: Path) -> None:
    assert build(show).exit_code == 0
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(show.rglob("feed/**/*"))}
    result = build(show)
    assert result.stdout == "feed/feed.xml: 1 episode; 0 files written, 0 removed, 7 unchanged\n"
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in sorted(show.rglob("feed/**/*"))} == before


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati"},
        {"TZ": "America/St_Johns", "PYTHONHASHSEED": "7"},
        {"LANG": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "99"},
    ],
)
def test_the_same_files_make_the_same_bytes_anywhere(show: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    for number in range(2, 6):
        add_episode(show, f"é-{number}", number=number, title="Übung macht den Meister")
    assert build(show).exit_code == 0
    other = tmp_path / "elsewhere"
    for path in sorted(show.rglob("*"), reverse=True):  # files come to the disk in another order
        if path.is_file() and "feed" not in path.relative_to(show).parts:
            copy = other / path.relative_to(show)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    command = [sys.executable, "-m", "publisher", "build", "-C", str(other), "--now", "2027-01-01"]
    subprocess.run(command, env={**os.environ, **environment}, cwd=ROOT, check=True, capture_output=True)
    assert tree(other / "feed") == tree(show / "feed")


def test_an_episode_of_tomorrow_appears_after_its_moment(show: Path) -> None:
    add_episode(show, "two", number=2, date="2026-03-01 18:00")
    early = build(show, now="2026-03-01T16:59:59+00:00")
    assert "1 episode;" in early.stdout
    assert "not yet: it appears with the first build after 2026-03-01 17:00 UTC" in early.stderr
    assert "two.mp3" not in (show / "feed" / "feed.xml").read_text(encoding="utf-8")
    late = build(show, now="2026-03-01T17:00:00+00:00")
    assert (late.stderr, "2 episodes;" in late.stdout) == ("", True)


def test_what_is_no_longer_made_goes_and_what_others_put_there_stays(show: Path) -> None:
    add_episode(show, "two", number=2)
    (show / "episodes" / "two.md").write_text(
        "---\ntitle: Two\nepisode: 2\ndate: 2026-02-01\nchapters:\n- {start: 0, title: All of it}\n---\n",
        encoding="utf-8",
    )
    assert build(show).exit_code == 0
    assert (show / "feed" / "chapters" / "two.json").is_file()
    (show / "feed" / "CNAME").write_text("podcast.example.com\n", encoding="utf-8")
    (show / "episodes" / "two.md").write_text("---\ntitle: Two\nepisode: 2\ndate: 2026-02-01\n---\n", encoding="utf-8")
    assert "1 removed" in build(show).stdout
    assert not (show / "feed" / "chapters" / "two.json").exists()
    assert (show / "feed" / "CNAME").read_text(encoding="utf-8") == "podcast.example.com\n"


def test_relative_links_in_notes_lead_into_the_show_folder(show: Path) -> None:
    (show / "show.yaml").write_text(
        (show / "show.yaml").read_text(encoding="utf-8").replace("/base/", "/base"), encoding="utf-8"
    )
    episode = show / "episodes" / "one.md"
    episode.write_text(episode.read_text(encoding="utf-8") + "See [the page](notes/page.html).\n", encoding="utf-8")
    assert build(show).exit_code == 0
    feed = (show / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert '<a href="https://example.com/base/notes/page.html">the page</a>' in feed


def test_new_artwork_has_a_new_address(show: Path) -> None:
    build(show)
    before = sorted(path.name for path in (show / "feed" / "images").iterdir())
    shutil.copyfile(ROOT / "artwork.jpg", show / "artwork.jpg")
    build(show)
    after = sorted(path.name for path in (show / "feed" / "images").iterdir())
    assert len(before) == len(after) == 1
    assert before != after
    assert after[0] in (show / "feed" / "feed.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["audio", "episodes", "people"])
def test_a_folder_that_is_a_link_is_a_problem(show: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.mp3").write_bytes(b"secret")
    shutil.rmtree(show / name, ignore_errors=True)
    (show / name).symlink_to(tmp_path / "elsewhere")
    result = build(show)
    assert result.exit_code == 1
    assert f"{name}: error: is a link to a folder, which is not followed; put the folder itself here" in result.stderr
    assert "secret" not in result.stderr


@pytest.mark.parametrize("name", ["episodes/two.md", "audio/one.mp3", "artwork.jpg", "episodes/one.vtt"])
def test_links_that_lead_out_are_not_followed(show: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("---\ntitle: Secret\ndate: 2026-01-01\n---\n", encoding="utf-8")
    (show / name).unlink(missing_ok=True)
    (show / "episodes" / "one.md").write_text(
        EPISODE.format(title="One", number=1, date="2026-01-05"), encoding="utf-8"
    )
    (show / name).symlink_to(secret)
    result = build(show)
    assert result.exit_code == 1
    assert "leads out of the show folder" in result.stderr
    assert not (show / "feed" / "feed.xml").exists()


@pytest.mark.parametrize(
    ("name", "where"),
    [("episodes/two.md", "episodes/two.md"), ("audio/one.mp3", "audio/one.mp3"), ("artwork.jpg", "show.yaml:6")],
)
def test_pipes_and_devices_are_not_read(show: Path, name: str, where: str) -> None:
    assert build(show).exit_code == 0
    before = tree(show / "feed")
    (show / name).unlink(missing_ok=True)
    os.mkfifo(show / name)
    result = build(show)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{where}: error: ")
    assert "is not a regular file" in result.stderr
    assert tree(show / "feed") == before


def test_a_folder_of_episodes_that_cannot_be_followed_is_a_problem(show: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (show / "episodes" / "old").symlink_to(tmp_path / "archive")
    result = build(show)
    assert result.exit_code == 1
    assert "episodes/old: error: is a link to a folder, which is not followed; put the folder itself" in result.stderr


def test_an_accent_spelt_in_another_way_makes_the_same_feed(show: Path) -> None:
    add_episode(show, unicodedata.normalize("NFC", "é-2"), number=2)
    assert build(show).exit_code == 0
    before = tree(show / "feed")
    for folder, suffix in (("episodes", ".md"), ("audio", ".mp3")):
        (show / folder / f"é-2{suffix}").rename(show / folder / unicodedata.normalize("NFD", f"é-2{suffix}"))
    assert "0 files written" in build(show).stdout
    assert tree(show / "feed") == before


def test_one_cover_in_every_recording_is_one_file(show: Path, tmp_path: Path) -> None:
    cover = (ROOT / "artwork.jpg").read_bytes()
    for number in (2, 3):
        add_episode(show, f"more-{number}", number=number)
        tags = ID3()
        tags.add(APIC(mime="image/jpeg", type=3, data=cover))
        tags.save(show / "audio" / f"more-{number}.mp3")
    assert build(show).exit_code == 0
    covers = [path.name for path in (show / "feed" / "images").iterdir() if path.name.startswith("cover-")]
    assert len(covers) == 1
    assert (show / "feed" / "feed.xml").read_text(encoding="utf-8").count(covers[0]) == 2


def test_a_feed_elsewhere_leaves_the_other_files_where_they_are(show: Path) -> None:
    with (show / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("feed_url: https://feeds.example.net/base\naudio_url: https://cdn.example.net/base\n")
    assert build(show).exit_code == 0
    text = (show / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert '<atom:link href="https://feeds.example.net/base" rel="self"' in text
    assert text.count("https://feeds.example.net/") == 1
    assert 'url="https://example.com/base/feed/chapters/one.json"' in text
    assert 'url="https://cdn.example.net/base/one.mp3"' in text


def test_a_feed_folder_elsewhere_is_not_written(show: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (show / "feed").symlink_to(elsewhere)
    result = build(show)
    assert result.exit_code == 1
    assert result.stderr.startswith("publish: ")
    assert tree(elsewhere) == {}


def test_a_file_name_that_is_no_text_is_a_problem(show: Path) -> None:
    (show / "episodes" / "bell\x07\x1b[2J.md").write_text("---\ntitle: Bell\n---\n", encoding="utf-8")
    with open(os.fsencode(show / "episodes") + b"/latin-\xe9.md", "w", encoding="utf-8") as file:
        file.write("---\ntitle: Latin\n---\n")
    result = build(show)
    assert result.exit_code == 1
    assert result.stderr.count("holds characters that are no text; rename it [file-name]") == 2
    assert "\x1b" not in result.stderr
    assert "\x07" not in result.stderr


@pytest.mark.parametrize(
    ("make", "suffix", "deadline_s", "message"),
    [
        (hanging_m4a, ".m4a", 3, "cannot be read: it took longer than 3 s"),
        (id3_bomb, ".mp3", 60, "cannot be read: it needs more than 512 MB of memory"),
    ],
)
def test_a_recording_that_hangs_or_eats_memory_costs_one_problem(
    show: Path,
    make: Callable[[Path], Path],
    suffix: str,
    deadline_s: float,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert build(show).exit_code == 0
    add_episode(show, "two", number=2)
    (show / "audio" / "two.mp3").unlink()
    make(show / "audio" / f"two{suffix}")
    monkeypatch.setattr("publisher.build.Workers", partial(Workers, deadline_s=deadline_s))
    before = tree(show / "feed")
    result = build(show)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"audio/two{suffix}: error: {message} [file-unreadable]",
        "publish: nothing was written: mend the errors above, and build again",
    ]
    assert tree(show / "feed") == before != {}


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("a: &a [*a]", "episodes/two.md:2: error: the alias *a is not supported"),
        ("base: &base {title: x}\n<<: *base", "episodes/two.md:3: error: the alias *base is not supported"),
        ("a: " + "[" * 100_000, "episodes/two.md:2: error: nested more than 20 levels deep"),
        ("\n".join(f"k{n}: &k{n} [{'*k' + str(n - 1) if n else 'x'}]" for n in range(30)), "the alias *k0"),
        ("episode: " + "9" * 5000, "episodes/two.md:2: error: episode: '999"),
        ("duration: " + "59:" * 40_000 + "59", "episodes/two.md:2: error: duration: '59:59"),
        ("title: x" * 1_200_000, "episodes/two.md: error: the file is larger than 8 MB"),
        ("title: !!python/object/apply:os.system [true]", "episodes/two.md:2: error: the tag"),
    ],
    ids=["self", "merge", "deep", "bomb", "digits", "sexagesimal", "large", "object"],
)
def test_hostile_yaml_is_one_message_and_the_feed_stays(show: Path, keys: str, message: str) -> None:
    assert build(show).exit_code == 0
    before = tree(show / "feed")
    (show / "episodes" / "two.md").write_text(f"---\n{keys}\n---\n", encoding="utf-8")
    result = build(show)
    assert result.exit_code == 1
    errors = [line for line in result.stderr.splitlines() if ": error: " in line]
    assert len(errors) == 1
    assert message in errors[0]
    assert tree(show / "feed") == before


def test_a_folder_without_a_show_is_explained(tmp_path: Path) -> None:
    result = build(tmp_path)
    assert result.exit_code == 2
    assert result.stderr == "publish: there is no show.yaml here; go to the folder of the show, or name it with -C\n"


def test_a_time_that_is_none_is_wrong_usage(show: Path) -> None:
    result = publish("build", "-C", show, "--now", "soon")
    assert result.exit_code == 2
    assert "write 2026-01-31T18:00+01:00" in result.stderr


def on_terminal(*arguments: str) -> tuple[int, str]:
    """Runs the command on a terminal of its own; gives its exit code and all that the terminal got."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "publisher", *arguments]
    with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, cwd=ROOT) as process:
        os.close(child)
        seen = b""
        while True:
            try:
                part = os.read(parent, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
    os.close(parent)
    return process.returncode, seen.decode()


def test_a_terminal_sees_progress_and_no_tricks(show: Path) -> None:
    (show / "episodes" / "one.md").write_text(
        '---\ntitle: One\nepisode: 1\ndate: 2026-01-05\nlinks:\n  web: "x\\x9b31m\\u202ey"\n---\n', encoding="utf-8"
    )
    code, seen = on_terminal("build", "-C", str(show), "--now", NOW)
    assert code == 0
    assert "recordings: 1 of 1" in seen
    assert "x\\x9b31m\\u202ey" in seen
    assert "\x9b" not in seen
    assert "\u202e" not in seen


def test_a_plain_list_of_times_in_the_notes_stays_a_list_and_is_the_only_one(show: Path) -> None:
    episode = show / "episodes" / "one.md"
    times = "Chapters:\n00:00 Beginning\n00:20 Feeds\n00:40 Goodbye\n"
    episode.write_text(episode.read_text(encoding="utf-8") + times, encoding="utf-8")
    assert build(show).exit_code == 0
    (item,) = feedparser.parse((show / "feed" / "feed.xml").read_bytes()).entries
    for html in (item.summary, item.content[0].value):
        assert re.findall(r"\d\d:\d\d", html) == ["00:00", "00:20", "00:40"]
        assert re.search(r"(<br ?/?>|<p>)00:20 Feeds(<br ?/?>|</p>)", html)
