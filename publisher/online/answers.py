"""What asking a whole show came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.online.uses import Use
from publisher.online.verdict import Target, Verdict, Way, mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineAnswers:
    """What is known online of everything that a show names. What is not in ``verdicts`` was not asked any more."""

    uses: tuple[Use, ...] = ()
    verdicts: Mapping[Target, Verdict] = field(default_factory=dict)
    is_interrupted: bool = False
    silence: str = ""  # why no host answered, in a phrase; empty where any did

    def verdict(self, use: Use) -> Verdict | None:
        """What is known of the URL of a use."""
        return self.verdicts.get(use.target)

    @property
    def unasked(self) -> tuple[Target, ...]:
        """What there was no time left to ask."""
        return tuple(dict.fromkeys(use.target for use in self.uses if use.target not in self.verdicts))

    def is_unpublished(self, use: Use) -> bool:
        """Whether it is a file of the show folder that the feed of subscribers does not name yet."""
        live = [
            verdict.feed.named
            for target, verdict in self.verdicts.items()
            if target.way is Way.FEED and verdict.feed is not None and verdict.feed.named is not None
        ]
        return use.is_ours and bool(live) and all(mark_of(use.target.url) not in named for named in live)
