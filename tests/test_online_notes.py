"""What `publish check --online` says of the links in show notes and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.checks.online_mentions import mentioned
from publisher.model import Severity
from tests.loopback import Reply, redirect
from tests.platform_server import MP3, RSS, Platforms, episode, merged_of, problems_of, short

VIDEO, OTHER_VIDEO = "0Gqx1LtqRZU", "346N_pCtYZU"


@pytest.fixture
def platforms() -> Iterator[Platforms]:
    """All platforms, and a web server on which the show's own files are as they should be."""
    with Platforms() as served:
        served.page("/show/", Reply())
        served.page("/show/feed/feed.xml", Reply(headers=RSS, body=b"<rss/>"))
        served.page("/one.mp3", Reply(body=b"0123456789", headers=MP3, ranges="right"))
        yield served


def one(platforms: Platforms, text: str, **more: str) -> str:
    """An episode with an article, which begins on line 12."""
    links = {"web": platforms.page("/page", Reply())}
    return episode(links=links, audio=platforms.url("/one.mp3"), **more) + text


def found(platforms: Platforms, folder: Path, episodes: dict[str, str], show: str = "") -> list[str]:
    """What is found of texts; the artwork is nowhere, which is none of their business."""
    merged = platforms.show(folder, episodes, show)
    return [said for said in short(platforms.problems(merged)) if not said.startswith("show.yaml:6 ")]


def test_links_in_every_text_are_asked(platforms: Platforms, tmp_path: Path) -> None:
    gone = platforms.url("/gone")
    article = (
        f"Hello.\n\nSee [this]({gone}/link) and <{gone}/auto>,\nor {gone}/bare.\n\n"
        f'<a href="{gone}/html?a=1&amp;b=2">that</a> or [it][1]\n\n[1]: {gone}/definition "a title"\n'
    )
    files = {"one": one(platforms, article, more=f'description: "**{gone}/description**"')}
    merged = platforms.show(tmp_path, files, "funding:\n  url: " + platforms.page("/give", Reply()) + "\n")
    problems = [one for one in platforms.problems(merged) if one.place.path == "episodes/one.md"]
    assert [(str(one.place.line), one.about.removeprefix(gone)) for one in problems] == [
        ("8", "/description"),
        ("14", "/auto"),
        ("14", "/link"),
        ("15", "/bare"),
        ("17", "/html?a=1&amp;b=2"),
        ("19", "/definition"),
    ]
    assert {(one.check, one.severity) for one in problems} == {("online-notes-gone", Severity.WARNING)}
    assert problems[0].message == (
        f"'{gone}/description' leads nowhere (127.0.0.1:{platforms.server.port} answers 404 Not Found); "
        "write its new address, link to a copy at web.archive.org, or leave the link out"
    )


def test_the_description_of_the_show_is_a_text_too(platforms: Platforms, tmp_path: Path) -> None:
    platforms.show(tmp_path, {"one": one(platforms, "")})
    yaml = tmp_path / "show.yaml"
    described = f"description: '[Small]({platforms.url('/gone')}).'"
    yaml.write_text(re.sub("description: .*", described, yaml.read_text()))
    problems = platforms.problems(merged_of(tmp_path, ["one"]))
    assert [said for said in short(problems) if "notes" in said] == ["show.yaml:2 online-notes-gone"]


def test_links_that_are_there_and_texts_that_are_no_links(platforms: Platforms, tmp_path: Path) -> None:
    walking = platforms.page("/Walking_(sport)", Reply())
    underlined = platforms.page("/a_b_c", Reply())
    article = (
        f"[Walking]({walking}), {walking}, and ({walking}).\n"
        f"[escaped]({underlined.replace('_', chr(92) + '_')})\n"
        f"`{platforms.url('/in-code')}`\n\n    {platforms.url('/in-a-block')}\n\n"
        f"<!-- {platforms.url('/in-a-comment')} -->\n\n![picture]({platforms.url('/left-out.png')})\n\n"
        f"[relative](/elsewhere) [anchor](#here) [mail](mailto:a@example.org)\n\n"
        f"[wrong](https://http://127.0.0.1/x)\n"
    )
    assert found(platforms, tmp_path, {"one": one(platforms, article)}) == []
    assert platforms.server.count("/Walking_(sport)") == platforms.server.count("/a_b_c") == 1


def test_each_url_is_asked_once_and_said_at_every_line(platforms: Platforms, tmp_path: Path) -> None:
    gone, page = platforms.url("/gone"), platforms.url("/page")
    text = f"[a]({gone}) and [b]({gone})\n\n[c]({gone}) [d]({page}) [e]({platforms.url('/one.mp3')})\n"
    files = {name: one(platforms, text, date=f"2026-01-0{number}") for number, name in enumerate(("one", "two"), 1)}
    assert found(platforms, tmp_path, files) == [
        f"episodes/{name}.md:{line} online-notes-gone" for name in files for line in (12, 14)
    ]
    assert platforms.server.count("/gone", "HEAD") == 2  # the second look
    assert platforms.server.count("/page") == 1
    assert platforms.server.count("/one.mp3", "HEAD") == 1


def test_episodes_that_are_not_out_yet_are_not_asked(platforms: Platforms, tmp_path: Path) -> None:
    files = {
        "later": one(platforms, f"[a]({platforms.url('/later')})\n", date="2026-07-01"),
        "one": one(platforms, ""),
    }
    assert found(platforms, tmp_path, files) == []
    assert platforms.server.count("/later") == 0


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503, 999])
def test_hosts_that_say_nothing_to_programs_are_one_note(platforms: Platforms, tmp_path: Path, status: int) -> None:
    text = "".join(f"[{n}]({platforms.page(f'/{n}', Reply(status=status))})\n" for n in range(5))
    merged = platforms.show(tmp_path, {"one": one(platforms, text)})
    problems = [problem for problem in platforms.problems(merged) if problem.place.path == "episodes/one.md"]
    assert [(short([one])[0], one.severity) for one in problems] == [
        ("episodes/one.md:12 online-unknown", Severity.NOTE)
    ]


def test_many_hosts_of_texts_that_say_nothing_are_one_note_together(platforms: Platforms, tmp_path: Path) -> None:
    with Platforms() as second, Platforms() as third:
        text = "\n".join(
            f"[{n}]({served.page(f'/{n}', Reply(status=403))})" for served in (second, third) for n in range(3)
        )
        merged = platforms.show(tmp_path, {"one": one(platforms, text)})
        problems = [problem for problem in platforms.problems(merged) if problem.place.path == "episodes/one.md"]
    assert short(problems) == ["episodes/one.md:12 online-unknown"]
    assert problems[0].message.startswith("nothing is known of 6 URLs at 127.0.0.1:")
    assert re.search(r"127\.0\.0\.1:\d+, 127\.0\.0\.1:\d+: answers 403 Forbidden;", problems[0].message)


def test_redirects_in_texts_are_told_where_the_old_site_may_go(platforms: Platforms, tmp_path: Path) -> None:
    platforms.page("/", Reply())
    places = {"/old": "/page", "/away": "/page", "/article": "/"}
    urls = [platforms.page(path, redirect(there, 301)) for path, there in places.items()]
    merged = platforms.show(tmp_path, {"one": one(platforms, "\n".join(f"[a]({url})" for url in urls))})
    answers = platforms.ask(merged)
    elsewhere = {
        target: replace(verdict, moved_to="https://elsewhere.example/new")
        for target, verdict in answers.verdicts.items()
        if target.url == urls[1]
    }
    problems = problems_of(merged, replace(answers, verdicts={**answers.verdicts, **elsewhere}))
    assert [str(one) for one in problems if one.check == "online-moved"] == [
        f"episodes/one.md:13: note: notes: '{urls[1]}' has moved for good; write https://elsewhere.example/new "
        "[online-moved]",
        f"episodes/one.md:14: note: notes: '{urls[2]}' only leads to the front page; find its new address "
        "[online-moved]",
    ]


def test_videos_of_others_in_texts(platforms: Platforms, tmp_path: Path) -> None:
    dead, kept = platforms.video(VIDEO, 404), platforms.video(OTHER_VIDEO, 401, 200)
    platforms.video("private____", 403, Reply(headers={"Content-Type": "image/jpeg"}))
    alive = platforms.video("alive______", "Something else altogether")
    private = "https://youtu.be/private____"
    text = f"[a]({dead})\n[b]({kept})\n[c]({private})\n[d]({alive})\n"
    assert found(platforms, tmp_path, {"one": one(platforms, text)}) == [
        "episodes/one.md:12 online-notes-gone",
        "episodes/one.md:14 online-unknown",
    ]


def test_shows_of_others_at_apple_cost_no_lookup(platforms: Platforms, tmp_path: Path) -> None:
    text = "[a](https://podcasts.apple.com/us/podcast/other/id77?i=88)\n"
    merged = platforms.show(tmp_path, {"one": one(platforms, text)})
    assert [use.target.way.value for use in mentioned(merged)] == ["page"]


def test_own_links_come_first(platforms: Platforms, tmp_path: Path) -> None:
    text = "\n".join(f"[{n}]({platforms.page(f'/{n}', Reply())})" for n in range(30))
    platforms.ask(platforms.show(tmp_path, {"one": one(platforms, text)}))
    order = [asked.path for asked in platforms.server.asked]
    texts = [order.index(f"/{n}") for n in range(30)]
    assert max(order.index("/page"), order.index("/one.mp3"), order.index("/show/")) < min(texts)
