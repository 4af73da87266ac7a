"""Captions fit the screen, break where a reader would, and hold every word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Cue
from publisher.sources.transcript_file import Transcript
from publisher.transcripts.captions import Caption, captions
from publisher.transcripts.timing import timed
from tests.transcript_samples import DURATION_MS, corpus_transcripts, transcripts


def cue(text: str, start_ms: int = 0, end_ms: int = 60_000, speaker: str | None = None) -> Cue:
    return Cue(start_ms=start_ms, end_ms=end_ms, speaker=speaker, text=text)


def lines(*cues: Cue, line_length: int = 32, name_speakers: bool = False) -> list[tuple[str, ...]]:
    made = captions(cues, line_length=line_length, max_lines=2, name_speakers=name_speakers)
    return [caption.lines for caption in made]


def letters(text: str) -> str:
    return "".join(text.split())


def shown(made: tuple[Caption, ...]) -> str:
    return " ".join(line for caption in made for line in caption.lines)


def test_what_fits_is_one_caption() -> None:
    assert captions([cue("Thank you.", 500, 900, "Ada")], line_length=32, max_lines=2) == (
        Caption(start_ms=500, end_ms=900, speaker="Ada", lines=("Thank you.",)),
    )


def test_two_lines_are_about_as_long() -> None:
    assert lines(cue("The quick brown fox jumps over a dog.")) == [("The quick brown fox", "jumps over a dog.")]


def test_sentences_stay_whole() -> None:
    text = "Let me see if I can hear you. Yes, this works quite well for me. Shall we start now?"
    assert lines(cue(text)) == [
        ("Let me see if I can hear you.",),
        ("Yes, this works quite well", "for me. Shall we start now?"),
    ]


@pytest.mark.parametrize("title", ["Dr.", "Mrs.", "J.", "e.g."])
def test_a_full_stop_behind_a_short_form_ends_no_sentence(title: str) -> None:
    follower = "any" if title == "e.g." else "Any"
    text = f"We have met with {title} {follower} person on the way. It was quite a cold day outside."
    assert [" ".join(caption) for caption in lines(cue(text))] == [
        f"We have met with {title} {follower} person on the way.",
        "It was quite a cold day outside.",
    ]


def test_a_long_sentence_is_cut_between_clauses() -> None:
    text = "When the rain had stopped at last, we went out into the garden, where the apples lay in the grass."
    assert [" ".join(caption) for caption in lines(cue(text))] == [
        "When the rain had stopped at last,",
        "we went out into the garden,",
        "where the apples lay in the grass.",
    ]


def test_a_long_clause_is_cut_in_the_middle() -> None:
    text = "It was so that nobody in the whole wide world knew what to say about it at all"
    first, second = (" ".join(caption) for caption in lines(cue(text)))
    assert abs(len(first) - len(second)) < 10


def test_a_short_sentence_is_not_left_alone_for_a_blink() -> None:
    text = "Yes. No. Well. " * 6
    made = captions([cue(text.strip(), 0, 6000)], line_length=32, max_lines=2)
    assert all(caption.end_ms - caption.start_ms >= 1000 for caption in made)


def test_time_is_shared_by_length() -> None:
    text = "This sentence is thirty letters. This sentence is thirty letters. And this one has as many too."
    made = captions([cue(text, 0, 9000)], line_length=32, max_lines=1)
    assert [round(caption.start_ms, -3) for caption in made] == [0, 3000, 6000]
    assert [before.end_ms == after.start_ms for before, after in pairwise(made)] == [True, True]


def test_a_word_longer_than_a_line_stays_whole() -> None:
    url = "https://example.org/" + "a" * 32
    assert lines(cue(f"see {url}")) == [("see", url)]
    assert lines(cue(f"You find it all at {url} and there is more to come.")) == [
        ("You find it all at", url),
        ("and there is more to come.",),
    ]
    assert lines(cue(url), name_speakers=True) == [(url,)]


def test_a_word_without_end_is_cut_between_captions() -> None:
    made = lines(cue("so " + "a" * 250))
    assert "".join(line for caption in made for line in caption) == "so" + "a" * 250
    assert all(len("".join(caption)) <= 64 for caption in made)


def test_an_accent_stays_on_its_letter() -> None:
    made = [line for caption in lines(cue("e\u0301" * 120), line_length=31) for line in caption]
    assert len(made) > 1
    assert all(line.startswith("e") for line in made)


def test_a_heap_of_accents_is_no_trouble() -> None:
    text = "e" + "\u0301" * 20_000
    assert "".join(line for caption in lines(cue(text)) for line in caption) == text


def test_a_script_without_spaces_breaks_between_characters() -> None:
    made = lines(cue("これは日本語の文章です。長い文章なので、いくつかの字幕に分けて表示されます。"))
    assert [len(line) <= 17 for caption in made for line in caption] == [True] * sum(map(len, made))
    assert made[0][-1].endswith("。")


def test_wide_characters_take_two_columns_and_no_line_starts_with_a_stop() -> None:
    text = "我们用Python写了这个程序，它可以读取所有的文件。你觉得怎么样？很好！谢谢你今天来到我们的节目。"
    made = [line for caption in lines(cue(text)) for line in caption]
    assert "".join(made) == text
    assert all(sum(1 if character.isascii() else 2 for character in line) <= 32 for line in made)
    assert not any(line[0] in "，。？！" for line in made)


def test_a_script_without_spaces_or_wide_characters_may_be_cut() -> None:
    made = lines(cue("ก" * 100))
    assert "".join(line for caption in made for line in caption) == "ก" * 100
    assert all(len(line) <= 32 for caption in made for line in caption)


def test_a_speaker_is_named_at_the_start_and_on_a_change() -> None:
    cues = [
        cue("Hi.", 0, 1, "Ada"),
        cue("So.", 1, 2, "Ada"),
        cue("Yes.", 2, 3, "Bob"),
        cue("Hm.", 3, 4),
        cue("I.", 4, 5, "Bob"),
    ]
    assert lines(*cues, name_speakers=True) == [("Ada: Hi.",), ("So.",), ("Bob: Yes.",), ("Hm.",), ("Bob: I.",)]


def test_a_long_name_takes_its_own_line() -> None:
    name = "Wolfgang Amadeus Theophilus"
    assert lines(cue("Yes, we can begin.", speaker=name), name_speakers=True) == [(f"{name}:", "Yes, we can begin.")]


def test_too_little_time_makes_longer_captions_not_shorter_ones() -> None:
    made = captions([cue("word " * 99 + "word", 10, 13)], line_length=32, max_lines=2)
    assert [(caption.start_ms, caption.end_ms) for caption in made] == [(10, 11), (11, 12), (12, 13)]
    assert shown(made).split() == ["word"] * 100


@given(transcripts, st.sampled_from([32, 65]), st.booleans())
def test_captions_are_sound_and_hold_every_letter(
    transcript: Transcript, line_length: int, name_speakers: bool
) -> None:
    cues = timed(transcript, DURATION_MS).cues
    made = captions(cues, line_length=line_length, max_lines=2, name_speakers=name_speakers)
    assert all(caption.start_ms < caption.end_ms for caption in made)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(made))
    assert all(0 < len(line) <= line_length or " " not in line.strip() for caption in made for line in caption.lines)
    assert all(len(caption.lines) <= 2 or caption.end_ms - caption.start_ms == 1 for caption in made)
    if not name_speakers:
        assert letters(shown(made)) == letters(" ".join(cue.text for cue in cues))


@given(st.lists(st.text(alphabet="abc.,! ’-", min_size=1, max_size=12), min_size=1, max_size=60))
def test_words_that_fit_a_line_stay_whole(words: list[str]) -> None:
    text = " ".join(" ".join(words).split())
    made = captions([cue(text)], line_length=32, max_lines=2)
    assert shown(made).split() == text.split()


def test_the_real_show_reads_well() -> None:
    cues = [cue for transcript in corpus_transcripts()[::10] for cue in timed(transcript, None).cues]
    made = captions(cues, line_length=65, max_lines=2)
    assert shown(made).split() == " ".join(cue.text for cue in cues).split()
    ends = [caption.lines[-1][-1] for caption in made]
    assert sum(not end.isalnum() for end in ends) > 0.95 * len(ends)  # at the end of a sentence or a clause
    blinks = sum(caption.end_ms - caption.start_ms < 1000 for caption in made)
    assert blinks < 0.01 * len(made)
