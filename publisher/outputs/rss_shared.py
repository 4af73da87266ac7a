"""Elements that the channel and the items have in common, one function each."""

from __future__ import annotations

from lxml import etree

from publisher.model import Block, License, Link, Location, Person, SocialInteract, Txt
from publisher.outputs.rss_tags import element, yes_no


def person(person: Person) -> etree._Element:
    """podcast:person; the group is written unless it is "cast", the default: "editor" is a role in two groups."""
    return element(
        "podcast:person",
        person.name,
        role=person.role,
        group=None if person.group.casefold() == "cast" else person.group,
        img=person.picture.url if person.picture else None,
        href=person.url,
    )


def funding(link: Link) -> etree._Element:
    """podcast:funding."""
    return element("podcast:funding", link.label, url=link.url)


def license_element(terms: License) -> etree._Element:
    """podcast:license."""
    return element("podcast:license", terms.name, url=terms.url)


def location(location: Location) -> etree._Element:
    """podcast:location."""
    return element(
        "podcast:location",
        location.name,
        rel=location.rel,
        geo=location.geo,
        osm=location.osm,
        country=location.country,
    )


def social(social: SocialInteract) -> etree._Element:
    """podcast:socialInteract."""
    return element(
        "podcast:socialInteract",
        protocol=social.protocol,
        uri=social.uri,
        accountId=social.account_id,
        accountUrl=social.account_url,
        priority=social.priority,
    )


def txt(txt: Txt) -> etree._Element:
    """podcast:txt."""
    return element("podcast:txt", txt.text, purpose=txt.purpose)


def block(block: Block) -> etree._Element:
    """podcast:block."""
    return element("podcast:block", yes_no(block.blocked), id=block.service)
