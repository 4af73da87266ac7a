"""What people do to their episodes, each of which must leave every guid as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from typing import Final

from tests.year_days import Day, Happening
from tests.year_world import Story

_COMMON_TITLE: Final = "Questions and answers"
_A_ROW: Final = 4


def new_story(day: Day) -> Story:
    """An episode of any kind: with a number or without, with ids, due now or later or long ago, remote or not."""
    world, dice = day.world, day.dice
    key = 1 + len(world.stories) + len(world.deleted)
    number = None if dice.below(4) == 1 else max((story.number or 0 for story in world.stories), default=0) + 1
    word = world.new_name()
    stem = f"s01e{number:02}-{word}" if number and dice.below(2) == 0 else word
    story = Story(
        key=key,
        stem=(number and _name_of_a_lost_one(day)) or stem,
        title=_COMMON_TITLE if dice.below(4) == 1 else f"All about {word}",
        due=day.now + timedelta(days=(0, -30, 9)[dice.below(3) if world.stories else 0], hours=-2),
        number=number,
        ids={} if dice.below(3) == 1 else {"youtube": f"Story{key:06}"},
        is_spoken=dice.below(2) == 0,
    )
    if dice.below(5) != 1:
        story.recording = f"{story.stem}.mp3"
        story.record()
    world.stories.append(story)
    world.edit(story)
    return story


def _name_of_a_lost_one(day: Day) -> str | None:
    taken = {story.stem for story in day.world.stories} | {story.recording[:-4] for story in day.world.stories}
    free = [story.stem for story in day.world.deleted if story.stem not in taken]
    return day.dice.pick(free) if day.dice.below(8) == 1 else None


def one(shown: int) -> Callable[[Callable[[Story, Day], None]], Happening]:
    """What happens to one story; ``shown`` is how much it is harder to know again by it."""

    def wrapper(edit: Callable[[Story, Day], None]) -> Happening:
        @wraps(edit)
        def happening(day: Day) -> None:
            story = day.dice.pick(day.world.stories)
            if story:
                edit(story, day)
                day.world.edit(story, shown=shown)

        return happening

    return wrapper


@one(0)
def edit_notes(story: Story, day: Day) -> None:
    story.revision += 1


@one(1)
def retitle(story: Story, day: Day) -> None:
    story.title = f"Another word on {day.world.new_name()}"


@one(1)
def rename(story: Story, day: Day) -> None:
    _name(day, [(story, day.world.new_name())])


@one(1)
def rename_alone(story: Story, day: Day) -> None:
    """The recording keeps its name."""
    story.stem = day.world.new_name()


@one(1)
def move(story: Story, day: Day) -> None:
    story.folder = "" if story.folder else "archive/"


@one(1)
def record_again(story: Story, day: Day) -> None:
    story.cut += 1
    if story.recording:
        story.record()


@one(1)
def change_ids(story: Story, day: Day) -> None:
    story.ids = {} if story.ids else {"youtube": f"Story{story.key:06}"}


@one(0)
def say_something(story: Story, day: Day) -> None:
    story.is_spoken = not story.is_spoken


@one(0)
def tag(story: Story, day: Day) -> None:
    day.tagged = story


@one(0)
def write_guid(story: Story, day: Day) -> None:
    """Or take it out again: the one that subscribers know."""
    story.guid = "" if story.guid else day.subscribers.guid_of(story.key) or ""


def rename_many(day: Day) -> None:
    """Each file gets the name that the next one had."""
    row = day.dice.some(_alike(day), 2 + day.dice.below(_A_ROW))
    names = [story.stem for story in row[1:]] + [day.world.new_name()]
    _name(day, list(zip(row, names, strict=False)))
    for story in row:
        day.world.edit(story, shown=1)


def swap_names(day: Day) -> None:
    if len(pair := day.dice.some(_alike(day), 2)) == 2:
        first, second = pair
        _name(day, [(first, second.stem), (second, first.stem)])
        for story in pair:
            day.world.edit(story, shown=1)


def swap_numbers(day: Day) -> None:
    """Of published ones: a new episode that is like its model but for its number is nobody's to tell from it."""
    numbered = [story for story in day.world.stories if story.number and day.subscribers.guid_of(story.key)]
    if len(pair := day.dice.some(numbered, 2)) == 2:
        pair[0].number, pair[1].number = pair[1].number, pair[0].number
        for story in pair:
            day.world.edit(story, shown=1)


def copy_as_model(day: Day) -> None:
    """A new episode, begun as a copy of another one, whose ids are still in it."""
    model = day.dice.pick(day.published())
    story = new_story(day)
    if model and model.ids:
        story.ids = dict(model.ids)
        day.world.edit(model, shown=1)


def edit_show(day: Day) -> None:
    day.world.title = f"The Base Show {day.world.new_name()}"


def rename_artwork(day: Day) -> None:
    """Every episode has the picture of the show, so that every item changes."""
    day.world.picture = f"{day.world.new_name()}.jpg"
    for story in day.world.stories:
        day.world.edit(story)


def withdraw(day: Day) -> None:
    if story := day.dice.pick(day.published()[2:]):  # a feed without any episode is another matter
        day.hit.add(story.key)
        story.is_withdrawn = True


def bring_back(day: Day) -> None:
    if story := day.dice.pick([story for story in day.world.stories if story.is_withdrawn]):
        story.is_withdrawn = False
        day.world.edit(story)


def delete_for_good(day: Day) -> None:
    if story := day.dice.pick(day.published()[2:]):
        day.hit.add(story.key)
        day.world.stories.remove(story)
        day.world.deleted.append(story)
        day.world.removals.add(story.key)


def change_date(day: Day) -> None:
    """By a day, and with leave; what is still to come needs none."""
    if story := day.dice.pick([story for story in day.world.stories if story.key not in day.hit]):
        day.hit.add(story.key)
        story.due -= timedelta(days=1)
        day.world.redated.add(story.key)
        day.world.edit(story)


def _alike(day: Day) -> list[Story]:
    """Stories with numbers, or those without: a number in a name is one, too."""
    has_number = bool(day.dice.below(4))
    return [story for story in day.world.stories if bool(story.number) is has_number]


def _name(day: Day, names: Sequence[tuple[Story, str]]) -> None:
    """New names for episodes' files; a recording whose name is another one's gets a name of its own."""
    renamed = [story for story, _ in names]
    taken = {story.recording for story in day.world.stories if story not in renamed}
    for story, name in names:
        story.stem = name
        if story.recording:
            story.recording = f"{name}.mp3" if f"{name}.mp3" not in taken else f"{name}-{story.key}.mp3"
