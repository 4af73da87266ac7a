"""Which episode file is which entry of the ledger: by its guid, its path, its ids, its number and title, its sound.

Where a file lies counts before what it says, but for one case: when files were renamed in a row, each lies where
another one lay, and all that they say leads to other entries than their paths do. Then what they say counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from publisher.ledger.entry import Entry
from publisher.ledger.evidence import (
    Claimant,
    EntryIndex,
    Evidence,
    contradicted,
    has_another_recording,
    is_all_other,
    same_title,
)
from publisher.model import Place, Problem, Severity

CLAIMED_TWICE: Final = "published-claimed-twice"
REPLACED: Final = "published-replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """The entry of each episode file that has one, by the file's path, and what cannot be told.

    ``successors`` are the files that would be an entry but for the guid that they say themselves, by its guid.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    successors: Mapping[str, Claimant] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    disputed: frozenset[str] = frozenset()  # the guids that the problems are about


@dataclass(frozen=True, slots=True)
class _Claim:
    claimant: Claimant
    entry: Entry
    evidence: Evidence
    title_is_its_own: bool = True  # no other entry has the title of this one
    ids_are_its_own: bool = True  # and none all the ids that they have in common
    others: frozenset[str] = frozenset()  # entries that as much speaks for: which one it is cannot be told

    @property
    def is_titled_otherwise(self) -> bool:
        """Whether it has another title now; an entry that knows none says nothing against it."""
        return bool(self.entry.title) and not same_title(self.claimant.title, self.entry.title)

    @property
    def is_weak(self) -> bool:
        """Whether nothing but the place of the file speaks for it, and its title or its ids against it.

        The same title, or the same ids, speak for nothing where other episodes have them, too; and nothing speaks
        against other ids together with another recording.
        """
        has_other_ids = contradicted(self.claimant, self.entry)
        if has_other_ids and has_another_recording(self.claimant, self.entry):
            return True
        against = self.is_titled_otherwise or has_other_ids or not self.title_is_its_own
        elsewhere = not self.evidence.path  # there it is the place that everything has to be weighed against
        ids_tell = self.evidence.ids and (self.ids_are_its_own or elsewhere)
        is_its_own = self.title_is_its_own or self.entry.number is not None
        title_tells = self.evidence.number_and_title and (is_its_own or elsewhere)
        return against and not (ids_tell or title_tells or self.evidence.sound)

    @property
    def weight(self) -> tuple[int, ...]:
        """How much speaks for it, as evidence is ordered; a number with a common title comes after the sound."""
        why = self.evidence
        own_title = why.number_and_title and self.title_is_its_own
        return (why.path, why.ids, own_title, why.sound, why.number_and_title, why.first_name)

    @property
    def looks_like_another(self) -> bool:
        """Whether nothing but the place of the file speaks for it, and so its title or its number against it."""
        return bool(self.entry.title) and not (self.evidence.ids or self.evidence.says_the_content)

    @property
    def is_a_slip(self) -> bool:
        """Whether ids, or the same sound, are all: what remains of a file that was begun as a copy.

        Two episodes may share a title; then their numbers tell them apart, and what is heard in them.
        """
        if self.evidence.path or (self.evidence.number_and_title and self.entry.number is not None):
            return False
        return self.is_titled_otherwise or not self.evidence.sound

    @property
    def shares_only_number_and_title(self) -> bool:
        """Whether nothing but its number and title speaks for it."""
        return self.evidence == Evidence(number_and_title=True)

    @property
    def is_a_copied_id(self) -> bool:
        """Whether ids are all that it shares: it was begun as a copy, and its title, number and recording are others.

        An entry that was made of a feed knows but the URL of its recording, which may well be another for the same one.
        """
        has_another_sound = bool(self.entry.sound) and not self.evidence.sound
        return has_another_sound and not self.evidence.path and is_all_other(self.claimant, self.entry)


def claim(claimants: Sequence[Claimant], entries: Iterable[Entry]) -> Claims:
    """Finds the entry of each claimant; no two get one."""
    entries = tuple(entries)
    by_guid = {entry.guid: entry for entry in entries}
    said = {one.path: by_guid[one.guid] for one in claimants if one.guid in by_guid}
    taken = {entry.guid for entry in said.values()}
    usurped = _usurped(said, claimants, entries)
    index = EntryIndex(entry for entry in entries if entry.guid not in taken)
    settled = _settle([one for one in claimants if one.guid is None], index)
    taken |= {entry.guid for entry in settled.entries.values()} | settled.disputed
    strangers = [one for one in claimants if one.guid and one.guid not in by_guid]
    free = EntryIndex(entry for entry in entries if entry.guid not in taken and not entry.withdrawn)
    successors = {}
    for one in strangers:
        best = _best(one, free, frozenset())
        if best:
            successors[best.entry.guid] = one
    disputed = {guid for one in usurped for guid in one.guids}
    kept = {path: entry for path, entry in said.items() if entry.guid not in disputed}
    return Claims(
        entries={**kept, **settled.entries},
        successors=successors,
        problems=(*settled.problems, *(one.problem for one in usurped)),
        disputed=settled.disputed | disputed,
    )


@dataclass(frozen=True, slots=True)
class _Usurped:
    """An entry whose guid a file says, while its own file lies where it lay; and the entry that the first one was."""

    guids: tuple[str, ...]
    problem: Problem


def _usurped(said: Mapping[str, Entry], claimants: Sequence[Claimant], entries: Sequence[Entry]) -> list[_Usurped]:
    homes = {one.path: one for one in claimants if one.guid is None}
    by_path = {entry.path: entry for entry in entries if entry.path}
    found = []
    for path, entry in said.items():
        home = homes.get(entry.path)
        if home is None or not same_title(home.title, entry.title) or has_another_recording(home, entry):
            continue  # the name is free, or another episode has it now
        message = (
            f"guid: {entry.guid} is that of '{entry.title}', whose file is {home.path}; delete it here, or write it "
            "into the one file that is this episode"
        )
        line = next(one.guid_line for one in claimants if one.path == path)
        problem = Problem(
            place=Place(path=path, line=line), check=CLAIMED_TWICE, severity=Severity.ERROR, message=message
        )
        was = by_path.get(path)
        found.append(_Usurped((entry.guid, *([was.guid] if was else [])), problem))
    return found


def _settle(claimants: Sequence[Claimant], index: EntryIndex) -> Claims:
    """Lets each claim what is best for it; who must give way claims anew, without what others have got."""
    refused: dict[str, set[str]] = defaultdict(set)
    while True:
        claims = [best for one in claimants if (best := _best(one, index, frozenset(refused[one.path])))]
        rivals: dict[str, list[_Claim]] = defaultdict(list)
        for one in claims:
            rivals[one.entry.guid].append(one)
        given_up = [(loser, loser.entry.guid) for several in rivals.values() for loser in _losers(several)]
        given_up += [(one, guid) for one in claims for guid in one.others if _is_another_ones(guid, one, rivals)]
        if not given_up:
            break
        for loser, guid in given_up:
            refused[loser.claimant.path].add(guid)
    twice = [several for several in rivals.values() if len(several) > 1]
    replaced = [one for one in claims if one.is_weak and is_all_other(one.claimant, one.entry)]
    problems = [*(_claimed_twice(several) for several in twice), *(_replaced(one) for one in replaced)]
    disputed = {one.entry.guid for one in (*replaced, *(several[0] for several in twice))}
    settled = (several[0] for guid, several in rivals.items() if guid not in disputed)
    entries = {one.claimant.path: one.entry for one in settled if not one.others}
    return Claims(entries=entries, problems=tuple(problems), disputed=frozenset(disputed))


def _best(claimant: Claimant, index: EntryIndex, refused: frozenset[str]) -> _Claim | None:
    """The claim that most speaks for; None where nothing speaks for any."""
    candidates = index.candidates(claimant)
    claims = [
        _Claim(
            claimant,
            entry,
            why,
            title_is_its_own=not index.share_a_title(entry),
            ids_are_its_own=not index.share_ids(claimant, entry),
        )
        for guid, (entry, why) in candidates.items()
        if guid not in refused
    ]
    claims = [
        one
        for one in claims
        if one.evidence != Evidence()
        and not one.is_a_copied_id
        and not (one.is_weak and one.shares_only_number_and_title)
        and not (one.looks_like_another and one.entry.withdrawn)
    ]
    if any(not one.is_weak for one in claims):
        claims = [one for one in claims if not one.is_weak]
    best = max(claims, key=lambda one: (one.weight, one.entry.guid), default=None)
    if best is None:
        return None
    others = frozenset(one.entry.guid for one in claims if one.evidence == best.evidence) - {best.entry.guid}
    return replace(best, others=others)


def _is_another_ones(guid: str, claim: _Claim, rivals: Mapping[str, Sequence[_Claim]]) -> bool:
    """Whether somebody whom more speaks for claims this entry."""
    return any(rival.evidence > claim.evidence and not rival.is_weak for rival in rivals.get(guid, ()))


def _losers(rivals: Sequence[_Claim]) -> list[_Claim]:
    """Of several claims to one entry those that must give way; none where that cannot be told."""
    if len(rivals) == 1:
        return []
    weak = [one for one in rivals if one.is_weak]
    if weak:
        return weak
    first, *others = sorted(rivals, key=lambda one: one.evidence, reverse=True)
    slips = [one for one in others if one.is_a_slip and one.evidence < first.evidence]
    return slips if len(slips) == len(others) else []


def _replaced(claim: _Claim) -> Problem:
    entry = claim.entry
    message = (
        f"this file was '{entry.title}', which is published, and is another episode now by all that it says: under "
        f"that guid nobody would get it. Give it a file of its own, and put the old one back; or write "
        f"guid: {entry.guid} if it is the same episode"
    )
    place = Place(path=claim.claimant.path)
    return Problem(place=place, check=REPLACED, severity=Severity.ERROR, message=message)


def _claimed_twice(rivals: Sequence[_Claim]) -> Problem:
    first, second, *_ = sorted(rivals, key=lambda one: (one.evidence, one.claimant.path), reverse=True)
    entry = first.entry
    message = (
        f"this file and {first.claimant.path} both look like '{entry.title}', which is published; write guid: "
        f"{entry.guid} into the one that it is, and into the other what makes it another episode"
    )
    place = Place(path=second.claimant.path)
    return Problem(place=place, check=CLAIMED_TWICE, severity=Severity.ERROR, message=message)
