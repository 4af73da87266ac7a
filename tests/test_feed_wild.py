"""Feeds that other programs are tested with: what those say is wrong with them, the rules for feeds say too.

feedparser's files state what is expected of them in a comment, podcastparser's in a file of JSON beside each. Agreement
is asked for where both speak of one thing: whether a file can be read; when an episode appeared, how long it is, what
kind and number it has; whether it is explicit or blocked; where its recording and its picture are, how large, of what
type; what a guid is. Most files are fragments with one element of interest: that they lack everything else is not
looked at. Where standards have changed since (explicit is no more yes or clean), it is said below what is compared.
"""

from __future__ import annotations

import ast
import calendar
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from publisher.checks.feed import Feed, check_feed, read_feed
from publisher.checks.feed.shapes import duration_s
from publisher.model import Problem
from publisher.sources.feed_dates import iso_8601, rfc_2822
from publisher.sources.feed_namespaces import NAMESPACES
from tests.sdists import files_of

_FEEDPARSER: Final = ("feedparser", "6.0.11", "c9d0407b64c6f2a065d0ebb292c2b35c01050cc0dc33757461aaabdc4c4184d5")
_PODCASTPARSER: Final = ("podcastparser", "0.6.11", "36c2663f90b86c3df50e55bb2611f61ef3d744439250a46da8ba622a95d57e89")
_EXPECT: Final = re.compile(rb"Expect:\s*(.*)")


def _feedparser(folder: str = "tests/") -> Iterator[tuple[str, bytes, str]]:
    """Each of its feeds, with what is expected of it."""
    for path, content in files_of(*_FEEDPARSER).items():
        if path.startswith(folder) and path.endswith(".xml"):
            expected = _EXPECT.search(content[:4000])
            yield path, content, expected[1].decode("latin-1") if expected else ""


def _podcastparser() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Each of its feeds of RSS, with what it makes of it.

    It reads prefixes that nobody has declared, which is no XML: here they are declared, to compare the rest.
    """
    files = files_of(*_PODCASTPARSER)
    for path, content in files.items():
        limited = path.replace(".rss", ".param.json") in files
        if path.startswith("tests/data/") and path.endswith(".rss") and b"<rss" in content and not limited:
            yield path, _declared(content), json.loads(files[path.replace(".rss", ".json")])


def _declared(content: bytes) -> bytes:
    prefixes = {prefix.decode() for prefix in re.findall(rb"</?([a-z]+):", content)}
    wanting = sorted(prefix for prefix in prefixes if f"xmlns:{prefix}".encode() not in content)
    text = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in wanting)
    return content.replace(b"<rss", f"<rss {text}".encode(), 1)


def _feed(content: bytes, path: str) -> Feed:
    read = read_feed(content, path)
    assert read.value, (path, read.problems)
    return read.value


def _found(content: bytes, path: str) -> dict[str, Problem]:
    """What is wrong with a feed, by id."""
    return {problem.check: problem for problem in check_feed(_feed(content, path))}


def _is_read(content: bytes, path: str) -> bool:
    return read_feed(content, path).value is not None


def test_every_feed_gives_findings_with_lines_that_it_has() -> None:
    count = 0
    for files in (files_of(*_FEEDPARSER), files_of(*_PODCASTPARSER)):
        for path, content in files.items():
            if not path.endswith((".xml", ".rss")):
                continue
            read = read_feed(content, path)
            problems = [*read.problems, *(check_feed(read.value) if read.value else ())]
            assert problems, path
            last = max(content.count(b"\n"), content.decode("utf-16", "ignore").count("\n")) + 1
            assert all(0 <= problem.place.line <= last and problem.message.isprintable() for problem in problems), path
            count += 1
    assert count > 2300


def test_what_feedparser_calls_ill_formed_cannot_be_read() -> None:
    ill_formed = [(path, content) for path, content, expected in _feedparser() if expected.startswith("bozo")]
    assert len(ill_formed) > 5
    assert [path for path, content in ill_formed if _is_read(content, path)] == []


def test_what_feedparser_calls_well_formed_is_never_called_ill_formed() -> None:
    # Left out: tests/encoding, where a header of HTTP says the encoding, or Python knows one that XML parsers do not.
    well_formed = [
        (path, content)
        for path, content, expected in _feedparser()
        if expected.startswith("not bozo") and not path.startswith("tests/encoding/")
    ]
    assert len(well_formed) > 1500
    for path, content in well_formed:
        for problem in read_feed(content, path).problems:
            assert "not well-formed" not in problem.message, (path, problem)


def test_every_feed_of_rss_that_feedparser_knows_is_read() -> None:
    # Its tests of RSS 2.0 and of iTunes; RSS 1.0 and what has no channel is no podcast.
    feeds = [*_feedparser("tests/wellformed/itunes/"), *_feedparser("tests/wellformed/rss/")]
    whole = [(path, content) for path, content, _ in feeds if b"<channel" in content and b"rdf:RDF" not in content]
    assert len(whole) > 230
    assert [path for path, content in whole if not _is_read(content, path)] == []


def _dates() -> Mapping[str, list[tuple[str, tuple[int, ...] | None]]]:
    """feedparser's dates by the function that reads them, each with the moment that it is, or None."""
    tree = ast.parse(files_of(*_FEEDPARSER)["tests/runtests.py"])
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "date_tests"
    )
    assert isinstance(table, ast.Dict)
    rows = zip(table.keys, table.values, strict=True)
    return {ast.unparse(key): list(ast.literal_eval(value)) for key, value in rows if key}


def test_dates_that_feedparser_cannot_read_are_none() -> None:
    dates = _dates()
    assert [text for text, moment in dates["_parse_date_rfc822"] if moment is None and rfc_2822(text)] == []
    assert [text for text, moment in dates["_parse_date_w3dtf"] if moment is None and iso_8601(text)] == []


def test_dates_that_are_valid_are_the_moment_that_feedparser_reads() -> None:
    # It reads more: years of two digits, names of months in full, zones by name. RFC 2822 has them no more.
    valid = [(text, moment) for text, moment in _dates()["_parse_date_rfc822"] if rfc_2822(text)]
    assert [text for text, _ in valid] == [
        "Thu, 01 Jan 0100 00:00:01 +0100",
        "Thu, 01 Jan 2004 19:48:21 GMT",
        "Thu,  5 Apr 2012 10:00:00 GMT",
        "Thu, 01 Jan 2004 00:00 GMT",
    ]
    for text, moment in valid:
        ours = rfc_2822(text)
        assert ours
        assert ours.utctimetuple()[:6] == (moment or ())[:6]


def test_the_dates_of_its_feeds_are_valid() -> None:
    feeds = [
        (path, content)
        for path, content, expected in _feedparser("tests/wellformed/rss/")
        if "pubDate" in path or "lastBuildDate" in path
    ]
    assert len(feeds) > 4
    for path, content in feeds:
        assert not {"feed-date", "feed-build-date", "feed-date-weekday"} & _found(content, path).keys(), path


def test_explicit_means_the_same() -> None:
    # feedparser knows the words of old, yes and clean, and not those of today. What they mean is what we advise.
    compared = 0
    for path, content, expected in _feedparser("tests/wellformed/itunes/"):
        if "explicit" not in path:
            continue
        found = _found(content, path)
        problem = found.get("feed-explicit") or found.get("feed-item-explicit")
        old = "== 1" in expected or "is False" in expected
        assert problem if old else True, path
        if problem and old:
            assert problem.message.endswith("write true" if "== 1" in expected else "write false"), path
        today = re.search(rb">(true|false)<", content)
        assert not (today and problem), path
        compared += 1
    assert compared == 14


def test_a_word_that_blocks_is_no_finding_and_one_that_is_found_does_not_block() -> None:
    compared = 0
    for path, content, expected in _feedparser("tests/wellformed/itunes/"):
        if "itunes_block" in expected:
            blocks, is_found = expected.endswith("== 1"), "feed-block" in _found(content, path)
            assert not (blocks and is_found), path
            compared += 1
    assert compared == 16


def test_lengths_and_addresses_of_recordings_that_it_reads_are_no_finding() -> None:
    for path, content, expected in _feedparser("tests/wellformed/rss/item_enclosure_"):
        found = _found(content, path)
        lengths = re.findall(r"'length'\]? ?[:=]+ ?'(\d+)'", expected)
        assert not lengths or "feed-enclosure-length" not in found, path
        assert "feed-enclosure-url" not in found, path
        assert ("feed-repeated" in found) == ("multiple" in path), path


def test_artwork_that_it_finds_has_an_address_and_the_other_has_none() -> None:
    files = {path.rpartition("/")[2]: (path, content) for path, content, _ in _feedparser("tests/wellformed/itunes/")}
    found = {name: "feed-image-href" in _found(content, path) for name, (path, content) in files.items()}
    assert not found["itunes_channel_image.xml"]
    assert not found["itunes_item_image.xml"]
    assert found["itunes_channel_image_no_href.xml"]
    assert found["itunes_channel_image_url.xml"]  # feedparser takes the attribute url as well; Apple does not
    assert found["itunes_item_image_url.xml"]


def test_guids_that_it_follows_are_addresses() -> None:
    compared = 0
    for path, content, expected in _feedparser("tests/wellformed/rss/item_guid"):
        if "['link'] == 'http://guid" in expected or re.search(r"(?<!not )entries\[0\]\['guidislink'\]", expected):
            assert "feed-guid-permalink" not in _found(content, path), path
            compared += 1
    assert compared >= 4


def test_starts_of_chapters_that_it_reads_are_times() -> None:
    for path, content, expected in _feedparser("tests/wellformed/psc/"):
        if b"<rss" in content and "start_parsed" in expected:
            assert "feed-psc-start" not in _found(content, path), path


def test_the_namespace_of_itunes_is_known_or_said_to_be_wrong() -> None:
    for path, content, _ in _feedparser("tests/wellformed/itunes/"):
        feed = _feed(content, path)
        prefixed = re.findall(rb"<itunes:([A-Za-z-]+)", content)
        known = any(name.startswith("itunes:") for name in feed.by_name)
        assert not prefixed or known or "feed-namespace-wrong" in _found(content, path), path


def test_what_podcastparser_makes_of_items_is_what_their_elements_say() -> None:
    compared = 0
    for path, content, expected in _podcastparser():
        if b"<channel" not in content:
            continue
        feed, found = _feed(content, path), _found(content, path)
        for item in feed.items:
            made = [one for one in expected["episodes"] if one.get("title") == item.value_of("title")]
            if len(made) != 1:
                continue  # two of one title, or an item that it leaves out
            (episode,) = made
            assert episode["total_time"] == (duration_s(item.value_of("itunes:duration")) or 0), path
            date = rfc_2822(item.value_of("pubDate"))
            if date:
                assert episode["published"] == calendar.timegm(date.utctimetuple()), path
            for name, key in (
                ("itunes:episode", "number"),
                ("itunes:season", "season"),
                ("itunes:episodeType", "type"),
            ):
                rule = "feed-episode-type" if key == "type" else "feed-number"
                if item.first(name):
                    assert (key in episode) == (rule not in found), (path, name)
            sizes = [enclosure["file_size"] for enclosure in episode["enclosures"]]
            if item.first("enclosure") and b"media:" not in content:
                assert (-1 in sizes) == ("feed-enclosure-length" in found), path
                types = [enclosure["mime_type"] for enclosure in episode["enclosures"]]
                assert ("application/octet-stream" in types) == ("feed-enclosure-type-missing" in found), path
            compared += 1
    assert compared > 40


def test_what_podcastparser_makes_of_the_show_is_what_its_elements_say() -> None:
    types = 0
    for path, content, expected in _podcastparser():
        if b"<channel" not in content:
            continue
        feed, found = _feed(content, path), _found(content, path)
        if feed.channel.first("itunes:type"):
            assert (expected.get("type") == feed.channel.value_of("itunes:type")) == ("feed-type" not in found), path
            types += 1
        if "itunes_categories" in expected:
            tops = [[one.get("text")] for one in feed.channel.each("itunes:category")]
            assert [names[:1] for names in expected["itunes_categories"]] == tops, path
        if "explicit" in expected and "feed-explicit" in found:
            meant = str(expected["explicit"]).lower()
            assert found["feed-explicit"].message.endswith(f"write {meant}"), path
        if "language" in expected:
            assert "feed-language" not in found, path
        if "new_location" in expected and feed.channel.first("itunes:new-feed-url"):
            assert "feed-moving" in found, path
    assert types == 3


def test_white_space_that_podcastparser_takes_away_is_found() -> None:
    feeds = {path.rpartition("/")[2]: (path, content) for path, content, _ in _podcastparser()}
    for name in ("leading_space_url.rss", "image_url_on_newline.rss"):
        path, content = feeds[name]
        assert "feed-spaces" in _found(content, path)


def test_prefixes_that_podcastparser_takes_undeclared_are_told_by_name() -> None:
    undeclared = 0
    for path, content in files_of(*_PODCASTPARSER).items():
        if path.endswith(".rss") and b"<rss" in content and _declared(content) != content.replace(b"<rss", b"<rss ", 1):
            (problem,) = read_feed(content, path).problems
            assert re.search(r'write xmlns:(itunes|podcast)="http\S+" into <rss>', problem.message), path
            undeclared += 1
    assert undeclared > 15


@pytest.mark.parametrize(
    "content",
    [
        "<html><body/></html>",
        '<foo xmlns="http://example.com/foo.xml"><bar/></foo>',
        '<baz:foo xmlns:baz="http://example.com/baz.xml"><baz:bar/></baz:foo>',
    ],
)
def test_roots_that_podcastparser_refuses_are_refused(content: str) -> None:
    assert content in files_of(*_PODCASTPARSER)["test_podcastparser.py"].decode()
    assert not _is_read(content.encode(), "feed.xml")
