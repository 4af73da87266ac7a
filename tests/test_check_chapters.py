"""Checks of chapters: what platforms would not show, and silence where nobody has made any."""

from __future__ import annotations

from pathlib import Path

from tests.spoken_shows import TALK, at, found_of, talk, talks

KINDS = ("chapter-", "chapters-")


def with_chapters(number: int, *chapters: str) -> str:
    """An episode with these chapters: ``754 The title``."""
    listed = "".join("- start: {}\n  title: {}\n".format(*chapter.split(" ", 1)) for chapter in chapters)
    return talk(number, TALK, front=f"guests: [Ben Guest]\nchapters:\n{listed.rstrip()}")


def test_chapters_without_faults_are_silent(tmp_path: Path) -> None:
    assert found_of(tmp_path, talks(), KINDS) == []


def test_what_platforms_do_not_show(tmp_path: Path) -> None:
    few = with_chapters(2, "0 Welcome", "900 The talk")
    short = with_chapters(3, "0 Welcome", "900 The talk", "904 Its guest", "3595 Farewell")
    wordless = with_chapters(4, "0 Welcome", "900 '---'", "1800 The talk", "2700 '3 + 4'")
    exact = with_chapters(5, "0 Welcome", "10 The talk", "1800 第二部", "3590 Farewell")
    kinds = ("chapter-few", "chapter-short", "chapter-title")
    assert found_of(tmp_path, talks((2, few), (3, short), (4, wordless), (5, exact)), kinds) == [
        f"{at(few, 2, '- start: 0')} chapter-few",
        f"{at(short, 3, '- start: 900')} chapter-short",
        f"{at(short, 3, '- start: 3595')} chapter-short",
        f"{at(wordless, 4, '- start: 900')} chapter-title-wordless",
        f"{at(wordless, 4, '- start: 2700')} chapter-title-wordless",
    ]


def test_long_titles_are_one_note(tmp_path: Path) -> None:
    long = "Why people who walk to work think more clearly"
    text = with_chapters(2, "0 Welcome", f"900 {long}", f"1800 {long} than others", "2700 " + "x" * 40)
    assert found_of(tmp_path, talks((2, text)), KINDS) == [f"{at(text, 2, '- start: 900')} chapter-title-long"]


def test_what_is_said_already_is_not_said_again(tmp_path: Path) -> None:
    text = with_chapters(2, "0 Welcome", "900 The talk", "1800 Its end", "905 Beyond it", "2700 Farewell", "4000 Late")
    twice = with_chapters(3, "0 Welcome", "900 The talk", "900 Its guest", "2700 Farewell", "3000 Welcome")
    assert found_of(tmp_path, talks((2, text), (3, twice)), KINDS) == [
        f"{at(text, 2, '- start: 905')} chapter-order",
        f"{at(text, 2, '- start: 4000')} chapter-past-end",
        f"{at(twice, 3, '- start: 900')[:-2]}{int(at(twice, 3, '- start: 900')[-2:]) + 2} chapter-same-time",
        f"{at(twice, 3, '- start: 3000')} chapter-renamed",
    ]


def test_silent_chapters_are_in_no_list(tmp_path: Path) -> None:
    silent = "- start: 904\n  title: A picture\n  toc: false\n"
    text = with_chapters(2, "0 Welcome", "900 The talk", "1800 Its end").replace(
        "- start: 1800", f"{silent}- start: 1800"
    )
    few = with_chapters(3, "0 Welcome", "900 The talk").replace("- start: 900", f"{silent}- start: 900", 1)
    few = few.replace("start: 904", "start: 450")
    assert found_of(tmp_path, talks((2, text), (3, few)), KINDS) == [f"{at(few, 3, '- start: 0')} chapter-few"]


def test_chapters_that_we_made_are_nobodys_fault(tmp_path: Path) -> None:
    lines = "".join(line for line in TALK.splitlines(keepends=True) if "header" not in line)
    article = "## Who walks to work, and why do they think more clearly than others?\nThank you for having me.\n"
    files = talks((2, talk(2, lines)), (3, talk(3, lines) + article))
    assert [one for one in found_of(tmp_path, files, KINDS) if "draft" not in one and "uncertain" not in one] == []


def test_an_episode_without_chapters_where_nearly_all_have_some(tmp_path: Path) -> None:
    files = talks((2, talk(2, "- line: A few words.\n  sec: 0\n  who: Ada\n")), (3, talk(3, "")), count=20)
    files["show.yaml"] = (Path(__file__).parent / "shows/_base/show.yaml").read_text() + "chapters:\n  auto: off\n"
    assert found_of(tmp_path, files, ("chapter", "transcript-missing")) == [
        "episodes/2.md chapter-missing",
        "episodes/3.md transcript-missing",
    ]


def test_short_episodes_need_no_chapters(tmp_path: Path) -> None:
    assert found_of(tmp_path, {}, KINDS) == []
