"""Texts with gaps, which lie beside this module."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

_GAP: Final = re.compile(r"<<(\w+)>>")


def filled(name: str, **values: str) -> str:
    """The template of this name, with a value in each gap: ``<<title>>``."""
    template = files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
    return _GAP.sub(lambda gap: values[gap[1]], template)
