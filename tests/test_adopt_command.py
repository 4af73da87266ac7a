"""``publish adopt`` as its user sees it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import feedparser
import pytest
from click.testing import Result

from publisher.ledger.reading import parse_ledger
from publisher.lock import locked
from tests.corpus import episode_paths
from tests.loopback import Loopback, Reply
from tests.needs import real_files
from tests.old_feeds import BUZZSPROUT, PODLOVE, TRANSISTOR, show_folder
from tests.show_folders import BASE, build, publish, tree

HOME = "c0ffee00-1234-4abc-9def-0123456789ab"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return show_folder(tmp_path / "show")


def old(folder: Path, text: str = TRANSISTOR.text) -> Path:
    """The old feed, as a file beside the folder."""
    path = folder.parent / "old.xml"
    path.write_text(text, encoding="utf-8")
    return path


def adopt(folder: Path, *options: str | Path, feed: str | Path | None = None) -> Result:
    return publish("adopt", feed or old(folder), "-C", folder, *options)


def report(folder: Path, *options: str | Path, feed: str | Path | None = None) -> dict[str, Any]:
    """The same, as JSON."""
    result = adopt(folder, *options, "--format", "json", feed=feed)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def sure(found: dict[str, Any]) -> dict[str, tuple[str | None, str, str]]:
    """File, sureness and what becomes of it in the ledger, by title."""
    return {item["title"]: (item["file"], item["sureness"], item["ledger"]) for item in found["items"]}


def ledger_guids(folder: Path) -> set[str]:
    """The guids in the ledger."""
    return {entry.guid for entry in parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "").entries}


def in_feed(feed: Path) -> dict[str, tuple[str, str, str, str]]:
    """What apps read of each item: date, recording, bytes and type, by guid."""
    entries = feedparser.parse(feed.read_bytes()).entries
    return {
        one.id: (str(one.published_parsed), one.enclosures[0].href, one.enclosures[0].length, one.enclosures[0].type)
        for one in entries
    }


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def test_a_dry_run_says_all_and_writes_nothing(folder: Path) -> None:
    (folder / "episodes" / "why-we-walk.md").unlink()
    write(folder, "episodes/unheard.md", "---\ntitle: Never published\n---\n")
    before = tree(folder)
    result = adopt(folder)
    assert result.exit_code == 0
    assert tree(folder) == before
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["item", "file", "how", "sure", "why"]
    assert "2026-01-19 The long way home" in lines[1]
    assert "episodes/the-long-way-home.md" in lines[1]
    assert "certain" in lines[1]
    assert "Items without a file here, which subscribers would lose:\n  2026-01-05 Why we walk\n" in result.stdout
    assert "Files without an item in the feed:\n  episodes/unheard.md\n" in result.stdout
    assert "nothing was written; publish adopt" in result.stderr
    assert "with --create it makes episodes/why-we-walk.md, too" in result.stderr


def test_fields_of_the_show_that_differ_are_shown(folder: Path) -> None:
    shown = {one["key"]: (one["feed"], one["folder"]) for one in report(folder)["show"]}
    assert shown == {
        "category": ("Society & Culture > Places & Travel", "Society & Culture"),
        "copyright": ("© 2026 Mina Vale", None),
        "owner": ("mina@walks.example", None),
    }


def test_the_ledger_pins_guid_date_and_the_old_recording(folder: Path) -> None:
    adopt(folder, "--write")
    ledger = parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "published.yaml")
    assert ledger.show_guid == TRANSISTOR.guid
    entry = next(entry for entry in ledger.entries if entry.path == "episodes/rain-and-shine.md")
    assert (entry.guid, entry.title) == ("9b8a7c6d-5e4f-4321-8abc-def012345678", "Rain & shine")
    assert str(entry.published_at) == "2026-01-12 14:00:00+00:00"
    assert str(entry.dated_at) == "2026-01-12 00:00:00+00:00"
    assert entry.enclosure is not None
    assert (entry.enclosure.elsewhere, entry.enclosure.duration_ms) == (True, 1_630_000)


def test_a_show_without_a_guid_keeps_the_one_of_its_old_address(folder: Path) -> None:
    """https://podcastindex.org/namespace/1.0: UUIDv5 of the feed's URL without its scheme."""
    found = report(folder, feed=old(folder, BUZZSPROUT.text))
    assert found["show_guid"] == str(
        uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "feeds.buzzsprout.com/223344.rss")
    )


def test_a_recording_here_goes_before_the_old_hosts(folder: Path) -> None:
    (folder / "audio").mkdir()
    shutil.copyfile(BASE / "audio" / "one.mp3", folder / "audio" / "why-we-walk.mp3")
    adopt(folder, "--write")
    assert build(folder).exit_code == 0
    feed = (folder / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert 'url="https://walks.example/audio/why-we-walk.mp3"' in feed
    assert "a1b2c3d4.mp3" not in feed
    assert "e5f6a7b8.mp3" in feed


def test_what_two_files_could_be_is_shown_and_not_entered(folder: Path) -> None:
    text = (folder / "episodes" / "rain-and-shine.md").read_text(encoding="utf-8")
    write(folder, "episodes/again.md", text)
    feed = old(folder, TRANSISTOR.text.replace("e5f6a7b8.mp3", "audio.mp3"))
    item = next(item for item in report(folder, feed=feed)["items"] if item["title"] == "Rain & shine")
    assert (item["file"], item["sureness"], item["ledger"]) == (None, "ambiguous", "open")
    assert [one["file"] for one in item["candidates"]] == ["episodes/again.md", "episodes/rain-and-shine.md"]
    result = adopt(folder, "--write", feed=feed)
    assert "episodes/again.md?" in result.stdout
    assert "write guid: into the file that an ambiguous item belongs to" in result.stderr
    assert "9b8a7c6d" not in (folder / "published.yaml").read_text(encoding="utf-8")
    write(folder, "episodes/again.md", text.replace("title:", "guid: 9b8a7c6d-5e4f-4321-8abc-def012345678\ntitle:"))
    assert sure(report(folder, feed=feed))["Rain & shine"] == ("episodes/again.md", "certain", "new")


def test_what_the_ledger_knows_stays_and_what_contradicts_it_is_refused(folder: Path) -> None:
    write(folder, "episodes/why-we-walk.md", "---\ntitle: Why we walk\nseason: 1\nepisode: 1\nguid: mine\n---\n")
    ledger = f"""\
version: 1
episodes:
- guid: {HOME}
  path: episodes/the-long-way-home.md
  date: 2026-01-01T00:00:00Z
- guid: built-here
  path: episodes/rain-and-shine.md
"""
    write(folder, "published.yaml", ledger)
    found = report(folder, "--write")
    assert {title: state for title, (_, _, state) in sure(found).items()} == {
        "The long way home": "known",
        "Rain & shine": "conflict",
        "Why we walk": "conflict",
    }
    why = {item["title"]: item["why"] for item in found["items"]}
    assert why["Why we walk"].startswith("episodes/why-we-walk.md:5 says guid: mine; write guid: 2d9a3c1e-77f4-4a0b")
    assert why["Rain & shine"] == (
        "published.yaml:6 has it under the guid built-here; delete that entry if nobody ever got that guid"
    )
    entries = parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "published.yaml").entries
    assert {entry.guid: str(entry.published_at) for entry in entries} == {
        "built-here": "None",
        HOME: "2026-01-01 00:00:00+00:00",
    }


def test_posts_without_a_recording_are_no_episodes(folder: Path) -> None:
    post = (
        "    <item><title>A word in between</title><guid>https://walks.example/?p=125&amp;x</guid></item>\n    <item>\n"
    )
    feed = old(folder, TRANSISTOR.text.replace("    <item>\n", post, 1))
    result = adopt(folder, "--create", feed=feed)
    assert "Posts without a recording, which apps do not list:\n  A word in between\n" in result.stdout
    assert "3 items in the feed: 3 to enter" in result.stderr
    assert len(list((folder / "episodes").iterdir())) == len(ledger_guids(folder)) == 3
    assert [one["title"] for one in report(folder, feed=feed)["items_without_recording"]] == ["A word in between"]
    assert build(folder).exit_code == 0


def test_a_recording_whose_url_is_not_whole_is_asked_of_the_feeds_host(folder: Path) -> None:
    text = TRANSISTOR.text.replace("https://pdst.fm/e/media.transistor.fm/1b2c3d4e/99aabbcc.mp3", "/media/home.mp3")
    text = text.replace("https://pdst.fm/e/media.transistor.fm/3f4a5b6c/a1b2c3d4.mp3", "javascript:alert(1)")
    result = adopt(folder, "--write", feed=old(folder, text))
    assert "'javascript:alert(1)' is not the URL of a recording, and is left out [value-unread]" in result.stderr
    assert "Posts without a recording, which apps do not list:\n  Why we walk\n" in result.stdout
    assert build(folder).exit_code == 0
    assert in_feed(folder / "feed" / "feed.xml")[HOME][1] == "https://feeds.transistor.fm/media/home.mp3"


def test_commands_that_are_to_be_run_next_can_be_pasted(folder: Path) -> None:
    feed = folder.parent / "old & new.xml"
    feed.write_text(TRANSISTOR.text, encoding="utf-8")
    assert f"publish adopt '{feed}' --write enters 3 episodes" in adopt(folder, feed=feed).stderr
    assert f"publish diff --against '{feed}' shows" in adopt(folder, "--write", feed=feed).stderr


def test_days_that_are_read_in_another_zone_later_are_no_other_dates(folder: Path) -> None:
    write(folder, "episodes/why-we-walk.md", "---\ntitle: Why we walk\nepisode: 1\nseason: 1\ndate: 2026-01-03\n---\n")
    adopt(folder, "--write")
    with (folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("timezone: Asia/Tokyo\n")
    result = build(folder)
    assert result.exit_code == 0, result.stderr


def test_an_item_dated_in_the_future_is_published_all_the_same(folder: Path) -> None:
    """Whoever pins an episode to the top does that."""
    feed = old(folder, TRANSISTOR.text.replace("19 Jan 2026", "19 Jan 2999"))
    adopt(folder, "--write", feed=feed)
    write(folder, "episodes/new.md", "---\ntitle: Not yet\ndate: 2999-02-01\n---\n")
    (folder / "audio").mkdir()
    shutil.copyfile(BASE / "audio" / "one.mp3", folder / "audio" / "new.mp3")
    for _ in range(2):
        result = publish("build", "-C", folder)
        assert result.exit_code == 0, result.stderr
        published = in_feed(folder / "feed" / "feed.xml")
        assert published.keys() == {one.guid for one in TRANSISTOR.episodes.values()}
        assert "tm_year=2999" in published[HOME][0]
    (folder / "episodes" / "the-long-way-home.md").unlink()
    assert "subscribers would lose 'The long way home" in publish("build", "-C", folder).stderr


def test_an_episode_put_off_by_hand_waits_for_its_new_date(folder: Path) -> None:
    adopt(folder, "--write")
    write(folder, "episodes/why-we-walk.md", "---\ntitle: Why we walk\ndate: 2999-01-01\n---\n")
    guid = TRANSISTOR.episodes["why-we-walk.md"].guid
    assert publish("build", "-C", folder, "--allow-date", guid).exit_code == 0
    assert publish("build", "-C", folder).exit_code == 0
    assert guid not in in_feed(folder / "feed" / "feed.xml")


def test_the_guid_of_a_show_is_never_made_of_the_path_of_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    feed = old(folder, re.sub(r".*(podcast:guid|atom:link).*\n", "", TRANSISTOR.text))
    address = ("--feed-url", "https://feeds.transistor.fm/walks/")
    of_the_url = str(uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "feeds.transistor.fm/walks"))
    assert report(folder, *address, feed=feed)["show_guid"] == of_the_url
    result = adopt(folder, "--create", "--url", "https://walks.example/", feed=feed)
    assert "say where the feed is on the web, with --feed-url URL (it names https://feeds.transistor" in result.stderr
    assert "guid: TODO" in (folder / "show.yaml").read_text(encoding="utf-8")
    assert parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "").show_guid is None
    result = adopt(folder, "--write", *address, feed=feed)
    assert result.exit_code == 0
    assert "show-guid-unknown" not in result.stderr
    assert parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "").show_guid == of_the_url
    assert adopt(folder, "--feed-url", "old.xml", feed=feed).exit_code == 2


def test_a_feed_built_before_the_old_one_is_taken_over_is_said(folder: Path) -> None:
    (folder / "audio").mkdir()
    shutil.copyfile(BASE / "audio" / "one.mp3", folder / "audio" / "why-we-walk.mp3")
    assert build(folder).exit_code == 0
    (folder / "published.yaml").unlink()
    warning = "feed/feed.xml: warning: the feed that was built here has 'Why we walk' under another guid"
    assert warning in adopt(folder).stderr
    assert warning in adopt(folder, "--write").stderr
    assert build(folder).exit_code == 1
    shutil.rmtree(folder / "feed")
    assert warning not in adopt(folder).stderr
    assert build(folder).exit_code == 0
    assert warning not in adopt(folder).stderr


def test_an_episode_withdrawn_by_hand_is_not_missed(folder: Path) -> None:
    (folder / "episodes" / "why-we-walk.md").unlink()
    guid = TRANSISTOR.episodes["why-we-walk.md"].guid
    write(folder, "published.yaml", f"version: 1\nepisodes:\n- guid: {guid}\n  path: gone.md\n  withdrawn: true\n")
    found = report(folder, "--create")
    assert (found["items_without_file"], found["created"]) == ([], [])


def test_create_fills_the_files_of_episodes(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    adopt(folder, "--create", feed=old(folder, PODLOVE.text))
    names = sorted(path.name for path in (folder / "episodes").iterdir())
    assert names == ["the-long-way-home.md", "w001-why-we-walk.md", "w002-rain-shine.md"]
    made = folder / "episodes" / "the-long-way-home.md"
    assert made.read_text(encoding="utf-8") == (
        "---\n"
        "title: W003 The long way home\n"
        "short: With a dog\n"
        "episode: 3\n"
        "date: 2026-01-19T07:00:00Z\n"
        "guid: podlove-2026-01-19t06:59:59+00:00-0918273645abcde\n"
        "duration: '00:35:25'\n"
        "link: https://walks.example/w003-home/\n"
        "chapters:\n"
        "- start: '00:00:00.000'\n"
        "  title: Intro\n"
        "- start: '00:10:30.500'\n"
        "  title: The dog\n"
        "---\n"
        "\n"
        '<p>A dog comes <a href="https://dogs.example">along</a>.</p>\n'
    )


def test_create_makes_show_yaml_with_what_is_yet_to_be_filled_in(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    result = adopt(folder, "--create")
    assert "look through show.yaml" in result.stderr
    text = (folder / "show.yaml").read_text(encoding="utf-8")
    for line in (
        "title: Walks",
        "category: Society & Culture > Places & Travel",
        f"guid: {TRANSISTOR.guid}",
        "  email: mina@walks.example",
        "copyright: © 2026 Mina Vale",
        "keywords:\n- walking\n- talking",
        "url: TODO",
    ):
        assert f"{line}\n" in text
    result = build(folder)
    assert result.exit_code == 1
    assert "the key 'url' is missing" in result.stderr


def test_create_names_files_as_the_folder_does_and_writes_over_nothing(folder: Path) -> None:
    for path in list((folder / "episodes").iterdir()):
        path.unlink()
    for number in (7, 8):
        write(
            folder,
            f"episodes/s02e0{number}-a-walk.md",
            f"---\ntitle: Walk {number}\nseason: 2\nepisode: {number}\n---\n",
        )
    write(
        folder,
        "episodes/s01e01-why-we-walk.md",
        "---\ndraft: true\ntitle: Something else\nseason: 4\nepisode: 4\n---\n",
    )
    before = tree(folder)
    created = report(folder, "--create")["created"]
    assert created == [
        "episodes/s01e01-why-we-walk-2.md",
        "episodes/s01e02-rain-shine.md",
        "episodes/s01e03-the-long-way-home.md",
    ]
    after = tree(folder)
    assert {path: after[path] for path in before} == before
    assert report(folder, "--create")["created"] == []


def test_nothing_is_made_beside_a_file_that_cannot_be_read(folder: Path) -> None:
    write(folder, "episodes/why-we-walk.md", "---\ntitle: [\n---\n")
    before = tree(folder)
    result = adopt(folder, "--create")
    assert result.exit_code == 1
    assert "episodes/why-we-walk.md cannot be read, and may be an item's" in result.stderr
    assert {path: content for path, content in tree(folder).items() if path != ".publish.lock"} == before


def test_the_own_feed_read_back_makes_the_ledger_again(folder: Path) -> None:
    adopt(folder, "--write")
    write(folder, "episodes/new.md", "---\ntitle: A new one\ndate: 2026-02-02\nslug: new-one\n---\n")
    (folder / "audio").mkdir()
    shutil.copyfile(BASE / "audio" / "one.mp3", folder / "audio" / "new.mp3")
    assert build(folder).exit_code == 0
    published = shutil.copyfile(folder / "feed" / "feed.xml", folder.parent / "published.xml")
    ledger = (folder / "published.yaml").read_text(encoding="utf-8")
    (folder / "published.yaml").unlink()
    shutil.rmtree(folder / "feed")
    found = report(folder, "--write", feed=published)
    assert {(sureness, state) for _, sureness, state in sure(found).values()} == {("certain", "new")}
    assert sure(found)["A new one"][0] == "episodes/new.md"
    assert build(folder, now="2026-08-01T00:00+00:00").exit_code == 0
    assert (folder / "feed" / "feed.xml").read_bytes() == published.read_bytes()
    guids = {entry.guid: entry.path for entry in parse_ledger(ledger, "").entries}
    again = parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "")
    assert {entry.guid: entry.path for entry in again.entries} == guids


def test_a_damaged_ledger_is_made_again_and_one_in_conflict_is_not(folder: Path) -> None:
    write(folder, "published.yaml", "version: 1\nepisodes: {\n")
    result = adopt(folder, "--write")
    assert result.exit_code == 0
    assert "the ledger is damaged" in result.stderr
    assert len(parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "").entries) == 3
    write(
        folder, "published.yaml", "version: 1\nepisodes:\n<<<<<<< ours\n- guid: a\n=======\n- guid: b\n>>>>>>> theirs\n"
    )
    before = tree(folder)
    result = adopt(folder, "--write")
    assert result.exit_code == 1
    assert "published.yaml:3: git has left both sides of a merge here" in result.stderr
    assert tree(folder) == before


def test_of_a_damaged_ledger_whatever_can_be_read_is_kept(folder: Path) -> None:
    adopt(folder, "--write")
    text = (folder / "published.yaml").read_text(encoding="utf-8")
    own = "- guid: mine\n  path: episodes/mine.md\n"
    write(folder, "published.yaml", text.replace(f"- guid: {HOME}", f"{own}- guid {HOME}"))
    assert adopt(folder, "--write").exit_code == 0
    assert {"mine", HOME} <= ledger_guids(folder)
    write(folder, "published.yaml", text.replace(f"- guid: {HOME}", f"{own.replace('guid:', 'guid')}- guid: {HOME}"))
    before = tree(folder)
    result = adopt(folder, "--write")
    assert result.exit_code == 1
    assert "this feed does not know mine; mend it first" in result.stderr
    assert tree(folder) == before
    (folder / "published.yaml").unlink()
    (folder / "published.yaml").symlink_to("nowhere")
    result = adopt(folder, "--write")
    assert result.exit_code == 1
    assert "nothing is entered before it can be read" in result.stderr


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<html></html>", "this is a web page, not a feed"),
        ("", "there is nothing in it"),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', "it declares entities"),
    ],
)
def test_what_is_no_feed_is_one_sentence(folder: Path, text: str, why: str) -> None:
    result = adopt(folder, "--write", feed=old(folder, text))
    assert result.exit_code == 1
    assert why in result.stderr
    assert not (folder / "published.yaml").exists()


def test_another_run_in_the_folder_is_waited_for(folder: Path) -> None:
    with locked(folder):
        result = adopt(folder, "--write")
    assert result.exit_code == 1
    assert "another publish is at work" in result.stderr


def test_a_feed_in_pages_is_read_to_its_last(folder: Path) -> None:
    first, third = PODLOVE.text.split("\t<item>\n")[1], PODLOVE.text.split("\t<item>\n")[3]
    more = '\t<atom:link rel="next" href="{}" />\n'
    with Loopback() as server:
        page_one = PODLOVE.text.replace(f"\t<item>\n{third}", "</channel></rss>").replace(
            "\t<item>\n", more.format(server.url("/feed?paged=2")) + "\t<item>\n", 1
        )
        page_two = PODLOVE.text.replace(f"\t<item>\n{first}", "")
        server.routes["/feed"] = Reply(body=page_one.encode())
        server.routes["/feed?paged=2"] = Reply(body=page_two.encode())
        found = report(folder, "--allow-private", feed=server.url("/feed"))
    assert sorted(sure(found)) == ["W001 Why we walk", "W002 Rain & shine", "W003 The long way home"]
    result = adopt(folder, feed=old(folder, page_one))
    assert "this is the first page of a feed that goes on at http" in result.stderr


def test_an_address_of_a_private_network_is_not_asked(folder: Path) -> None:
    with Loopback({"/feed": Reply(body=TRANSISTOR.text.encode())}) as server:
        result = adopt(folder, feed=server.url("/feed"))
        assert server.count("/feed") == 0
    assert result.exit_code == 1


def test_recordings_are_measured_and_downloaded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(folder.parent / "cache"))
    recording = (BASE / "audio" / "one.mp3").read_bytes()
    with Loopback({"/a1b2c3d4.mp3": Reply(body=recording, ranges="right")}) as server:
        local = server.url("/")
        text = TRANSISTOR.text.replace("https://pdst.fm/e/media.transistor.fm/3f4a5b6c/", local)
        text = text.replace('length="43301221"', 'length="0"')
        items = text.split("    <item>\n")
        feed = old(folder, f"{items[0]}    <item>\n{items[3]}")
        adopt(folder, "--write", "--online", "--allow-private", feed=feed)
        ledger = parse_ledger((folder / "published.yaml").read_text(encoding="utf-8"), "")
        enclosure = ledger.entries[0].enclosure
        assert enclosure is not None
        assert (enclosure.size_bytes, enclosure.mime_type) == (len(recording), "audio/mpeg")
        result = adopt(folder, "--download", "--allow-private", feed=feed)
        assert result.exit_code == 0, result.stderr
    assert (folder / "audio" / "why-we-walk.mp3").read_bytes() == recording
    assert "1 recording of 1 downloaded into audio/" in result.stderr
    assert build(folder).exit_code == 0
    assert "https://walks.example/audio/why-we-walk.mp3" in (folder / "feed" / "feed.xml").read_text(encoding="utf-8")


def test_transcripts_and_chapters_of_the_old_host_come_along(folder: Path) -> None:
    captions = "WEBVTT\n\n00:01.000 --> 00:03.000\nHello, dog.\n"
    chapters = (
        '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"}, {"startTime": 2, "title": "Dog"}]}'
    )
    recording = (BASE / "audio" / "one.mp3").read_bytes()
    with Loopback({"/14201234-the-long-way-home.mp3": Reply(body=recording)}) as server:
        text = BUZZSPROUT.text
        for host in ("https://www.buzzsprout.com/223344/14201234/", "https://www.buzzsprout.com/223344/episodes/"):
            text = text.replace(host, server.url("/"))
        for path, body in {
            "/transcript": "<p>Hello</p>",
            "/transcript.vtt": captions,
            "/chapters.json": chapters,
        }.items():
            server.routes[path] = Reply(body=body.encode())
        items = text.split("  <item>\n")
        feed = old(folder, f"{items[0]}  <item>\n{items[1]}</channel></rss>")
        found = report(folder, "--download", "--allow-private", feed=feed)
        assert server.count("/transcript") == 0
        assert [one["file"] for one in found["beside"]] == [
            "episodes/the-long-way-home.vtt",
            "episodes/the-long-way-home.chapters.json",
        ]
        assert report(folder, "--download", "--allow-private", feed=feed)["beside"] == []
    assert (folder / "episodes" / "the-long-way-home.vtt").read_text(encoding="utf-8") == captions
    assert build(folder).exit_code == 0
    assert (folder / "feed" / "transcripts" / "the-long-way-home.vtt").exists()
    assert '"Dog"' in (folder / "feed" / "chapters" / "the-long-way-home.json").read_text(encoding="utf-8")


def test_a_recording_that_is_gone_is_said_and_the_exit_code_is_1(folder: Path) -> None:
    with Loopback() as server:
        text = TRANSISTOR.text.replace("https://pdst.fm/e/media.transistor.fm/3f4a5b6c/", server.url("/"))
        items = text.split("    <item>\n")
        result = adopt(folder, "--download", "--allow-private", feed=old(folder, f"{items[0]}    <item>\n{items[3]}"))
    assert result.exit_code == 1
    assert "404" in result.stderr
    assert (folder / "published.yaml").exists()


def test_moved_to_is_the_new_address_in_the_feed(folder: Path) -> None:
    adopt(folder, "--write")
    with (folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("moved_to: https://feeds.example.net/walks\n")
    assert build(folder).exit_code == 0
    feed = (folder / "feed" / "feed.xml").read_text(encoding="utf-8")
    assert "<itunes:new-feed-url>https://feeds.example.net/walks</itunes:new-feed-url>" in feed


def test_a_hundred_real_episodes_keep_what_their_subscribers_have(tmp_path: Path) -> None:
    """And keep it when every file is renamed, every title changed, and two numbers are swapped."""
    corpus = real_files("corpus")
    folder = tmp_path / "show"
    for path in episode_paths():
        keys = re.split(r"\n(?:---|transcript:|00:00)\s*\n", path.read_text(encoding="utf-8"), maxsplit=1)[0]
        write(folder, f"episodes/{path.name}", f"{keys}\n---\n")  # what is said in them is of no matter here
    write(folder, "show.yaml", (show_folder(tmp_path / "other") / "show.yaml").read_text(encoding="utf-8"))
    feed = corpus / "old-feed.xml"
    found = report(folder, "--write", feed=feed)
    truth = json.loads((corpus / "old-feed.truth.json").read_text(encoding="utf-8"))
    assert {item["guid"]: item["file"] for item in found["items"]} == {
        guid: name and f"episodes/{name}" for guid, name in truth.items()
    }
    assert build(folder).exit_code == 0
    published = {guid: one for guid, one in in_feed(feed).items() if truth[guid]}
    assert len(published) == 99
    assert in_feed(folder / "feed" / "feed.xml") == published
    _rename_and_retitle_all(folder / "episodes")
    result = build(folder)
    assert result.exit_code == 0, result.stderr
    assert in_feed(folder / "feed" / "feed.xml") == published


def _rename_and_retitle_all(episodes: Path) -> None:
    swapped = {
        "season: 7\nepisode: 6\n": "season: 8\nepisode: 4\n",
        "season: 8\nepisode: 4\n": "season: 7\nepisode: 6\n",
    }
    for number, path in enumerate(sorted(episodes.glob("[!_]*.md"))):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"^title: .*(\n  .*)*", f"title: Number {number} under another name", text, count=1, flags=re.M)
        for old_numbers, new_numbers in swapped.items():
            if old_numbers in text:
                text = text.replace(old_numbers, new_numbers, 1)
                break
        path.unlink()
        path.with_name(f"renamed-{number}.md").write_text(text, encoding="utf-8")
