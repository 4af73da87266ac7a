"""Who is heard, by Podcasting 2.0's taxonomy of roles (podcast-namespace, taxonomy-en.json)."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from publisher.checks.check import Check, Finding, check
from publisher.checks.feed.document import Element, Feed
from publisher.checks.feed.rows import NOTE, WARNING, quoted

_ROLES: Final[dict[str, str]] = {
    "Creative Direction": "Director, Assistant Director, Executive Producer, Senior Producer, Producer, "
    "Associate Producer, Development Producer, Creative Director",
    "Cast": "Host, Co-Host, Guest Host, Guest, Voice Actor, Narrator, Announcer, Reporter",
    "Writing": "Author, Editorial Director, Co-Writer, Writer, Songwriter, Guest Writer, Story Editor, "
    "Managing Editor, Script Editor, Script Coordinator, Researcher, Editor, Fact Checker, Translator, "
    "Transcriber, Logger",
    "Audio Production": "Studio Coordinator, Technical Director, Technical Manager, Audio Engineer, "
    "Remote Recording Engineer, Post Production Engineer",
    "Audio Post-Production": "Audio Editor, Sound Designer, Foley Artist, Composer, Theme Music, Music Production, "
    "Music Contributor",
    "Administration": "Production Coordinator, Booking Coordinator, Production Assistant, Content Manager, "
    "Marketing Manager, Sales Representative, Sales Manager",
    "Visuals": "Graphic Designer, Cover Art Designer",
    "Community": "Social Media Manager",
    "Misc.": "Consultant, Intern",
    "Video Production": "Camera Operator, Lighting Designer, Camera Grip, Assistant Camera",
    "Video Post-Production": "Editor, Assistant Editor",
}
_ROLES_OF: Final = {group.casefold(): tuple(roles.split(", ")) for group, roles in _ROLES.items()}


def _groups_by_role() -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for group, roles in _ROLES.items():
        for role in roles.split(", "):
            groups[role.casefold()].append(group)
    return {role: tuple(names) for role, names in groups.items()}


_GROUPS_OF: Final = _groups_by_role()


@check("feed-person-role", NOTE, "podcasting2")
def roles(feed: Feed) -> Iterator[Finding]:
    """Somebody whose role or group is not in the taxonomy of Podcasting 2.0, or whose role is none of that group.

    Apps show such a person as a host, or not at all. A role that is not of the cast needs its group.

    Bad: <podcast:person role="audio editor">Ada Lovelace</podcast:person>
    Good: <podcast:person role="audio editor" group="audio post-production">Ada Lovelace</podcast:person>
    """
    for person in feed.every("podcast:person"):
        role, group = person.get("role") or "host", person.get("group") or "cast"
        belongs = _GROUPS_OF.get(role.casefold())
        if belongs is None:
            message = f"{quoted(role)} is no role that Podcasting 2.0 knows{_near(role)}"
            yield feed.finding(person, message, field="role", about=role)
        elif group.casefold() not in _ROLES_OF:
            message = f"{quoted(group)} is no group that Podcasting 2.0 knows; write one of {', '.join(_ROLES)}"
            yield feed.finding(person, message, field="group", about=group)
        elif group.casefold() not in map(str.casefold, belongs):
            right = " or ".join(f'group="{name.casefold()}"' for name in belongs)
            message = f"{quoted(role)} is no role of the group {group} in Podcasting 2.0; write {right}"
            yield feed.finding(person, message, field="role", about=role)


@check("feed-person-hosts", WARNING, "podcasting2")
def lost_hosts(feed: Feed) -> Iterator[Finding]:
    """An episode that names guests and no host: its people replace those of the show, so that the host is gone.

    Bad: a guest alone in an item, and the host in the channel
    Good: the guest and the host in the item
    """
    hosts = [person.value for person in feed.channel.each("podcast:person") if _is_host(person)]
    if not hosts:
        return
    for item in feed.items:
        people = item.each("podcast:person")
        cast = [person for person in people if (person.get("group") or "cast").casefold() == "cast"]
        if cast and not any(_is_host(person) or person.value in hosts for person in people):
            message = (
                f"in Podcasting 2.0 these people replace those of the show, and {hosts[0]} is gone; name the host too"
            )
            yield feed.finding(people[0], message)


def _is_host(person: Element) -> bool:
    return "host" in (person.get("role") or "host").casefold()


def _near(role: str) -> str:
    near = difflib.get_close_matches(role.casefold(), _GROUPS_OF, n=1)
    return f"; did you mean {near[0]}?" if near else "; write one of its list, like guest"


CHECKS: Final[tuple[Check[Feed], ...]] = (roles, lost_hosts)
