"""Tables of what is taken over from a feed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from publisher.adopting.differences import Difference
from publisher.adopting.plan import ItemPlan, State, Sureness
from publisher.text import for_terminal, one_line

_WIDTH_ELSEWHERE: Final = 160  # in a pipe, where no terminal says how wide it is
_LONGEST: Final = 300
_STYLES: Final = {
    Sureness.CERTAIN: "green",
    Sureness.LIKELY: "yellow",
    Sureness.AMBIGUOUS: "red",
    Sureness.NONE: "red",
}


def print_items(items: Iterable[ItemPlan]) -> None:
    """A row an item: its title, its file, how sure that is, and why."""
    table = _table("item", "file", "how sure", "why")
    for one in items:
        sureness = Text(one.sureness, style=_STYLES[one.sureness])
        table.add_row(_text(_title(one)), _text(_file(one)), sureness, _text(_why(one)))
    _print(table)


def print_differences(differences: Iterable[Difference]) -> None:
    """A row a key of show.yaml."""
    table = _table("key", "the feed", "show.yaml")
    for one in differences:
        table.add_row(_text(one.key), _text(one.theirs), _text(one.ours or "-"))
    _print(table)


def _title(one: ItemPlan) -> str:
    day = f"{one.item.published_at:%Y-%m-%d} " if one.item.published_at else ""
    return f"{day}{one.item.title or one.item.guid}"


def _file(one: ItemPlan) -> str:
    if one.candidates and not one.path:
        return "\n".join(f"{candidate.path}?" for candidate in one.candidates)
    return one.path or "-"


def _why(one: ItemPlan) -> str:
    if one.candidates and not one.path:
        return "\n".join(candidate.why for candidate in one.candidates)
    if one.state is State.KNOWN:
        return f"in the ledger already ({one.why})"
    return f"refused: {one.why}" if one.state is State.CONFLICT else one.why


def _text(value: str) -> Text:
    return Text("\n".join(for_terminal(one_line(line))[:_LONGEST] for line in value.split("\n")))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _print(table: Table) -> None:
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH_ELSEWHERE
    console.print(table)
