"""The source packages of other programs, which hold the files that those are tested with."""

from __future__ import annotations

import functools
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Mapping
from html import unescape
from urllib.parse import urljoin

from tests.needs import missing

_TIMEOUT_S = 60


@functools.cache
def files_of(name: str, version: str, sha256: str) -> Mapping[str, bytes]:
    """Every file of a source package by its path in it, from the index that pip takes packages from.

    ``pip download`` would build the package first, only to learn its name.
    """
    archive = f"{name}-{version}.tar.gz"
    try:
        page = f"{_index()}/{name}/"
        link = re.search(rf'href="([^"]*/{re.escape(archive)})[#"]', _get(page).decode())
        content = _get(urljoin(page, unescape(link[1]))) if link else b""
    except OSError as error:
        missing(f"{archive} from the index of packages ({error})")
    if hashlib.sha256(content).hexdigest() != sha256:
        missing(f"{archive} with the content that is known, from the index of packages")
    with tarfile.open(fileobj=io.BytesIO(content)) as package:
        members = [member for member in package.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: _content(package, member) for member in members}


def _content(package: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = package.extractfile(member)
    return file.read() if file else b""


def _index() -> str:
    """What pip says that it would ask: its help shows what is configured."""
    command = [sys.executable, "-m", "pip", "download", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    url = re.search(r"--index-url <url>.*?\(default\s+(\S+?)/?\)", told, re.DOTALL)
    return url[1] if url else missing("pip, and the index that it asks")


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:
        return bytes(answer.read())
