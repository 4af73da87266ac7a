"""How much each check matters in a show, as its show.yaml says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from publisher.checks.check import Explained
from publisher.layout import SHOW_FILE
from publisher.merge.episode import MergedEpisode
from publisher.merge.show import MergedShow
from publisher.model import Found, Place, Problem, Severity
from publisher.sources.check_settings import OFF, CheckSetting
from publisher.sources.fields import nearest
from publisher.text import same_name

UNUSED: Final = "show-check-unused"

_BY_WEIGHT: Final = (OFF, Severity.NOTE, Severity.WARNING, Severity.ERROR)

# A link that is still open is not missing yet: it is where its line is deleted.
_LEADS_TO: Final = {"link-todo": "platform-missing"}

Silencer: TypeAlias = Callable[[str, str], bool]  # whether a check is silenced in the file of this path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A setting that can be kept, and the files that it is about (None: all)."""

    setting: CheckSetting
    paths: frozenset[str] | None
    place: Place

    def applies_to(self, problem: Problem) -> bool:
        return self.is_about(problem.check, problem.place.path)

    def may_apply_to(self, problem: Problem) -> bool:
        """Whether it applies, or will once the problem is mended."""
        return self.applies_to(problem) or self.is_about(_LEADS_TO.get(problem.check, ""), problem.place.path)

    def is_about(self, check: str, path: str) -> bool:
        is_here = self.paths is None or path in self.paths
        return is_here and self.setting.check == check


def weighed(problems: Iterable[Problem], merged: MergedShow, known: Mapping[str, Explained]) -> list[Problem]:
    """The problems with the severities of this show, without those that it silences.

    Of two settings for one check the one about fewer episodes counts. A setting that cannot be kept is a problem too.
    """
    rules, faults = _rules(merged, known)
    return [*_weighed(problems, rules), *faults]


def unused(problems: Sequence[Problem], merged: MergedShow, known: Mapping[str, Explained]) -> Iterator[Problem]:
    """A note at every setting that finds nothing to set, of the checks ``known``: what it was about has been mended.

    As heavy as a setting for these notes has it; that one is not counted itself.
    """
    rules, _ = _rules(merged, known)
    idle = (rule for rule in rules if not any(rule.may_apply_to(problem) for problem in problems))
    yield from _weighed((_unused(rule) for rule in idle if rule.setting.check != UNUSED), rules)


def _unused(rule: _Rule) -> Problem:
    message = f"nothing here is found by {rule.setting.check} any more; delete this setting"
    return Problem(place=rule.place, check=UNUSED, severity=Severity.NOTE, message=message)


def silencer(merged: MergedShow, known: Mapping[str, Explained]) -> Silencer:
    """A function that says of a check and the path of a file whether show.yaml silences the one in the other."""
    rules, _ = _rules(merged, known)

    def is_silent(check: str, path: str) -> bool:
        rule = next((rule for rule in rules if rule.is_about(check, path)), None)
        return rule is not None and rule.setting.severity == OFF

    return is_silent


def _weighed(problems: Iterable[Problem], rules: Sequence[_Rule]) -> Iterator[Problem]:
    for problem in problems:
        severity = next((rule.setting.severity for rule in rules if rule.applies_to(problem)), problem.severity)
        if severity != OFF:
            yield replace(problem, severity=Severity(severity))


def _rules(merged: MergedShow, known: Mapping[str, Explained]) -> tuple[list[_Rule], list[Problem]]:
    """The settings that can be kept, those of the fewest episodes first, and what is wrong with the others."""
    rules, faults = [], []
    for found in settings_of(merged):
        fault = _fault(found, merged.episodes, known)
        if fault:
            faults.append(Problem(place=found.place, check="show-check", severity=Severity.ERROR, message=fault))
        else:
            rules.append(_Rule(setting=found.value, paths=_paths(found.value, merged.episodes), place=found.place))
    return sorted(rules, key=lambda rule: len(rule.setting.episodes) or len(merged.episodes) + 1), faults


def settings_of(merged: MergedShow) -> tuple[Found[CheckSetting], ...]:
    """What show.yaml says under ``checks:``, each with its line."""
    written = merged.inputs.show.values.get("checks") if merged.inputs else None
    return written.value if written else ()


def is_silenced(merged: MergedShow, check: str, episode: MergedEpisode) -> bool:
    """Whether show.yaml silences a check in this very episode."""
    settings = [one.value for one in settings_of(merged) if one.value.check == check]
    about = [one for one in settings if not one.episodes or any(_is_named(episode, name) for name in one.episodes)]
    closest = min(about, key=lambda one: len(one.episodes) or len(merged.episodes) + 1, default=None)
    return closest is not None and closest.severity == OFF


def raised_checks(merged: MergedShow) -> frozenset[str]:
    """The ids that show.yaml gives the weight of an error, for the show or for some episodes."""
    return frozenset(one.value.check for one in settings_of(merged) if one.value.severity == Severity.ERROR)


def _fault(found: Found[CheckSetting], episodes: Sequence[MergedEpisode], known: Mapping[str, Explained]) -> str | None:
    setting = found.value
    explained = known.get(setting.check)
    if explained is None:
        return f"there is no check '{setting.check}'{nearest(setting.check, known)}; publish check --list has them all"
    if explained.fixed and _BY_WEIGHT.index(setting.severity) < _BY_WEIGHT.index(explained.severity):
        return (
            f"{setting.check} stays an {explained.severity}: nothing right can be published over it; mend what it finds"
        )
    unknown = [name for name in setting.episodes if not any(_is_named(one, name) for one in episodes)]
    return f"checks: there is no episode '{unknown[0]}'; write its slug or its path" if unknown else None


def _paths(setting: CheckSetting, episodes: Sequence[MergedEpisode]) -> frozenset[str] | None:
    if not setting.episodes:
        return None
    named = (one for one in episodes if any(_is_named(one, name) for name in setting.episodes))
    return frozenset(path for one in named for path in one.paths) - {SHOW_FILE}


def _is_named(episode: MergedEpisode, name: str) -> bool:
    names = (episode.place.path, episode.values.get("slug", ""))
    return same_name(name) in {same_name(one) for one in names}
