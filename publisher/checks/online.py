"""The checks of what platforms and servers say of a show."""

from __future__ import annotations

from typing import Final

from publisher.checks.asked import Asked
from publisher.checks.check import Check
from publisher.checks.online_files import FILES
from publisher.checks.online_links import LINKS
from publisher.checks.online_titles import TITLES

__all__ = ["ONLINE_CHECKS", "Asked"]

ONLINE_CHECKS: Final[tuple[Check[Asked], ...]] = (*LINKS, *TITLES, *FILES)
