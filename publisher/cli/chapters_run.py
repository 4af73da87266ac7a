"""What ``publish chapters`` prints and writes."""

from __future__ import annotations

import click

from publisher.chapter_lists import Delivery, Listed
from publisher.cli.shared import count_of, print_as_it_is, print_problems
from publisher.errors import PublisherError
from publisher.model import Severity
from publisher.text import for_terminal


def deliver(listed: Listed, delivery: Delivery, *, is_written: bool) -> bool:
    """Prints or writes the chapters, with their problems; whether all went well.

    ``is_written``: into the episode file, whose author sees there that they are drafts.
    """
    print_problems(one for one in listed.problems if not (is_written and one.check == "chapters-draft"))
    try:
        text, path = delivery.deliver(listed)
    except PublisherError as error:
        click.echo(f"publish: {for_terminal(f'{listed.name}: {error}')}", err=True)
        return False
    print_as_it_is(text)
    if path:
        count = count_of(len(listed.chapters.chapters), "chapter")
        click.echo(for_terminal(f"{path}: {count} written"), err=True)
    return not any(problem.severity is Severity.ERROR for problem in listed.problems)
