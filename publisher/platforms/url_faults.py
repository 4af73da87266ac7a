"""What is wrong with a URL as it is written, and how it was meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from ipaddress import ip_address
from typing import Final

from publisher.text import name_of_character

_REMEMBERED: Final = 10_000  # checks ask about the same URLs again

_SCHEME: Final = re.compile(r"([A-Za-z]{3,7})[ \t]?(:[/\\]{0,3}|[;.,]?//)[ \t]*(\S*.*)", re.DOTALL)
_ALIKE: Final = 0.75  # difflib: htp, htttps, hhtp; but no sftp, smtp or hxxp
_VISIBLE_ENOUGH: Final = " \u200c\u200d"  # joiners shape letters
_HOST_END: Final = re.compile(r"[/?#]")
_HOST_ON_ITS_FACE: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?")
_LABEL: Final = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a text is no URL, in words that follow "'…' ", and how it was meant, where that is plain."""

    what: str
    meant: str = ""


@lru_cache(maxsize=_REMEMBERED)
def fault_of(text: str) -> Fault | None:
    """What is wrong with a text that is meant as an http or https URL, or None: then it is one, or means nothing such.

    >>> fault_of("https://https://example.com/a").meant, fault_of("htp:/example.com").meant, fault_of("mailto:a@b.org")
    ('https://example.com/a', 'http://example.com', None)
    """
    parts = _SCHEME.match(text.strip())
    if not parts or not _means_http(parts[1]):
        return None
    scheme = "https" if "s" in parts[1].casefold() else "http"
    rest = parts[3]
    return _invisible(text) or _slip(text, scheme, rest) or _doubled(scheme, rest) or _host_fault(scheme, rest)


def slip_in_text(text: str) -> Fault | None:
    """The same for words in a sentence, which may speak of ``http:/`` or of ``https://`` and your host."""
    parts = _SCHEME.match(text)
    if not parts or not _means_http(parts[1]) or not has_host(_visible(parts[3])):
        return None
    scheme = "https" if "s" in parts[1].casefold() else "http"
    return _invisible(text) or _slip(text, scheme, parts[3]) or _doubled(scheme, parts[3])


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
    return any(difflib.SequenceMatcher(None, word, right).ratio() >= _ALIKE for right in ("http", "https"))


def _invisible(text: str) -> Fault | None:
    hidden = [character for character in text.strip(" \t\n") if _is_invisible(character)]
    if not hidden:
        return None
    return Fault(what=f"holds an invisible character ({name_of_character(hidden[0])})", meant=_visible(text).strip())


def _visible(text: str) -> str:
    return "".join(character for character in text if not _is_invisible(character))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cf", "Zs"} and character not in _VISIBLE_ENOUGH


def _slip(text: str, scheme: str, rest: str) -> Fault | None:
    if re.match(rf"{scheme}://(?![/\s\\])", text.strip(), re.IGNORECASE):
        return None
    meant = f"{scheme}://{rest}" if has_host(rest) and not _doubled(scheme, rest) else ""
    return Fault(what=f"does not begin with {scheme}://", meant=meant)


def _doubled(scheme: str, rest: str) -> Fault | None:
    again = _SCHEME.match(rest)
    if not again or not _means_http(again[1]) or not has_host(again[3]):
        return None
    scheme = "https" if "https" in {scheme, again[1].casefold()} else scheme
    return Fault(what=f"has {again[1]} twice", meant=f"{scheme}://{again[3]}")


def _host_fault(scheme: str, rest: str) -> Fault | None:
    host = host_in(rest)
    name, _, port = host.partition(":")
    if _is_numeric(host.strip("[]")) or _is_numeric(name) or name == "localhost" or (port and not port.isdecimal()):
        return None
    labels = name.removesuffix(".").split(".")
    if "," in name and has_host(rest.replace(",", ".", 1)):
        return Fault(what="has a comma in its host", meant=f"{scheme}://{rest.replace(',', '.', 1)}")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return Fault(what=f"has no host: '{name}' is none")
    if len(labels) == 1 or len(labels[-1]) == 1 or labels[-1].isdecimal():
        return Fault(what=f"has no host: '{name}' is not a whole name")
    return None


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
