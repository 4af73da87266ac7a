"""Files that are made of items say what the items say, whatever those hold."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.adopting.new_episode import episode_text, notes_of
from publisher.adopting.new_show import show_text
from publisher.model import Chapter, Person
from publisher.notes import to_html, to_text
from publisher.sources.episode_file import EpisodeFile, parse_episode
from publisher.sources.feed_file import FeedFile, FeedItem
from publisher.sources.fields import is_unknown
from publisher.sources.front_matter import parse_front_matter
from publisher.sources.show_file import read_show
from publisher.text import find_not_xml, one_line

UUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"

text = st.text(max_size=60).filter(lambda one: find_not_xml(one) < 0)
line = st.one_of(
    text, st.sampled_from(["1984", "yes", "a: b # c", "- x", "'", '"', "---", "&a *b", "{x}", "2026-01-01"])
)
name = line.map(one_line).filter(lambda one: bool(one) and not is_unknown(one))
html = st.lists(
    st.one_of(
        text,
        st.sampled_from(["<p>", "</p>", "<br>", "<ul><li>", "</li></ul>", "<a href='https://example.com/'>", "</a>"]),
        st.sampled_from(
            ["\n\n", "    indented", "* star", "# head", "---", "00:12", "1. one", "[a](b)", "<pre>  x\n</pre>"]
        ),
    ),
    max_size=12,
).map("".join)


def read(written: str) -> EpisodeFile:
    """The episode that a text says; nothing is wrong with it."""
    parts = parse_front_matter("episodes/new.md", written)
    assert parts.value is not None, (parts.problems, written)
    episode = parse_episode(parts.value)
    assert episode.value is not None
    assert [*parts.problems, *episode.problems] == []
    return episode.value


@settings(max_examples=150)
@given(title=name, guid=name, subtitle=line, keyword=name, notes=html, number=st.integers(0, 10**9))
def test_an_episode_file_says_what_its_item_says(
    title: str, guid: str, subtitle: str, keyword: str, notes: str, number: int
) -> None:
    item = FeedItem(
        guid=guid,
        title=title,
        subtitle=subtitle,
        published_at=datetime(2026, 4, 5, 12, 41, 31, tzinfo=UTC),
        season=number,
        season_name=keyword,
        number=number,
        duration_ms=3_661_000,
        notes_html=notes,
        keywords=(keyword,),
        people=(Person(name=keyword, role="guest"),),
        chapters=(Chapter(start_ms=0, title=title), Chapter(start_ms=1_500, title=keyword)),
    )
    file = read(episode_text(item, FeedFile()))
    values = {key: found.value for key, found in file.values.items()}
    assert (values["title"], values["guid"], values["season_name"]) == (title, guid, keyword)
    assert values["date"] == item.published_at
    assert (values["season"], values["episode"], values["duration"]) == (number, number, 3_661_000)
    assert values["keywords"] == (keyword,)
    assert [(one.value.start_ms, one.value.title) for one in values["chapters"]] == [(0, title), (1_500, keyword)]
    assert file.notes_html == notes_of(item)
    assert file.transcript is None


def plain(markup: str) -> str:
    """The words of a text; controls, which nobody sees, are none."""
    words = to_text(to_html(markup))
    return " ".join("".join(one for one in words if one.isspace() or unicodedata.category(one) != "Cc").split())


@settings(max_examples=60)
@given(title=name, description=html, author=line, email=st.sampled_from(["a@example.com", ""]))
def test_show_yaml_says_what_the_feed_says(title: str, description: str, author: str, email: str) -> None:
    feed = FeedFile(
        title=title,
        description_html=description,
        author=one_line(author),
        copyright=title,
        language="en-US",
        image_url="https://example.com/a.jpg",
        categories=(("Arts", "Food"), ("Technology",), ("Nothing", "of Apple's")),
        people=(Person(name="Ada", role="host"),),
        explicit=True,
        owner_email=email,
    )
    with TemporaryDirectory() as folder:
        Path(folder, "show.yaml").write_text(show_text(feed, UUID, "https://example.com/walks"), encoding="utf-8")
        show = read_show(Path(folder))
    if is_unknown(plain(description)):
        return  # without a word in it, there is none
    assert show.value is not None, show.problems
    assert show.problems == ()
    values = {key: found.value for key, found in show.value.values.items()}
    assert (values["title"], values["copyright"], values["guid"]) == (title, title, UUID)
    assert (values["language"], values["url"]) == ("en-us", "https://example.com/walks")
    assert values["category"] == (("Arts", "Food"), ("Technology",))
    assert (values["explicit"], values["hosts"]) == (True, ("Ada",))
    assert values.get("author", "") == ("" if is_unknown(author) else one_line(author))
    assert ("owner" in values) == bool(email)
    assert plain(values["description"]) == plain(description)


def test_a_guid_that_a_line_of_yaml_cannot_hold_is_left_to_the_ledger() -> None:
    item = FeedItem(guid="two  spaces", title="Why we walk")
    assert "guid" not in read(episode_text(item, FeedFile())).values
