"""Lists of timestamps are found in show notes, in whatever markup; other times are left alone."""

from __future__ import annotations

import pytest

from publisher.sources.marked_up_list import timestamp_lines


def in_notes(text: str) -> list[tuple[int, int, str]]:
    return [(line, one.start_ms // 1000, one.title) for line, one in timestamp_lines(text.split("\n"), 10)]


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Intro\n1:12 Feeds & files\n1:02:03 End",
        "- 00:00 Intro\n- 01:12 – Feeds & files\n- 1:02:03 End",
        "* **00:00** Intro\n* **(01:12)** Feeds &amp; files\n* **1:02:03** - End",
        "1. [00:00] **Intro**\n2. [01:12] Feeds & *files*\n3. [1:02:03] End",
        "[00:00](https://youtu.be/x?t=0) Intro\n[01:12](https://youtu.be/x?t=72) Feeds & files\n[1:02:03](#end) - End",
        "<p>00:00 Intro</p>\n<p><strong>01:12</strong> Feeds &amp; files</p>\n<p>01:02:03 End</p>",
        '<li><a href="/#t=0">(00:00)</a> Intro</li>\n<li><a href="?t=72">01:12</a> Feeds & files</li>\n1:02:03 End',
        "| 00:00 | Intro |\n| 01:12 | Feeds & files |\n| 1:02:03 | End |",
        "<td>00:00</td><td>Intro</td>\n<td>01:12</td><td>Feeds & files</td>\n<td>1:02:03</td><td>End</td>",
        "### ⏱️ 00:00 Intro\n### ▶️ 01:12 Feeds \\& files\n### 🎉 1:02:03 End",
        "> 00:00 [Intro](https://e.com/)\n> 01:12 Feeds & files\n> 1:02:03 <b>End</b>",
    ],
)
def test_a_list_is_found_in_any_markup(text: str) -> None:
    assert in_notes(text) == [(10, 0, "Intro"), (11, 72, "Feeds & files"), (12, 3723, "End")]


def test_items_on_one_line_share_it() -> None:
    found = in_notes("Chapters:<br>00:00 Intro<br/>01:12 Two<br>02:00 Three")
    assert found == [(10, 0, "Intro"), (10, 72, "Two"), (10, 120, "Three")]


def test_a_link_that_is_the_title_belongs_to_the_chapter() -> None:
    lines = [
        "0:00 [Intro](https://e.com/a)",
        '1:00 <a href="https://e.com/b">Two</a>',
        "2:00 See [this](https://e.com/c)",
    ]
    assert [one.url for _, one in timestamp_lines(lines, 1)] == ["https://e.com/a", "https://e.com/b", None]


def test_words_may_stand_between_the_entries() -> None:
    text = "Notes.\n\n## 0:00 Intro\n\nWe meet at 00:10 and talk.\n\n## 1:00 Two\n\nMore.\n\n## 2:00 Three\n"
    assert [title for _, _, title in in_notes(text)] == ["Intro", "Two", "Three"]


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Intro\n1:00 Two",
        "at 00:00 we begin\nat 01:00 we go on\nat 02:00 we end",
        "9:00 Doors\n10:00 Talks\n18:00 Drinks",
        "3:16 For God so loved\n4:1 What then\n5:12 Therefore",
        "0:00 Intro\n0:00 Intro\n0:00 Intro",
        "00:00 Hello\n00:02 and welcome\n00:05 to the show\n00:08 Thanks",
        "00:00\nIntro\n01:00\nTwo\n02:00\nThree",
        "\n".join(f"{minute}:00 " + "a whole sentence " * 10 for minute in range(5)),
    ],
)
def test_what_is_no_list_of_chapters_is_left_alone(text: str) -> None:
    assert in_notes(text) == []


def test_of_two_lists_the_longer_one_counts() -> None:
    text = "0:30 Ad\n1:00 Ad\n1:30 Ad\n\n0:00 Intro\n1:00 Two\n2:00 Three\n3:00 Four"
    assert [title for _, _, title in in_notes(text)] == ["Intro", "Two", "Three", "Four"]
