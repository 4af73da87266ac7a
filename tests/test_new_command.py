"""``publish new``: an episode file as a show's own author would have begun it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import COMM, ID3, TDRC, TIT2, TPE1, TPOS, TRCK

from publisher.online.settings import BASES
from publisher.sources.episode_file import parse_episode
from publisher.sources.fields import is_unknown
from publisher.sources.front_matter import parse_front_matter
from publisher.starting.episode_text import Beside, episode_text
from publisher.starting.facts import Facts
from publisher.starting.habits import Habits, habits_of
from publisher.starting.naming import Named, naming_of
from publisher.starting.shape import Shape, shape_of
from publisher.text import one_line
from tests.needs import real_files
from tests.platform_server import Platforms, oembed
from tests.show_folders import BASE, NOW, build, lay_over, publish, tree

FRAMES: Mapping[str, Any] = {
    "title": TIT2,
    "artist": TPE1,
    "season": TPOS,
    "number": TRCK,
    "date": TDRC,
    "comment": COMM,
}
VIDEO = "https://www.youtube.com/watch?v=0Gqx1LtqRZU"
GRACE = "---\ntitle: Grace Hopper\n---\n"


def episode(number: int, title: str, more: str = "", season: int = 1) -> str:
    """An episode of a show with some habits: quotes, an empty line, a list at the margin."""
    return (
        f'---\ntitle: "{title}"\nseason: {season}\nepisode: {number}\ndate: 2026-01-{number:02} 18:00\n\n'
        f"guests:\n- grace\nlinks:\n  apple: https://podcasts.apple.com/us/podcast/a/id1?i={season}00{number}\n"
        f"  spotify: TODO\n{more}description: '{title} it is.'\nlayout: podcast\n---\n"
    )


SHOW: Mapping[str, str] = {
    "people/grace.md": GRACE,
    "episodes/s01e01-one.md": episode(1, "One"),
    "episodes/s01e02-two.md": episode(2, "Two"),
    "episodes/s01e03-three.md": episode(3, "Three", more="topics: [a, b]\n"),
}


def show_of(folder: Path, files: Mapping[str, str] = SHOW) -> Path:
    """A show with these files, whose recordings lie beside them."""
    lay_over(BASE, folder)
    (folder / "episodes/one.md").unlink()
    (folder / "audio/one.mp3").unlink()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        if path.startswith("episodes/"):
            audio = folder / path.replace("episodes/", "audio/").replace(".md", ".mp3")
            audio.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(BASE / "audio/one.mp3", audio)
    return folder


def record(path: Path, **tags: str) -> Path:
    """A recording with these tags and no others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(BASE / "audio/one.mp3", path)
    written = ID3()
    for name, text in tags.items():
        written.add(FRAMES[name](encoding=3, lang="eng", text=text))
    written.save(path)
    return path


def new(folder: Path, *arguments: str | Path) -> Result:
    """Runs the command without the network."""
    return publish("new", *arguments, "-C", folder, "--offline")


def errors(folder: Path) -> list[str]:
    """Every error that publish check finds."""
    rows = json.loads(publish("check", "-C", folder, "--now", NOW, "--format", "json").stdout)
    return [f"{row['path']}:{row['line']} {row['check']}" for row in rows if row["severity"] == "error"]


def test_a_recording_becomes_an_episode_like_the_others(tmp_path: Path) -> None:
    folder = show_of(tmp_path / "show")
    recording = record(
        tmp_path / "Mixdown 7.mp3",
        title="The Base Show - S1E4: It’s a “test”",
        artist="Ada Base, Grace Hopper",
        number="4",
        date="2026-02-03",
        comment="How it is tested.",
    )
    result = new(folder, recording, "--copy")
    assert result.exit_code == 0, result.output
    path = folder / "episodes/s01e04-its-a-test.md"
    assert path.read_text() == (
        '---\ntitle: "It’s a “test”"\nseason: 1\nepisode: 4\ndate: 2026-02-03 18:00\n\nguests:\n- grace\n'
        "links:\n  apple: TODO\n  spotify: TODO\ndescription: 'How it is tested.'\nlayout: podcast\n---\n"
    )
    assert recording.exists()
    assert (folder / "audio/s01e04-its-a-test.mp3").read_bytes() == recording.read_bytes()
    assert errors(folder) == []
    assert build(folder).exit_code == 0
    feed = (folder / "feed/feed.xml").read_text()
    assert "It’s a “test”" in feed
    assert "audio/s01e04-its-a-test.mp3" in feed


def test_a_recording_elsewhere_is_left_there_and_it_says_where_it_belongs(tmp_path: Path) -> None:
    folder = show_of(tmp_path / "show")
    recording = record(tmp_path / "x.mp3", title="Four")
    before = tree(folder)
    shown = new(folder, recording, "--stdout")
    assert shown.stdout.startswith('---\ntitle: "Four"\nseason: 1\nepisode: 4\ndate: TODO\n')
    assert tree(folder) == before
    result = new(folder, recording)
    assert f"Put its recording into audio/s01e04-four.mp3: copy {recording} there." in result.stdout
    assert tree(folder).keys() - before.keys() == {"episodes/s01e04-four.md"}


def test_a_recording_in_audio_gives_its_name_or_is_named(tmp_path: Path) -> None:
    folder = show_of(tmp_path)
    record(folder / "audio/s01e04-bees.mp3")
    record(folder / "audio/Take 9 (final).mp3", title="Whales", comment="Big ones.")
    assert new(folder, "audio/s01e04-bees.mp3").exit_code == 0
    bees = (folder / "episodes/s01e04-bees.md").read_text()
    assert bees.startswith('---\ntitle: "Bees"\nseason: 1\nepisode: 4\n')
    assert "audio:" not in bees
    assert new(folder, "audio/Take 9 (final).mp3", "--date", "2026-03-01").exit_code == 0
    assert "audio: audio/Take 9 (final).mp3\n" in (folder / "episodes/s01e05-whales.md").read_text()
    assert "date: 2026-03-01\n" in (folder / "episodes/s01e05-whales.md").read_text()
    assert errors(folder) == []
    assert build(folder).exit_code == 0
    assert "Take%209%20(final).mp3" in (folder / "feed/feed.xml").read_text()


def test_nothing_is_written_over_and_no_episode_twice(tmp_path: Path) -> None:
    link = "links:\n  youtube: https://youtu.be/0Gqx1LtqRZU\n"
    files = {**SHOW, "episodes/s01e04-four.md": episode(4, "Four").replace("links:\n", link)}
    folder = show_of(tmp_path / "show", files)
    (folder / "episodes/s01e05-five.md").mkdir()
    before = tree(folder)
    for arguments, said in (
        (["audio/s01e02-two.mp3"], "audio/s01e02-two.mp3 is the recording of episodes/s01e02-two.md already"),
        ([VIDEO], "episodes/s01e04-four.md is this episode already"),
        ([record(tmp_path / "x.mp3", title="Five")], "episodes/s01e05-five.md exists, and stays as it is"),
    ):
        result = new(folder, *arguments)
        assert result.exit_code == 1
        assert said in result.stderr
    (folder / "audio/s01e05-six.mp3").mkdir()
    assert new(folder, record(tmp_path / "y.mp3", title="Six"), "--copy").exit_code == 1
    assert tree(folder) == before


def test_a_number_that_another_has_is_not_taken(tmp_path: Path) -> None:
    folder = show_of(tmp_path)
    record(folder / "audio/a.mp3", title="Maps", season="1", number="2")
    record(folder / "audio/b.mp3", title="Boots", season="2", number="1")
    result = new(folder, "audio/a.mp3", "--stdout")
    assert "\nseason: 1\nepisode: 4\n" in result.stdout
    assert "episodes/s01e02-two.md has the number 2 already, so this one gets 4" in result.stderr
    assert "\nseason: 2\nepisode: 1\n" in new(folder, "audio/b.mp3", "--stdout").stdout
    (folder / "episodes/s02e04-four.md").write_text(episode(4, "Four", season=2, more="draft: true\n"))
    record(folder / "audio/c.mp3", title="Bees", season="3")
    assert "\nseason: 3\nepisode: 5\n" in new(folder, "audio/c.mp3", "--stdout").stdout  # as season 2 counts on
    assert "\nseason: 2\nepisode: 5\n" in new(folder, VIDEO, "--stdout").stdout


@pytest.fixture
def platforms(monkeypatch: pytest.MonkeyPatch) -> object:
    with Platforms() as served:
        for name, path in (("youtube", "youtube"), ("youtube_images", "images"), ("spotify", "spotify")):
            monkeypatch.setenv(BASES[name][0], served.url(f"/{path}"))
        yield served


def test_a_link_gives_ids_and_the_title_that_the_platform_has(platforms: Platforms, tmp_path: Path) -> None:
    folder = show_of(tmp_path)
    platforms.video("0Gqx1LtqRZU", oembed("The Base Show #4: Why bees dance - Grace Hopper"))
    result = publish("new", "https://youtu.be/0Gqx1LtqRZU?si=x&t=4", "-C", folder, "--allow-private")
    assert result.exit_code == 0, result.output
    assert (folder / "episodes/s01e04-why-bees-dance.md").read_text() == (
        '---\ntitle: "Why bees dance"\nseason: 1\nepisode: 4\ndate: TODO\n\nguests:\n- grace\n'
        f"links:\n  apple: TODO\n  spotify: TODO\n  youtube: {VIDEO}\ndescription: TODO\nlayout: podcast\n---\n"
    )
    assert errors(folder) == []
    assert build(folder).exit_code == 0


def test_what_no_platform_answers_is_still_to_do(platforms: Platforms, tmp_path: Path) -> None:
    folder = show_of(tmp_path)
    platforms.video("0Gqx1LtqRZU", 404)
    result = publish("new", VIDEO, "-C", folder, "--allow-private", "--stdout")
    assert result.stdout.startswith("---\ntitle: TODO\nseason: 1\nepisode: 4\n")
    assert "no title: answers 404" in result.stderr
    anchor = "https://creators.spotify.com/pod/profile/base/episodes/Why-bees-dance---Grace-Hopper-e1eq73v?x=1"
    assert new(folder, anchor).exit_code == 0
    text = (folder / "episodes/s01e04-why-bees-dance.md").read_text()
    assert 'title: "Why bees dance"\n' in text
    assert f"  anchor: {anchor.removesuffix('?x=1')}\n" in text
    assert errors(folder) == []


@pytest.mark.parametrize(
    ("subject", "code", "said"),
    [
        ("https://example.com/", 1, "no link to an episode on Apple Podcasts, Spotify, Spotify for Creators, YouTube"),
        ("https://spotify.link/kTx9", 1, "a short link does not say where it leads"),
        ("https://studio.youtube.com/video/0Gqx1LtqRZU/edit", 1, f"did you mean {VIDEO}?"),
        ("nowhere.mp3", 2, "is no recording that is there, and no URL"),
        ("show.yaml", 1, "show.yaml is no recording by its name"),
        ("audio/broken.mp3", 1, "broken.mp3: the recording"),
    ],
)
def test_what_is_no_episode_is_refused(tmp_path: Path, subject: str, code: int, said: str) -> None:
    folder = show_of(tmp_path, {"audio/broken.mp3": "no sound"})
    result = new(folder, subject)
    assert result.exit_code == code
    assert said in " ".join(result.stderr.split())


def test_a_show_that_cannot_be_used_is_mended_first(tmp_path: Path) -> None:
    folder = show_of(tmp_path)
    (folder / "show.yaml").write_text("title: A\ntitle: B\n")
    result = new(folder, VIDEO)
    assert result.exit_code == 1
    assert "show.yaml:2: the key 'title' stands here a second time" in result.stderr


def test_the_first_episode_of_a_show(tmp_path: Path) -> None:
    folder = show_of(tmp_path, {})
    record(folder / "audio/hello.mp3", title="Hello, world", date="2026")
    assert new(folder, "audio/hello.mp3", "--date", "2026-05-01").exit_code == 0
    text = (folder / "episodes/hello.md").read_text()
    assert text == "---\ntitle: Hello, world\ndate: 2026-05-01\ndescription: TODO\n---\n"
    assert errors(folder) == []
    assert build(folder).exit_code == 0


def test_lines_that_end_oddly_are_no_trouble(tmp_path: Path) -> None:
    folder = show_of(tmp_path, {"episodes/a.md": "---\r\ntitle: 'A\u2028 b'\r\ndate: 2026-01-01\r\n---\r\n"})
    result = new(folder, VIDEO, "--title", "B", "--date", "2026-01-02")
    assert result.exit_code == 0, result.output
    assert (folder / "episodes/b.md").read_bytes().startswith(b"---\r\ntitle: ")
    assert errors(folder) == []


def test_folders_of_seasons_go_on(tmp_path: Path) -> None:
    files = {
        f"episodes/season-{season:02}/{number:03}-walk.md": episode(number, f"Walk {number}", season=season)
        for season, number in ((1, 1), (1, 2), (2, 3))
    }
    folder = show_of(tmp_path / "show", files)
    recording = record(tmp_path / "x.mp3", title="On", season="3", number="1")
    result = new(folder, recording, "--copy")
    assert result.exit_code == 0, result.output
    assert (folder / "episodes/season-03/001-on.md").is_file()
    assert (folder / "audio/season-03/001-on.mp3").is_file()


def test_what_stands_in_the_name_of_a_recording_counts(tmp_path: Path) -> None:
    numbered = {
        f"episodes/{number:03}-walk.md": f"---\nepisode: {number}\ndate: 2026-01-01\n---\n" for number in (7, 8)
    }
    folder = show_of(tmp_path / "numbered", numbered)
    record(folder / "audio/012-maps.mp3", number="3")
    assert new(folder, "audio/012-maps.mp3").exit_code == 0
    assert (folder / "episodes/012-maps.md").read_text() == "---\ntitle: Maps\nepisode: 12\ndate: TODO\n---\n"
    dated = {f"episodes/2026-01-0{day}.md": f"---\ntitle: Walk {day}\ndate: 2026-01-0{day}\n---\n" for day in (1, 2)}
    folder = show_of(tmp_path / "dated", dated)
    record(folder / "audio/2026-01-03.mp3", title="Walk 3")
    record(folder / "audio/README.mp3", title="Readme")
    assert new(folder, "audio/2026-01-03.mp3").exit_code == 0
    assert (folder / "episodes/2026-01-03.md").read_text() == "---\ntitle: Walk 3\ndate: 2026-01-03\n---\n"
    undated = new(folder, "audio/README.mp3")
    assert undated.exit_code == 1
    assert "called after their day; say with --date" in undated.stderr
    folder = show_of(tmp_path / "plain", {"episodes/a.md": "---\ntitle: A\n---\n"})
    recording = record(tmp_path / "mix.mp3", title="Bees", comment=5_001 * "x")  # no note of a feed has such words
    assert new(folder, recording).exit_code == 0
    assert (folder / "episodes/bees.md").read_text() == "---\ntitle: Bees\n---\n"
    record(folder / "audio/readme.mp3", title="Readme")
    assert new(folder, "audio/readme.mp3").exit_code == 0
    assert "audio: audio/readme.mp3" in (folder / "episodes/episode-readme.md").read_text()


def test_a_real_show_goes_on_as_its_editors_write(tmp_path: Path) -> None:
    corpus = real_files("corpus")
    folder = show_of(tmp_path, {})
    for name in ("episodes", "people"):
        shutil.copytree(corpus / name, folder / name, dirs_exist_ok=True)
    result = new(folder, VIDEO.replace("U", "V"), "--title", "Agents: what's new", "--date", "2026-07-01", "--stdout")
    assert result.stdout == (
        "---\ntitle: 'Agents: what''s new'\nshort: TODO\nseason: 24\nepisode: 4\nguests:\n- TODO\nimage: TODO\n"
        "ids:\n  anchor: TODO\n  youtube: 0Gqx1LtqRZV\nlinks:\n  anchor: TODO\n  apple: TODO\n  spotify: TODO\n"
        "  youtube: https://www.youtube.com/watch?v=0Gqx1LtqRZV\n"
        "description: TODO\nintro: TODO\ntopics:\n- TODO\ndateadded: 2026-07-01\n---\n"
    )


@pytest.mark.parametrize(
    ("stems", "named"),
    [
        (["s01e01-a", "s01e02-b"], "s01e03-new-one"),
        (["S1E1 a", "S1E2 b"], "S1E3 new-one"),
        (["001-a", "002-b"], "003-new-one"),
        (["1_a_b", "2_c_d"], "3_new_one"),
        (["episode-1", "episode-2"], "episode-3"),
        (["a-1", "b-2"], "new-one-3"),
        (["2026-01-01-a", "2026-01-02-b"], "2026-01-03-new-one"),
        (["20260101", "20260102"], "20260103"),
        (["a-b", "c-d", "3-become-1"], "new-one"),
        (["old", "s01e02-b"], "s01e03-new-one"),
    ],
)
def test_new_files_are_named_like_the_others(stems: list[str], named: str) -> None:
    def one(number: int, stem: str = "") -> Named:
        return Named(stem=stem, season=1, number=number, day=date(2026, 1, number))

    naming = naming_of([one(number, stem) for number, stem in enumerate(stems, start=1)])
    assert naming.name(one(len(stems) + 1), "New one") == named


def shape(text: str) -> Shape:
    """The shape of a file that has this text."""
    parts = parse_front_matter("episodes/a.md", text).value
    assert parts
    return shape_of(parts, text)


STYLED = st.sampled_from(
    [
        Habits(),
        habits_of([shape(episode(1, "One"))]),
        habits_of(
            [shape("---\ntitle: |\n  A\n  b\ndate: '2026-01-01'\nguests: [a, 'b']\nids: {youtube: 'x'}\n---\nText.\n")]
        ),
        habits_of(
            [shape("---\ndescription: >\n  A\n\ntopics: a, b\nguests:\n    - \"a\"\nlinks:\n    web: 'x'\n---\n")]
        ),
    ]
)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])).filter(
    lambda text: not is_unknown(one_line(text))
)
TEXT = st.lists(LINE, min_size=1).map("\n".join)


@given(STYLED, LINE, TEXT, st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), unique=True, max_size=3))
def test_whatever_is_known_can_be_read_back(habits: Habits, title: str, description: str, guests: list[str]) -> None:
    links = {"web": "https://example.com/a?b=c#d"}
    facts = Facts(title=title, date="2026-01-31", description=description, guests=tuple(guests), links=links)
    text = episode_text(facts, habits, Beside(audio="audio/ä: 'b'.mp3"))
    parts = parse_front_matter("episodes/a.md", text)
    assert parts.value
    read = parse_episode(parts.value)
    assert (*parts.problems, *read.problems) == ()
    assert read.value
    values = {key: found.value for key, found in read.value.values.items()}
    assert values["title"] == one_line(title)
    assert [one.value.name for one in values.get("guests", ())] == guests
    assert values["links"]["web"].value == links["web"]
    assert values["audio"].path == "audio/ä: 'b'.mp3"
