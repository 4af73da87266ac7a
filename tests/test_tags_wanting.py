"""What the tags of a recording should say: every field from what the show folder says."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from mutagen.id3 import APIC, CHAP, CTOC, ID3, TDRC, TIT2, TPOS

from publisher.build import read_and_merge
from publisher.directories import LANGUAGES
from publisher.model import Cue
from publisher.progress import no_progress
from publisher.tags.digest import artwork_digest, bytes_digest
from publisher.tags.languages import three_letters
from publisher.tags.plain_text import notes_text, short_text, transcript_text
from publisher.tags.table import FIELDS
from publisher.tags.wanted import Wanted
from publisher.tags.wanting import wanted_of
from tests.audio_samples import mp3, picture
from tests.show_folders import BASE, NOW, lay_over

SHOW: Final = (BASE / "show.yaml").read_text(encoding="utf-8")
FULL: Final = """\
---
title: Über Äpfel 🍏
short: Äpfel
season: 2
episode: 7
date: 2026-01-31T00:30
description: >-
  Why apples fall, and why it matters how you throw them: a talk with two people who know.
intro: |
  See [our page](https://example.com/apples) and https://example.org/.
guests: [Ben Guest, Çelik Gast]
topics: [apples]
keywords: [gravity, trees]
guid: guid-of-two
link: https://example.com/two
links:
  spotify: https://open.spotify.com/episode/5IM2Des1sjVIwrvB3dGoJN
  blog: https://example.org/blog
image: images/apple.png
chapters:
- {start: 0, title: Start, image: images/apple.png}
- {start: "0:05.5", title: Äpfel, url: https://example.com/apples, image: "https://example.org/elsewhere.png"}
- {start: 7, title: Silent, toc: false}
transcript:
- {who: Ada Base, line: Good day., time: "0:00"}
- {who: Ben Guest, line: Hällo., time: "0:03"}
---
"""
APPLE: Final = picture("PNG", width_px=1600, height_px=1600)
LONG_SENTENCE: Final = "This is a sentence of some forty characters. "


def wanted(folder: Path, files: Mapping[str, str | bytes], *, with_synced: bool = False) -> Wanted:
    """Of the episode two of the small show with these files."""
    lay_over(BASE, folder)
    for path, content in {"audio/two.mp3": mp3(), **files}.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    merged = read_and_merge(folder, datetime.fromisoformat(NOW), no_progress)
    assert merged.show
    two = next(one for one in merged.episodes if one.place.path == "episodes/two.md")
    return wanted_of(merged.show, two, folder, with_synced=with_synced)


def tagged(*frames: Any) -> bytes:
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    buffer = io.BytesIO()
    tags.save(buffer)
    return buffer.getvalue() + mp3()


def test_every_field_is_known(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "episodes/two.md": FULL,
        "images/apple.png": APPLE,
        "show.yaml": SHOW + "copyright: © Ada\n",
    }
    found = wanted(tmp_path, files, with_synced=True)
    assert found.texts == {
        "title": "Über Äpfel 🍏",
        "subtitle": "Äpfel",
        "show": "The Base Show",
        "author": "Ada Base",
        "guests": "Ben Guest, Çelik Gast",
        "season": "2",
        "number": "7",
        "date": "2026-01-31",  # in the show's time zone: in UTC it was the day before
        "genre": "Podcast",
        "language": "eng",
        "description": "Why apples fall, and why it matters how you throw them: a talk with two people who know.",
        "notes": (
            "Why apples fall, and why it matters how you throw them: a talk with two people who know.\n\n"
            "See our page (https://example.com/apples) and https://example.org/."
        ),
        "keywords": "apples, gravity, trees",
        "link": "https://example.com/two",
        "links": "Spotify: https://open.spotify.com/episode/5IM2Des1sjVIwrvB3dGoJN\nBlog: https://example.org/blog",
        "publisher": "Ada Base",
        "copyright": "© Ada",
        "guid": "guid-of-two",
        "feed_url": "https://example.com/base/feed/feed.xml",
        "show_guid": "7d1e6a0e-0e5f-5f0b-8b0e-2f6d3f6f1c11",
        "podcast": "1",
    }
    assert set(FIELDS) - found.texts.keys() == {"artwork", "lyrics", "synced", "chapters"}
    assert found.lyrics == "Ada Base: Good day.\n\nBen Guest: Hällo."
    assert [(cue.start_ms, cue.text) for cue in found.cues] == [(0, "Good day."), (3000, "Hällo.")]
    assert found.from_tags == frozenset()


def test_times_are_written_only_if_asked_for(tmp_path: Path) -> None:
    found = wanted(tmp_path, {"episodes/two.md": FULL, "images/apple.png": APPLE})
    assert found.lyrics
    assert found.cues == ()


def test_chapters_end_where_the_next_begins_and_have_the_pictures_of_the_folder(tmp_path: Path) -> None:
    found = wanted(tmp_path, {"episodes/two.md": FULL, "images/apple.png": APPLE})
    assert [(one.start_ms, one.end_ms, one.title, one.url, one.toc) for one in found.chapters] == [
        (0, 5500, "Start", None, True),
        (5500, 7000, "Äpfel", "https://example.com/apples", True),
        (7000, 12_000, "Silent", None, False),
    ]
    small, elsewhere, none = (one.artwork for one in found.chapters)
    assert small
    assert (small.width_px, small.height_px, small.source) == (600, 600, bytes_digest(APPLE))
    assert elsewhere is None
    assert none is None


def test_the_artwork_is_that_of_the_episode(tmp_path: Path) -> None:
    found = wanted(tmp_path, {"episodes/two.md": FULL, "images/apple.png": APPLE})
    assert found.artwork
    assert (found.artwork.width_px, found.artwork.mime_type) == (1400, "image/jpeg")
    assert artwork_digest(found.artwork) == bytes_digest(APPLE)


PLAIN: Final = "---\ntitle: Two\ndate: 2026-02-01\n---\n"


def test_the_artwork_is_that_of_the_show_where_the_episode_has_none(tmp_path: Path) -> None:
    found = wanted(tmp_path, {"episodes/two.md": PLAIN})
    assert found.artwork
    assert artwork_digest(found.artwork) == bytes_digest((BASE / "artwork.jpg").read_bytes())


def test_a_picture_elsewhere_is_not_fetched_and_not_replaced(tmp_path: Path) -> None:
    front = PLAIN.replace("title:", "image: https://example.org/a.jpg\ntitle:")
    assert wanted(tmp_path, {"episodes/two.md": front}).artwork is None


def test_a_picture_that_is_broken_gives_way_to_that_of_the_show(tmp_path: Path) -> None:
    front = PLAIN.replace("title:", "image: images/broken.jpg\ntitle:")
    found = wanted(tmp_path, {"episodes/two.md": front, "images/broken.jpg": b"\xff\xd8\xff broken"})
    assert found.artwork
    assert artwork_digest(found.artwork) == bytes_digest((BASE / "artwork.jpg").read_bytes())


def test_what_is_empty_is_left_out(tmp_path: Path) -> None:
    found = wanted(tmp_path, {"episodes/two.md": PLAIN})
    assert {"subtitle", "guests", "season", "number", "description", "notes", "keywords", "links"}.isdisjoint(
        found.texts
    )
    assert (found.lyrics, found.chapters) == ("", ())


@pytest.mark.parametrize(
    ("show", "author", "publisher"),
    [
        ("author: Ada Base\nowner: {name: Base Ltd, email: a@example.org}\n", "Ada Base", "Base Ltd"),
        ("hosts: [Ada Base, Cy Host]\n", "Ada Base, Cy Host", "Ada Base, Cy Host"),
    ],
)
def test_author_and_publisher(tmp_path: Path, show: str, author: str, publisher: str) -> None:
    changed = SHOW.replace("author: Ada Base\n", show)
    texts = wanted(tmp_path, {"episodes/two.md": PLAIN, "show.yaml": changed}).texts
    assert (texts["author"], texts["publisher"]) == (author, publisher)


def test_what_the_author_typed_in_the_tags_is_told_from_what_the_files_say(tmp_path: Path) -> None:
    recording = tagged(
        TIT2(encoding=3, text="Typed"),
        TPOS(encoding=3, text="4"),
        TDRC(encoding=3, text="2026-03-01"),
        APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=picture(width_px=50)),
        CHAP(element_id="a", start_time=0, end_time=900, sub_frames=[TIT2(encoding=3, text="Theirs")]),
        CTOC(element_id="toc", flags=3, child_element_ids=["a"], sub_frames=[]),
    )
    found = wanted(tmp_path, {"episodes/two.md": "---\nshort: Two\n---\n", "audio/two.mp3": recording})
    assert found.texts["title"] == "Two"
    assert found.texts["season"] == "4"
    assert found.from_tags == {"season", "date", "artwork", "chapters"}
    assert found.artwork
    assert found.artwork.content == picture(width_px=50)


def test_an_episode_that_waits_wants_nothing(tmp_path: Path) -> None:
    assert wanted(tmp_path, {"episodes/two.md": "---\ntitle: Two\ndraft: true\n---\n"}) == Wanted()


def test_every_language_of_feeds_has_three_letters() -> None:
    codes = {language: three_letters(f"{language}-XX") for language in LANGUAGES}
    assert all(len(code) == 3 for code in codes.values())
    assert len(set(codes.values())) == len(codes)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p><a href="https://example.org/">https://example.org/</a></p>', "https://example.org/"),
        ('<p><a href="https://example.org/">example.org</a></p>', "example.org"),
        ('<p><a href="mailto:a@example.org">write</a> or not</p>', "write (a@example.org) or not"),
        ('<p><a href="https://a.example/?b=1&amp;c=2"><b>x</b> &lt; y</a></p>', "x < y (https://a.example/?b=1&c=2)"),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "one\ntwo"),
    ],
)
def test_notes_as_plain_text_keep_their_links(html: str, text: str) -> None:
    assert notes_text(html) == text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{LONG_SENTENCE * 9}</p>", (LONG_SENTENCE * 5).strip()),
        (f"<p>{LONG_SENTENCE * 2}</p>\n<p>{LONG_SENTENCE}</p>", (LONG_SENTENCE * 2).strip()),
        (f"<p>Hi!</p>\n<p>{LONG_SENTENCE * 2}</p>", f"Hi! {LONG_SENTENCE * 2}".strip()),
        (f"<p>{'word ' * 90}</p>", f"{('word ' * 49).strip()}…"),
        (f"<p>{'日' * 400}</p>", "日" * 249 + "…"),
        ("", ""),
    ],
)
def test_a_short_text_ends_where_a_sentence_does(html: str, expected: str) -> None:
    assert short_text(html) == expected


def test_a_turn_is_a_paragraph() -> None:
    said = [("Ada", "One."), ("Ada", "Two."), (None, "A bell."), (None, "Steps."), ("Ben", "Three\nlines.")]
    cues = [Cue(start_ms=at, end_ms=at + 1, speaker=speaker, text=text) for at, (speaker, text) in enumerate(said)]
    assert transcript_text(cues) == "Ada: One. Two.\n\nA bell.\nSteps.\n\nBen: Three lines."
