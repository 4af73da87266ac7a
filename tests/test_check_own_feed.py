"""What rules for feeds say of a show that is not a feed yet: in its authors' words, at their lines, once."""

from __future__ import annotations

from pathlib import Path

from tests.audio_samples import m4a
from tests.check_samples import episode, tagged
from tests.checked import problems_of
from tests.show_folders import BASE


def without(key: str) -> str:
    lines = (BASE / "show.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(f"{key}:"))


def test_a_missing_element_is_a_missing_key(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, {"show.yaml": without("author")})
    assert [(str(one.place), one.check) for one in problems] == [("show.yaml", "feed-author-missing")]
    assert problems[0].message.endswith("; write author: and the name")


def test_a_fault_stands_at_the_line_that_it_comes_from(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "show.yaml": without("author") + "author: Ada\ncopyright: © Ada Base\n",
        "episodes/two.md": episode("title: Fish &amp; chips", "date: 2026-02-01", "description: A talk."),
        "audio/two.mp3": tagged(),
    }
    lines = without("author").count("\n")
    found = {(str(one.place), one.check) for one in problems_of(tmp_path, files)}
    assert {(f"show.yaml:{lines + 2}", "feed-copyright"), ("episodes/two.md:2", "feed-title-markup")} <= found


def test_what_a_check_of_the_show_says_is_said_once(tmp_path: Path) -> None:
    guest = '{name: Bob, url: "http://bob.example/"}'
    text = episode(
        "title: 'S1E2: Two'",
        "season: 1",
        "episode: 2",
        "date: 2026-02-01",
        "description: A talk.",
        f"guests: [{guest}]",
    )
    problems = problems_of(tmp_path, {"episodes/two.md": text, "audio/two.mp3": tagged()})
    checks = [one.check for one in problems if one.place.path == "episodes/two.md"]
    assert sorted(checks) == ["title-numbered", "url-http"]


def test_http_is_said_where_it_is_written(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text(encoding="utf-8").replace("url: https:", "url: http:")
    text = episode(
        "title: Two", "date: 2026-02-01", "description: A.", "links:", "  youtube: http://youtu.be/0Gqx1LtqRZU"
    )
    problems = problems_of(tmp_path, {"show.yaml": show, "episodes/two.md": text, "audio/two.mp3": tagged()})
    found = [f"{one.place} {one.check}" for one in problems]
    assert found == ["episodes/two.md:6 link-http", "show.yaml:5 url-http"]


def test_what_most_episodes_lack_is_said_once_of_the_show(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"show.yaml": without("episode_link")}
    for number in range(2, 6):
        files[f"episodes/e{number}.md"] = episode(
            f"title: Talk {number * 'x'}", f"date: 2026-02-0{number}", "description: A talk."
        )
        files[f"audio/e{number}.mp3"] = tagged()
    found = [one for one in problems_of(tmp_path, files) if one.check == "feed-item-link-missing"]
    assert [str(one.place) for one in found] == ["show.yaml"]
    assert "episode_link: in show.yaml" in found[0].message


def test_a_url_of_another_form_is_told_once(tmp_path: Path) -> None:
    video = "- {url: 'http://www.youtube.com/watch?v=0Gqx1LtqRZU', type: video/mp4}"
    sound = "- {url: 'http://cdn.example.org/two.opus', type: audio/opus}"
    text = episode("title: Two", "date: 2026-02-01", "description: A.", "alternate:", video, sound)
    problems = problems_of(tmp_path, {"episodes/two.md": text, "audio/two.mp3": tagged()})
    assert [f"{one.place} {one.check}" for one in problems] == [
        "episodes/two.md:6 link-http",
        "episodes/two.md:7 url-http",
    ]


def test_what_follows_from_a_fault_is_not_told_beside_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/two.md": episode("title: Two", "date: 2026-02-01", "description: A talk."),
        "audio/two.mp3": m4a(),
        "episodes/three.md": episode("title: Three", "date: 2026-02-02", f"description: {'word ' * 50_000}"),
        "audio/three.mp3": tagged(),
        "episodes/four.md": episode("title: Four", "date: 2026-02-03"),
        "audio/four.mp3": tagged(),
    }
    assert [f"{one.place} {one.check}" for one in problems_of(tmp_path, files)] == [
        "audio/two.mp3 audio-suffix",
        "episodes/four.md feed-item-description-missing",
        "episodes/three.md:4 notes-unreadable",
    ]


def test_what_cannot_be_read_is_not_missing_as_well(tmp_path: Path) -> None:
    far = "audio: {url: 'https://cdn.example.org/two.mp3', bytes: 1000, type: audio/mpeg}"
    files = {
        "show.yaml": without("author") + "author: [a: b]\ntype: serial\n",
        "episodes/two.md": episode(
            "title: Two", "date: 2026-02-01", "description: A.", "episode: 0", far, "duration: x"
        ),
    }
    line = without("author").count("\n") + 1
    assert [f"{one.place} {one.check}" for one in problems_of(tmp_path, files)] == [
        "episodes/two.md:5 number-zero",
        "episodes/two.md:7 episode-field",
        f"show.yaml:{line} show-field",
    ]


def test_messages_name_the_keys_of_authors_and_no_elements(tmp_path: Path) -> None:
    long = "x" * 140
    show = (BASE / "show.yaml").read_text(encoding="utf-8").replace("author: Ada Base", f"author: {long * 2}")
    show += (
        f"copyright: © Ada\nfunding:\n- {{url: https://example.org/, label: {long}}}\n"
        f"license: {{name: My terms}}\nowner: {{name: Ada &amp; Ben, email: ada@example.org}}\n"
        "social:\n- {protocol: disabled, account_id: '@ada'}\n"
        f"update_frequency: {{label: {long}}}\n"
    )
    text = episode(
        "title: Fish &amp; <b>chips</b>",
        "date: 2026-02-01",
        "description: A talk.",
        "season: 1",
        f"season_name: {long}",
        "alternate:",
        f"- {{url: 'https://example.org/two.opus', type: audio/opus, title: {long}}}",
    )
    files: dict[str, str | bytes] = {"show.yaml": show, "episodes/two.md": text, "audio/two.mp3": tagged()}
    problems = problems_of(tmp_path, files)
    assert [one.message for one in problems if one.check.startswith("feed-")] == [
        "Apple and PSP-1 ask for plain text in title:, and people will read '&amp;'; write &",
        "Podcasting 2.0 lets apps cut season_name: after 128 characters, and this has 140; shorten it",
        "Podcasting 2.0 lets apps cut title: under alternate: after 32 characters, and this has 140; shorten it",
        "Apple and PSP-1 allow 255 characters in author:, not 280; shorten it",
        "PSP-1 asks for the name of the owner alone in copyright:; leave out '©'",
        "Podcasting 2.0 lets apps cut label: under funding: after 128 characters, and this has 140; shorten it",
        "'My terms' is no known licence; Podcasting 2.0 asks for its text: write url: https://…",
        "Apple and PSP-1 ask for plain text in name: under owner:, and people will read '&amp;'; write &",
        "Podcasting 2.0 asks for protocol: disabled alone; delete the other attributes",
        "Podcasting 2.0 lets apps cut label: under update_frequency: after 128 characters, and this has 140; "
        "shorten it",
    ]
