"""Checks of ids: their shape, what is beside them, and whether they agree with links, clips and other episodes."""

from __future__ import annotations

from pathlib import Path

from tests.checked import problems_of
from tests.test_check_links import APPLE, SPOTIFY, episode

IDS = {
    "youtube: 0Gqx1LtqRZ": "id-shape",
    "spotify: 0Gqx1LtqRZU": "id-shape",
    "apple: id1541710331": "id-shape",
    "apple: 5": "id-shape",
    "apple: 10005522436": "id-shape",
    "apple: i=6": "id-shape",
    "anchor: AB-Testing": "id-shape",
    "YouTube: NfAJAr7FvyY&t": "id-extra",
    "spotify: 3LhBOO1UANCGbOwkntZt4j?si=1": "id-extra",
    "apple: i=1000552243668": "id-extra",
    "anchor: club/episodes/AB-Testing-e1eq73v": "id-path",
    "anchor: AB-Testing-e1milm0/a-a8d08ua": "id-path",
    "youtube: https://youtu.be/0Gqx1LtqRZV": "id-path",
}
FINE = (
    "youtube: -Gj7SaI-QW4",
    "youtube: '12345678901'",
    "spotify: 3LhBOO1UANCGbOwkntZt4k",
    "apple: 1000552243669",
    "apple: 85021923",
    "anchor: AB-Testing---Jakob-Graff-e1eq73w",
    "anchor: eu35fo",
    "deezer: episode/123",
    "vimeo: 1",
)


def test_each_id_that_is_none_is_found_at_its_line(tmp_path: Path) -> None:
    files = {f"episodes/{n:02}.md": episode("ids:", f"  {line}", number=n) for n, line in enumerate((*IDS, *FINE))}
    problems = problems_of(tmp_path, files)
    found = [f"{one.place} {one.check}" for one in problems if one.check.startswith(("id-", "link-"))]
    assert found == [f"episodes/{n:02}.md:7 {check}" for n, check in enumerate(IDS.values())]


def test_what_should_stand_there_is_said_and_what_is_too_much_is_shown(tmp_path: Path) -> None:
    text = episode(
        "ids:",
        "  youtube: NfAJAr7FvyY&t",
        "  anchor: ow/club/episodes/AB-Testing-e1eq73v/a-a8d08ua",
        "  spotify: 12",
    )
    problems = problems_of(tmp_path, {"episodes/two.md": text})
    said = {one.check: (one.message, one.about) for one in problems if one.check.startswith("id-")}
    path = "ow/club/episodes/AB-Testing-e1eq73v/a-a8d08ua"
    assert said == {
        "id-extra": ("ids.youtube: 'NfAJAr7FvyY&t' is more than the id; write NfAJAr7FvyY", "&t"),
        "id-path": (f"ids.anchor: '{path}' is a path with the id in it; write AB-Testing-e1eq73v", path),
        "id-shape": (
            "ids.spotify: '12' is no id of Spotify; write 22 letters or digits, like 3LhBOO1UANCGbOwkntZt4j",
            "12",
        ),
    }


def test_an_id_and_a_link_that_lead_to_two_episodes_are_found(tmp_path: Path) -> None:
    wrong = episode(
        "links:",
        "  youtube: https://youtu.be/NfAJAr7FvyY",
        f"  spotify: {SPOTIFY}",
        f"  apple: {APPLE}?i=1000552243662",
        "  anchor: https://anchor.fm/club/episodes/AB-e1eq73v",
        "ids:",
        "  youtube: 0Gqx1LtqRZU",
        "  spotify: 4LhBOO1UANCGbOwkntZt4j",
        "  apple: 1000552243663",
        "  anchor: AB-e1eq73w",
    )
    right = episode(
        "links:",
        "  youtube: https://www.youtube.com/watch?v=-Gj7SaI-QW4&t",
        "  spotify: https://open.spotify.com/show/5LhBOO1UANCGbOwkntZt4j",
        "  apple: TODO",
        "  anchor: https://creators.spotify.com/pod/show/club/episodes/Another-title-e1eq73x",
        "ids:",
        "  youtube: -Gj7SaI-QW4&t",
        "  spotify: 5LhBOO1UANCGbOwkntZt4j",
        "  apple: 1000552243664",
        "  anchor: AB-e1eq73x",
    )
    found = [
        one
        for one in problems_of(tmp_path, {"episodes/two.md": wrong, "episodes/three.md": right})
        if one.check == "id-and-link-disagree"
    ]
    assert [str(one.place) for one in found] == [f"episodes/two.md:{line}" for line in (12, 13, 14, 15)]
    assert found[0].message == (
        "ids.youtube is 0Gqx1LtqRZU, but links.youtube in line 7 leads to NfAJAr7FvyY; correct the one that is wrong"
    )


def test_one_id_of_two_episodes_is_found_however_it_is_written(tmp_path: Path) -> None:
    files = {
        "episodes/a.md": episode("ids:", "  youtube: 0Gqx1LtqRZU", "  anchor: Old-title-e1eq73v"),
        "episodes/b.md": episode("ids:", "  youtube: 0Gqx1LtqRZU&t", "  anchor: New-title-e1eq73v"),
        "episodes/c.md": episode("ids:", "  vimeo: '1'", "  youtube: TODO"),
        "episodes/d.md": episode("ids:", "  deezer: '1'", "  youtube: TODO"),
    }
    found = [one for one in problems_of(tmp_path, files) if one.check == "id-repeated"]
    assert [str(one.place) for one in found] == ["episodes/b.md:7", "episodes/b.md:8"]
    assert found[1].message == ("ids.anchor: 'New-title-e1eq73v' is the id of episodes/a.md:8 too; correct one of them")


def test_clips_of_another_video_are_found_at_the_first_of_them(tmp_path: Path) -> None:
    clips = "quotableClips:", "- {name: One, startOffset: 0, url: 'https://www.youtube.com/watch?v=0Gqx1LtqRZU&t=0'}"
    files = {
        "episodes/two.md": episode(
            "ids: {youtube: NfAJAr7FvyY}",
            *clips,
            "- {name: Two, startOffset: 5, url: 'https://www.youtube.com/watch?v=0Gqx1LtqRZU&t=5'}",
        ),
        "episodes/three.md": episode("links: {youtube: 'https://youtu.be/0Gqx1LtqRZU'}", *clips),
        "episodes/four.md": episode("links: {youtube: TODO}", *clips),
        "episodes/five.md": episode(
            "ids: {youtube: -Gj7SaI-QW4}",
            "quotableClips:",
            "- {name: One, startOffset: 0, url: 'https://example.com/#t=0'}",
        ),
    }
    found = [one for one in problems_of(tmp_path, files) if one.check == "clip-video"]
    assert [str(one.place) for one in found] == ["episodes/two.md:8"]
    assert found[0].message.startswith(
        "2 clips, the first of them here, are of video 0Gqx1LtqRZU, the episode is NfAJAr7FvyY;"
    )
