"""An article of questions and answers about a recording, in sections: its questions are good titles for chapters."""

from __future__ import annotations

import html
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publisher.sources.spoken import clean_text

_MINIMUM_QUESTIONS: Final = 2
_MINIMUM_HEADINGS: Final = 3
_MAXIMUM: Final = 200  # an article with more of them is a list of something
_LINE_CHARACTERS: Final = 2000  # what is longer is no heading and no question
_WRAPPED_LINES: Final = 4  # of one question in bold

_BOLD_TAG: Final = re.compile(r"</?(?:strong|b)>", re.IGNORECASE)
_HEADING_TAG: Final = re.compile(r"<h([1-6])\b[^<>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"</?(?:br|p|div|section|ul|ol|li|h[1-6])\b[^<>]*>", re.IGNORECASE)
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_BULLET: Final = r"\s*(?:[-*+] |\d{1,3}[.)] )?"
_HEADING: Final = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*")
_BOLD: Final = re.compile(rf"{_BULLET}(\*\*|__)(?=\S)(.+?)\1\s*(.*)")
_BOLD_START: Final = re.compile(rf"{_BULLET}(?:\*\*|__)\S")
_MARK: Final = re.compile(r"Q(?:uestion)?\s?\d{0,3}\s?[:.)–—-]\s*", re.IGNORECASE)
_BARE_MARK: Final = re.compile(r"Q(?:uestion)?(?:\s?\d{1,3})?", re.IGNORECASE)
_ANSWER_MARK: Final = re.compile(r"(?:A|Answer)\s?\d{0,3}\s?:\s+", re.IGNORECASE)

_IMAGE_OR_LINK: Final = re.compile(r"(!?)\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_URL: Final = re.compile(r"<?https?://\S+")
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_EMPHASIS: Final = re.compile(
    r"\*+|`+|(?<!\w)_+|(?<!_)_++(?!\w)|\{:[^{}]*\}|^[ \t]*>|^[ \t]{0,3}#{1,6}[ \t]", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A question (or a heading) of an article as plain text, what follows it, and its line in the file, from 1."""

    question: str
    answer_text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Where a section may start: ``index`` of its first line, ``text_index`` of the line where its text begins."""

    index: int
    text_index: int
    question: str
    rest: str = ""  # of the answer, on the line of the question
    is_marked: bool = False  # by Q:
    is_heading: bool = False


def sections_of(article: str, first_line: int) -> list[Section]:
    """The sections of an article in its order; none where it is not one of questions, or of several headings.

    ``first_line`` is that of the article in its file. What starts a section is, the first that occurs twice or more:
    ``**Q: …**`` or ``Q: …``; a bold line or a heading that ends in a question mark; any heading (three or more). Code,
    and headings without text below them, start none.
    """
    pieces = list(_pieces(article, first_line))
    lines = [text for _, text in pieces]
    marks = list(_marks(lines))
    starting = _starting(marks)
    headings = [mark for mark in marks if mark.is_heading]
    stops = sorted({*(mark.index for mark in (*starting, *headings)), len(lines)})
    sections = (_section(pieces, mark, stops) for mark in starting)
    return [section for section in sections if section.answer_text or section.question.endswith("?")]


def _pieces(article: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; those of HTML in their paragraphs, headings and bold words as in Markdown."""
    for number, line in enumerate(article.split("\n"), start=first_line):
        if "<" not in line:
            yield number, line
            continue
        text = _HEADING_TAG.sub(lambda match: f"\n{'#' * int(match[1])} ", _BOLD_TAG.sub("**", line))
        yield from ((number, piece) for piece in _BREAK.sub("\n", text).split("\n"))


def _starting(marks: Sequence[_Mark]) -> list[_Mark]:
    marked = [mark for mark in marks if mark.is_marked]
    asking = [mark for mark in marks if mark.question.endswith("?")]
    headings = [mark for mark in marks if mark.is_heading]
    for found, minimum in ((marked, _MINIMUM_QUESTIONS), (asking, _MINIMUM_QUESTIONS), (headings, _MINIMUM_HEADINGS)):
        if len(found) >= minimum:
            return found if len(found) <= _MAXIMUM else []
    return []


def _marks(lines: Sequence[str]) -> Iterator[_Mark]:
    is_code = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and len(line) <= _LINE_CHARACTERS:
            mark = _heading(index, line) or _bold(index, lines) or _plain_question(index, line)
            if mark and mark.question:
                yield mark


def _heading(index: int, line: str) -> _Mark | None:
    match = _HEADING.fullmatch(line)
    if not match:
        return None
    text = plain_text(match[2])
    question = _without_mark(text)
    return _Mark(index=index, text_index=index + 1, question=question, is_marked=question != text, is_heading=True)


def _bold(index: int, lines: Sequence[str]) -> _Mark | None:
    """``**Q: question**``, ``**Q:** question``, ``**Q** question``, or a line of bold words that asks."""
    if not _BOLD_START.match(lines[index]):
        return None
    for after in range(index + 1, min(index + _WRAPPED_LINES, len(lines)) + 1):
        if after > index + 1 and not lines[after - 1].strip():
            return None
        match = _BOLD.fullmatch(" ".join(lines[index:after]))
        if match:
            return _bold_mark(index, after, plain_text(match[2]), match[3])
    return None


def _bold_mark(index: int, after: int, text: str, rest: str) -> _Mark | None:
    if _BARE_MARK.fullmatch(text.rstrip(" :.")):
        question = plain_text(rest.lstrip(": "))
        return _Mark(index=index, text_index=after, question=question, is_marked=True)
    question = _without_mark(text)
    if question != text:
        return _Mark(index=index, text_index=after, question=question, rest=rest, is_marked=True)
    is_asking = text.endswith("?") and not rest
    return _Mark(index=index, text_index=after, question=text) if is_asking else None


def _plain_question(index: int, line: str) -> _Mark | None:
    text = line.strip()
    question = _without_mark(text)
    if question == text:
        return None
    return _Mark(index=index, text_index=index + 1, question=plain_text(question), is_marked=True)


def _without_mark(text: str) -> str:
    match = _MARK.match(text)
    return text[match.end() :] if match else text


def _section(pieces: Sequence[tuple[int, str]], mark: _Mark, stops: Sequence[int]) -> Section:
    until = stops[bisect(stops, mark.index)]
    answer = plain_text("\n".join([mark.rest, *(text for _, text in pieces[mark.text_index : until])]))
    answer = _ANSWER_MARK.sub("", answer, count=1) if _ANSWER_MARK.match(answer) else answer
    return Section(question=mark.question, answer_text=answer, line=pieces[mark.index][0])


def plain_text(markup: str) -> str:
    """The words of Markdown or HTML on one line, without addresses and pictures.

    >>> plain_text("See **[the book](https://example.org)** &amp; ![a cover](x.png)")
    'See the book &'
    """
    text = _IMAGE_OR_LINK.sub(lambda match: "" if match[1] else match[2], markup)
    text = _EMPHASIS.sub("", _TAG.sub(" ", _URL.sub(" ", text)))
    return clean_text(html.unescape(text))
