"""Checks of transcripts, and of who speaks in them: each fault at its line, and silence where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

from tests.checked import problems_of
from tests.show_folders import BASE
from tests.spoken_shows import HOUR, TALK, at, found_of, talk, talks

KINDS = ("transcript-", "show-host")


def test_talks_without_faults_are_silent(tmp_path: Path) -> None:
    trailer = talk(10, "", front="guests: []", kind="trailer")
    assert found_of(tmp_path, talks((10, trailer)), KINDS) == []


def test_headers_that_announce_nothing(tmp_path: Path) -> None:
    stacked = talk(2, TALK.replace("- header: The middle of it\n", "- header: Part one\n- header: Part two\n"))
    three = talk(3, "- header: One\n- header: Two\n- header: One\n" + TALK)
    last = talk(4, TALK + "- header: A late one\n")
    twice = TALK.replace("- header: The middle of it\n", "- header: The middle of it\n" * 2)
    doubled = talk(5, twice.replace("- header: What comes next\n", "- header: What comes next\n" * 2))
    clips = "quotableClips:\n- name: All of it\n  startOffset: 0\n"
    files = {
        number: text.replace("transcript:", f"{clips}transcript:")
        for number, text in ((2, stacked), (3, three), (4, last), (5, doubled))
    }
    assert found_of(tmp_path, talks(*files.items()), KINDS) == [
        f"{at(files[2], 2, '- header: Part one')} transcript-headers-stacked",
        f"{at(files[3], 3, '- header: One')} transcript-headers-stacked",
        f"{at(files[4], 4, '- header: A late one')} transcript-headers-stacked",
        f"{at(files[5], 5, '- header: The middle of it')[:-2]}"
        f"{int(at(files[5], 5, '- header: The middle of it')[-2:]) + 1} transcript-headers-doubled",
    ]


def test_stacked_headers_that_make_one_chapter_are_reported_once(tmp_path: Path) -> None:
    stacked = talk(2, TALK.replace("- header: The middle of it\n", "- header: Part one\n- header: Part two\n"))
    last = talk(3, TALK + "- header: A late one\n- header: A later one\n")
    doubled = talk(4, TALK.replace("- header: The middle of it\n", "- header: The middle of it\n" * 2))
    ending = talk(5, TALK + "- header: The end\n- header: The end\n")
    files = talks((2, stacked), (3, last), (4, doubled), (5, ending))
    assert found_of(tmp_path, files, ("transcript-headers", "chapter-same")) == [
        f"{at(stacked, 2, '- header: Part one')} transcript-headers-stacked",
        f"{at(last, 3, '- header: A late one')} transcript-headers-stacked",
        f"{at(doubled, 4, '- header: The middle of it')[:-2]}"
        f"{int(at(doubled, 4, '- header: The middle of it')[-2:]) + 1} transcript-headers-doubled",
        f"{at(ending, 5, '- header: The end')[:-2]}"
        f"{int(at(ending, 5, '- header: The end')[-2:]) + 1} transcript-headers-doubled",
    ]


def test_a_header_in_one_entry_with_its_line_is_followed_by_it(tmp_path: Path) -> None:
    text = talk(2, TALK.replace("- header: The middle of it\n- line", "- header: The middle of it\n  line"))
    assert found_of(tmp_path, talks((2, text)), KINDS) == []


def test_what_nearly_all_others_have(tmp_path: Path) -> None:
    lines = "".join(line for line in TALK.splitlines(keepends=True) if "header" not in line)
    bare = talk(2, lines)
    with_chapters = talk(3, lines, front="guests: [Ben Guest]\nchapters:\n- start: 0\n  title: All of it")
    without = talk(4, "")
    future = talk(5, "").replace("2026-02-05", "2026-12-05")
    bonus = talk(6, "", kind="bonus")
    files = talks((2, bare), (3, with_chapters), (4, without), (5, future), (6, bonus), count=20)
    assert found_of(tmp_path, files, KINDS) == [
        f"{at(bare, 2, '- line: Welcome')} transcript-headers-missing",
        "episodes/4.md transcript-missing",
    ]


def test_a_show_that_has_few_transcripts_needs_none(tmp_path: Path) -> None:
    files = talks(*((number, talk(number, "")) for number in range(2, 6)))
    assert found_of(tmp_path, files, KINDS) == []


def test_a_transcript_that_cannot_be_read_is_not_missing_too(tmp_path: Path) -> None:
    files = talks((2, talk(2, ""))) | {"episodes/2.json": '{"segments": ['}
    assert found_of(tmp_path, files, KINDS) == [
        "episodes/2.json transcript-unreadable",
        "episodes/2.json:1 transcript-cue",
    ]


def test_a_transcript_that_ends_long_before_the_recording(tmp_path: Path) -> None:
    early = talk(2, TALK.replace("sec: 3400", "sec: 1900"))
    untimed = talk(3, TALK.replace("  sec: 3400\n", "").replace("people find you", "people find you " * 1500))
    stray = talk(4, TALK.replace("sec: 3400", "sec: 1900") + "- line: Bye.\n  sec: 30\n")
    music = talk(5, TALK.replace("sec: 3400", "sec: 2900"))
    files = talks((2, early), (3, untimed), (4, stray), (5, music))
    assert found_of(tmp_path, files, ("transcript-ends",)) == [f"{at(early, 2, '- line: Where')} transcript-ends-early"]


def test_times_stand_where_they_are_written(tmp_path: Path) -> None:
    text = talk(
        2,
        TALK.replace("  sec: 1200\n", "  sec: 1200\n  time: '20:00'\n").replace(
            "  sec: 3400\n", "  sec: 3400\n  time: '46:40'\n"
        ),
    )
    backward = talk(3, TALK + "- line: And then.\n  who: Ben\n  sec: 30\n- line: Bye.\n  sec: 3500\n  who: Ada\n")
    late = talk(4, TALK.replace("sec: 3400", "sec: 34000"))
    lines = "0:00\nAda\nHello.\n\n10:00\nBen\nThank you.\n\n9:00\nAda\nSo?\n\n9:50\nAda\nYes?\n\n58:00\nBen\nBye.\n"
    plain = talk(5, "").replace("\n---\n", f"\n\n{lines}---\n")
    files = talks((2, text), (3, backward), (4, late), (5, plain))
    problems = [one for one in problems_of(tmp_path, files) if one.check.startswith("transcript-")]
    assert [(str(one.place), one.check, one.about) for one in problems if "headers" not in one.check] == [
        (at(text, 2, "time: '46:40'"), "transcript-times-differ", "46:40"),
        (at(backward, 3, "sec: 30\n"), "transcript-backward", "30"),
        (at(late, 4, "sec: 34000"), "transcript-past-end", "34000"),
        (at(plain, 5, "10:00"), "transcript-backward", "10:00"),
    ]


# Who speaks


def test_a_speaker_whom_nobody_names(tmp_path: Path) -> None:
    slip = talk(2, TALK.replace("who: Ben", "who: Benn"))
    other = talk(3, TALK + "- line: Hello, I am new.\n  sec: 3450\n  who: Carla\n")
    alone = talk(4, front="keywords: [walking]")
    files = talks((2, slip), (3, other), (4, alone), count=20)
    problems = [one for one in problems_of(tmp_path, files) if one.check.startswith(KINDS)]
    assert [(str(one.place), one.check, one.about) for one in problems] == [
        (at(slip, 2, "who: Benn"), "transcript-speaker-unknown", "Benn"),
        (at(other, 3, "who: Carla"), "transcript-speaker-unknown", "Carla"),
        (at(alone, 4, "who: Ben"), "transcript-speaker-unknown", "Ben"),
    ]
    assert "did you mean Ben?" in problems[0].message


def test_names_that_mean_a_guest(tmp_path: Path) -> None:
    guests = "guests: [slawek, 'Dr. Renée O’Neill', Alexander van Dijk, 陳大文]"
    people = "---\nshort: slawek\ntitle: Sławomir Ćwik\n---\n"
    names = (
        "SLAWOMIR",
        "S. Cwik",
        "Slawek",
        "Renee",
        "Dr. O'Neill",
        "RO",
        "Alex",
        "'Alexander:'",
        "van Dijk",
        "Chen Dawen",
    )
    named = "".join(f"- line: I am {name}.\n  sec: {3410 + n}\n  who: {name}\n" for n, name in enumerate(names))
    several = "- line: We agree.\n  sec: 3500\n  who: Alex and Renee\n- line: Yes.\n  sec: 3501\n  who: Renee (guest)\n"
    files = talks((2, talk(2, TALK.replace("who: Ben", "who: Alexander") + named + several, front=guests)))
    assert found_of(tmp_path, files | {"people/slawek.md": people}, KINDS) == []


def test_a_show_that_does_not_list_guests(tmp_path: Path) -> None:
    files = talks(*((number, talk(number, front="keywords: [walking]")) for number in range(2, 10)))
    files |= {
        f"episodes/{number}.md": str(files[f"episodes/{number}.md"]).replace(
            "who: Ben", f"who: Guest{chr(64 + number)}"
        )
        for number in range(2, 10)
    }
    assert found_of(tmp_path, files, KINDS) == []


def test_a_host_whom_the_show_forgot_is_said_once(tmp_path: Path) -> None:
    carla = TALK + "- line: Hello from me too.\n  sec: 3450\n  who: Carla\n"
    show = (BASE / "show.yaml").read_text(encoding="utf-8") + "hosts: [Ada Base]\n"
    files = talks(*((number, talk(number, carla)) for number in range(2, 6))) | {"show.yaml": show}
    line = show[: show.index("hosts:")].count("\n") + 1
    assert found_of(tmp_path, files, KINDS) == [f"show.yaml:{line} show-host-missing"]


def test_groups_and_roles_are_no_hosts_in_any_language(tmp_path: Path) -> None:
    groups = ("Alle", "Publikum", "O-Ton", "Anruferin", "Stimme aus dem Off", "Le public", "Público", "Tutti", "Зал")
    said = "".join(f"- line: Ah!\n  sec: {3450 + number}\n  who: {name}\n" for number, name in enumerate(groups))
    files = talks(*((number, talk(number, TALK + said)) for number in range(2, 6)))
    assert found_of(tmp_path, files, KINDS) == []


def test_speakers_without_names(tmp_path: Path) -> None:
    numbered = talk(2, TALK.replace("who: Ben", "who: Speaker 1").replace("who: Ada", "who: Speaker 2"))
    everybody = TALK.replace("who: Ben", "who: SPEAKER_00")
    files = talks((2, numbered))
    assert found_of(tmp_path / "one", files, KINDS) == [
        f"{at(numbered, 2, 'who: Speaker 2')} transcript-speaker-unnamed"
    ]
    files = talks(*((number, talk(number, everybody)) for number in range(2, 10)))
    assert found_of(tmp_path / "all", files, KINDS) == []


def test_a_sentence_in_place_of_a_speaker_is_reported_as_such(tmp_path: Path) -> None:
    text = talk(2, TALK.replace("who: Ben", "who: That is what we thought at the time."))
    assert found_of(tmp_path, talks((2, text)), KINDS) == [f"{at(text, 2, 'who: That')} transcript-speaker"]


def test_a_speaker_who_is_yet_to_be_named_is_reported_as_such(tmp_path: Path) -> None:
    listed = talk(2, TALK.replace("who: Ada", "who: TODO", 1).replace("who: Ben", "who: todo"))
    template = talk(3, TALK.replace("who: Ben", "who: '{{ guest }}'"))
    captions = "WEBVTT\n\n00:00.000 --> 00:05.000\n<v TODO>Welcome.\n\n50:00.000 --> 50:09.000\n<v Ada>Todo.\n"
    files = talks((2, listed), (3, template), (4, talk(4, ""))) | {"episodes/4.vtt": captions}
    problems = [one for one in problems_of(tmp_path, files) if one.check.startswith(KINDS)]
    assert [(str(one.place), one.check, one.about) for one in problems if "headers" not in one.check] == [
        (at(listed, 2, "who: TODO"), "transcript-speaker-todo", "TODO"),
        (at(template, 3, "who: '{{"), "transcript-speaker-todo", "{{ guest }}"),
        ("episodes/4.vtt:3", "transcript-speaker-todo", "TODO"),
    ]
    assert problems[0].message == (
        "2 lines, the first of them here, have 'TODO' where the speaker belongs; write who speaks"
    )


def test_captions_beside_an_episode_are_looked_at_too(tmp_path: Path) -> None:
    captions = (
        "WEBVTT\n\n00:00.000 --> 00:05.000\n<v Ada>Welcome.\n\n"
        "00:05.000 --> 00:09.000\n<v Carla>Thank you.\n\n50:00.000 --> 50:09.000\n<v Ada>Bye.\n"
    )
    files: dict[str, str | bytes] = {"episodes/2.md": talk(2, ""), "audio/2.m4a": HOUR, "episodes/2.vtt": captions}
    assert found_of(tmp_path, files, KINDS) == ["episodes/2.vtt:6 transcript-speaker-unknown"]


def test_a_host_by_a_short_form_is_no_second_host(tmp_path: Path) -> None:
    """Tom is Thomas; Bobo may be, as nobody else speaks as that host."""
    spoken = "transcript:\n- line: Hello.\n  sec: 0\n  who: {}\n"
    said = {}
    for name in ("Tom", "Bobo"):
        files = {f"episodes/{n}.md": f"---\ntitle: T{n}\n{spoken.format(name)}---\n" for n in range(4)}
        show = (BASE / "show.yaml").read_text(encoding="utf-8") + "hosts: [Thomas Blow]\n"
        found = problems_of(tmp_path / name, {**files, "show.yaml": show})
        said[name] = [one.message for one in found if one.check == "show-host-missing"]
    assert said == {
        "Tom": [],
        "Bobo": [
            "'Bobo' speaks in 4 episodes, and is no host and no guest; write the name under hosts:, or who: Thomas "
            "Blow in the transcripts if it is that host, who speaks nowhere"
        ],
    }
