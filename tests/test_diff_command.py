"""``publish diff``: what it says of a show folder, a line for each episode."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from publisher.sources.feed_file import parse_feed
from tests.loopback import Loopback, Reply
from tests.show_folders import BASE, NOW, build, lay_over, publish, tree

TWO = "---\ntitle: The second one\nseason: 1\nepisode: 2\ndate: 2026-02-01\n---\nNotes of two.\n"
CHAPTERS = "chapters:\n- {start: 0, title: Hello}\n- {start: 1, title: Bye}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two episodes, built."""
    folder = tmp_path_factory.mktemp("built") / "show"
    lay_over(BASE, folder)
    add(folder, "two", TWO)
    assert build(folder).exit_code == 0
    return folder


@pytest.fixture
def show(built: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    return shutil.copytree(built, tmp_path / "show")


def add(show: Path, name: str, text: str) -> None:
    (show / "episodes" / f"{name}.md").write_text(text, encoding="utf-8")
    shutil.copyfile(BASE / "audio" / "one.mp3", show / "audio" / f"{name}.mp3")


def edit(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def diff(show: Path, *options: str, now: str = NOW) -> list[str]:
    """The lines, without the last one, that counts them; where something changes the exit code is 1."""
    result = publish("diff", "-C", show, "--now", now, *options)
    *lines, last = result.stdout.splitlines()
    assert (result.exit_code, last.startswith("against ")) == ((1, True) if lines and not _calm(lines) else (0, False))
    return lines or [last]


def _calm(lines: list[str]) -> bool:
    return all(line.startswith("upcoming: ") for line in lines)


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            path.stat().st_ino,
            b"" if path.is_dir() else path.read_bytes(),
        )
        for path in sorted([folder, *folder.rglob("*")])
    }


def test_before_the_first_build_everything_is_new_and_nothing_is_written(tmp_path: Path) -> None:
    show = tmp_path / "show"
    lay_over(BASE, show)
    before = state(show)
    assert diff(show) == ["new: 'The first one' (S1E1), 2026-01-05"]
    assert state(show) == before


def test_after_a_build_nothing_changes(show: Path) -> None:
    before = state(show)
    assert diff(show) == ["Nothing changes for subscribers."]
    assert state(show) == before


def test_every_field_that_changes_is_named_with_both_values(show: Path) -> None:
    edit(
        show / "episodes" / "one.md",
        ("title: The first one", "title: The very first"),
        ("episode: 1", "episode: 3\nexplicit: true\ntype: bonus\nkeywords: [bread]\nlink: https://example.com/one"),
        ("How it began", "How it all began"),
    )
    (line,) = diff(show)
    assert line == (
        "changed: 'The very first' (S1E3): title 'The first one' → 'The very first'; number S1E1 → S1E3; "
        "type full → bonus; explicit no → yes; link https://example.com/base/one/ → https://example.com/one; "
        "keywords: added bread; notes 'How it began.' → 'How it all began.'"
    )


def test_people_and_rare_fields_are_named_too(show: Path) -> None:
    edit(
        show / "episodes" / "two.md",
        ("episode: 2", "episode: 2\nguests: [Bob]\nsoundbites:\n- {start: 0, duration: 1, title: The best}"),
    )
    assert diff(show) == ["changed: 'The second one' (S1E2): people: added Bob (guest); soundbites: added The best"]


def test_a_link_in_the_notes_is_a_change_though_the_words_stay(show: Path) -> None:
    edit(show / "episodes" / "two.md", ("Notes of", "[Notes](https://example.com/a) of"))
    assert diff(show) == [
        "changed: 'The second one' (S1E2): links in the notes: added https://example.com/a",
    ]


def test_a_new_recording_under_the_same_name_is_not_fetched_by_those_who_have_the_old_one(show: Path) -> None:
    with (show / "audio" / "two.mp3").open("ab") as file:
        file.write(b"\0" * 128)
    (line,) = diff(show)
    assert line.startswith("new enclosure: 'The second one' (S1E2): size ")
    assert line.endswith("(apps that have it keep the old one)")


def test_new_upcoming_and_put_off(show: Path) -> None:
    add(show, "three", TWO.replace("second", "third").replace("episode: 2", "episode: 3").replace("02-01", "05-31"))
    add(
        show,
        "four",
        TWO.replace("second", "fourth").replace("episode: 2", "episode: 4").replace("02-01", "07-01 18:00"),
    )
    assert diff(show) == [
        "new: 'The third one' (S1E3), 2026-05-31",
        "upcoming: 'The fourth one' (S1E4), 2026-07-01 18:00 CEST",
    ]
    build(show)
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "upcoming: 'The fourth one' (S1E4), 2026-07-01 18:00 CEST",
        "Nothing changes for subscribers.",
    ]


def test_chapters_and_transcripts_that_come_change_and_go(show: Path) -> None:
    two = show / "episodes" / "two.md"
    edit(two, ("episode: 2\n", f"episode: 2\n{CHAPTERS}"))
    assert diff(show) == ["chapters changed: 'The second one' (S1E2): chapters added: 2"]
    build(show)
    edit(two, ("{start: 1, title: Bye}", "{start: 1, title: Bye, url: https://example.com/bye}"))
    edit(show / "episodes" / "one.md", ("Hello and welcome", "Hello and goodbye"))
    assert diff(show) == [
        "chapters changed: 'The second one' (S1E2): chapter 2 'Bye' has another link",
        "transcript changed: 'The first one' (S1E1): transcript 'Ada: Hello and welcome.' → 'Ada: Hello and goodbye.'",
    ]
    build(show)
    edit(two, ("chapters:\n- {start: 0, title: Hello}\n- {start: 1, title: Bye, url: https://example.com/bye}\n", ""))
    (line,) = diff(show)
    assert line.endswith("chapters removed: all 2")


def test_a_published_episode_that_would_vanish_comes_first_with_what_stops_the_build(show: Path) -> None:
    (show / "episodes" / "one.md").unlink()
    edit(show / "episodes" / "two.md", ("second", "zweite"))
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.exit_code == 1
    assert "error: subscribers would lose 'The first one'" in result.stderr
    assert result.stdout.splitlines() == [
        "vanished: 'The first one' (S1E1), 2026-01-05",
        "changed: 'The zweite one' (S1E2): title 'The second one' → 'The zweite one'",
        "against feed/feed.xml: 1 vanished, 1 changed",
        "the next build stops: 1 error to mend; until then, subscribers keep the feed that they have",
    ]


def test_what_an_error_hides_is_not_guessed(show: Path) -> None:
    edit(show / "episodes" / "one.md", ("season: 1", "season: {"))
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.stdout.splitlines()[0] == (
        "cannot be told: 'The first one' (S1E1), because of an error with episodes/one.md"
    )
    edit(show / "show.yaml", ("title: ", "titel: "))
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith("the next build stops: ")


def test_another_guid_means_that_every_app_fetches_it_once_more(show: Path) -> None:
    edit(show / "episodes" / "two.md", ("episode: 2", "episode: 2\nguid: mine"))
    feed = parse_feed((show / "feed" / "feed.xml").read_bytes(), "").value
    assert feed is not None
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.stdout.splitlines()[0] == (
        f"guid changed: 'The second one' (S1E2): guid {feed.items[0].guid} → mine (every app fetches it once more)"
    )


def test_another_date_sorts_an_episode_anew(show: Path) -> None:
    edit(show / "episodes" / "two.md", ("2026-02-01", "2026-02-03 18:00"))
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.stdout.splitlines()[0] == (
        "re-dated: 'The second one' (S1E2): date 2026-02-01 00:00 CET → 2026-02-03 18:00 CET"
    )
    edit(show / "episodes" / "two.md", ("2026-02-03 18:00", "2026-12-01"))
    result = publish("diff", "-C", show, "--now", NOW)
    assert result.stdout.splitlines()[0] == "vanished: 'The second one' (S1E2), 2026-02-01, until 2026-12-01 00:00 CET"


def test_the_show_s_own_fields(show: Path) -> None:
    edit(
        show / "show.yaml",
        ("title: The Base Show", "title: The Better Show"),
        ("category: Technology", "category: Arts\nmoved_to: https://example.org/new.xml"),
        ("nothing wrong", "nothing amiss"),
    )
    assert diff(show) == [
        "show moved: new address of the feed added: https://example.org/new.xml (apps go there for good)",
        "show changed: title 'The Base Show' → 'The Better Show'",
        "show changed: description 'A small show that has nothing wrong with it.' → "
        "'A small show that has nothing amiss with it.'",
        "show changed: categories: added Arts; removed Technology",
    ]


def test_another_artwork_of_the_show_is_told_once(show: Path) -> None:
    shutil.copyfile(show / "artwork.jpg", show / "cover.jpg")
    edit(show / "show.yaml", ("image: artwork.jpg", "image: cover.jpg"))
    (line,) = diff(show)
    assert line.startswith("show changed: artwork https://example.com/base/feed/images/artwork-")


def test_files_that_somebody_took_away_come_back(show: Path) -> None:
    (show / "feed" / "transcripts" / "one.srt").unlink()
    (picture,) = (show / "feed" / "images").iterdir()
    picture.unlink()
    assert diff(show) == [
        "transcript changed: 'The first one' (S1E1): transcripts/one.srt is missing, and comes back",
        f"file: feed/images/{picture.name} is written",
    ]


def test_a_feed_that_is_written_otherwise_and_says_the_same(show: Path) -> None:
    edit(show / "feed" / "feed.xml", ("<itunes:explicit>false<", "<itunes:explicit>no<"))
    assert diff(show) == [
        "written otherwise: the show: the same to subscribers (itunes:explicit)",
        "written otherwise: 'The second one' (S1E2): the same to subscribers (itunes:explicit)",
        "written otherwise: 'The first one' (S1E1): the same to subscribers (itunes:explicit)",
    ]


def test_the_date_of_the_feed_alone_is_no_change(show: Path) -> None:
    feed = show / "feed" / "feed.xml"
    text = feed.read_text(encoding="utf-8")
    start = text.index("<lastBuildDate>")
    feed.write_text(text[: start + 15] + "Mon, 05 Jan 2026 12:00:00 +0000" + text[text.index("</lastBuild") :], "utf-8")
    assert diff(show) == ["Nothing changes for subscribers."]


def test_two_items_with_one_guid_in_the_feed_of_another_host(show: Path, tmp_path: Path) -> None:
    feed = parse_feed((show / "feed" / "feed.xml").read_bytes(), "").value
    assert feed is not None
    one, two = feed.items[1].guid, feed.items[0].guid
    other = tmp_path / "other.xml"
    other.write_text((show / "feed" / "feed.xml").read_text(encoding="utf-8").replace(two, one), encoding="utf-8")
    lines = diff(show, "--against", str(other))
    assert lines[0] == (
        f"guid twice: 'The second one' (S1E2) and 'The first one' (S1E1) have one guid in {other}: "
        "apps show only one of them"
    )


def test_a_post_of_a_blog_that_is_no_episode_vanishes_from_nobodys_app(show: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    post = "<item><title>A word</title><guid>?p=1</guid><pubDate>Mon, 05 Jan 2026 12:00:00 +0000</pubDate></item>"
    text = (show / "feed" / "feed.xml").read_text(encoding="utf-8")
    other.write_text(text.replace("</channel>", f"{post}</channel>"), encoding="utf-8")
    assert diff(show, "--against", str(other))[0] == (
        "vanished: 'A word', 2026-01-05 (a post without a recording, which apps do not list)"
    )


def test_against_a_file_the_files_beside_it_count_and_what_is_not_there_is_said(show: Path, tmp_path: Path) -> None:
    shutil.copytree(show / "feed", tmp_path / "old")
    edit(show / "episodes" / "one.md", ("Hello", "Hullo"))
    old = tmp_path / "old" / "feed.xml"
    changed = (
        "transcript changed: 'The first one' (S1E1): transcript 'Ada: Hello and welcome.' → 'Ada: Hullo and welcome.'"
    )
    assert diff(show, "--against", str(old)) == [changed]
    shutil.rmtree(tmp_path / "old" / "transcripts")
    shutil.rmtree(tmp_path / "old" / "chapters")
    result = publish("diff", "-C", show, "--now", NOW, "--against", str(old))
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "not compared: chapters/one.json is not beside the feed, and neither can 1 other",
            "Nothing changes for subscribers.",
        ],
    )


def test_against_a_url_the_files_that_the_feed_names_are_fetched(show: Path) -> None:
    with Loopback() as server:
        edit(show / "show.yaml", ("url: https://example.com/base/", f"url: {server.url('/')}"))
        assert build(show).exit_code == 0
        for path, content in tree(show / "feed").items():
            server.routes[f"/feed/{path}"] = Reply(body=content)
        url = server.url("/feed/feed.xml")
        assert diff(show, "--against", url, "--allow-private") == ["Nothing changes for subscribers."]
        assert server.count("/feed/chapters/one.json") == 1
        edit(show / "episodes" / "one.md", ("Hello", "Hullo"), ("- header: Beginning", "- header: Start"))
        (line,) = diff(show, "--against", url, "--allow-private")
        assert "transcript 'Ada: Hello and welcome.' → 'Ada: Hullo and welcome.'" in line
        assert "chapter 1 0:00 'Beginning' → 0:00 'Start'" in line
        del server.routes["/feed/transcripts/one.vtt"]
        result = publish("diff", "-C", show, "--now", NOW, "--against", url, "--allow-private")
        assert f"not compared: {server.url('/feed/transcripts/one.vtt')} cannot be read" in result.stdout
        refused = publish("diff", "-C", show, "--now", NOW, "--against", url)
        assert (refused.exit_code, "cannot be read" in refused.stderr) == (1, True)


def test_wrong_usage_is_2(show: Path, tmp_path: Path) -> None:
    assert publish("diff", "-C", show, "--against", str(tmp_path / "none.xml")).exit_code == 2
    assert publish("diff", "-C", show, "--format", "xml").exit_code == 2
    assert publish("diff", "-C", tmp_path).exit_code == 2


def test_what_is_no_feed_cannot_be_compared_with(show: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>Not found</title>", encoding="utf-8")
    result = publish("diff", "-C", show, "--against", str(page))
    assert result.exit_code == 1
    assert result.stderr == f"publish: {page}: this is a web page, not a feed; give the address of the feed itself\n"


def test_json_has_whole_values(show: Path) -> None:
    long = "Notes " + "and more notes " * 30
    edit(show / "episodes" / "two.md", ("Notes of two.", long), ("second", "2nd"))
    result = publish("diff", "-C", show, "--now", NOW, "--format", "json")
    report = json.loads(result.stdout)
    (change,) = report["changes"]
    assert (result.exit_code, report["counts"], change["kind"]) == (1, {"changed": 1}, "changed")
    assert [(one["field"], one["old"], one["new"]) for one in change["details"]] == [
        ("title", "The second one", "The 2nd one"),
        ("notes", "<p>Notes of two.</p>", f"<p>{long.strip()}</p>"),
    ]


def test_markdown_is_a_comment_in_which_no_title_does_anything(show: Path) -> None:
    title = "A | B <script>alert(1)</script> @octocat #7 [x](https://evil.example/a_b) `c` *d*"
    edit(show / "episodes" / "two.md", ("The second one", json.dumps(title)))
    result = publish("diff", "-C", show, "--now", NOW, "--format", "markdown")
    assert result.stdout.splitlines()[:4] == [
        "**What the next build changes for subscribers: 1 changed**",
        "",
        "**Changed**",
        "",
    ]
    assert "<script" not in result.stdout
    assert "@octocat" not in result.stdout
    assert "#7" not in result.stdout
    assert " | " not in result.stdout


def test_markdown_folds_long_lists_and_names_what_stops_the_build(show: Path) -> None:
    for number in range(3, 20):
        add(show, f"e{number}", TWO.replace("second", f"{number}th").replace("episode: 2", f"episode: {number}"))
        (show / "audio" / f"e{number}.mp3").write_bytes((BASE / "audio" / "one.mp3").read_bytes()[: -417 * number])
    edit(show / "episodes" / "one.md", ("season: 1", "season: {"))
    report = publish("diff", "-C", show, "--now", NOW, "--format", "markdown").stdout
    assert "**The next build stops: 1 error to mend; until" in report
    assert "\n- `episodes/one.md:" in report
    assert report.index("**Cannot be told**") < report.index("**New**")
    assert report.count("<details>") == report.count("</details>") == 1
    assert "<details><summary>all 17</summary>\n\n- 'The" in report


def test_markdown_says_that_nothing_changes(show: Path) -> None:
    result = publish("diff", "-C", show, "--now", NOW, "--format", "markdown")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "**Nothing changes for subscribers.**")


def test_a_folder_that_cannot_be_written_can_be_compared(show: Path) -> None:
    if os.geteuid() == 0:
        (show / "feed" / ".publish-manifest").chmod(0o444)
    before = state(show)
    for path in (show, show / "feed"):
        path.chmod(0o555)
    try:
        edit(show / "episodes" / "two.md", ("second", "2nd"))
        assert len(diff(show)) == 1
    finally:
        for path in (show, show / "feed"):
            path.chmod(0o755)
    assert state(show).keys() == before.keys()
