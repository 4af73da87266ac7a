"""Which addresses belong to the public network."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address

_NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_LOCAL_NAT64: Final = IPv6Network("64:ff9b:1::/48")  # RFC 8215: for translators inside of one network
_DOCUMENTATION: Final = IPv6Network("3fff::/20")  # RFC 9637: newer than the tables of Python 3.11
# A public number that Azure routes to the service of the machine itself, secrets of the machine included.
_MACHINE_SERVICES: Final = frozenset({ip_address("168.63.129.16")})


def is_public(text: str) -> bool:
    """Whether an address, as the name service gives it, is one of the public network; so must any inside of it be.

    >>> [is_public(text) for text in ("93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e")]
    [True, True, True]
    >>> [is_public(text) for text in ("127.0.0.1", "100.64.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")]
    [False, False, False, False, False]

    The rules of Python's ``ipaddress`` alone take multicast, reserved and translated addresses for global.
    """
    address = ip_address(text)
    inside = list(_inside(address))
    return all(map(_is_public, inside or [address]))


def _inside(address: Address) -> Iterator[Address]:
    """The addresses that a translated or tunnelled one leads to."""
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
    elif address.sixtofour is not None:
        yield address.sixtofour
    elif address.teredo is not None:
        yield address
        yield from address.teredo


def _is_public(address: Address) -> bool:
    if not address.is_global or address.is_multicast or address.is_reserved or address in _MACHINE_SERVICES:
        return False
    if isinstance(address, IPv4Address):
        return True
    return not (address.is_site_local or address in _LOCAL_NAT64 or address in _DOCUMENTATION)
