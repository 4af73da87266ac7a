"""Lists of times in show notes: what platforms make no chapters of."""

from __future__ import annotations

from pathlib import Path

from tests.check_samples import found_of
from tests.checked import problems_of
from tests.test_check_links import episode

HEADERS = ("transcript:", "- header: One", "- {line: A word, sec: 0}", "- header: Two", "- {line: Another, sec: 6}")
# Times of day, verses, programmes, scores, two lists, code, and a list as it should be.
SOUND = """\
At 12:00 the vote; at 10:15 the film.

20:15 The film
22:00 The news
00:10 The late film

3:16 John
1:01 Mark
2:10 Luke

00:00 Part one
05:00 More of it
10:00 The end of it
00:00 Part two
04:00 More of that
09:00 The end of that

    00:00 Code
    00:50 More
    00:10 End

See you at
18:30 today

* 00:00 Intro
* 00:30 Bread
* 1:00:00 Ovens

08:30 is when we open.
"""


def test_a_list_that_runs_backwards_is_found_where_it_does(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/two.md": episode() + "00:00 Intro\n00:50 The bread\n00:10 The oven\n",
        "episodes/three.md": episode(*HEADERS, number=3) + "- [00:00](#a) A\n\n- [00:50](#b) B\n\n- [00:50](#c) C\n",
        "episodes/four.md": episode("description: |", "  00:00 A", "  40:00 B", "  58:30 C", "  1:05 D", number=4),
        "episodes/five.md": episode("description: Our plan", number=5) + SOUND,
    }
    found = [one for one in problems_of(tmp_path, files) if one.check == "notes-times"]
    assert [(str(one.place), one.message) for one in found] == [
        (
            "episodes/four.md:10",
            "1:05 stands below 58:30, and platforms make no chapters of such a list; correct one of the two, "
            "or write 1:05:00 if hours and minutes are meant",
        ),
        (
            "episodes/three.md:16",
            "0:50 stands below 0:50, and platforms make no chapters of such a list; correct one of the two",
        ),
        (
            "episodes/two.md:9",
            "0:10 stands below 0:50, and platforms make no chapters of such a list; correct one of the two",
        ),
    ]


def test_a_list_that_begins_late_is_found_where_it_makes_no_chapters(tmp_path: Path) -> None:
    times = "00:30 Intro\n01:00 The bread\n01:40 The oven\n"
    files = {"episodes/two.md": episode() + times, "episodes/three.md": episode(*HEADERS, number=3) + times}
    assert found_of(tmp_path, files, "notes-times", "chapter-first") == [
        "episodes/three.md:12 notes-times",
        "episodes/two.md:7 chapter-first",
    ]
