"""Feeds that are meant to do harm, and files that are none: one problem each, in words, and nothing else happens."""

from __future__ import annotations

import gzip
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.checks.feed import check_feed, read_feed
from tests.golden_feed import GOLDEN, changed, found, line_of, problems

_LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))


def _refused(content: bytes | str) -> str:
    """The one problem of what cannot be read: its line and its words."""
    (problem,) = problems(content)
    assert problem.check == "feed-unreadable"
    return f"{problem.place.line} {problem.message}"


def test_entities_outside_are_not_loaded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/secret"
        entities = f'<!ENTITY e SYSTEM "{address}"><!ENTITY f SYSTEM "file:///etc/passwd">'
        doctype = f'<!DOCTYPE rss SYSTEM "{address}" [{entities}]>'
        content = changed("<rss version", f"{doctype}\n<rss version").replace("<title>Ep 1<", "<title>Ep 1 &e; &f;<")
        read = read_feed(content.encode(), "feed.xml")
        assert read.value
        assert "feed-doctype" in [problem.check for problem in check_feed(read.value)]
        assert read.value.items[0].value_of("title") == "Ep 1 &e; &f;"
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has called
            server.accept()


def test_a_billion_laughs_are_refused() -> None:
    content = changed("<rss version", f'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{_LAUGHS}]>\n<rss version')
    assert "not well-formed XML" in _refused(content.replace("<title>Ep 1<", "<title>&m;<"))


def test_elements_without_end_are_refused() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert "not well-formed XML" in _refused(changed("</channel>", f"{deep}</channel>"))


def test_elements_as_deep_as_the_parser_goes_are_read() -> None:
    deep = "<a>" * 240 + "</a>" * 240
    assert found(changed("</channel>", f"{deep}</channel>")) == []


def test_attributes_by_the_thousand_are_read_in_time() -> None:
    many = " ".join(f'a{n}="{n}"' for n in range(5_000))
    assert found(changed("<item>", f"<item {many}>")) == []


@pytest.mark.parametrize("character", ["\x0b", "&#11;", "\x00", "\x1b"])
def test_a_control_character_is_told_at_its_line(character: str) -> None:
    content = changed("<title>Ep 1<", f"<title>Ep{character} 1<")
    assert _refused(content).startswith(f"{line_of(GOLDEN, '<title>Ep 1<')} ")
    assert "control character" in _refused(content)


def test_an_ampersand_is_told_at_its_line() -> None:
    content = changed("https://example.com/1.mp3", "https://example.com/1.mp3?a=1&b=2")
    assert _refused(content).startswith(f"{line_of(content, '<enclosure')} not well-formed XML: a bare &")


def test_utf_16_is_read_and_named() -> None:
    content = GOLDEN.replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("Ep 1<", "Wärme<")
    assert found(content.encode("utf-16")) == ["1 feed-encoding"]


def test_lines_of_utf_16_are_those_of_its_text() -> None:
    content = GOLDEN.replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("<language>en-us", "<language>english")
    expected = f"{line_of(content, '<language>')} feed-language"
    assert found(content.encode("utf-16")) == ["1 feed-encoding", expected]


def test_a_wrong_encoding_is_told_at_its_first_letter() -> None:
    content = GOLDEN.replace("Ep 1<", "Wärme<")
    assert _refused(content.encode("latin-1")).startswith(f"{line_of(content, 'Wärme')} not well-formed XML: bytes")


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    assert "save it as UTF-8" in _refused(changed('encoding="UTF-8"', 'encoding="klingon"'))


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    content = GOLDEN.replace("<language>en-us", "<language>english")
    same = f"\ufeff{content}".replace("\n", "\r\n")
    assert found(same) == found(content) == [f"{line_of(content, '<language>')} feed-language"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b" \n ", "nothing in it"),
        (gzip.compress(GOLDEN.encode()), "compressed"),
        (b"<!DOCTYPE html><html><body><br></html>", "web page"),
        (b"\xef\xbb\xbf<html><head/></html>", "web page"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>', "Atom"),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "RSS 1.0"),
        (b"<opml/>", "begins with <opml>"),
        (b'<rss version="2.0"/>', "no <channel>"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "not well-formed XML"),
        (b"\x00" * 1000, "not well-formed XML"),
        (b'\n<?xml version="1.0"?><rss/>', "very first thing"),
        (b"<rss/>\n<rss/>", "behind </rss>"),
        (b"<rss>\n<title>&nbsp;</title></rss>", "write the character itself"),
        (b"<rss>\n<itunes:title>A</itunes:title></rss>", "xmlns:itunes="),
    ],
)
def test_what_is_no_feed_is_refused_in_words(content: bytes, words: str) -> None:
    assert words in _refused(content)


def test_20_mb_are_read() -> None:
    item = GOLDEN[GOLDEN.index(" <item>") : GOLDEN.index("</channel>")]
    notes = f"<content:encoded>{'a ' * 1_000_000}</content:encoded></item>"
    items = "".join(
        item.replace("ep-1<", f"ep-{n}<")
        .replace("1.mp3", f"{n}.mp3")
        .replace("<itunes:episode>1<", f"<itunes:episode>{n}<")
        .replace("</item>", notes)
        for n in range(1, 11)
    )
    assert found(GOLDEN.replace(item, items)) == ["2 feed-huge"]


def test_a_text_of_20_mb_is_refused() -> None:
    assert "not well-formed XML" in _refused(changed("<title>Ep 1<", f"<title>{'a' * 20_000_000}<"))


@given(st.binary(max_size=300))
def test_no_bytes_make_a_traceback(content: bytes) -> None:
    assert problems(content)


@given(st.integers(0, len(GOLDEN) - 1), st.integers(0, 20), st.text(max_size=8))
def test_no_slip_of_the_key_makes_a_traceback(start: int, length: int, text: str) -> None:
    content = GOLDEN[:start] + text + GOLDEN[start + length :]
    last = content.count("\n") + 1
    assert all(0 <= problem.place.line <= last for problem in problems(content.encode("utf-8", "replace")))
