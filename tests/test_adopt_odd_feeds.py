"""``publish adopt`` of feeds that are odd, and in folders where something stands already."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from uuid import UUID, uuid5

import pytest

from publisher.ledger.reading import parse_ledger
from tests.adopted import HOME, adopt, in_feed, ledger_guids, old, report, write
from tests.old_feeds import TRANSISTOR, show_folder
from tests.show_folders import BASE, build, publish, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return show_folder(tmp_path / "show")


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
