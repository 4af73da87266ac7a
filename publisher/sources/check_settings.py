"""What show.yaml says about checks: how much each matters here, and where the platforms are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.sources.composed import Node
from publisher.sources.fields import Converter, FieldError, choice, line_of_text, list_of, require_mapping, url
from publisher.sources.records import placed, record

OFF: Final = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSetting:
    """One check made more or less of, for the whole show or for some episodes (slugs or paths), with the reason."""

    check: str
    severity: str  # that of a Severity, or OFF
    reason: str
    episodes: tuple[str, ...] = ()


_record: Final = record(
    CheckSetting,
    ("check", "severity", "reason"),
    check=line_of_text,
    severity=choice(OFF, "note", "warning", "error"),
    reason=line_of_text,
    episodes=list_of(line_of_text),
)


def setting(node: Node) -> CheckSetting | None:
    """A mapping of these keys; a list of episodes that was emptied must not mean all of them."""
    known = _record(node)
    mapping = require_mapping(node)
    if known and not known.episodes and "episodes" in mapping.entries:
        message = "no episode is named here; name one, or delete episodes: to mean all of them"
        raise FieldError(message, mapping.key_lines["episodes"])
    return known


checks: Final = list_of(placed(setting))

platforms: Final[Converter] = record(dict, youtube=url, youtube_images=url, spotify=url, apple=url, anchor=url)
