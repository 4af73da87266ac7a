"""What is wrong with a URL as it is written, and how it was meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from ipaddress import ip_address
from typing import Final

from publisher.text import name_of_character
from publisher.urls import http_url

_REMEMBERED: Final = 10_000  # checks ask about the same URLs again

_SCHEME: Final = re.compile(r"([A-Za-z]{3,7})[ \t]?(:[/\\]{0,3}|[;.,]?//)[ \t]*(\S*.*)", re.DOTALL)
_ALIKE: Final = 0.75  # difflib: htp, htttps, hhtp; but no sftp, smtp or hxxp
_VISIBLE_ENOUGH: Final = " \u200c\u200d"  # joiners shape letters
_HOST_END: Final = re.compile(r"[/?#]")
_HOST_ON_ITS_FACE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?")
_LABEL: Final = re.compile(r"[\w-]+")
_RIGHT: Final = re.compile(r"https?://", re.IGNORECASE)
_SCHEMES: Final = ("http", "https")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a text is no URL, in words that follow "'…' ", and how it was meant, where that is plain: on https."""

    what: str
    meant: str = ""


@lru_cache(maxsize=_REMEMBERED)
def fault_of(text: str) -> Fault | None:
    """What is wrong with a text that is meant as an http or https URL, or None: then it is one, or means nothing such.

    >>> fault_of("https://https://example.com/a").meant, fault_of("htp:/example.com").meant, fault_of("mailto:a@b.org")
    ('https://example.com/a', 'https://example.com', None)
    """
    parts = _SCHEME.match(text.strip())
    if not parts or not _means_http(parts[1]):
        return None
    fault = _invisible(text) or _slip(text, parts) or _doubled(parts[3]) or _host_fault(parts[3])
    return fault and replace(fault, meant=whole_url(fault.meant))


def whole_url(text: str) -> str:
    """The URL on https that a text is or was meant as; nothing where that would be no URL either.

    >>> whole_url("http://example.com/a b"), whole_url("https//example.com"), whole_url("https://an example.com")
    ('https://example.com/a%20b', 'https://example.com', '')
    """
    text = text.strip()
    fault = fault_of(text)
    if fault or not _RIGHT.match(text):
        return fault.meant if fault else ""
    rest = _RIGHT.sub("", text, count=1)
    whole = f"https://{rest.replace(' ', '%20')}"
    return whole if has_host(rest) and http_url(whole) else ""


def slip_in_text(text: str) -> Fault | None:
    """The same for words in a sentence, which may speak of ``http:/`` or of ``https://`` and your host."""
    parts = _SCHEME.match(text)
    if not parts or not _means_http(parts[1]) or not has_host(_visible(parts[3])):
        return None
    fault = _invisible(text) or _slip(text, parts) or _doubled(parts[3])
    return fault and replace(fault, meant=whole_url(fault.meant))


def has_host(text: str) -> bool:
    """Whether a text begins with what looks like a host's name."""
    nested = _SCHEME.match(text)
    if nested and _means_http(nested[1]):
        text = nested[3]
    return bool(_HOST_ON_ITS_FACE.fullmatch(host_in(text)))


def host_in(rest: str) -> str:
    """The host of what follows the scheme and its slashes."""
    return _HOST_END.split(rest, maxsplit=1)[0].rpartition("@")[2]


@cache
def _means_http(scheme: str) -> bool:
    word = scheme.casefold()
    return any(difflib.SequenceMatcher(None, word, right).ratio() >= _ALIKE for right in _SCHEMES)


def _invisible(text: str) -> Fault | None:
    hidden = [character for character in text.strip(" \t\n") if _is_invisible(character)]
    if not hidden:
        return None
    return Fault(what=f"holds an invisible character ({name_of_character(hidden[0])})", meant=_visible(text).strip())


def _visible(text: str) -> str:
    return "".join(character for character in text if not _is_invisible(character))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Zs"} and character not in _VISIBLE_ENOUGH


def _slip(text: str, parts: re.Match[str]) -> Fault | None:
    if re.match(r"https?://(?![/\s\\])", text.strip(), re.IGNORECASE):
        return None
    return Fault(what="does not begin with https://", meant=f"https://{parts[3]}" if has_host(parts[3]) else "")


def _doubled(rest: str) -> Fault | None:
    again = _SCHEME.match(rest)
    if not again or not _means_http(again[1]) or not has_host(again[3]):
        return None
    return Fault(what=f"has {again[1]} twice", meant=f"https://{again[3]}")


def _host_fault(rest: str) -> Fault | None:
    host = host_in(rest)
    name, _, port = host.partition(":")
    if _is_numeric(host.strip("[]")) or _is_numeric(name) or name == "localhost" or (port and not port.isdecimal()):
        return None
    labels = name.removesuffix(".").split(".")
    if "," in name and has_host(rest.replace(",", ".", 1)):
        return Fault(what="has a comma in its host", meant=f"https://{rest.replace(',', '.', 1)}")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return Fault(what=f"has no host: '{name}' is none")
    if len(labels) == 1 or len(labels[-1]) == 1 or labels[-1].isdecimal() or labels[-1].casefold() in _SCHEMES:
        return Fault(what=f"has no host: '{name}' is not a whole name")
    return None


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
