"""Show notes: Markdown or HTML in, clean HTML out, and what apps and directories need of it.

Clean means: a few tags of our own list, links to http, https and mailto only, well-formed as XML, a line for each
block. Apple and PSP-1 take fewer tags still in ``description``; ``simplify`` makes those, ``cut`` makes them fit.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from publisher.html_flow import BLOCKS, HEADINGS, INLINE, NESTED_TOO_DEEP, NESTING_LIMIT, Flow, Token, tokens
from publisher.note_links import absolute_link, bare_url
from publisher.text import without_not_xml
from publisher.timed_lines import keep_timed_lines

LIMIT_BYTES: Final = 200_000
ELLIPSIS: Final = "…"

_WORD_LIMIT: Final = 5_000
_BRACKETS_LIMIT: Final = 20
_BOUNDARIES: Final = frozenset(
    {"div", "section", "article", "header", "footer", "main", "aside", "nav", "address"}
    | {"figure", "figcaption", "details", "summary", "center", "dl", "dt", "dd"}
)
_TAGS: Final = set(INLINE | BLOCKS | _BOUNDARIES | {"br", "hr"})
# Tags that HTML closes by itself: a hundred of them in a row are not nested.
_SELF_CLOSING: Final = frozenset(
    {"br", "hr", "img", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "col", "wbr"}
)

_GAP_BEFORE: Final = HEADINGS | {"p", "pre", "blockquote", "table", "hr"}
_LINE_BEFORE: Final = frozenset({"li", "tr", "br"})

_LONG_WORD: Final = re.compile(rf"[!-~]{{{_WORD_LIMIT}}}")
_TAG_NAME: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_BRACKET_OR_GAP: Final = re.compile(r"[\[\]]|\n[ \t]*\n")
_ATTRIBUTE_LIST: Final = re.compile(r"\{:[^{}\n]*\}")
_TAKES_ATTRIBUTES: Final = frozenset({"link_close", "image", "html_inline", "code_inline", "em_close", "strong_close"})


def to_html(text: str, base_url: str | None = None) -> str:
    """Clean HTML of show notes that are Markdown (CommonMark with tables and bare links), HTML, or both.

    >>> to_html("*Hello*, see https://example.org/")
    '<p><em>Hello</em>, see <a href="https://example.org/">https://example.org/</a></p>'
    >>> to_html("<div onclick='x'>one<br><br>two <img src=x></div>")
    '<p>one</p>\\n<p>two</p>'

    Relative links lead on from ``base_url``; without one they are left out, and their text stays.

    Raises ValueError, with a sentence for the author, for notes that are too long or nested too deep.
    """
    source = keep_timed_lines(without_not_xml(text))
    _refuse_what_takes_long(source)
    rendered = _markdown().render(source)
    if _nesting(rendered) > NESTING_LIMIT:
        raise ValueError(NESTED_TOO_DEEP)
    cleaned = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},  # "*": without it nh3 lets title and lang through
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    flow = Flow(breaks_per_paragraph=2)
    for token in tokens(without_not_xml(cleaned)):
        _pass_on(flow, token, href=absolute_link(token.href, base_url))
    # Once more: a reference like &#11; has become its character only now.
    return without_not_xml(flow.finish())


def to_text(html: str) -> str:
    """Plain text of clean HTML: a blank line between paragraphs, a line for each list item and table row.

    >>> to_text("<p>a &amp; <b>b</b></p>\\n<ul>\\n<li>c</li>\\n<li>d</li>\\n</ul>")
    'a & b\\n\\nc\\nd'
    """
    parts: list[str] = []
    lists = 0
    in_pre = False
    for token in tokens(html):
        if token.tag in {"ul", "ol"}:
            parts.append("" if lists > token.closing else "\n\n")
            lists += -1 if token.closing else 1
        elif token.tag == "pre":
            in_pre = not token.closing
        if token.text:
            parts.append(token.text if in_pre else token.text.replace("\n", ""))
        elif token.closing:
            parts.append(" " if token.tag in {"td", "th"} else "")
        else:
            parts.append("\n\n" if token.tag in _GAP_BEFORE else "\n" if token.tag in _LINE_BEFORE else "")
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", "".join(parts))).strip()


def simplify(html: str) -> str:
    """Clean HTML with only p, ol, ul, li, a, b, i, strong and em, the tags that PSP-1 allows in ``description``.

    >>> simplify("<h2>Links</h2>\\n<blockquote>\\n<p>one<br/>two</p>\\n</blockquote>")
    '<p><strong>Links</strong></p>\\n<p>one</p>\\n<p>two</p>'
    >>> simplify("<table>\\n<tr>\\n<th>a</th>\\n<th>b</th>\\n</tr>\\n</table>")
    '<p>a | b</p>'
    """
    flow = Flow(breaks_per_paragraph=1)
    in_pre = False
    cells = 0
    for token in tokens(html):
        if token.tag == "pre":
            in_pre = not token.closing
        if token.tag == "tr":
            cells = 0
        if token.tag in {"td", "th"} and not token.closing:
            cells += 1
            if cells > 1:
                flow.text(" | ")
        if token.text and in_pre:
            _lines(flow, token.text)
        else:
            _pass_on_simplified(flow, token)
    return flow.finish()


def cut(html: str, limit_bytes: int) -> str:
    """At most so many bytes (UTF-8, tags included) of clean HTML: whole if it fits, otherwise with an ellipsis.

    It is cut between words, or characters where one word is too long; open tags are closed. Where not one character
    fits, nothing is left.

    >>> cut("<p>one <b>two three</b></p>", 26)
    '<p>one <b>two…</b></p>'
    """
    if len(html.encode()) <= limit_bytes:
        return html
    kept: list[str] = []
    open_tags: list[str] = []
    used = 0
    best = ""
    for piece in re.findall(r"<[^>]*>|[^<]+", html):
        if piece.startswith("<") or not piece.strip():
            _track(open_tags, piece)
            kept.append(piece)
        else:
            closing = "".join(f"</{tag}>" for tag in reversed(open_tags))
            fitting = _fitting(piece, limit_bytes - used - len((ELLIPSIS + closing).encode()))
            if fitting.strip():
                best = "".join(kept) + fitting.rstrip() + ELLIPSIS + closing
            if fitting != piece:
                return best
            kept.append(piece)
        used += len(piece.encode())
    return best


def _refuse_what_takes_long(text: str) -> None:
    """Measured: each of these keeps the libraries busy for seconds, or minutes, at the size that is allowed."""
    if len(text.encode()) > LIMIT_BYTES:
        raise ValueError(f"longer than {LIMIT_BYTES // 1000} KB; shorten it")
    if _LONG_WORD.search(text):
        raise ValueError(f"a word of more than {_WORD_LIMIT:,} characters (an embedded picture?); take it out")
    depth = 0
    for match in _BRACKET_OR_GAP.finditer(text):
        depth = max(0, depth + 1 if match[0] == "[" else depth - 1) if match[0] in "[]" else 0
        if depth > _BRACKETS_LIMIT:
            raise ValueError(f"brackets are nested more than {_BRACKETS_LIMIT} deep; close them, or make it flatter")


def _nesting(html: str) -> int:
    """How deep tags nest at most; an end tag ends only what began, as browsers see it."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for slash, name in _TAG_NAME.findall(html):
        tag = name.lower()
        if tag in _SELF_CLOSING or (slash and not opened[tag]):
            continue
        step = -1 if slash else 1
        opened[tag] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


@cache
def _markdown() -> MarkdownIt:
    # Content that markdown-it nests deeper than maxNesting it drops without a word: ours is refused before.
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": NESTING_LIMIT + 10}).enable("table")
    markdown.inline.ruler.push("bare_url", bare_url)
    markdown.inline.ruler.push("attribute_list", _attribute_list)
    return markdown


def _attribute_list(state: StateInline, _silent: bool) -> bool:
    """Skips a kramdown attribute list, ``{:target="_blank"}``, behind a link or alone on its line."""
    match = _ATTRIBUTE_LIST.match(state.src, state.pos)
    if not match:
        return False
    behind = not state.pending and bool(state.tokens) and state.tokens[-1].type in _TAKES_ATTRIBUTES
    line_start = state.src.rfind("\n", 0, match.start()) + 1
    line_end = state.src.find("\n", match.end())
    line = state.src[line_start : line_end if line_end >= 0 else None]
    if not behind and line.strip() != match[0]:
        return False
    state.pos = match.end()
    return True


def _pass_on(flow: Flow, token: Token, *, href: str | None) -> None:
    if token.text:
        flow.text(token.text)
    elif token.closing:
        flow.end(token.tag)
    else:
        flow.start(token.tag, href)


def _pass_on_simplified(flow: Flow, token: Token) -> None:
    if token.tag in HEADINGS:
        strong = Token("strong", closing=token.closing)
        pair = (Token("p"), strong) if not token.closing else (strong, Token("p", closing=True))
        for part in pair:
            _pass_on(flow, part, href=None)
    elif token.tag in {"tr", "caption", "pre"}:
        _pass_on(flow, Token("p", closing=token.closing), href=None)
    elif token.tag in {"blockquote", "hr", "table", "thead", "tbody"}:
        _pass_on(flow, Token("div", closing=token.closing), href=None)
    elif token.tag not in {"code", "td", "th"}:
        _pass_on(flow, token, href=token.href)


def _lines(flow: Flow, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            flow.start("br")
        flow.text(line)


def _track(open_tags: list[str], piece: str) -> None:
    if piece.startswith("</"):
        open_tags.pop()
    elif piece.startswith("<") and not piece.endswith("/>"):
        open_tags.append(re.split(r"[ >]", piece[1:], maxsplit=1)[0])


def _fitting(escaped: str, limit_bytes: int) -> str:
    """The words, or at least the characters, of escaped text that fit; no entity in part."""
    encoded = escaped.encode()
    if len(encoded) <= limit_bytes:
        return escaped
    part = encoded[: max(0, limit_bytes)].decode(errors="ignore")
    part = re.sub(r"&[^;]*$", "", part)
    words = re.match(r".*(?=\s)", part, re.DOTALL)
    return words[0] if words and words[0].strip() else part
