"""Faults of titles, texts, keys, guests and pictures, and of URLs in the show notes."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from typing import Final

from tests.faults.fault import Fault, Folder, Kind, at_the_later, inserted, replaced
from tests.faults.page import Edit, Page

_LINK: Final = re.compile(r"\]\((https://[^()\s\"]+)\)")
_KEYWORDS: Final = ", ".join(f"keyword number {number}" for number in range(20))


def value_todo(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Another value that is yet to come."""
    key = rng.choice(("short", "description", "intro", "topics", "keywords"))
    return _whole(page, folder, key, f"{key}: {rng.choice(('TODO', 'tbd', 'FIXME', 'to do'))}", "value-todo")


def value_of_template(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A value that a template left open."""
    key = rng.choice(("short", "description", "intro"))
    left = ("'{{ title }}'", "'{% block title %}'", "<%= title %>", "${title}", "__TITLE__")
    return _whole(page, folder, key, f"{key}: {rng.choice(left)}", "value-todo")


def key_misspelt(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A slip in a key: its value is not read."""
    key, slip = rng.choice(
        (
            ("short", "shrot"),
            ("description", "descripton"),
            ("intro", "intr"),
            ("topics", "topcs"),
            ("duration", "durration"),
        )
    )
    start, _ = page.keys.get(key, (0, 0))
    if not start or not page.is_free(start) or page.has("keywords-long"):
        return None
    if key == "short" and folder.has_habits and not folder.is_named(page, "title", "guests"):
        return None
    return replaced(start, page.line(start).replace(key, slip, 1), brings=[(start, "episode-unknown-key")])


def value_of_another_kind(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A value that its key cannot hold."""
    line = page.key("ids")
    key, value = rng.choice(
        (("explicit", "maybe"), ("type", "fulll"), ("block", "3"), ("slug", "why we walk"), ("link", "our website"))
    )
    if line is None or key in page.keys:
        return None
    return inserted(line, f"{key}: {value}", brings=[(line, "episode-field")])


def marked_as_draft(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A mark by which a website keeps the page back; the feed has the episode all the same."""
    line = page.key("ids")
    mark = rng.choice(("published: false", "status: draft"))
    return inserted(line, mark, brings=[(line, "draft-published")]) if line else None


def title_cut(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A number sign in a title without quotes: YAML takes the rest for a comment."""
    return _title(
        page, folder, f"Talks about data, part {rng.randint(100, 9999)} #{rng.randint(1, 9)} of many", "value-cut"
    )


def title_numbered(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The number of the episode in its title."""
    line, season, number = page.one_line("title"), page.key("season"), page.key("episode")
    if line is None or season is None or number is None:
        return None
    named = (f"S{page.value(season)}E{page.value(number)}", f"Episode {page.value(number)}", f"#{page.value(number)}")
    plain = page.value(line).replace("'", "’").replace('"', "”")
    title = rng.choice((f"{rng.choice(named)}: {plain}", f"{plain} ({rng.choice(named)})"))
    return _title(page, folder, f"'{title}'", "title-numbered")


def title_long(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A title that is a paragraph."""
    return _title(page, folder, " ".join(["Why we talk about data so much"] * rng.randint(9, 20)), "title-long")


def title_of_another(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The title of another episode."""
    others = [(one, line) for one in folder.pages.values() if one is not page and (line := one.one_line("title"))]
    line = page.one_line("title")
    if line is None or not others or (folder.has_habits and not folder.is_named(page, "short", "guests")):
        return None
    other, there = rng.choice(others)
    return at_the_later(replaced(line, other.line(there)), page, other, (line, there), "title-repeated")


def subtitle_long(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A short title that is long."""
    return _whole(page, folder, "short", "short: " + "Data and more data, " * rng.randint(14, 20), "subtitle-long")


def keywords_long(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """More keywords than directories take."""
    line = page.key("ids")
    if line is None or {"keywords", "tags"} & page.keys.keys():
        return None
    return inserted(line, f"keywords: {_KEYWORDS}", brings=[(line, "keywords-long")])


def slug_of_another(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The slug of another episode, from which the guid is made: both would write the same files."""
    others = [one for one in folder.pages.values() if one is not page and "guid" not in one.keys]
    line, own = page.key("ids"), folder.recording_of(page)
    if line is None or own is None or not others or {"slug", "guid", "audio"} & page.keys.keys():
        return None
    other = rng.choice(others)
    name = other.path.rpartition("/")[2].removesuffix(".md")
    fault = inserted(line, f"slug: {name}", f"audio: {own}")
    return replace(fault, brings=frozenset([(line, "slug-repeated")]), claims=fault.claims | {other.path})


def guest_unknown(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A guest whom nobody knows."""
    if not page.guests:
        return None
    line = page.guests[-1] + 1
    return inserted(line, f"- nobody{rng.randint(10, 99)}known", brings=[(line, "person-unknown")])


def guest_twice(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A guest who is named twice."""
    if not page.guests:
        return None
    line = page.guests[-1] + 1
    return inserted(line, page.line(rng.choice(page.guests)), brings=[(line, "person-twice")])


def guests_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No guests: who speaks is nobody then."""
    start, behind = page.keys.get("guests", (0, 0))
    if not start or not folder.has_habits or page.has("transcript-speaker-unknown", "transcript-speaker"):
        return None
    if not folder.is_named(page, "title", "short"):
        return None
    edit = Edit(line=start, removed=behind - start, inserted=())
    speakers = {page.value(line): line for entry in reversed(page.entries) if (line := page.inside(entry, "who"))}
    shifted = {(line - edit.removed, "transcript-speaker-unknown") for who, line in speakers.items() if who != "Alexey"}
    if any(who.endswith(":") for who in speakers) or not page.is_free(*range(start, behind)):
        return None
    return Fault(edits=(edit,), brings=frozenset(shifted or {(0, "person-missing")}))


def picture_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No picture, where nearly all others have one."""
    line = page.one_line("image")
    if line is None or not folder.has_habits:
        return None
    return Fault(edits=(Edit(line=line, removed=1, inserted=()),), brings=frozenset([(0, "picture-missing")]))


def picture_not_there(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A picture that is not in the folder."""
    line = page.one_line("image")
    name = f"image: images/not-here-{rng.randint(1, 99)}.jpg"
    return replaced(line, name, brings=[(line, "picture-unreadable")]) if line else None


def picture_of_another_kind(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A picture that no directory takes."""
    line = page.one_line("image")
    suffix = rng.choice(("webp", "gif", "svg", "avif", "tiff"))
    url = f"image: https://example.com/cover.{suffix}"
    return replaced(line, url, brings=[(line, "picture-kind")]) if line else None


def url_in_article(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link in the article that leads nowhere."""
    line, url = _link_in_article(page, rng)
    if not line:
        return None
    rest = url.removeprefix("https://")
    slips = (
        f"https//{rest}",
        f"https:/{rest}",
        f"https://{url}",
        f"htp://{rest}",
        "",
        "TODO",
        f"www.{rest}",
        f"{url} x",
    )
    slip = page.line(line).replace(f"]({url})", f"]({rng.choice(slips)})", 1)
    return replaced(line, slip, brings=[(line, "notes-url")])


def http_in_article(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link in the article with http://."""
    line, url = _link_in_article(page, rng)
    if not line or re.search(r"youtu|spotify|apple|anchor", url):
        return None
    slip = page.line(line).replace(f"]({url})", f"]({url.replace('https://', 'http://', 1)})", 1)
    return replaced(line, slip, brings=[(line, "url-http")])


def private_in_article(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link in the article to the author's own computer."""
    line, url = _link_in_article(page, rng)
    slips = ("http://localhost:4000/slides.html", "file:///home/ada/slides.pdf", "http://192.168.178.20/")
    slip = page.line(line).replace(f"]({url})", f"]({rng.choice(slips)})", 1) if line else ""
    return replaced(line, slip, brings=[(line, "link-private")]) if line else None


def brackets_in_article(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link in the article whose brackets are apart."""
    line, url = _link_in_article(page, rng)
    slip = page.line(line).replace(f"]({url})", f"] ({url})", 1) if line else ""
    return replaced(line, slip, brings=[(line, "notes-link")]) if line else None


def todo_in_article(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A place in the article that is yet to be written."""
    line, _ = _link_in_article(page, rng)
    slip = page.line(line).replace("[", f"[{rng.choice(('TODO', '{{ title }}', 'FIXME'))}] [", 1) if line else ""
    return replaced(line, slip, brings=[(line, "notes-todo")]) if line else None


def url_in_notes(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A URL that begins twice, in a text of the front matter."""
    key = rng.choice(("description", "intro"))
    line = page.key(key)
    if line is None or not page.is_free(line) or not re.match(rf"{key}: \S+ \S", page.line(line)):
        return None
    first, _, rest = page.line(line).removeprefix(f"{key}: ").partition(" ")
    slip = f"{key}: {first} https://https://example.com/notes {rest}"
    return replaced(line, slip, brings=[(line, "notes-url")])


KINDS: Final[tuple[Kind, ...]] = (
    value_todo,
    value_of_template,
    key_misspelt,
    value_of_another_kind,
    marked_as_draft,
    title_cut,
    title_numbered,
    title_long,
    title_of_another,
    subtitle_long,
    keywords_long,
    slug_of_another,
    guest_unknown,
    guest_twice,
    guests_missing,
    picture_missing,
    picture_not_there,
    picture_of_another_kind,
    url_in_article,
    http_in_article,
    private_in_article,
    brackets_in_article,
    todo_in_article,
    url_in_notes,
)


def _whole(page: Page, folder: Folder, key: str, line: str, check: str) -> Fault | None:
    """A key with all that belongs to it becomes one line."""
    start, behind = page.keys.get(key, (0, 0))
    left = {"title", "short", "guests"} - {key}
    if not start or not page.is_free(*range(start, behind)) or (folder.has_habits and not folder.is_named(page, *left)):
        return None
    edit = Edit(line=start, removed=behind - start, inserted=(line,))
    return Fault(edits=(edit,), brings=frozenset([(start, check)]))


def _title(page: Page, folder: Folder, value: str, check: str) -> Fault | None:
    return _whole(page, folder, "title", f"title: {value}", check)


def _link_in_article(page: Page, rng: Random) -> tuple[int, str]:
    """A link that stands alone in its line, and the only one with its URL."""
    text = "\n".join(page.lines)
    if page.has("notes-url"):
        return 0, ""
    found = [
        (number, links[0])
        for number in page.article
        if page.is_free(number)
        and len(links := _LINK.findall(page.line(number))) == 1
        and text.count(links[0].removeprefix("https://")) == 1
    ]
    return rng.choice(found) if found else (0, "")
