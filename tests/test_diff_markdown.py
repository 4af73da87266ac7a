"""The comment that ``publish diff`` makes for a pull request, as a renderer of Markdown shows it."""

from __future__ import annotations

import html
import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from publisher.differing.as_markdown import escaped, report
from publisher.differing.changes import Change, Difference, Kind, change_of
from publisher.differing.fields import text_detail
from publisher.text import for_terminal, one_line

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
LIST = re.compile(r"<ul>\n<li>(.*)</li>\n</ul>\n")
PIECES = (
    *("*", "_", "`", "|", "~~", "\\", "![", "-", "1.", "::", "x", " ", "\n"),
    *("<b>", "</li>", "<!--", "&lt;", "@ada", "#1", "[a](b)", "$x$", "www.a.b", "https://example.com/a_b*c|d?e=1&f"),
)
CALLS = re.compile(r"(?<!\w)@\w|#\d|://", re.ASCII)


def shown(markdown: str) -> str:
    """The text of the one item of a list; tags but code stand in it as they are."""
    match = LIST.fullmatch(RENDERER.render(f"- {markdown}"))
    assert match, RENDERER.render(f"- {markdown}")
    return match[1]


@given(text=st.text(min_size=1) | st.lists(st.sampled_from(PIECES)).map("".join))
@example(text="`https://example.com/`")
@example(text="javascript://x\\`y")
def test_every_text_is_shown_as_it_is_and_nothing_else_happens(text: str) -> None:
    rendered = shown(f"x{escaped(text)}x")
    plain = re.sub(r"</?code>", "", rendered)
    assert "<" not in plain
    told = html.unescape(plain).replace("\u200b", "").replace("%7C", "|")
    assert told == f"x{for_terminal(one_line(text)).replace(chr(0x200B), '').replace('%7C', '|')}x"
    outside_code = html.unescape(re.sub(r"<code>.*?</code>", "", rendered))
    assert not CALLS.search(outside_code)


def test_a_comment_has_counts_and_a_list_for_each_kind() -> None:
    title = text_detail(Kind.CHANGED, "title", "One", "1 | <i>one</i>", quote=True)
    gone = Change(kind=Kind.VANISHED, about="'Two' (S1E2), 2026-02-01", guid="b")
    difference = Difference(against="feed/feed.xml", changes=(change_of("'One' (S1E1)", [title], "a"), gone)).sorted()
    assert report(difference) == (
        "**What the next build changes for subscribers: 1 vanished, 1 changed**\n\n"
        "**Vanished**\n\n"
        "- 'Two' (S1E2), 2026-02-01\n\n"
        "**Changed**\n\n"
        "- 'One' (S1E1): title 'One' → '1 \\| &lt;i&gt;one&lt;/i&gt;'\n\n"
        "<sub>Compared with feed/feed.xml.</sub>\n"
    )


def test_a_long_list_is_folded_and_still_a_list() -> None:
    changes = tuple(Change(kind=Kind.NEW, about=f"'{number}'") for number in range(20))
    rendered = RENDERER.render(report(Difference(against="x", changes=changes)))
    assert rendered.count("<li>") == 20
    assert "<details><summary>all 20</summary>\n<ul>\n<li>'0'</li>" in rendered
