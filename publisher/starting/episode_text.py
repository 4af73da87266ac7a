"""The text of a new episode file, in the hand of those that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from publisher.platforms.known import canonical_url
from publisher.sources.value_edit_styles import scalar_like
from publisher.starting.facts import Facts
from publisher.starting.habits import Habits
from publisher.starting.shape import DATE_KEYS, Style
from publisher.text import one_line

Value: TypeAlias = str | Sequence[str] | Mapping[str, str]

TODO: Final = "TODO"

_NUMBERS: Final = ("season", "episode")
_USUAL_STYLES: Final[Mapping[str, Style]] = {
    "guests": Style(kind="list"),
    "ids": Style(kind="mapping", indent=2),
    "links": Style(kind="mapping", indent=2),
}
_BLOCK: Final = frozenset("|>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What only the folder can say of a new episode: files that are there, and what others of its season say."""

    audio: str | None = None  # a recording that nothing but this key can give it
    image: str | None = None
    season_name: str | None = None


def episode_text(facts: Facts, habits: Habits, beside: Beside) -> str:
    """The text of the file: what is known, under the keys that most have and in their order; TODO for the others."""
    values = _values(facts, habits, beside)
    lines = ["---"]
    for key, value in values.items():
        if key in habits.spaced and len(lines) > 1:
            lines.append("")
        lines += _lines(key, value, habits.styles.get(key) or _USUAL_STYLES.get(key, Style()))
    lines.append("---")
    if habits.has_article and "description" not in values and facts.description:
        lines += ["", *facts.description.strip().splitlines()]
    return habits.line_end.join([*lines, ""])


def _values(facts: Facts, habits: Habits, beside: Beside) -> dict[str, Value]:
    known = _known(facts, habits, beside)
    if not habits.shapes:
        kept = ("title", "date", "description")
        values = {key: known.get(key, TODO) for key in habits.keys if key in known or key in kept}
    else:
        values = {key: known.get(key) or habits.constants.get(key) or _todo(key, habits) for key in habits.keys}
    return _with_missing(values, known, facts)


def _todo(key: str, habits: Habits) -> Value:
    """What stands for a value that is yet to come, in the form that others have."""
    style = habits.styles.get(key, Style())
    if style.kind == "mapping":
        return dict.fromkeys(habits.sub_keys.get(key, ()), TODO) or TODO
    return [TODO] if style.kind == "list" else TODO


def _known(facts: Facts, habits: Habits, beside: Beside) -> dict[str, Value]:
    simple = {
        "title": facts.title,
        "short": facts.title if _has_short_titles(habits) else None,
        "season": facts.season,
        "season_name": beside.season_name,
        "episode": facts.number,
        **dict.fromkeys(DATE_KEYS, facts.date),
        "description": facts.description,
        "image": beside.image,
        "audio": beside.audio,
    }
    known: dict[str, Value] = {key: str(value) for key, value in simple.items() if value is not None}
    if facts.guests:
        known["guests"] = facts.guests
    for key, found in (("ids", facts.ids), ("links", facts.links)):
        usual = dict.fromkeys(habits.sub_keys.get(key, ()), TODO)
        if usual or found:
            known[key] = {**usual, **found}
    return known


def _has_short_titles(habits: Habits) -> bool:
    """Whether ``short`` is the whole title for most."""
    same = sum(1 for one in habits.shapes if one.value("short") == one.value("title"))
    return same * 2 > len(habits.shapes)


def _with_missing(values: Mapping[str, Value], known: Mapping[str, Value], facts: Facts) -> dict[str, Value]:
    """The same with what is known and has no usual place, but for what the recording's own tags say."""
    whole = dict(values)
    if "title" in known and "title" not in whole and "title" not in facts.tagged:
        whole = {"title": known["title"], **whole}
    if "date" in known and not whole.keys() & set(DATE_KEYS) and "date" not in facts.tagged:
        whole["date"] = known["date"]
    for key in ("guests", "audio"):
        if key in known:
            whole.setdefault(key, known[key])
    is_derived = all(canonical_url(platform, facts.ids.get(platform, "")) for platform in facts.links)
    if facts.ids and not whole.keys() & {"ids", "links"}:
        whole["ids"] = known["ids"]
    if facts.links and "links" not in whole and not is_derived:
        whole["links"] = known["links"]
    return whole


def _lines(key: str, value: Value, style: Style) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(key, value, style)
    elif isinstance(value, str):
        yield from _scalar(key, value, replace(style, kind="scalar"))
    elif style.kind == "scalar":
        yield from _scalar(key, ", ".join(value), style)
    elif style.is_flow:
        yield f"{key}: [{', '.join(_inside(one, style) for one in value)}]"
    else:
        yield f"{key}:"
        yield from (f"{' ' * style.indent}- {_inside(one, style)}" for one in value)


def _mapping(key: str, values: Mapping[str, str], style: Style) -> Iterator[str]:
    if style.is_flow:
        yield f"{key}: {{{', '.join(f'{name}: {_inside(one, style)}' for name, one in values.items())}}}"
        return
    yield f"{key}:"
    indent = " " * (style.indent or 2)
    yield from (f"{indent}{name}: {_inside(one, style)}" for name, one in values.items())


def _scalar(key: str, text: str, style: Style) -> Iterator[str]:
    lines = text.strip().splitlines()
    if len(lines) > 1 or (style.quote in _BLOCK and style.quote and text != TODO):
        yield f"{key}: {'|' if len(lines) > 1 else style.quote}"
        yield from (f"  {line.rstrip()}" if line.strip() else "" for line in lines)
        return
    is_typed = key in _NUMBERS or key in DATE_KEYS
    yield f"{key}: {scalar_like(one_line(text), _quote(text, style), in_flow=False, as_text=not is_typed)}"


def _inside(text: str, style: Style) -> str:
    return scalar_like(text, _quote(text, style), in_flow=style.is_flow, as_text=True)


def _quote(text: str, style: Style) -> str:
    """The quotes around a text on its line: none around TODO, so that it meets the eye."""
    return "" if text == TODO or style.quote in _BLOCK else style.quote
