"""``publish check --online`` and ``--fix`` as a podcaster runs them, against platforms on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from publisher.online.settings import BASES
from tests.loopback import Reply
from tests.platform_server import SHOW_ID, Platforms, apple_link, episode, listing
from tests.show_folders import NOW, publish

VIDEO, OTHER = "0Gqx1LtqRZU", "346N_pCtYZU"
SPOTIFY = "3LhBOO1UANCGbOwkntZt4j"
PATHS = {"youtube": "youtube", "youtube_images": "images", "spotify": "spotify", "apple": "apple", "anchor": "anchor"}


@pytest.fixture
def platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Platforms]:
    with Platforms() as served:
        for name, path in PATHS.items():
            monkeypatch.setenv(BASES[name][0], served.url(f"/{path}"))
        monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr("publisher.online.settings.time.sleep", lambda _: None)
        yield served


def check(folder: Path, *options: str) -> Result:
    return publish("check", "-C", folder, "--now", NOW, "--allow-private", *options)


def found(result: Result, *prefixes: str) -> list[str]:
    rows = json.loads(result.stdout)
    return [f"{row['path']}:{row['line']} {row['check']}" for row in rows if row["check"].startswith(prefixes)]


def with_pages(titles: dict[str, str]) -> Reply:
    """What Apple lists, each episode with its page."""
    plain = listing(titles)
    rows = json.loads(plain.body)
    for row in rows["results"][1:]:
        row["trackViewUrl"] = f"{apple_link(row['trackId'])}&uo=4"
    return replace(plain, body=json.dumps(rows).encode())


def test_links_that_are_gone_or_lead_elsewhere_are_errors_at_their_lines(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    platforms.show(
        folder,
        {
            "one": episode(
                "Why bees dance", {"youtube": platforms.video(VIDEO, "How whales sing"), "web": platforms.url("/no")}
            ),
            "two": episode(
                "How whales sing", {"youtube": platforms.video(OTHER, "How whales sing")}, date="2026-01-06"
            ),
        },
    )
    result = check(folder, "--online", "--format", "json")
    assert result.exit_code == 1
    links = [row for row in found(result, "online-wrong", "online-gone") if "one.md:1" in row]
    assert links == ["episodes/one.md:10 online-wrong-episode", "episodes/one.md:11 online-gone"]
    assert "URLs asked about: " in result.stderr


def test_a_second_run_asks_nothing_that_is_known(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    platforms.show(folder, {"one": episode("Why bees dance", {"youtube": platforms.video(VIDEO, "Why bees dance")})})
    first = check(folder, "--online", "--format", "json")
    asked = [one for one in platforms.server.asked if one.path == "/youtube/oembed"]
    second = check(folder, "--online", "--format", "json")
    assert first.stdout == second.stdout
    assert [one for one in platforms.server.asked if one.path == "/youtube/oembed"] == asked


def test_nobody_is_asked_without_being_told_to(platforms: Platforms, tmp_path: Path) -> None:
    platforms.show(tmp_path / "show", {"one": episode(links={"youtube": platforms.video(VIDEO, "One")})})
    check(tmp_path / "show")
    assert platforms.server.asked == []


def test_private_addresses_are_asked_only_when_allowed(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    platforms.show(folder, {"one": episode(links={"youtube": platforms.video(VIDEO, "One")})})
    result = publish("check", "-C", folder, "--now", NOW, "--online")
    assert platforms.server.asked == []
    assert "online-unknown" in result.stdout


def test_a_todo_is_filled_in_from_the_list_of_apple(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    titles = {f"100000000{number}": f"Talk number {word}" for number, word in enumerate(("one", "two", "three"), 1)}
    links = {number: {"apple": apple_link(number)} for number in titles}
    links["1000000003"] = {"apple": "TODO  # soon"}
    platforms.apple(with_pages(titles))
    platforms.show(
        folder,
        {
            f"e{number}": episode(title, links[number], date=f"2026-01-0{index}")
            for index, (number, title) in enumerate(titles.items(), 1)
        },
    )
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    dry = check(folder, "--online", "--fix", "--dry-run")
    assert {path: path.read_bytes() for path in folder.rglob("*.md")} == before
    assert "-  apple: TODO  # soon\n+  apple: https://podcasts.apple.com/" in dry.stdout
    result = check(folder, "--online", "--fix", "--format", "json")
    text = (folder / "episodes" / "e1000000003.md").read_text(encoding="utf-8")
    assert f"id{SHOW_ID}?i=1000000003  # soon\n" in text
    assert found(result, "link-todo") == []
    assert "1 value mended in 1 file" in result.stderr
    assert "0 values mended in 0 files" in check(folder, "--online", "--fix").stderr


def test_a_fix_needs_no_network_where_the_file_proves_it(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    text = episode("One", {"spotify": f"https://open.spotify.com/episode/{SPOTIFY}?si=abc"})
    platforms.show(folder, {"one": text})
    result = check(folder, "--fix")
    assert (folder / "episodes" / "one.md").read_text(encoding="utf-8") == text.replace("?si=abc", "")
    assert "episodes/one.md:10: links.spotify: " in result.stderr
    assert platforms.server.asked == []


def test_no_id_is_taken_from_a_link_to_another_episode(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    titles = {"one": ("Why bees dance", VIDEO, "Why bees dance"), "two": ("How whales sing", OTHER, "Why bees dance")}
    files = {
        name: episode(title, {"youtube": platforms.video(video, there)}, date=f"2026-01-0{index}")
        for index, (name, (title, video, there)) in enumerate(titles.items(), 1)
    }
    platforms.show(
        folder, {name: text.replace("links:", "ids:\n  youtube: TODO\nlinks:") for name, text in files.items()}
    )
    result = check(folder, "--online", "--fix")
    assert "online-wrong-episode" in result.stdout
    assert f"ids:\n  youtube: {VIDEO}\n" in (folder / "episodes" / "one.md").read_text(encoding="utf-8")
    assert "ids:\n  youtube: TODO\n" in (folder / "episodes" / "two.md").read_text(encoding="utf-8")


def test_only_the_named_files_are_mended(platforms: Platforms, tmp_path: Path) -> None:
    folder = tmp_path / "show"
    text = episode("One", {"spotify": f"https://open.spotify.com/episode/{SPOTIFY}?si=abc"})
    platforms.show(folder, {"one": text, "two": text.replace("title: One", "title: Two")})
    check(folder, "--fix", "episodes/two.md")
    assert "?si=abc" in (folder / "episodes" / "one.md").read_text(encoding="utf-8")
    assert "?si=abc" not in (folder / "episodes" / "two.md").read_text(encoding="utf-8")


def test_a_feed_is_checked_by_its_url(platforms: Platforms) -> None:
    url = platforms.page("/feed.xml", Reply(body=b"<rss version='2.0'></rss>"))
    result = check(Path(), url, "--format", "json")
    assert [row.rpartition(" ")[2] for row in found(result, "feed-")] == ["feed-unreadable"]


def test_a_dry_run_without_a_fix_is_wrong_usage(tmp_path: Path) -> None:
    assert check(tmp_path, "--dry-run").exit_code == 2
    assert check(tmp_path, "--online", "feed.xml").exit_code == 2
