"""What ``publish check`` says of itself: the list of checks, and each of them explained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import click

from publisher.checks.check import Explained
from publisher.cli.shared import print_as_it_is, print_text
from publisher.sources.fields import nearest


def print_list(known: Mapping[str, Explained], *, as_json: bool) -> None:
    """A line for each kind of fault, or a list of objects."""
    if as_json:
        print_as_it_is(json.dumps([_row(one) for one in known.values()], indent=2) + "\n")
        return
    width = max(map(len, known))
    for one in known.values():
        asked = f" ({', '.join(one.profiles)})" if one.profiles else ""
        print_text(f"{one.id:<{width}}  {one.severity:<7}  {one.summary}{asked}")


def print_explained(known: Mapping[str, Explained], name: str, *, as_json: bool) -> None:
    """One kind of fault, with its example. Raises click.BadParameter where there is none of this name."""
    if name not in known:
        hint = f"there is no check '{name}'{nearest(name, known)}; --list has them all"
        raise click.BadParameter(hint, param_hint="--explain")
    one = known[name]
    if as_json:
        print_as_it_is(json.dumps(_row(one), indent=2) + "\n")
        return
    asked = f"Asked for by: {', '.join(one.profiles)}\n\n" if one.profiles else ""
    setting = "No setting can make less of it." if one.fixed else "checks: in show.yaml can make more or less of it."
    print_text(f"{one.id} ({one.severity})\n\n{one.what}\n\n  Bad:  {one.bad}\n  Good: {one.good}\n\n{asked}{setting}")


def _row(one: Explained) -> dict[str, Any]:
    """A kind of fault for programs, under the names that reports have."""
    return {
        "check": one.id,
        "severity": str(one.severity),
        "profiles": list(one.profiles),
        "finds": one.what,
        "bad": one.bad,
        "good": one.good,
        "fixed": one.fixed,
    }
