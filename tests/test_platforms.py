"""What a URL and an id of each platform look like."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.platforms.known import LABELS, PLATFORMS, bare_id, canonical_url, id_in, id_shape, is_id, read_url
from publisher.platforms.tracking import without_tracking

VIDEO = "0Gqx1LtqRZU"
SPOTIFY = "3LhBOO1UANCGbOwkntZt4j"
APPLE = "https://podcasts.apple.com/us/podcast/a-b-testing/id1541710331"

EPISODES = {
    "youtube": (
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"http://youtube.com/watch?v={VIDEO}",
        f"//m.youtube.com/watch?v={VIDEO}",
        f"https://WWW.YouTube.COM/watch?list=PL1&v={VIDEO}&t=3#x",
        f"https://music.youtube.com/watch?v={VIDEO}",
        f"https://www.youtube.com/watch/?v={VIDEO}",
        f"https://www.youtube.com/watch?v={VIDEO}&t",
        f"https://youtu.be/{VIDEO}?si=abc",
        f"https://www.youtube.com/shorts/{VIDEO}/",
        f"https://www.youtube-nocookie.com/embed/{VIDEO}?rel=0",
        f"https://www.youtube.com/live/{VIDEO}?feature=share",
        f"https://www.youtube.com/v/{VIDEO}",
        f"https://www.youtube.com/e/{VIDEO}",
        f"  https://youtu.be/{VIDEO}\n",
    ),
    "spotify": (
        f"https://open.spotify.com/episode/{SPOTIFY}",
        f"https://open.spotify.com/episode/{SPOTIFY}?si=ac857db69d484277",
        f"https://open.spotify.com/intl-de/episode/{SPOTIFY}",
        f"https://open.spotify.com/intl-pt-br/episode/{SPOTIFY}/",
        f"https://open.spotify.com/embed/episode/{SPOTIFY}",
        f"https://open.spotify.com/embed-podcast/episode/{SPOTIFY}",
        f"spotify:episode:{SPOTIFY}",
    ),
    "apple": (
        f"{APPLE}?i=1000552243668",
        f"{APPLE}?l=de&i=1000552243668&uo=4",
        "https://podcasts.apple.com/podcast/id1541710331?i=1000552243668",
        "https://podcasts.apple.com/de/podcast/id1541710331/?i=1000552243668",
        "https://podcasts.apple.com/us/podcast/a-b-testing?i=1000552243668",
        "https://embed.podcasts.apple.com/us/podcast/a-b-testing/id1541710331?i=1000552243668",
        "https://itunes.apple.com/us/podcast/a-b-testing/id1541710331?i=1000552243668&mt=2",
    ),
    "anchor": (
        "https://anchor.fm/club/episodes/AB-Testing---Jakob-Graff-e1eq73v",
        "https://anchor.fm/club/episodes/e1eq73v",
        "https://podcasters.spotify.com/pod/show/club/episodes/AB-Testing-e1eq73v",
        "https://creators.spotify.com/pod/show/club/episodes/Another-title-e1eq73v",
        "https://creators.spotify.com/pod/profile/club/episodes/AB-Testing-e1eq73v/a-a8d08ua",
        "https://Anchor.FM/club/episodes/J%C3%B6rg-e1eq73v?x=1",
    ),
}
IDS = {"youtube": VIDEO, "spotify": SPOTIFY, "apple": "1000552243668", "anchor": "e1eq73v"}

OTHERS = (
    ("https://www.youtube.com/playlist?list=PL3MmuxUbc", "youtube", "playlist"),
    ("https://www.youtube.com/embed/videoseries?list=PL3MmuxUbc", "youtube", "playlist"),
    ("https://www.youtube.com/embed/live_stream?channel=UCDvErgK0j5ur3aLgn6U", "youtube", "channel"),
    ("https://www.youtube.com/@DataTalksClub", "youtube", "channel"),
    ("https://www.youtube.com/channel/UCDvErgK0j5ur3aLgn6U/videos", "youtube", "channel"),
    ("https://www.youtube.com/c/DataTalksClub", "youtube", "channel"),
    (f"https://studio.youtube.com/video/{VIDEO}/edit", "youtube", "other"),
    ("https://www.youtube.com/watch?v=0Gqx1LtqRZ", "youtube", "other"),
    (f"https://www.youtube.com/watch?v={VIDEO}x", "youtube", "other"),
    (f"https://youtu.be/{VIDEO}x", "youtube", "other"),
    ("https://www.youtube.com/", "youtube", "other"),
    (f"https://open.spotify.com/show/{SPOTIFY}?si=1", "spotify", "show"),
    (f"spotify:show:{SPOTIFY}", "spotify", "show"),
    ("https://open.spotify.com/playlist/37i9dQZF1DX", "spotify", "playlist"),
    (f"https://open.spotify.com/episode/{SPOTIFY[1:]}", "spotify", "other"),
    (f"https://open.spotify.com/track/{SPOTIFY}", "spotify", "other"),
    ("https://spotify.link/kTx9", "spotify", "other"),
    ("https://spotify.com", "spotify", "other"),
    (APPLE, "apple", "show"),
    (f"{APPLE}?i=", "apple", "show"),
    ("https://podcasts.apple.com/us/channel/club/id6442", "apple", "channel"),
    ("https://apple.co/3abc", "apple", "other"),
    ("https://anchor.fm/club", "anchor", "show"),
    ("https://creators.spotify.com/pod/show/club/episodes", "anchor", "show"),
    ("https://anchor.fm/s/4391ba4/podcast/rss", "anchor", "other"),
    ("https://anchor.fm/club/episodes/AB-Testing", "anchor", "other"),
    ("https://podcasters.spotify.com/pod/pod/show/club/episodes/AB-Testing-e1eq73v", "anchor", "other"),
    ("https://podcasters.spotify.com/club/episodes/AB-Testing-e1eq73v", "anchor", "other"),
)

STRANGERS = (
    "https://example.com/watch?v=0Gqx1LtqRZU",
    "https://notyoutube.com/watch?v=0Gqx1LtqRZU",
    "https://youtube.com.example.org/watch?v=0Gqx1LtqRZU",
    "https://youtube.com@example.org/watch?v=0Gqx1LtqRZU",
    "https://www.apple.com/",
    "youtube.com/watch?v=0Gqx1LtqRZU",
    "ftp://youtube.com/watch?v=0Gqx1LtqRZU",
    "spotify:track",
    "https://[",
    "https://",
    "TODO",
    "",
)


@pytest.mark.parametrize(("platform", "url"), [(platform, url) for platform, urls in EPISODES.items() for url in urls])
def test_an_episode_is_known_in_each_of_its_urls(platform: str, url: str) -> None:
    reference = read_url(url)
    assert reference
    assert (reference.platform, reference.kind, reference.id) == (platform, "episode", IDS[platform])
    assert id_in(platform, url) == IDS[platform]


@pytest.mark.parametrize(("url", "platform", "kind"), OTHERS)
def test_what_is_no_episode_is_told_apart(url: str, platform: str, kind: str) -> None:
    reference = read_url(url)
    assert reference
    assert (reference.platform, reference.kind) == (platform, kind)


@pytest.mark.parametrize("url", STRANGERS)
def test_other_urls_belong_to_no_platform(url: str) -> None:
    assert read_url(url) is None


def test_apple_and_anchor_name_the_show_too() -> None:
    shows = [reference.show for url in (EPISODES["apple"][0], EPISODES["anchor"][0]) if (reference := read_url(url))]
    assert shows == ["1541710331", "club"]


@pytest.mark.parametrize(
    ("platform", "written", "meant"),
    [
        ("youtube", VIDEO, VIDEO),
        ("youtube", f"{VIDEO}&t", VIDEO),
        ("youtube", f"{VIDEO}?si=x", VIDEO),
        ("youtube", f"watch?v={VIDEO}", VIDEO),
        ("youtube", f"/shorts/{VIDEO}", VIDEO),
        ("youtube", "-Gj7SaI-QW4", "-Gj7SaI-QW4"),
        ("youtube", f"{VIDEO}x", None),
        ("youtube", "embed/videoseries?list=PL1", None),
        ("youtube", f"https://open.spotify.com/episode/{SPOTIFY}", None),
        ("spotify", f"episode/{SPOTIFY}", SPOTIFY),
        ("spotify", f"{SPOTIFY}?si=1", SPOTIFY),
        ("spotify", f"show/{SPOTIFY}", None),
        ("apple", "id1541710331?i=1000552243668", "1000552243668"),
        ("apple", "1000552243668&uo=4", "1000552243668"),
        ("apple", "id1541710331", None),
        ("anchor", "AB-Testing-e1eq73v", "AB-Testing-e1eq73v"),
        ("anchor", "club/episodes/AB-Testing-e1eq73v", "AB-Testing-e1eq73v"),
        ("anchor", "eventful/episodes/AB-Testing-e1eq73v/a-a8d08ua", "AB-Testing-e1eq73v"),
        ("anchor", "ow/club/episodes/AB-Testing-e1eq73v", "AB-Testing-e1eq73v"),
        ("anchor", "AB-Testing-e1milm0/a-a8d08ua", "AB-Testing-e1milm0"),
        (
            "anchor",
            "https://podcasters.spotify.com/pod/pod/show/club/episodes/AB-Testing-e1eq73v",
            "AB-Testing-e1eq73v",
        ),
        ("anchor", "AB-Testing", None),
        ("deezer", "123", None),
    ],
)
def test_the_id_is_found_in_what_was_written_for_it(platform: str, written: str, meant: str | None) -> None:
    assert bare_id(platform, written) == meant


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        (f"https://open.spotify.com/episode/{SPOTIFY}?si=x", f"https://open.spotify.com/episode/{SPOTIFY}"),
        (f"https://youtu.be/{VIDEO}?si=x&t=60", f"https://youtu.be/{VIDEO}?t=60"),
        (
            f"https://www.youtube.com/watch?feature=share&v={VIDEO}&pp=x&list=PL1",
            f"https://www.youtube.com/watch?v={VIDEO}&list=PL1",
        ),
        (f"{APPLE}?i=1000552243668&l=de&uo=4&itsct=x", f"{APPLE}?i=1000552243668&l=de"),
        (f"{APPLE}?at=me&i=1", f"{APPLE}?at=me&i=1"),
        ("https://example.com/?UTM_Source=x#top", "https://example.com/#top"),
        ("https://example.com/?a=%20b&fbclid=x&&c", "https://example.com/?a=%20b&&c"),
        ("https://example.com/?si=1&feature=2&pp=3", "https://example.com/?si=1&feature=2&pp=3"),
        ("https://example.com/#?utm_source=x", "https://example.com/#?utm_source=x"),
        ("TODO?", "TODO?"),
    ],
)
def test_tracking_goes_and_meaning_stays(url: str, cleaned: str) -> None:
    assert without_tracking(url) == cleaned


def test_every_platform_has_a_name_and_a_shape() -> None:
    for platform in PLATFORMS:
        assert LABELS[platform]
        assert id_shape(platform)


@given(st.text(string.ascii_letters + string.digits + "-_", min_size=11, max_size=11))
def test_any_video_is_found_again_behind_its_page(identifier: str) -> None:
    url = canonical_url("youtube", identifier)
    assert url
    assert id_in("youtube", url) == id_in("youtube", f"{identifier}&t") == identifier


@given(st.text(string.ascii_letters + string.digits, min_size=22, max_size=22))
def test_any_episode_of_spotify_is_found_again_behind_its_page(identifier: str) -> None:
    url = canonical_url("spotify", identifier)
    assert url
    assert id_in("spotify", f"{url}?si=1") == identifier


_HOSTS = ("www.", "youtube.com", "youtu.be", "open.spotify.com", "podcasts.apple.com", "anchor.fm")
_WORDS = ("episodes", "episode", "show", "pod", "watch", "embed", "id1", "v=", "i=2", "si=", "utm_a=", "a-a8d08ua")
_SIGNS = ("https://", "//", "/", "?", "&", "#", "=", "[", ":", "@", " ", "%", "é", "\n", "\x00")
_PIECES = st.sampled_from((*_HOSTS, *_WORDS, *_SIGNS, VIDEO, SPOTIFY, "-e1eq73v"))


@given(st.lists(_PIECES, max_size=12).map("".join) | st.text(max_size=40))
def test_junk_is_refused_in_peace_and_what_is_an_id_has_its_shape(text: str) -> None:
    reference = read_url(text)
    if reference and reference.kind == "episode":
        assert reference.id
        assert is_id(reference.platform, reference.id)
    for platform in PLATFORMS:
        found = bare_id(platform, text)
        assert found is None or is_id(platform, found)
        assert (id_in(platform, text) is None) == (found is None)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_cleaning_twice_changes_nothing_and_leads_to_the_same(url: str) -> None:
    cleaned = without_tracking(url)
    assert without_tracking(cleaned) == cleaned
    assert read_url(cleaned) == read_url(url)
