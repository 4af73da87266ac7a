"""Slips of episodes: numbers, dates, titles, guests, pictures, texts, copies and drafts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.audio_samples import picture
from tests.check_samples import episode, found_of, messages_of, tagged

GUESTS = "guests: [Ada Lovelace]"


def numbered(*numbers: int, season: int = 1, month: int = 2) -> dict[str, str]:
    """Episodes of a season, one a day."""
    return {
        f"episodes/s{season:02}e{number:02}.md": episode(
            f"title: Walk {season}.{number}",
            f"season: {season}",
            f"episode: {number}",
            f"date: 2026-{month:02}-{number:02}",
        )
        for number in numbers
    }


def changed(files: Mapping[str, str], path: str, line: str, new: str) -> dict[str, str]:
    """The files with a line of one of them changed."""
    assert line in files[path]
    return {**files, path: files[path].replace(line, new)}


def test_gaps_in_a_season(tmp_path: Path) -> None:
    """The base show has 1; 3 and 4 are missing; the draft has 7; season 2 begins late; nobody knows how it ends."""
    files = {**numbered(2, 5, 6, 8), **numbered(2, 3, 4, season=2, month=3), "episodes/_s01e07-soon.md": "---\n---\n"}
    assert found_of(tmp_path, files, "number-gap") == [
        "episodes/s01e05.md:4 number-gap",
        "episodes/s02e02.md:4 number-gap",
    ]


def test_a_gap_names_the_numbers(tmp_path: Path) -> None:
    files = numbered(2, 3, 5, 28)
    files["episodes/t.md"] = episode("title: Today", "season: 1", "episode: 20260131", "date: 2026-05-01")
    assert messages_of(tmp_path, files, "number-gap") == [
        "number 4 is missing between 3 and this one; correct the number, or add what is missing",
        "the numbers 6 to 27 (22) are missing between 5 and this one; correct the number, or add what is missing",
        "the numbers 29 to 20260130 (20260102) are missing between 28 and this one; "
        "correct the number, or add what is missing",
    ]


def test_no_gap_where_the_missing_episode_cannot_be_read(tmp_path: Path) -> None:
    """3 by its name, 9 by its line; 7 may be the one that has neither; 12 and 13 are more than that one."""
    broken = "---\ntitle: [\n---\n"
    files = {
        **numbered(2, 4, 5, 6, 8, 10, 11, 14),
        "episodes/s01e03.md": broken,
        "episodes/nine.md": "---\ntitle: [\nseason: 1\nepisode: 9  # at last\n---\n",
        "episodes/talk.md": broken,
    }
    assert found_of(tmp_path, files, "number-gap", "file-unreadable") == [
        "episodes/nine.md:4 file-unreadable",
        "episodes/s01e03.md:3 file-unreadable",
        "episodes/s01e14.md:4 number-gap",
        "episodes/talk.md:3 file-unreadable",
    ]


def test_seasons_that_count_on(tmp_path: Path) -> None:
    files = {**numbered(2, 3), **numbered(4, 5, season=2, month=3), **numbered(6, 8, season=3, month=4)}
    assert found_of(tmp_path, files, "number-gap") == ["episodes/s03e08.md:4 number-gap"]


def test_a_show_that_numbers_some(tmp_path: Path) -> None:
    files = {f"episodes/{name}.md": episode(f"title: Walk {name}", "date: 2026-02-01") for name in "abcd"}
    checks = ("number-gap", "number-forgotten")
    assert found_of(tmp_path, {**files, **numbered(4, 9)}, *checks) == []


def test_a_number_is_forgotten(tmp_path: Path) -> None:
    files = {
        **numbered(*range(2, 20)),
        "episodes/late.md": episode("title: Late", "season: 1", "episode: TODO", "date: 2026-02-10"),
        "episodes/later.md": episode("title: Later", "season: 1", "episode:", "date: 2026-02-10"),
        "episodes/seasonless.md": episode("title: Seasonless", "episode: 20", "date: 2026-02-10"),
        "episodes/bonus.md": episode("title: Bonus", "type: bonus", "date: 2026-02-10"),
        "episodes/odd.md": episode("title: Odd", "season: 1", "episode: ten", "date: 2026-02-10"),
    }
    checks = ("number-forgotten", "number-gap", "value-todo")
    assert found_of(tmp_path, files, *checks) == [
        "episodes/late.md:4 value-todo",
        "episodes/later.md:4 number-forgotten",
        "episodes/seasonless.md number-forgotten",
    ]


def test_numbers_that_wait(tmp_path: Path) -> None:
    """Without recordings none of these can be published; the one of the base show is."""
    files = {
        **numbered(2),
        "episodes/again.md": episode("title: Again", "season: 1", "episode: 1", "date: 2026-02-01"),
        "episodes/twice.md": episode("title: Twice", "season: 1", "episode: 2", "date: 2026-02-02"),
        "episodes/bonus.md": episode("title: Bonus", "season: 1", "episode: 2", "date: 2026-02-02", "type: bonus"),
    }
    assert found_of(tmp_path, files, "number-repeated") == [
        "episodes/again.md:4 number-repeated",
        "episodes/twice.md:4 number-repeated",
    ]


def test_dates_out_of_order(tmp_path: Path) -> None:
    """One swap is one finding, the same day is none, and of two dates the one in order is offered."""
    files = {**numbered(2, 3, 4, 5, 6, 7, 8, 9), **numbered(1, 2, season=2, month=3)}
    files = changed(files, "episodes/s01e03.md", "2026-02-03", "2026-02-05")
    files = changed(files, "episodes/s01e04.md", "2026-02-04", "2026-02-05")
    files = changed(files, "episodes/s01e07.md", "date: 2026-02-07", "date: 2026-04-07\ndateadded: 2026-02-07")
    files = changed(files, "episodes/s02e02.md", "2026-03-02", "2025-03-02")
    assert messages_of(tmp_path, files, "date-order") == [
        "season 1, episode 7 is dated 2026-04-07, after season 1, episode 8 of 2026-02-08 (episodes/s01e08.md:5); "
        "dateadded: 2026-02-07 in line 6 fits; write date: 2026-02-07",
        "season 2, episode 2 is dated 2025-03-02, before season 2, episode 1 of 2026-03-01 (episodes/s02e01.md:5); "
        "correct the date or the number",
    ]


def test_numbers_that_do_not_go_by_dates(tmp_path: Path) -> None:
    files = {
        f"episodes/{number}.md": episode(f"title: Walk {number}", f"episode: {number}", f"date: 2026-02-{20 - number}")
        for number in range(2, 9)
    }
    assert found_of(tmp_path, files, "date-order") == []


def test_titles(tmp_path: Path) -> None:
    files = {
        "episodes/s01e02-why-we-walk.md": episode("title: TODO", "date: 2026-02-01"),
        "episodes/long.md": episode(f"title: {'walk ' * 60}", "date: 2026-02-01"),
        "episodes/a.md": episode("title: 'S1E3: Boots'", "season: 1", "episode: 3", "date: 2026-02-01"),
        "episodes/b.md": episode("title: The Base Show - Maps", "date: 2026-02-01"),
        "episodes/c.md": episode("title: '7 - Rain'", "episode: 7", "date: 2026-02-01"),
        "episodes/d.md": episode("title: '7 ways to walk'", "episode: 7", "date: 2026-02-01"),
        "episodes/e.md": episode("title: 'Episode 5: what Star Wars got wrong'", "episode: 8", "date: 2026-02-01"),
        "episodes/f.md": episode("title: Behind The Base Show", "date: 2026-02-01"),
        "episodes/g.md": episode("title: 7 Ways to Walk!", "date: 2026-02-01"),
        "episodes/h.md": episode("title: 'Questions, part 1'", "date: 2026-02-01"),
        "episodes/i.md": episode("title: 'Questions, part 2'", "date: 2026-02-01"),
        "episodes/j.md": episode("title: 'The Base Show S1E9: Hats'", "season: 1", "episode: 9", "date: 2026-02-01"),
        "episodes/k.md": episode("title: 'Coats | The Base Show 10'", "episode: 10", "date: 2026-02-01"),
        "episodes/l.md": episode("title: 'The Base Show 11: Trees'", "episode: 12", "date: 2026-02-01"),
        "episodes/m.md": episode("title: 'The Base: camp 13'", "episode: 13", "date: 2026-02-01"),
        "episodes/trailer.md": episode("title: 'Questions, part 2'", "type: trailer", "date: 2026-02-01"),
    }
    checks = ("title-missing", "title-long", "title-numbered", "title-repeated")
    assert found_of(tmp_path, files, *checks) == [
        "episodes/a.md:2 title-numbered",
        "episodes/b.md:2 title-numbered",
        "episodes/c.md:2 title-numbered",
        "episodes/g.md:2 title-repeated",
        "episodes/j.md:2 title-numbered",
        "episodes/k.md:2 title-numbered",
        "episodes/long.md:2 title-long",
        "episodes/s01e02-why-we-walk.md:2 title-missing",
    ]


def test_what_is_no_part_of_a_title_is_named(tmp_path: Path) -> None:
    head = ("season: 1", "episode: 3", "date: 2026-02-01")
    for number, (title, piece, what) in enumerate(
        [
            ("S1E3: Boots", "S1E3", "the number"),
            ("The Base Show: Boots", "The Base Show", "the name of the show"),
            ("The Base Show S1E3: Boots", "The Base Show S1E3", "the show and the number"),
        ]
    ):
        files = {"episodes/a.md": episode(f"title: '{title}'", *head)}
        assert messages_of(tmp_path / f"{number}", files, "title-numbered") == [
            f"'{piece}' is no part of the title for Apple; apps show {what} beside it, so leave it out"
        ]


def test_a_show_with_numbers_in_its_titles(tmp_path: Path) -> None:
    files = {
        f"episodes/{number}.md": episode(f"title: '#{number}: {name}'", f"episode: {number}", "date: 2026-02-01")
        for number, name in enumerate(("Boots", "Maps", "Rain", "Snow"), start=2)
    }
    assert found_of(tmp_path, files, "title-numbered") == ["show.yaml title-numbered"]


def test_guests(tmp_path: Path) -> None:
    head = ("title: Walk", "date: 2026-02-01")
    files = {f"episodes/{name}.md": episode(f"title: Walk {name}", head[1], GUESTS) for name in "abcdefgh"}
    files["people/ada.md"] = episode("title: Ada Lovelace")
    files["episodes/alone.md"] = episode("title: Alone", head[1], "guests: TODO")
    files["episodes/trailer.md"] = episode("title: Trailer", head[1], "type: trailer")
    files["episodes/twice.md"] = episode(
        "title: Twice", head[1], "guests:", "- ada", "- Grace Hopper", "- Ada Lovelace"
    )
    assert found_of(tmp_path, files, "person-missing", "person-twice", "value-todo") == [
        "episodes/alone.md:4 value-todo",
        "episodes/one.md person-missing",
        "episodes/twice.md:7 person-twice",
    ]


def test_a_slip_in_an_id_is_no_name(tmp_path: Path) -> None:
    """But a name of one word may be like an id."""
    files = {
        "people/eve-briain.md": episode("title: Eve Briain"),
        "people/ada.md": episode("title: Ada"),
        "episodes/a.md": episode(
            "title: A", "date: 2026-02-01", "guests: [eve-briainX, eve-brian, Adam, Eve-Marie, Bo Li]"
        ),
        "episodes/b.md": episode("title: B", "date: 2026-02-01", "guests: [grace]"),
    }
    assert messages_of(tmp_path, files, "person-unknown") == [
        "nobody has the id 'eve-briainX'; did you mean eve-briain? Else add people/eve-briainX.md, or write the name",
        "nobody has the id 'eve-brian'; did you mean eve-briain? Else add people/eve-brian.md, or write the name",
        "nobody has the id 'grace'; add people/grace.md, or write the name",
    ]


def test_pictures(tmp_path: Path) -> None:
    """Of episodes that wait, and of one that is upcoming; a face may be of any size."""
    files: dict[str, str | bytes] = {
        "images/small.jpg": picture(width_px=640, height_px=640),
        "images/alpha.png": picture("PNG", width_px=1400, height_px=1400, mode="RGBA"),
        "people/ada.md": episode("title: Ada", "picture: images/small.jpg"),
        "episodes/small.md": episode("title: Small", "date: 2026-02-01", "image: images/small.jpg", "guests: ada"),
        "episodes/alpha.md": episode("title: Alpha", "date: 2027-02-01", "image: images/alpha.png"),
        "audio/alpha.mp3": tagged(),
        "episodes/kind.md": episode("title: Kind", "date: 2026-02-01", "image: https://example.com/a.WebP?w=9"),
        "episodes/fine.md": episode("title: Fine", "date: 2026-02-01", "image: https://example.com/a.jpg"),
        "episodes/none.md": episode("title: None", "date: 2026-02-01"),
    }
    for name in "abcdef":
        files[f"episodes/{name}.md"] = episode(
            f"title: Walk {name}", "date: 2026-02-01", f"image: https://example.com/{name}"
        )
    assert found_of(tmp_path, files, "picture-size", "picture-colours", "picture-kind", "picture-missing") == [
        "episodes/alpha.md:4 picture-colours",
        "episodes/kind.md:4 picture-kind",
        "episodes/none.md picture-missing",
        "episodes/one.md picture-missing",
        "episodes/small.md:4 picture-size",
    ]


def test_texts_that_are_too_long(tmp_path: Path) -> None:
    files = {
        "episodes/a.md": episode("title: A", "date: 2026-02-01", f"short: {'walk ' * 60}"),
        "episodes/b.md": episode(
            "title: B", "date: 2026-02-01", f"keywords: {', '.join(f'word {n}' for n in range(40))}"
        ),
        "episodes/c.md": episode("title: C", "date: 2026-02-01", f"description: {'walk ' * 900}"),
        "episodes/d.md": episode("title: D", "date: 2026-02-01", f"description: {'walk ' * 700}"),
    }
    assert found_of(tmp_path, files, "subtitle-long", "keywords-long", "notes-long") == [
        "episodes/a.md:4 subtitle-long",
        "episodes/b.md:4 keywords-long",
        "episodes/c.md:4 notes-long",
    ]


def test_copies(tmp_path: Path) -> None:
    """The usual words of all episodes are no copy, nor is a short greeting."""
    said = tuple(f"- line: The {number} step of our long walk over the hill." for number in range(9))
    usual, own = "Thank you for listening. " * 12, "What we saw on the hill. " * 12
    files = {
        "episodes/a.md": episode("title: A", "date: 2026-02-01", f"description: {own}", "transcript:", *said),
        "episodes/b.md": episode("title: B", "date: 2026-02-01", f"description: {own}", "transcript:", *said),
        "episodes/c.md": episode("title: C", "date: 2026-02-01", "description: The same.", "transcript:", *said[:2]),
        "episodes/d.md": episode("title: D", "date: 2026-02-01", "description: The same.", "transcript:", *said[:2]),
        **{f"episodes/{n}.md": episode(f"title: {n}", "date: 2026-02-01", f"description: {usual}") for n in "efg"},
    }
    assert messages_of(tmp_path, files, "episode-copied") == [
        "the transcript and the show notes of episodes/a.md stand here too; put in those of this episode"
    ]


def test_drafts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/_soon.md": episode("title: Soon"),
        "episodes/_later/three.md": episode("title: Three"),
        "episodes/_template.md": episode("title: TODO"),
        "episodes/_templates/short.md": episode("title: TODO"),
        "episodes/README.md": "How to write an episode.",
        "episodes/a.md": episode("title: A", "date: 2026-02-01", "draft: true"),
        "audio/a.mp3": tagged(),
        "episodes/b.md": episode("title: B", "date: 2026-02-01", "draft: false", "published: true"),
        "audio/b.mp3": tagged(),
        "episodes/c.md": episode("title: C", "date: 2026-02-01", "draft: true"),
        "episodes/d.md": episode("title: D", "date: 2026-02-01", "published: false"),
        "audio/d.mp3": tagged(),
    }
    assert found_of(tmp_path, files, "episode-draft", "draft-published") == [
        "episodes/_later/three.md episode-draft",
        "episodes/_soon.md episode-draft",
        "episodes/a.md:4 episode-draft",
        "episodes/c.md:4 episode-draft",
        "episodes/d.md:4 draft-published",
    ]
