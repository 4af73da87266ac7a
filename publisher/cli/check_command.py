"""``publish check``: its options."""

from __future__ import annotations

from typing import Any, Final

import click

from publisher.cli.shared import folder_option, format_option, now_option, private_option
from publisher.model import Severity

FORMATS: Final = ("text", "json", "github", "sarif")
PROFILES: Final = ("apple", "spotify", "psp1", "podcasting2")


@click.command()
@click.argument("names", metavar="[FILE|FEED]...", nargs=-1)
@folder_option
@now_option
@click.option("--list", "list_all", is_flag=True, help="Print every check, and stop.")
@click.option("--explain", "explained", metavar="CHECK", help="Explain one check with an example, and stop.")
@click.option("--online", "ask", is_flag=True, help="Ask the platforms and servers about every link, too.")
@private_option
@click.option("--fix", "mend", is_flag=True, help="Fill in what can be proven, in the episode files.")
@click.option("--dry-run", is_flag=True, help="With --fix: print the changes as a diff, and write nothing.")
@click.option(
    "--profile",
    "profiles",
    type=click.Choice(PROFILES),
    multiple=True,
    default=PROFILES,
    show_default=False,
    help="Ask only what this directory or standard asks; may be given more than once.  [default: all]",
)
@click.option("--all", "in_full", is_flag=True, help="Print each, however often it comes.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option(
    "--at-least",
    type=click.Choice([str(severity) for severity in reversed(Severity)]),
    default="note",
    show_default=True,
    help="Leave out what matters less.",
)
@format_option(*FORMATS)
def check(list_all: bool, explained: str | None, format_name: str, **options: Any) -> None:
    """Say what is wrong with the show, before subscribers find it.

    FILE is an episode or another file of the show, or a folder of it: only what is wrong there is reported, though all
    of the show is read. FEED is any podcast's feed: a file, its URL, or a single hyphen for standard input. Nothing is
    written without --fix, and nobody is asked without --online, but for a FEED that is a URL.

    Exit codes: 0 fine (there may be warnings), 1 an error was found, 2 wrong usage: an option, or a file or a show that
    is not there.
    """
    if list_all or explained:
        from publisher.checks.catalogue import catalogue
        from publisher.cli.check_words import print_explained, print_list

        if format_name not in {"text", "json"}:
            raise click.UsageError(f"--list and --explain come as text or json, not as {format_name}")
        if list_all:
            print_list(catalogue(), as_json=format_name == "json")
        else:
            print_explained(catalogue(), explained or "", as_json=format_name == "json")
        return
    from publisher.cli.check_run import Options, run

    run(Options(format_name=format_name, **options))
