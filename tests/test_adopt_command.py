"""``publish adopt`` as its user sees it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from publisher.ledger.reading import parse_ledger
from publisher.lock import locked
from tests.adopted import HOME, adopt, in_feed, old, report, sure, write
from tests.corpus import episode_paths
from tests.loopback import Loopback, Reply
from tests.needs import real_files
from tests.old_feeds import BUZZSPROUT, PODLOVE, TRANSISTOR, show_folder
from tests.show_folders import BASE, build, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return show_folder(tmp_path / "show")


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


def test_commands_that_are_to_be_run_next_can_be_pasted(folder: Path) -> None:
    feed = folder.parent / "old & new.xml"
    feed.write_text(TRANSISTOR.text, encoding="utf-8")
    assert f"publish adopt '{feed}' --write enters 3 episodes" in adopt(folder, feed=feed).stderr
    assert f"publish diff --against '{feed}' shows" in adopt(folder, "--write", feed=feed).stderr


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
