"""Faults of links."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.faults.fault import NOT_YET, Fault, Folder, Kind, at_the_later, letters, replaced
from tests.faults.page import Edit, Page

_PLATFORMS: Final = ("youtube", "spotify", "apple", "anchor")
_VIDEO: Final = "https://www.youtube.com/watch?v="
_TALK: Final = "https://open.spotify.com/episode/"


def link_todo(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link that is yet to come."""
    return _link(page, folder, rng, rng.choice(NOT_YET), "link-todo")


def link_empty(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A key without its link."""
    return _link(page, folder, rng, rng.choice(("", "''", "~")), "link-todo")


def link_of_template(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link that a template left open."""
    left = ("'{{ link }}'", "https://youtu.be/{{ id }}", "${link}", "<%= link %>", "__LINK__", "https://YOUR_LINK")
    return _link(page, folder, rng, rng.choice(left), "link-todo")


def link_to_another_platform(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link under the key of another platform, or to no platform at all."""
    platform, link = rng.choice(
        (
            ("youtube", _TALK + letters(rng, 22)),
            ("spotify", _VIDEO + letters(rng, 11)),
            ("apple", f"https://music.example.com/{letters(rng, 8)}"),
            ("anchor", f"https://soundcloud.com/my-show/{letters(rng, 8)}"),
        )
    )
    return _link(page, folder, rng, link, "link-platform", platform)


def link_to_a_list(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link to the show, a playlist or a channel."""
    platform, link = rng.choice(
        (
            ("youtube", f"https://www.youtube.com/playlist?list=PL{letters(rng, 16)}"),
            ("youtube", "https://www.youtube.com/@DataTalksClub"),
            ("youtube", f"https://www.youtube.com/channel/UC{letters(rng, 22)}"),
            ("spotify", f"https://open.spotify.com/show/{letters(rng, 22)}"),
            ("spotify", f"https://open.spotify.com/playlist/{letters(rng, 22)}"),
            ("anchor", "https://creators.spotify.com/pod/profile/my-show"),
        )
    )
    return _link(page, folder, rng, link, "link-kind", platform)


def link_to_the_show(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Apple's link without the number of the episode."""
    line = page.below("links", "apple")
    show = page.value(line).partition("?i=")[0] if line else ""
    return _link(page, folder, rng, show, "link-kind", "apple") if "/id" in show else None


def link_to_another_show(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Apple's link with the number of another show."""
    line = page.below("links", "apple")
    if line is None or not folder.has_habits:
        return None
    show, _, episode = page.value(line).partition("?i=")
    other = f"{show.rpartition('/id')[0]}/id1200361736?i={episode}"
    return _link(page, folder, rng, other, "link-show", "apple") if episode else None


def link_about_something_else(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link with the title of something else in it."""
    line = page.below("links", "apple")
    if line is None or not folder.has_habits or "/podcast/" not in page.value(line):
        return None
    before, podcast, after = page.value(line).partition("/podcast/")
    other = rng.choice(("gardening-roses-and-tulips-flora-bloom", "quiet-bicycles-on-cobbled-streets"))
    link = f"{before}{podcast}{other}/{after.partition('/')[2]}"
    return _link(page, folder, rng, link, "link-title", "apple")


def link_of_no_number(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """Apple's link with a number that lost some of its digits."""
    line = page.below("links", "apple")
    show, _, number = page.value(line).partition("?i=") if line else ("", "", "")
    slip = f"{show}?i={number[: rng.choice((1, 5, 12))]}"
    return _link(page, folder, rng, slip, "link-path", "apple") if number.isdigit() else None


def link_with_no_time(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link to a video with what is left of a time."""
    line = page.below("links", "youtube")
    if line is None or "/watch?v=" not in page.value(line) or "&" in page.value(line):
        return None
    return _link(page, folder, rng, page.value(line) + rng.choice(("&t", "&t=")), "link-tracking", "youtube")


def platform_misspelt(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link under the key of no platform."""
    key, slip = rng.choice((("apple", "appel"), ("spotify", "spotfy"), ("anchor", "ancor")))
    line = page.below("links", key)
    if line is None or not page.is_free(line) or not page.value(line).startswith("http"):
        return None
    renamed = page.line(line).replace(f"{key}:", f"{slip}:", 1)
    return replaced(line, renamed, brings=[(line, "platform-unknown")])


def link_http(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link with http:// before a host that has had https:// for years."""
    platform = rng.choice(_PLATFORMS)
    line = page.below("links", platform)
    if line is None or not page.value(line).startswith("https://"):
        return None
    return _link(page, folder, rng, page.value(line).replace("https://", "http://", 1), "link-http", platform)


def link_tracked(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link that says who shared it."""
    platform, more = rng.choice(
        (
            ("youtube", "&feature=share"),
            ("youtube", "&si=AbCdEf0123456789"),
            ("spotify", "?si=0123456789abcdef"),
            ("apple", "&uo=4"),
            ("anchor", "?utm_source=newsletter&utm_medium=email"),
        )
    )
    line = page.below("links", platform)
    if line is None or ("?" in more) == ("?" in page.value(line)):
        return None
    return _link(page, folder, rng, page.value(line) + more, "link-tracking", platform)


def link_short(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A short link, which only the platform can read."""
    platform, link = rng.choice((("spotify", "https://spotify.link/"), ("apple", "https://apple.co/")))
    return _link(page, folder, rng, link + letters(rng, 7), "link-short", platform)


def link_with_path(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A link with a piece of its path twice."""
    line = page.below("links", "anchor")
    if line is None or "/pod/" not in page.value(line):
        return None
    return _link(page, folder, rng, page.value(line).replace("/pod/", "/pod/pod/", 1), "link-path", "anchor")


def link_misspelt(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A URL that begins twice, or has a character in it that nobody sees."""
    platform = rng.choice(("spotify", "apple"))
    line = page.below("links", platform)
    if line is None or not page.value(line).startswith("https://"):
        return None
    url = page.value(line)
    slips = (f"https://{url}", f"http://{url}", f"{url}\u200b", f"{url[:20]}\u00ad{url[20:]}")
    return _link(page, folder, rng, rng.choice(slips), "link-malformed", platform)


def link_no_url(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """What was meant as a URL and is none."""
    platform = rng.choice(("spotify", "apple"))
    line = page.below("links", platform)
    if line is None or not page.value(line).startswith("https://"):
        return None
    url = page.value(line)
    rest = url.removeprefix("https://")
    slips = (
        rest,
        f"https//{rest}",
        f"htps://{rest}",
        f"https:/{rest}",
        "see the website",
        url.replace(".com/", ",com/"),
    )
    return _link(page, folder, rng, rng.choice(slips), "link-not-a-url", platform)


def link_of_another_page(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """The link of another episode."""
    platform = rng.choice(("spotify", "apple"))
    other, line = folder.other_with(page, rng, "links", platform), page.below("links", platform)
    if other is None or line is None or not folder.has_once(page, line):
        return None
    that, there = other
    return at_the_later(replaced(line, that.line(there)), page, that, (line, there), "link-repeated")


def platform_missing(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """No link to a platform that nearly all episodes are on."""
    platform = rng.choice(("spotify", "apple", "anchor"))
    line, top = page.below("links", platform), page.key("links")
    if line is None or top is None or not folder.has_habits or not folder.has_once(page, line):
        return None
    return Fault(edits=(Edit(line=line, removed=1, inserted=()),), brings=frozenset([(top, "platform-missing")]))


def clip_of_another_video(page: Page, folder: Folder, rng: Random) -> Fault | None:
    """A clip that leads to another video than the episode."""
    clip = rng.choice(page.clips) if page.clips else 0
    line = page.inside(clip, "url") if clip else None
    if line is None or "watch?v=" not in page.line(line):
        return None
    before, video, after = page.line(line).partition("watch?v=")
    other = f"{before}{video}{letters(rng, 11)}{after[11:]}"
    return replaced(line, other, brings=[(line, "clip-video")])


KINDS: Final[tuple[Kind, ...]] = (
    link_todo,
    link_empty,
    link_of_template,
    link_to_another_platform,
    link_to_a_list,
    link_to_the_show,
    link_to_another_show,
    link_about_something_else,
    link_of_no_number,
    link_with_no_time,
    platform_misspelt,
    link_http,
    link_tracked,
    link_short,
    link_with_path,
    link_misspelt,
    link_no_url,
    link_of_another_page,
    platform_missing,
    clip_of_another_video,
)


def _link(page: Page, folder: Folder, rng: Random, value: str, check: str, platform: str | None = None) -> Fault | None:
    """Another value for a link that no other episode has."""
    key = platform or rng.choice(_PLATFORMS)
    line = page.below("links", key)
    if line is None or not folder.has_once(page, line):
        return None
    return replaced(line, f"  {key}: {value}".rstrip(), brings=[(line, check)])
