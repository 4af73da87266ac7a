"""Slips in the target of a link that are none of its URL: quotes, and what e-mail addresses need before them."""

from __future__ import annotations

import re
from typing import Final

from publisher.platforms.url_faults import Fault, fault_of
from publisher.urls import mailto_url

_QUOTES: Final = "[\"'“”„‘’‚«»‹›]"
_ATTRIBUTE: Final = re.compile(rf"(href|src)\s*=\s*{_QUOTES}+(.*?){_QUOTES}?", re.IGNORECASE)
_QUOTED: Final = re.compile(rf"{_QUOTES}(.*?){_QUOTES}?")
_TITLED: Final = re.compile(r"(\S+)[ \t]+[“”„‘’‚«»](.*?)[“”‘’«»]?")
_ENDED: Final = re.compile(r"(https?://\S*?[^\s.])(\.?[,\"“”«»])", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?:|www\.|mailto:", re.IGNORECASE)
_MAILTO: Final = "mailto:"


def quotes_fault(text: str) -> Fault | None:
    """What is wrong with the quotes around a target, or around its title.

    >>> quotes_fault("href=“https://example.org/”").meant, quotes_fault('"https://example.org/"').meant
    ('href="https://example.org/"', 'https://example.org/')
    >>> quotes_fault("https://example.org/ “The page”").meant, quotes_fault("https://example.org/o'hara'")
    ('https://example.org/ "The page"', None)
    """
    attribute = _ATTRIBUTE.fullmatch(text)
    if attribute and not attribute[2]:
        return Fault(what="has no target")
    if attribute:
        return Fault(what="has quotes that HTML does not know", meant=f'{attribute[1]}="{_mended(attribute[2])}"')
    quoted = _QUOTED.fullmatch(text)
    if quoted and (_ADDRESS.match(quoted[1]) or mailto_url(quoted[1])):
        return Fault(what="stands in quotes", meant=_mended(quoted[1]))
    titled = _TITLED.fullmatch(text)
    if titled and _ADDRESS.match(titled[1]):
        return Fault(what="has quotes that Markdown does not know", meant=f'{_mended(titled[1])} "{titled[2]}"')
    return None


def end_fault(text: str) -> Fault | None:
    """What is wrong with the end of a URL: a comma or a quote is of the sentence around it.

    >>> end_fault("https://example.org/maps,").meant, end_fault("https://example.org/Apple_Inc.")
    ('https://example.org/maps', None)
    """
    ended = _ENDED.fullmatch(text)
    return Fault(what=f"ends in {ended[2][-1]}", meant=ended[1]) if ended else None


def mail_fault(text: str) -> Fault | None:
    """What keeps a target that is meant for mail from being a mailto: URL (RFC 6068).

    >>> mail_fault("ada@example.org").meant, mail_fault("mailto://ada@example.org").meant, mail_fault("mailto:a@b.org")
    ('mailto:ada@example.org', 'mailto:ada@example.org', None)
    """
    has_scheme = text[: len(_MAILTO)].casefold() == _MAILTO
    meant = mailto_url(text)
    if meant and not has_scheme:
        return Fault(what="does not begin with mailto:", meant=meant)
    rest = text[len(_MAILTO) :] if has_scheme else ""
    if meant and meant[len(_MAILTO) :] != rest:
        return Fault(what="has more than an address behind mailto:", meant=meant)
    recipients = rest.partition("?")[0]
    return Fault(what="is no e-mail address") if recipients and not re.search("@|%40", recipients) else None


def _mended(target: str) -> str:
    fault = fault_of(target) or mail_fault(target)
    return fault.meant or target if fault else target
