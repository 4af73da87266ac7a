"""What show.yaml says about checks: how much each matters here, and where the platforms are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from publisher.sources.fields import Converter, choice, line_of_text, list_of, url
from publisher.sources.records import placed, record

OFF: Final = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSetting:
    """One check made more or less of, for the whole show or for some episodes (slugs or paths), with the reason."""

    check: str
    severity: str  # that of a Severity, or OFF
    reason: str
    episodes: tuple[str, ...] = ()


checks: Final = list_of(
    placed(
        record(
            CheckSetting,
            ("check", "severity", "reason"),
            check=line_of_text,
            severity=choice(OFF, "note", "warning", "error"),
            reason=line_of_text,
            episodes=list_of(line_of_text),
        )
    )
)

platforms: Final[Converter] = record(dict, youtube=url, youtube_images=url, spotify=url, apple=url, anchor=url)
