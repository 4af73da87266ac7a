"""Tidy HTML, written from tags and text as they come: well-formed as XML, paragraphs whole, nothing empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final, NamedTuple

NESTING_LIMIT: Final = 50
NESTED_TOO_DEEP: Final = f"tags are nested more than {NESTING_LIMIT} deep; make it flatter"

INLINE: Final = frozenset({"a", "b", "i", "strong", "em", "code"})
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TABLE_PARTS: Final = frozenset({"table", "caption", "thead", "tbody", "tr", "th", "td"})
BLOCKS: Final = HEADINGS | TABLE_PARTS | {"p", "ol", "ul", "li", "blockquote", "pre"}
_LEAVES: Final = HEADINGS | {"p", "pre"}  # hold text, and no blocks
_TEXTUAL: Final = _LEAVES | {"li", "th", "td", "caption"}
_HOLDERS: Final = BLOCKS - _TEXTUAL  # hold blocks, and no text

_TOKEN: Final = re.compile(r'<(/?)([a-z0-9]+)(?: href="([^"]*)")?/?>|([^<]+)')
_SPACES: Final = re.compile(r"[ \t\n\r]+")  # what HTML folds: a no-break space is none of them


class Token(NamedTuple):
    """One piece of clean HTML: a tag, or (``tag`` is "") text with its entities resolved."""

    tag: str
    closing: bool = False
    href: str | None = None
    text: str = ""


def tokens(html: str) -> Iterator[Token]:
    """The pieces of clean HTML: what nh3 or a Flow wrote, with no attribute but href.

    >>> [token.tag or token.text for token in tokens("<p>a &amp; <b>b</b></p>")]
    ['p', 'a & ', 'b', 'b', 'b', 'p']
    """
    for match in _TOKEN.finditer(html):
        slash, tag, href, text = match.groups()
        if text is not None:
            yield Token("", text=unescape(text))
        else:
            yield Token(tag, closing=bool(slash), href=None if href is None else unescape(href))


class Flow:
    """Takes tags and text in document order and writes HTML.

    Tags are written when the first text in them comes, so that none is empty; text that stands in no paragraph gets
    one; an inline tag that reaches over several paragraphs is closed and opened again in each of them. Tags that are
    neither blocks nor inline (``div``) end a paragraph and leave no trace. ``breaks_per_paragraph`` line breaks in a
    row begin a new paragraph; fewer are written as such.
    """

    def __init__(self, *, breaks_per_paragraph: int) -> None:
        self._breaks_per_paragraph = breaks_per_paragraph
        self._out: list[str] = []
        self._blocks: list[str] = []
        self._blocks_written = 0  # how many of them, from the outside, stand in the output
        self._inlines: list[Token] = []
        self._inlines_written = 0
        self._filled = False  # whether there is text in the innermost block
        self._space = False  # owed before the next text
        self._breaks = 0  # owed before the next text

    def start(self, tag: str, href: str | None = None) -> None:
        """Opens a tag; a link without ``href`` leaves only its text.

        Raises ValueError for tags that nest too deep.
        """
        if tag in INLINE:
            self._inlines.append(Token(tag, href=href))
        elif tag == "br":
            self._breaks += 1
        else:
            self._start_block(tag)
        if len(self._blocks) + len(self._inlines) > NESTING_LIMIT:
            raise ValueError(NESTED_TOO_DEEP)

    def end(self, tag: str) -> None:
        """Closes a tag, and with it what is still open inside."""
        if tag in INLINE:
            self._end_inline(tag)
        else:
            self._end_leaf()
            if tag in self._blocks:
                while self._pop() != tag:
                    pass
            self._keep_apart()

    def text(self, text: str) -> None:
        """Writes text; white space is folded except in ``pre``."""
        if self._top == "pre":
            if text.strip() or self._filled:
                self._write_text(text)
            return
        folded = _SPACES.sub(" ", text)
        self._space = self._space or folded.startswith(" ")
        if stripped := folded.strip(" "):
            self._write_text(stripped)
            self._space = folded.endswith(" ")

    def finish(self) -> str:
        """Closes what is open; all that was written."""
        while self._blocks:
            self._pop()
        return "".join(self._out)

    @property
    def _top(self) -> str:
        return self._blocks[-1] if self._blocks else ""

    def _start_block(self, tag: str) -> None:
        self._close_inlines()
        self._end_leaf()
        self._keep_apart()
        if tag == "hr":
            self._write_blocks()
            self._out.append("\n<hr/>" if self._out else "<hr/>")
            self._forget_spaces()
        elif tag in BLOCKS and (tag != "li" or {"ul", "ol"} & set(self._blocks)):
            self._blocks.append(tag)
            self._forget_spaces()
        if tag in {"th", "td"}:  # an empty cell holds the place of the others
            self._write_blocks()

    def _keep_apart(self) -> None:
        """What stands before and behind a tag that leaves no trace must not become one word."""
        self._breaks = max(self._breaks, 1)

    def _end_leaf(self) -> None:
        if self._top in _LEAVES:
            self._pop()

    def _end_inline(self, tag: str) -> None:
        position = max((i for i, token in enumerate(self._inlines) if token.tag == tag), default=None)
        if position is not None:
            self._close_inlines(position)
            del self._inlines[position]

    def _pop(self) -> str:
        self._close_inlines()
        tag = self._blocks.pop()
        if self._blocks_written > len(self._blocks):
            self._blocks_written -= 1
            self._out.append(f"\n</{tag}>" if tag in _HOLDERS else f"</{tag}>")
        self._forget_spaces()
        return tag

    def _forget_spaces(self) -> None:
        self._filled, self._space, self._breaks = False, False, 0

    def _write_text(self, text: str) -> None:
        if self._top not in _TEXTUAL:
            self._blocks.append("li" if self._top in {"ul", "ol"} else "p")
        self._write_spaces()
        self._write_blocks()
        for token in self._inlines[self._inlines_written :]:
            self._out.append(_opening(token))
        self._inlines_written = len(self._inlines)
        self._out.append(escape(text, quote=False))
        self._filled, self._space, self._breaks = True, False, 0

    def _write_spaces(self) -> None:
        if not self._filled:
            return
        if self._breaks >= self._breaks_per_paragraph and self._top in _LEAVES:
            self._blocks.append(self._pop())
        elif self._breaks and self._breaks_per_paragraph > 1:
            self._out.append("<br/>")
        elif self._space or self._breaks:
            self._out.append(" ")

    def _write_blocks(self) -> None:
        for tag in self._blocks[self._blocks_written :]:
            self._out.append(f"\n<{tag}>" if self._out else f"<{tag}>")
        self._blocks_written = len(self._blocks)

    def _close_inlines(self, position: int = 0) -> None:
        """Closes the written inline tags from a position on; they are opened again when text follows."""
        for token in reversed(self._inlines[position : self._inlines_written]):
            self._out.append(_closing(token))
        self._inlines_written = min(self._inlines_written, position)


def _opening(token: Token) -> str:
    if token.tag != "a":
        return f"<{token.tag}>"
    return f'<a href="{escape(token.href, quote=False).replace(chr(34), "&quot;")}">' if token.href else ""


def _closing(token: Token) -> str:
    return f"</{token.tag}>" if token.tag != "a" or token.href else ""
