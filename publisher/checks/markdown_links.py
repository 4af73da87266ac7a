"""Where a text in Markdown or HTML names URLs: what its author meant as one, whether it is one or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# The target of a link or picture, with one pair of brackets in it at most.
_LINK: Final = re.compile(r"(?<!\\)\]\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(\S+)", re.MULTILINE)
_ATTRIBUTE: Final = re.compile(r"""<[A-Za-z][^<>]*?\s(?:href|src)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE)
# HTML knows straight quotes only; editors make these of them.
_CURLY: Final = re.compile(r"<[A-Za-z][^<>]*?\s((?:href|src)[ \t]*=[ \t]*[“”„‘’«»][^<>\s]*)", re.IGNORECASE)
_AUTOLINK: Final = re.compile(r"<((?:https?|www\.|[A-Za-z]{3,7}:?//?)[^<>\n]*)>", re.IGNORECASE)
_BARE: Final = re.compile(r"(?<![\w/:.@=-])[A-Za-z]{3,7}(?::[/\\]{1,3}|[;.,]?//)[ \t]?[^\s<>\"`)\]]*")
_TITLED: Final = re.compile(r"""(\S*)[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\))""")
_IN_BRACKETS: Final = re.compile(r"<([^<>]*)>.*")

_NAMED: Final = ((_LINK, True), (_DEFINITION, True), (_ATTRIBUTE, True), (_CURLY, True), (_AUTOLINK, False))

_BACKTICKS: Final = re.compile(r"`+")
_FENCE: Final = re.compile(r" {0,3}(?:>[ ]?)*(`{3,}|~{3,})")
_INDENTED: Final = re.compile(r"(?: {4}|\t)(?![ \t]*(?:[-*+]|\d+[.)])[ \t])")
_HIDDEN: Final = (("<!--", "-->"), ("<pre", "</pre>"), ("<code", "</code>"), ("<script", "</script>"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What stands where a URL is named, and the line of the text (from 0) that it stands in."""

    line: int
    text: str
    is_target: bool  # of a link or a picture: nothing but an address has any business there


def mentions(text: str) -> Iterator[Mention]:
    """Every one, in no order. Code is left out: whoever quotes ``htp://`` may be writing about it.

    >>> [(one.line, one.text) for one in mentions("see [a](b.html) and\\n<https://example.org>, `https://x`")]
    [(0, 'b.html'), (1, 'https://example.org')]
    """
    source = without_code(text)
    line_ends = [match.start() for match in re.finditer("\n", text)]
    for pattern, is_target in _NAMED:
        spans = []
        for match in pattern.finditer(source):
            start, end = match.span(match.lastindex or 1)
            spans.append((start, end))
            target = _target(text[start:end]) if pattern is _LINK else text[start:end].strip()
            yield Mention(line=bisect_left(line_ends, start), text=target, is_target=is_target)
        source = _blank(source, spans)
    for match in _BARE.finditer(source):
        start = match.start()
        bare = text[start : start + len(_without_punctuation(match[0]))]
        yield Mention(line=bisect_left(line_ends, start), text=bare, is_target=False)


def without_targets(source: str) -> str:
    """A text without code (``without_code``) with spaces in place of where its links lead."""
    characters = list(source)
    for pattern, _ in _NAMED:
        for match in pattern.finditer(source):
            start, end = match.span(match.lastindex or 1)
            characters[start:end] = " " * (end - start)
    return "".join(characters)


def _target(inside: str) -> str:
    """The address between the brackets of a link, without its title."""
    inside = inside.strip()
    matched = _IN_BRACKETS.fullmatch(inside) or _TITLED.fullmatch(inside)
    return matched[1].strip() if matched else inside


def _without_punctuation(url: str) -> str:
    return url.rstrip(" \t.,:;!?'*_|…“”„‘’‚«»‹›")


def without_code(text: str) -> str:
    """The text with spaces in place of code and comments, so that every position stays the same."""
    lines: list[str] = []
    fence = ""
    was_blank_or_code = True
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            is_end = bool(mark and mark[1].startswith(fence) and not line[mark.end() :].strip("`~ "))
            fence = "" if is_end else fence
            lines.append(" " * len(line))
        elif mark:
            fence = mark[1]
            lines.append(" " * len(line))
        else:
            is_code = was_blank_or_code and bool(_INDENTED.match(line))
            lines.append(" " * len(line) if is_code else line)
            was_blank_or_code = is_code or not line.strip()
    source = "\n".join(lines)
    for start, end in _HIDDEN:
        source = _blank(source, _between(source, start, end))
    return _blank(source, _code_spans(source))


def _between(text: str, start: str, end: str) -> Iterator[tuple[int, int]]:
    lowered = text.lower() if text.isascii() else text
    position = lowered.find(start)
    while position >= 0:
        closing = lowered.find(end, position)
        if closing < 0:
            return
        yield position, closing + len(end)
        position = lowered.find(start, closing + len(end))


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """From one run of backticks to the next of the same length in its paragraph."""
    for start, end in _paragraphs(text):
        runs = list(_BACKTICKS.finditer(text, start, end))
        later: dict[int, list[int]] = {}
        for index in reversed(range(len(runs))):
            later.setdefault(len(runs[index][0]), []).append(index)
        index = 0
        while index < len(runs):
            same = later[len(runs[index][0])]
            while same and same[-1] <= index:
                same.pop()
            if same:
                yield runs[index].start(), runs[same[-1]].end()
                index = same[-1]
            index += 1


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n[ \t]*\n", text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _blank(text: str, spans: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> str:
    """The text with spaces in these spans, which follow one another; line ends stay."""
    pieces = []
    position = 0
    for start, end in spans:
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])
