"""Which source wins: the front matter, then the tags, then what can be derived; and all are remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from publisher.merge.episode import EpisodeInputs
from publisher.merge.matching import index_of, match
from publisher.merge.show import MergedShow, ShowInputs, feed_guid, merge_show
from publisher.model import Episode, Source
from publisher.sources.audio_file import AudioFile
from publisher.sources.audio_tags import AudioTags
from publisher.sources.episode_file import parse_episode
from publisher.sources.front_matter import parse_front_matter
from publisher.sources.picture_file import PictureFile
from publisher.sources.show_file import ShowFile, read_show
from tests.show_folders import BASE

PICTURE = PictureFile(
    path="artwork.jpg", mime_type="image/jpeg", width_px=1400, height_px=1400, mode="RGB", sha256="a" * 64, size_bytes=1
)
RECORDING = AudioFile(
    path="audio/two.mp3",
    size_bytes=1000,
    mime_type="audio/mpeg",
    duration_ms=60_000,
    tags=AudioTags(title="Tagged", date="2025-12-24", number=9, season=3, description="From the tags."),
    chapters=(),
    picture=None,
)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def merged(
    front: str, *recordings: AudioFile, path: str = "episodes/two.md", show: ShowFile | None = None
) -> MergedShow:
    parts = parse_front_matter(path, f"---\n{front}\n---\n")
    assert parts.value is not None
    file = parse_episode(parts.value)
    assert file.value is not None
    show = show or read_show(BASE).value
    assert show is not None
    episodes = (EpisodeInputs(file=file.value, recordings=recordings or (RECORDING,), transcript=None),)
    return merge_show(ShowInputs(show=show, episodes=episodes, pictures={PICTURE.path: PICTURE}), NOW)


def episode_of(front: str, *recordings: AudioFile, **options: Any) -> Episode:
    show = merged(front, *recordings, **options).show
    assert show is not None
    (episode,) = (*show.episodes, *show.upcoming)
    return episode


def test_the_front_matter_wins_and_says_what_it_overruled() -> None:
    episode = episode_of("title: Written\nshort: Brief\ndate: 2026-01-02\nseason: 1\nepisode: 2")
    assert (episode.title, episode.season, episode.number) == ("Written", 1, 2)
    assert [(found.value, found.source, found.place.line) for found in episode.found["title"]] == [
        ("Written", Source.FRONT_MATTER, 2),
        ("Brief", Source.FRONT_MATTER, 3),
        ("Tagged", Source.AUDIO_TAG, 0),
        ("Two", Source.DERIVED, 0),
    ]


def test_the_tags_fill_what_the_front_matter_leaves_open() -> None:
    episode = episode_of("topics: none")
    assert (episode.title, episode.season, episode.number) == ("Tagged", 3, 9)
    assert episode.published_at == datetime(2025, 12, 23, 23, tzinfo=UTC)  # midnight in Berlin
    assert episode.notes_html == "<p>From the tags.</p>"


def test_the_file_name_fills_what_nobody_else_says() -> None:
    bare = replace(RECORDING, tags=AudioTags())
    episode = episode_of("date: 2026-01-02", bare, path="episodes/s04e05-on_names.md")
    assert (episode.title, episode.season, episode.number) == ("S04e05 on names", 4, 5)


@pytest.mark.parametrize(
    ("keys", "moment"),
    [
        ("date: 2026-01-02\ndateadded: 2025-01-01", datetime(2026, 1, 1, 23, tzinfo=UTC)),
        ("dateadded: 2025-01-01", datetime(2024, 12, 31, 23, tzinfo=UTC)),
        ("date: 2026-01-02 18:00", datetime(2026, 1, 2, 17, tzinfo=UTC)),
        ("date: 2026-01-02T18:00:00-05:00", datetime(2026, 1, 2, 23, tzinfo=UTC)),
        ("date: TODO", datetime(2025, 12, 23, 23, tzinfo=UTC)),
    ],
)
def test_dates(keys: str, moment: datetime) -> None:
    assert episode_of(keys).published_at == moment


@pytest.mark.parametrize("written", ["2021", "2021-05", "yesterday", ""])
def test_a_tag_that_is_no_day_dates_nothing(written: str) -> None:
    vague = replace(RECORDING, tags=AudioTags(date=written))
    result = merged("title: Two", vague)
    assert result.show is not None
    assert result.show.episodes == ()
    assert [problem.check for problem in result.problems] == ["date-missing"]


def test_what_was_measured_wins_over_the_written_duration() -> None:
    assert episode_of("date: 2026-01-02\nduration: 9:59").audio.duration_ms == 60_000


def test_a_recording_elsewhere_has_the_written_duration() -> None:
    front = (
        "date: 2026-01-02\nduration: PT1H\naudio:\n"
        "  url: https://cdn.example.com/two.mp3\n  bytes: 123\n  type: audio/mpeg"
    )
    parts = parse_front_matter("episodes/two.md", f"---\n{front}\n---\n")
    assert parts.value is not None
    file = parse_episode(parts.value).value
    show = read_show(BASE).value
    assert file is not None
    assert show is not None
    inputs = EpisodeInputs(file=file, recordings=(), transcript=None)
    result = merge_show(ShowInputs(show=show, episodes=(inputs,), pictures={PICTURE.path: PICTURE}), NOW)
    assert result.show is not None
    (episode,) = result.show.episodes
    assert (episode.audio.url, episode.audio.size_bytes) == ("https://cdn.example.com/two.mp3", 123)
    assert episode.audio.duration_ms == 3_600_000


def test_a_trailer_takes_no_number_from_its_track() -> None:
    assert episode_of("type: trailer\ndate: 2026-01-02").number is None
    assert episode_of("type: trailer\nepisode: 4\ndate: 2026-01-02").number == 4


def test_mp3_is_the_enclosure_and_other_formats_stand_beside_it() -> None:
    opus = replace(RECORDING, path="audio/two.opus", mime_type="audio/opus", size_bytes=500)
    episode = episode_of("date: 2026-01-02", opus, RECORDING)
    assert episode.audio.path == "audio/two.mp3"
    assert [(one.url, one.mime_type, one.size_bytes) for one in episode.alternates] == [
        ("https://example.com/base/audio/two.opus", "audio/opus", 500)
    ]


def test_links_come_from_ids_where_only_those_are_known() -> None:
    episode = episode_of(
        "date: 2026-01-02\nids: {youtube: UukjwSIAnpw, spotify: 3LhBOO1UANCGbOwkntZt4j, anchor: x-e1}\n"
        "links: {youtube: TODO, apple: 'https://podcasts.apple.com/us/podcast/x/id1?i=2'}"
    )
    assert {link.label: link.url for link in episode.links} == {
        "Apple Podcasts": "https://podcasts.apple.com/us/podcast/x/id1?i=2",
        "YouTube": "https://www.youtube.com/watch?v=UukjwSIAnpw",
        "Spotify": "https://open.spotify.com/episode/3LhBOO1UANCGbOwkntZt4j",
    }
    assert [link.label for link in episode.content_links] == ["Watch on YouTube"]


def test_an_id_of_another_shape_makes_no_link() -> None:
    assert episode_of("date: 2026-01-02\nids: {youtube: 'NfAJAr7FvyY&t'}").links == ()


def test_keywords_are_topics_and_keywords_each_once() -> None:
    episode = episode_of("date: 2026-01-02\ntopics: [RSS, Chapters]\nkeywords: rss, guids, TODO\ntags: [feeds]")
    assert episode.keywords == ("RSS", "Chapters", "guids", "feeds")


def test_people_are_looked_up_by_id_and_what_stands_in_the_episode_comes_first(tmp_path: Any) -> None:
    (tmp_path / "show.yaml").write_text(
        (BASE / "show.yaml").read_text(encoding="utf-8")
        + "hosts: [ada]\npeople:\n  ada: {name: Ada Base}\n  grace: {name: Grace Hopper, role: co-host}\n",
        encoding="utf-8",
    )
    guests = "[Grace, {name: ada, role: narrator}, Alan Turing]"
    episode = episode_of(f"date: 2026-01-02\nguests: {guests}", show=read_show(tmp_path).value)
    assert [(person.name, person.role) for person in episode.people] == [
        ("Grace Hopper", "co-host"),
        ("Ada Base", "narrator"),
        ("Alan Turing", "guest"),
    ]


@pytest.mark.parametrize("written", ["0001-01-01", "1066-01-01", "9999-12-31", "2024-W05"])
def test_a_tag_of_no_likely_day_dates_nothing(written: str) -> None:
    result = merged("title: Two", replace(RECORDING, tags=AudioTags(date=written)))
    assert [problem.check for problem in result.problems] == ["date-missing"]


def test_a_number_in_a_name_does_not_take_the_recording_of_another_episode() -> None:
    files = []
    for path, keys in (("episodes/s01e01-talk.md", "season: 1"), ("episodes/extra.md", "season: 1\nepisode: 1")):
        parts = parse_front_matter(path, f"---\n{keys}\n---\n").value
        assert parts is not None
        file = parse_episode(parts).value
        assert file is not None
        files.append(file)
    matches = match(files, [], index_of(["audio/s01e01-talk.mp3"], (".mp3",)), index_of([], (".vtt",)), {})
    assert matches.recordings == {"episodes/s01e01-talk.md": ("audio/s01e01-talk.mp3",), "episodes/extra.md": ()}
    assert matches.problems == ()


def test_recordings_of_one_name_in_two_folders_are_for_the_author_to_choose() -> None:
    parts = parse_front_matter("episodes/x.md", "---\ntitle: X\n---\n").value
    assert parts is not None
    file = parse_episode(parts).value
    assert file is not None
    audio = index_of(["audio/b/x.mp3", "audio/c/x.mp3", "audio/c/y.mp3"], (".mp3",))
    matches = match([file], [], audio, index_of([], (".vtt",)), {})
    assert matches.recordings == {"episodes/x.md": ()}
    assert [(problem.check, problem.place.path) for problem in matches.problems] == [
        ("audio-ambiguous", "episodes/x.md"),
        ("file-unused", "audio/c/y.mp3"),
    ]


def test_clips_make_the_chapters_where_those_of_the_author_are_all_unusable() -> None:
    episode = episode_of(
        "date: 2026-01-02\nchapters:\n- {start: 9:00, title: Late}\nquotableClips:\n- {name: Good, startOffset: 0}"
    )
    assert [chapter.title for chapter in episode.chapters] == ["Good"]


def test_the_guid_is_the_same_everywhere_and_another_for_every_episode() -> None:
    first, again = (episode_of("date: 2026-01-02") for _ in range(2))
    other = episode_of("date: 2026-01-02", path="episodes/three.md")
    assert first.guid == again.guid != other.guid
    assert episode_of("date: 2026-01-02\nguid: Pinned").guid == "Pinned"


def test_the_guid_survives_a_new_title_date_and_recording() -> None:
    before = episode_of("title: A\ndate: 2026-01-02")
    after = episode_of("title: B\ndate: 2026-03-04\nseason: 2", replace(RECORDING, path="audio/two.m4a", size_bytes=7))
    assert before.guid == after.guid


@pytest.mark.parametrize(
    ("url", "guid"),
    [
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_guid_of_a_feed_is_that_of_the_podcast_namespace(url: str, guid: str) -> None:
    assert feed_guid(url) == guid


def test_episodes_are_ordered_newest_first_then_by_number() -> None:
    show = read_show(BASE).value
    assert show is not None
    inputs = []
    for name, keys in (
        ("a", "date: 2026-01-02\nepisode: 1"),
        ("b", "date: 2026-01-02\nepisode: 2"),
        ("c", "date: 2026-02-02"),
    ):
        parts = parse_front_matter(f"episodes/{name}.md", f"---\n{keys}\n---\n").value
        assert parts is not None
        file = parse_episode(parts).value
        assert file is not None
        recording = replace(RECORDING, path=f"audio/{name}.mp3", tags=AudioTags())
        inputs.append(EpisodeInputs(file=file, recordings=(recording,), transcript=None))
    for episodes in (tuple(inputs), tuple(reversed(inputs))):
        result = merge_show(ShowInputs(show=show, episodes=episodes, pictures={PICTURE.path: PICTURE}), NOW)
        assert result.show is not None
        assert [episode.slug for episode in result.show.episodes] == ["c", "b", "a"]
