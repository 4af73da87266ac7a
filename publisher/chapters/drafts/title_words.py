"""Words that are no title alone: those of grammar, and those of people who think while they speak."""

from __future__ import annotations

from typing import Final

_GRAMMAR: Final = (
    "a an the and or but of in on at to for from with by as is are was were be been being am that which who whom what"
    " how when where why your you i we they it their our his her its my me us him them he she this these those than if"
    " so do does did done can could should would will may might must have has had having not no about into out up down"
    " over more most some any all just also very really then there here because while too only own other such"
    " i'm you're it's that's don't didn't we're they're you've we've i've what's there's doesn't let's can't"
)
_TALK: Final = (
    " say said know think mean get got go going want wanted talk talking speak asking ask mentioned maybe okay yeah"
    " yes well right actually basically thanks thank please laughs chuckles thing things something someone somebody"
    " anything everything like kind sort lot bit even still already now again let first every many much one"
)
_PLACES: Final = " at for from with by as about into out up"
_PERSONS: Final = (
    " you i we he she it they this these those that there them him her us me our their its my his i'm i've i'd i'll"
    " you'd you'll we've we'll we'd they're you're we're it's that's there's let's don't didn't doesn't"
)
_FINITE: Final = (
    " is are was were be been am do does did have has had not can could may might must will would should and but or"
    " because than then so to if of"
)

_PAST: Final = (
    "used went got made took came saw found built wrote told thought began gave knew left felt kept met ran sent spent"
    " taught worked started joined became heard wanted needed tried"
)

# What people do in talks of work: a verb that is none of these stays as it is said.
_VERBS: Final = (
    "accept achieve acquire add address adjust adopt agree analyze annotate answer apply approach ask assess"
    " attract automate avoid become begin bring build buy calculate change check choose clean collaborate collect"
    " combine communicate compare compete connect consider continue contribute control convince cover create deal"
    " debug decide define deliver deploy describe design detect determine develop discover discuss document earn"
    " eat encourage end ensure estimate evaluate expand experiment explain explore extract fail fight fill find"
    " finish fit fix follow forecast gain generate get give grow guide handle help hire identify implement improve"
    " include increase innovate integrate interact interpret interview introduce invest invite join keep label"
    " launch lead learn leave leverage listen live maintain make manage maximize measure meet mentor migrate"
    " minimize model monetize monitor motivate move negotiate offer open optimize organize own participate pay"
    " perform persuade pick pitch plan play predict prepare present prevent price prioritize process produce"
    " promote prototype prove provide publish push quantify quit raise reach read recommend record recruit reduce"
    " refactor replace research retrain review run save scale search select sell send serve set share show"
    " simplify solve specialize spend split stand start stay stop store structure study succeed support switch"
    " tackle take teach test track train transfer transform transition translate travel try turn understand update"
    " use validate visualize volunteer wait watch win work wrap write"
)


def set_of(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


FUNCTION: Final = set_of(_GRAMMAR)
VERBS: Final = set_of(_VERBS)
ASKING: Final = set_of("what how why when where which who what's how's should is are does do can")
NOT_FIRST: Final = (
    set_of(_TALK + _PLACES + _PERSONS + _FINITE)
    | set_of(_PAST)
    | set_of("also just very really some any such only here no too own question questions usually sounds looks")
) - {"many"}
NOT_LAST: Final = (
    FUNCTION
    | set_of(_TALK)
    | set_of(
        "need needs make makes take takes come comes see look looks another both actual using called yet"
        " quite little different"
    )
)
LAST_OF_QUESTIONS: Final = frozenset({"it", "out", "up", "about"})
NOT_INSIDE: Final = set_of(_PERSONS) - {"you", "our", "their", "its", "his", "her"} | set_of(
    "um uh laughs chuckles okay yeah said maybe actually basically guess kind sort mean think know is are was were has"
    " have do does can could should would will how what why when where which who"
)
NOT_IN_QUESTIONS: Final = frozenset({"um", "uh", "laughs", "chuckles"})


def is_english(words: list[str]) -> bool:
    """Whether English grammar is in the words.

    >>> is_english("what is the name of it".split()), is_english("was ist der name davon".split())
    (True, False)
    """
    return sum(word in FUNCTION for word in words) > 0.25 * len(words)
