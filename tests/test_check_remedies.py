"""What a message says to do can be done, where it says it, and brings no other complaint."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from publisher.platforms.url_faults import fault_of
from publisher.urls import http_url
from tests.audio_samples import mp3
from tests.check_samples import found_of, messages_of
from tests.checked import problems_of
from tests.show_folders import BASE
from tests.test_check_links import APPLE, episode

_ENTRIES = {
    "alternate": ("url: https://example.com/a.mp4", "type: video/mp4", "height: 720"),
    "chapters": ("start: 0:05", "title: One"),
    "funding": ("url: https://example.com/", "label: Help"),
    "guests": ("name: Bo", "role: guest"),
    "location": ("name: Oslo", "country: no"),
    "quotableClips": ("name: One", "startOffset: 5"),
    "social": ("protocol: disabled", "account_id: ada"),
    "soundbites": ("start: 0", "duration: 20", "title: One"),
    "txt": ("text: words", "purpose: none"),
}


def test_what_an_entry_needs_is_not_to_be_deleted_alone(tmp_path: Path) -> None:
    """Each value is yet to come in one episode; deleted in its place, it is missed where the message says so."""
    open_values, deleted = {}, {}
    for number, (key, piece) in enumerate((key, piece) for key, pieces in _ENTRIES.items() for piece in pieces):
        others = [one for one in _ENTRIES[key] if one != piece]
        still_open = f"{piece.partition(':')[0]}: TODO"
        open_values[f"episodes/{number:02}.md"] = _with_entry(key, [still_open, *others])
        deleted[f"episodes/{number:02}.md"] = _with_entry(key, others)
    found = [one for one in problems_of(tmp_path / "open", open_values) if one.check == "value-todo"]
    assert {one.place.path for one in found} == open_values.keys()
    assert found[0].message == "alternate.url is still 'TODO'; fill it in, or delete the whole entry"
    broken = {one.place.path for one in problems_of(tmp_path / "gone", deleted) if one.check == "episode-field"}
    assert {one.place.path for one in found if one.message.endswith("the whole entry")} == broken


def _with_entry(key: str, pieces: list[str]) -> str:
    return episode(f"{key}:", f"- {{{', '.join(pieces)}}}")


def test_a_date_that_is_yet_to_come_is_missing_in_its_line(tmp_path: Path) -> None:
    head = "---\ntitle: A walk\nseason: 1\n"
    files = {
        "episodes/a.md": f"{head}date: TODO\n---\n",
        "episodes/b.md": f"{head}dateadded:\n---\n",
        "episodes/c.md": f"{head}---\n",
    }
    found = [str(one.place) for one in problems_of(tmp_path, files) if one.check == "date-missing"]
    assert found == ["episodes/a.md:4", "episodes/b.md:4", "episodes/c.md"]


def test_soundbites_are_judged_one_by_one_where_each_is_written(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "audio/two.mp3": mp3(frames=3000),  # 72 seconds
        "episodes/two.md": episode(
            "soundbites:",
            "- {start: 0, duration: 20}",
            "- {start: 60, duration: 60}",
            "- start: 10",
            "  duration: 5",
            "- {start: 0:30, duration: 20}",
        ),
    }
    problems = [one for one in problems_of(tmp_path, files) if "soundbite" in one.check]
    assert [f"{one.place} {one.check}" for one in problems] == [
        "episodes/two.md:8 soundbite-outside",
        "episodes/two.md:9 feed-soundbite-length",
    ]
    assert problems[0].message == (
        "this soundbite ends at 2:00, and the recording at 1:12, so it is left out; correct its times"
    )


def test_a_setting_without_its_reason_is_to_be_filled_in_or_to_go(tmp_path: Path) -> None:
    show = (BASE / "show.yaml").read_text(encoding="utf-8")
    setting = "checks:\n- check: url-http\n  severity: off\n  reason: TODO\n"
    problems = problems_of(tmp_path, {"show.yaml": f"{show}{setting}keywords: [walks, tbd]\n"})
    end = len(show.splitlines())
    assert [(one.place.line - end, one.message) for one in problems if one.check == "value-todo"] == [
        (4, "checks.reason is still 'TODO'; fill it in, or delete the whole entry"),
        (5, "keywords is still 'tbd'; fill it in, or delete it"),
    ]


def test_a_slug_that_another_episode_has_is_said_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "audio/two.mp3": mp3(frames=400),
        "episodes/two.md": episode("audio: two.mp3", "slug: one"),
    }
    assert [one.check for one in problems_of(tmp_path, files) if one.severity == "error"] == ["slug-repeated"]


def test_a_guid_that_another_episode_has_is_to_be_deleted_where_it_is_written(tmp_path: Path) -> None:
    derived = "c1cf1663-92ac-57db-afeb-01e3dc72bc0a"  # of the slug one
    files: dict[str, str | bytes] = {"audio/two.mp3": mp3(frames=400), "episodes/two.md": episode(f"guid: {derived}")}
    assert messages_of(tmp_path / "later", files, "guid-repeated") == [
        f"the guid '{derived}' is that of episodes/one.md too; delete guid: here"
    ]
    files = {"audio/a.mp3": mp3(frames=400), "episodes/a.md": episode(f"guid: {derived}")}
    assert messages_of(tmp_path / "first", files, "guid-repeated") == [
        f"the guid of this episode, '{derived}', is that of episodes/a.md:6 too; delete guid: there"
    ]


_PIECES = st.sampled_from(
    (
        "http",
        "https",
        "htp",
        "://",
        ":/",
        "//",
        "/",
        " ",
        ",",
        ".",
        "www.",
        "example",
        ".com",
        "a.org",
        "\u200b",
        "@",
        "…",
    )
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_a_url_was_meant_as_is_one_on_https(text: str) -> None:
    fault = fault_of(text)
    if fault and fault.meant:
        assert fault.meant.startswith("https://")
        assert fault_of(fault.meant) is None
        assert http_url(fault.meant) == fault.meant


def test_links_in_notes_are_mended_into_urls_or_to_be_copied_again(tmp_path: Path) -> None:
    lines = (
        "[a](https://eve briain.org/x)",
        "[b](htp://example.com/b)",
        "[c](www.https//example.com)",
        "[d](https//example.com/d e)",
        "<www.example.com/f>",
    )
    files = {"episodes/two.md": episode() + "\n\n".join(lines)}
    assert [one.partition("; ")[2] for one in messages_of(tmp_path / "before", files, "notes-url")] == [
        "copy it again",
        "write https://example.com/b",
        "write the whole URL, with https://",
        "write https://example.com/d%20e",
        "write https://www.example.com/f",
    ]
    mended = "\n\n".join(
        ("[b](https://example.com/b)", "[d](https://example.com/d%20e)", "<https://www.example.com/f>")
    )
    assert found_of(tmp_path / "after", {"episodes/two.md": episode() + mended}, "notes-url", "url-http") == []


def test_a_link_that_nearly_all_have_is_not_to_be_deleted_without_a_word(tmp_path: Path) -> None:
    links = {number: f"  apple: {APPLE}?i=10005522436{number}" for number in range(10, 26)}
    videos = {number: f"  youtube: 0Gqx1LtqR{number}" for number in links}
    links[11], videos[12] = "  apple: TODO", "  youtube: TODO"
    files: dict[str, str | bytes] = {
        f"episodes/{number}.md": episode("links:", link, "ids:", videos[number], number=number)
        for number, link in links.items()
    }
    files |= {f"audio/{number}.mp3": mp3(frames=400 + number) for number in links}
    show = (BASE / "show.yaml").read_text(encoding="utf-8")
    off = "- {check: platform-missing, severity: 'off', reason: not there, episodes: "
    silenced = {"show.yaml": f"{show}checks:\n{off}['11', '12']}}\n{off}[one]}}\n"}
    followed = {
        "episodes/11.md": episode("ids:", videos[11], number=11),
        "episodes/12.md": episode("links:", links[12], number=12),
    }
    there = "or if it is not there, delete the line and turn platform-missing off for it under checks: in show.yaml"
    shown = problems_of(tmp_path / "open", files)
    assert [one.message for one in shown if one.check == "link-todo"] == [
        f"links.apple is still 'TODO'; write the episode's link on Apple Podcasts, {there}",
        f"ids.youtube is still 'TODO'; write the episode's id on YouTube, {there}",
    ]
    assert {str(one.place) for one in shown if one.check == "platform-missing"} == {"episodes/one.md"}
    after = found_of(tmp_path / "after", files | followed, "link-todo", "platform-missing", "show-check")
    assert after == [
        "episodes/11.md platform-missing",
        "episodes/12.md:6 platform-missing",
        *2 * ["episodes/one.md platform-missing"],
    ]
    assert found_of(tmp_path / "off", files | followed | silenced, "link-todo", "platform-missing", "show-check") == []
    assert found_of(tmp_path / "idle", files | silenced, "show-check-unused") == []
    assert messages_of(tmp_path / "kept", files | silenced, "link-todo") == [
        "links.apple is still 'TODO'; write the episode's link on Apple Podcasts, or delete the line",
        "ids.youtube is still 'TODO'; write the episode's id on YouTube, or delete the line",
    ]


def test_what_nearly_all_episodes_have_is_not_to_be_deleted(tmp_path: Path) -> None:
    files = {f"episodes/{number}.md": episode(number=number) for number in range(10, 20)}
    files["episodes/12.md"] = "---\ntitle: Twelve\nseason: 1\nepisode: TODO\nshort: TODO\ndate: 2026-01-12\n---\n"
    assert messages_of(tmp_path, files, "value-todo") == [
        "episode is still 'TODO'; fill it in",
        "short is still 'TODO'; fill it in, or delete the line",
    ]
