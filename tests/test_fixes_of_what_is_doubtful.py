"""Nothing is mended that show.yaml silences, and nothing is taken from what may be wrong itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.fixes import KnownOnline, Plan, plan
from publisher.model import Place
from tests.audio_samples import mp3, wav
from tests.checked import found
from tests.fixed import episode, laid_out, merged

VIDEO, OTHER_VIDEO = "0Gqx1LtqRZU", "NfAJAr7FvyY"
WATCH = "https://www.youtube.com/watch?v="
HEARD = "https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j"


def setting(check: str, more: str = "", severity: str = "'off'") -> str:
    return f"- check: {check}\n  severity: {severity}\n  reason: as we want it\n{more}"


def keys(found: Plan) -> list[str]:
    named = [*((fix.place, fix.key) for fix in found.fixes), *((offer.place, offer.key) for offer in found.offers)]
    return [f"{Path(place.path).stem} {key}" for place, key in named]


SILENCED = [
    ("id-extra", f"ids:\n  youtube: {VIDEO}&t\n"),
    ("id-path", f"ids:\n  spotify: {HEARD}?si=1\n"),
    ("link-tracking", f"links:\n  spotify: {HEARD}?si=1\n"),
    ("link-tracking", "links:\n  web: https://example.org/?utm_source=a\n"),
    ("link-tracking", f"links:\n  youtube: {WATCH}{VIDEO}&t\n"),
    ("link-http", f"links:\n  youtube: http://www.youtube.com/watch?v={VIDEO}\n"),
    ("link-todo", f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: TODO\n"),
    ("link-todo", f"ids:\n  youtube: TODO\nlinks:\n  youtube: {WATCH}{VIDEO}\n"),
    ("online-moved", "links:\n  web: https://old.example/\n"),
    ("link-malformed", "links:\n  web: https://https://example.org/\n"),
    ("link-path", f"links:\n  youtube: https://studio.youtube.com/video/{VIDEO}/edit\n"),
    ("id-and-link-disagree", f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: {WATCH}{OTHER_VIDEO}\n"),
    ("id-shape", f"ids:\n  youtube: 0Gqx\nlinks:\n  youtube: {WATCH}{VIDEO}\n"),
    ("value-todo", "duration: TODO\n"),
    ("duration-differs", "duration: 1:49\n"),
    ("duration-far-off", "duration: 7:12\n"),
]
ONLINE = KnownOnline(moved={"https://old.example/": "https://new.example/"})


@pytest.mark.parametrize(("check", "lines"), SILENCED)
def test_what_is_silenced_is_left_alone(tmp_path: Path, check: str, lines: str) -> None:
    """In the first of two episodes, or in both."""
    others = {VIDEO: "1Gqx1LtqRZU", "3Lh": "4Lh", OTHER_VIDEO: "1fAJAr7FvyY"}
    two = lines
    for old, new in others.items():
        two = two.replace(old, new)
    files, lengths_ms = {"one": episode(lines), "two": episode(two, "Two")}, {"one": 120_000, "two": 120_000}
    laid_out(tmp_path, files)
    loud = keys(plan(merged(tmp_path, lengths_ms), ONLINE))
    laid_out(tmp_path, files, f"checks:\n{setting(check, '  episodes: [one]')}\n")
    in_one = keys(plan(merged(tmp_path, lengths_ms), ONLINE))
    laid_out(tmp_path, files, f"checks:\n{setting(check)}")
    assert loud
    assert in_one == [line for line in loud if line.startswith("two")]
    assert plan(merged(tmp_path, lengths_ms), ONLINE) == Plan()


def test_less_weight_is_no_silence_and_an_episode_can_be_exempt(tmp_path: Path) -> None:
    files = {name: episode(f"links:\n  spotify: {HEARD.replace('3', name)}?si=1\n", name) for name in "12"}
    mended = ["1 links.spotify", "2 links.spotify"]
    laid_out(tmp_path, files, f"checks:\n{setting('link-tracking', severity='note')}")
    assert keys(plan(merged(tmp_path))) == mended
    both = setting("link-tracking") + setting("link-tracking", "  episodes: ['2']\n", "warning")
    laid_out(tmp_path, files, f"checks:\n{both}")
    assert keys(plan(merged(tmp_path))) == mended[1:]


def test_one_of_two_fixes_of_a_value_can_be_silenced(tmp_path: Path) -> None:
    link = HEARD.replace("https", "http")
    laid_out(tmp_path, {"one": episode(f"links:\n  spotify: {link}?si=1\n")}, f"checks:\n{setting('link-tracking')}")
    assert [fix.new for fix in plan(merged(tmp_path)).fixes] == [f"{HEARD}?si=1"]


def test_what_is_missing_is_not_put_in_where_that_is_silenced(tmp_path: Path) -> None:
    files = {
        name: episode(f"ids:\n  youtube: {name}Gqx1LtqRZU\nlinks:\n  youtube: {WATCH}{name}Gqx1LtqRZU\n", name)
        for name in "12345"
    }
    files["last"] = episode(f"ids:\n  youtube: {VIDEO}\n", "Last")
    laid_out(tmp_path, files)
    assert keys(plan(merged(tmp_path))) == ["last links.youtube"]
    laid_out(tmp_path, files, f"checks:\n{setting('platform-missing')}")
    assert plan(merged(tmp_path)) == Plan()


@pytest.mark.parametrize("page", ["https://www.example.com/a?utm_source=b", "https://blog.example.com/?fbclid=1"])
def test_what_the_author_counts_by_on_the_own_site_is_left(tmp_path: Path, page: str) -> None:
    laid_out(tmp_path, {"one": episode(f"link: {page}\n")})
    assert plan(merged(tmp_path)) == Plan()


ANCHOR = "https://creators.spotify.com/pod/show/a/episodes/"
PLACE = Place(path="episodes/last.md", line=7)


def with_strange_title(*, strange: str) -> dict[str, str]:
    """Six episodes with their titles in their links; that of the last may be about something else."""
    titles = ["Walking along rivers", "Sleeping under trees", "Cooking over flames", "Reading dusty maps"]
    titles += ["Packing light rucksacks", "Crossing frozen passes"]
    names = [*"abcde", "last"]
    files = {}
    for number, (name, title) in enumerate(zip(names, titles, strict=True)):
        slug = (strange if name == "last" else title).replace(" ", "-")
        key = "TODO" if name == "last" else f"{slug}-e1eq73{number}"
        files[name] = episode(f"ids:\n  anchor: {key}\nlinks:\n  anchor: {ANCHOR}{slug}-e1eq73{number}\n", title)
    return files


@pytest.mark.parametrize(
    ("strange", "settings", "known", "fixed"),
    [
        ("Crossing frozen passes", "", KnownOnline(), ["last ids.anchor"]),
        ("Baking wholemeal bread", "", KnownOnline(), []),
        ("Baking wholemeal bread", f"checks:\n{setting('link-title')}", KnownOnline(), ["last ids.anchor"]),
        ("Crossing frozen passes", "", KnownOnline(doubted=frozenset({PLACE})), []),
    ],
)
def test_no_id_is_taken_from_a_link_that_may_be_wrong(
    tmp_path: Path, strange: str, settings: str, known: KnownOnline, fixed: list[str]
) -> None:
    laid_out(tmp_path, with_strange_title(strange=strange), settings)
    assert keys(plan(merged(tmp_path), known)) == fixed


@pytest.mark.parametrize(
    "lines",
    [
        f"ids:\n  youtube: TODO\nlinks:\n  youtube: {WATCH}{VIDEO}\n",
        f"ids:\n  youtube: {VIDEO}\nlinks:\n  youtube: TODO\n",
    ],
)
def test_nothing_is_taken_from_a_video_where_the_clips_are_of_another(tmp_path: Path, lines: str) -> None:
    clips = f"quotableClips:\n- name: A\n  startOffset: 1\n  url: {WATCH}{{}}&t=1\n"
    laid_out(tmp_path, {"one": episode(lines + clips.format(OTHER_VIDEO))})
    assert plan(merged(tmp_path)) == Plan()
    laid_out(tmp_path, {"one": episode(lines + clips.format(VIDEO))})
    assert len(plan(merged(tmp_path)).fixes) == 1


def test_no_id_is_taken_from_a_link_that_leads_on_to_another_episode(tmp_path: Path) -> None:
    laid_out(tmp_path, {"one": episode(f"ids:\n  youtube: TODO\nlinks:\n  youtube: {WATCH}{VIDEO}\n")})
    known = KnownOnline(moved={f"{WATCH}{VIDEO}": f"{WATCH}{OTHER_VIDEO}"})
    planned = plan(merged(tmp_path), known)
    assert planned.fixes == ()
    assert keys(planned) == ["one links.youtube"]


@pytest.mark.parametrize("lines", ["duration: TODO\n", "duration: 2:09\n", "duration: 7:00\n"])
def test_nothing_is_taken_from_a_recording_that_is_cut_off(tmp_path: Path, lines: str) -> None:
    laid_out(tmp_path, {"one": episode(lines)})
    assert plan(merged(tmp_path, {"one": 120_000}, cut_off={"one"})) == Plan()
    assert keys(plan(merged(tmp_path, {"one": 120_000}))) == ["one duration"]


PAST_THE_END = """duration: 2:00
transcript:
- header: Opening
- line: Hello and welcome.
  sec: 0
- line: Good bye.
  sec: 110
chapters:
- start: 0
  title: Opening
- start: 1:50
  title: Closing
soundbites:
- start: 100
  duration: 10
"""


@pytest.mark.parametrize("lines", [PAST_THE_END, PAST_THE_END.replace("2:00", "0:55")])
def test_of_a_recording_that_is_cut_off_nothing_else_is_said(tmp_path: Path, lines: str) -> None:
    lengths = {"duration-differs", "duration-far-off", "audio-lengths-differ", "transcript-past-end"}
    lengths |= {"chapter-past-end", "soundbite-outside"}
    files: dict[str, str | bytes] = {"episodes/a.md": episode(lines), "episodes/b.md": episode(lines, "Two")}
    files |= {"audio/a.mp3": mp3(frames=2500, says_frames=5000), "audio/b.mp3": mp3(frames=2500)}
    files |= {"audio/a.wav": wav(120), "audio/b.wav": wav(120)}
    said = [one for one in found(tmp_path, files) if "/a." in one or one.split()[-1] in lengths]
    assert "audio/a.mp3 audio-truncated" in said
    assert not [one for one in said if "/a." in one and one.split()[-1] in lengths]
    assert {one.split()[-1] for one in said if "/b." in one} >= lengths - {"duration-differs", "duration-far-off"}
