"""A table of fields and their origins for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from publisher.explain import Row
from publisher.text import for_terminal

_WIDTH_ELSEWHERE: Final = 160  # in a pipe, where no terminal says how wide it is


def print_table(rows: Iterable[Row]) -> None:
    """One row a field; what a winner overruled stands below its origin."""
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH_ELSEWHERE
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("field", no_wrap=True)
    table.add_column("value", ratio=3, overflow="fold")
    table.add_column("source", ratio=2, overflow="fold")
    for row in rows:
        table.add_row(Text(for_terminal(row.field)), Text(for_terminal(row.value)), _origin(row))
    console.print(table)


def _origin(row: Row) -> Text:
    text = Text(for_terminal(row.origin))
    for other in row.overruled:
        text.append(f"\noverruled: {for_terminal(other)}", style="dim")
    return text
