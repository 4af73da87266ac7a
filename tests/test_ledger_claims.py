"""Which file is which published episode, through everything that people do to their files."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from publisher.ledger.claims import Claims, claim
from publisher.ledger.entry import Entry, PublishedEnclosure
from publisher.ledger.evidence import Claimant

COUNT = 6


def entry(number: int) -> Entry:
    return Entry(
        guid=f"guid-{number}",
        path=f"episodes/ep-{number}.md",
        title=f"Episode about {number}",
        season=1,
        number=number,
        ids={"anchor": f"e{number}aaaa", "youtube": f"{number}0Gqx1LtqRZ"},
        sound=f"sound-{number}",
    )


def claimant(number: int) -> Claimant:
    """The file of an episode as it was when it was published."""
    known = entry(number)
    return Claimant(
        path=known.path,
        minted_guid=f"minted-{number}",
        ids=known.ids,
        season=1,
        number=number,
        title=known.title,
        sound=known.sound,
    )


def guids(claims: Claims) -> dict[str, str]:
    return {path: found.guid for path, found in claims.entries.items()}


def claimed(*claimants: Claimant) -> Claims:
    return claim(claimants, [entry(number) for number in range(COUNT)])


def test_nothing_changed() -> None:
    claims = claimed(*(claimant(number) for number in range(COUNT)))
    assert guids(claims) == {f"episodes/ep-{number}.md": f"guid-{number}" for number in range(COUNT)}
    assert claims.problems == ()


def test_every_file_moved_to_the_name_of_the_next() -> None:
    moved = [replace(claimant(number), path=f"episodes/ep-{number + 1}.md") for number in range(COUNT)]
    assert guids(claimed(*moved)) == {f"episodes/ep-{number + 1}.md": f"guid-{number}" for number in range(COUNT)}


def test_every_file_moved_to_the_name_of_the_next_and_no_file_has_ids() -> None:
    entries = [replace(entry(number), ids={}) for number in range(COUNT)]
    moved = [replace(claimant(number), path=f"episodes/ep-{number + 1}.md", ids={}) for number in range(COUNT)]
    claims = claim(moved, entries)
    assert guids(claims) == {f"episodes/ep-{number + 1}.md": f"guid-{number}" for number in range(COUNT)}


@given(st.permutations(range(COUNT)), st.permutations(range(COUNT)), st.booleans())
def test_renamed_retitled_and_renumbered_files_are_known_by_their_ids(
    names: list[int], numbers: list[int], is_retitled: bool
) -> None:
    files = [
        replace(
            claimant(number),
            path=f"episodes/{'ep' if names[number] % 2 else 'new'}-{names[number]}.md",
            number=numbers[number],
            title="Another title" if is_retitled else claimant(number).title,
            sound="",
        )
        for number in range(COUNT)
    ]
    claims = claimed(*files)
    assert guids(claims) == {file.path: f"guid-{number}" for number, file in enumerate(files)}
    assert claims.problems == ()


def test_renamed_and_renumbered_without_ids_the_sound_tells() -> None:
    file = replace(claimant(1), path="episodes/other.md", number=9, title="New", ids={})
    assert guids(claimed(file)) == {"episodes/other.md": "guid-1"}


def test_a_recording_elsewhere_tells_by_its_url() -> None:
    enclosure = PublishedEnclosure(url="https://example.org/1.mp3", size_bytes=1, mime_type="audio/mpeg")
    known = Entry(guid="guid-1", path="episodes/one.md", title="One", enclosure=enclosure)
    file = Claimant(path="episodes/other.md", title="Other", url="https://example.org/1.mp3")
    assert guids(claim([file], [known])) == {"episodes/other.md": "guid-1"}


def test_a_written_guid_goes_before_everything() -> None:
    file = replace(claimant(1), guid="guid-2")
    assert guids(claimed(file)) == {file.path: "guid-2"}


def test_a_new_guid_written_into_a_published_episode_is_told() -> None:
    file = replace(claimant(1), guid="brand-new")
    claims = claimed(file, claimant(2))
    assert guids(claims) == {"episodes/ep-2.md": "guid-2"}
    assert claims.successors == {"guid-1": file}


def test_a_copied_id_does_not_make_a_new_episode_an_old_one() -> None:
    new = Claimant(path="episodes/new.md", ids=entry(1).ids, season=1, number=40, title="Something else")
    claims = claimed(claimant(1), new)
    assert guids(claims) == {"episodes/ep-1.md": "guid-1"}
    assert claims.problems == ()


def test_a_copied_id_in_a_new_episode_whose_model_was_renamed() -> None:
    renamed = replace(claimant(1), path="episodes/renamed.md")
    new = Claimant(path="episodes/new.md", ids=entry(1).ids, season=1, number=40, title="Something else")
    claims = claimed(renamed, new)
    assert guids(claims) == {"episodes/renamed.md": "guid-1"}
    assert claims.problems == ()


def test_two_copies_of_one_episode_are_an_error_that_names_both() -> None:
    claims = claimed(claimant(1), replace(claimant(1), path="episodes/copy.md"))
    assert claims.entries == {}
    (problem,) = claims.problems
    assert str(problem) == (
        "episodes/copy.md: error: this file and episodes/ep-1.md both look like 'Episode about 1', which is published; "
        "write guid: guid-1 into the one that it is, and into the other what makes it another episode "
        "[published-claimed-twice]"
    )


def test_a_new_file_under_the_name_of_a_renamed_one_is_a_new_episode() -> None:
    renamed = replace(claimant(1), path="episodes/renamed.md")
    new = Claimant(path="episodes/ep-1.md", ids={"anchor": "e9zzzz"}, season=1, number=40, title="Something else")
    claims = claimed(renamed, new)
    assert guids(claims) == {"episodes/renamed.md": "guid-1"}
    assert claims.problems == ()


def test_a_file_that_became_another_episode_in_all_that_it_says_is_an_error() -> None:
    other = Claimant(path="episodes/ep-1.md", ids={"anchor": "e9zzzz"}, season=1, number=40, title="Something else")
    (problem,) = claimed(other).problems
    assert problem.check == "published-replaced"


def test_a_new_title_and_number_alone_are_still_the_same_episode() -> None:
    file = replace(claimant(1), ids={}, sound="", number=40, title="Something else")
    assert guids(claimed(file)) == {file.path: "guid-1"}


def test_a_withdrawn_episode_lends_its_name_to_another() -> None:
    withdrawn = replace(entry(1), withdrawn=True)
    other = Claimant(path="episodes/ep-1.md", season=1, number=40, title="Something else")
    assert claim([other], [withdrawn]).entries == {}
    assert guids(claim([claimant(1)], [withdrawn])) == {"episodes/ep-1.md": "guid-1"}


def test_an_entry_made_from_a_feed_is_known_by_the_guid_that_the_name_would_give() -> None:
    known = Entry(guid="minted-1", title="Old title")
    assert guids(claim([replace(claimant(1), title="New title")], [known])) == {"episodes/ep-1.md": "minted-1"}


def test_an_id_that_two_published_episodes_share_does_not_confuse_them() -> None:
    shared = {"anchor": "e1aaaa"}
    entries = [replace(entry(number), ids=shared, sound="") for number in (1, 2)]
    at_home = replace(claimant(1), ids=shared, sound="")
    renamed = replace(claimant(2), path="episodes/renamed.md", ids=shared, title="New", number=9, sound="")
    assert guids(claim([at_home, renamed], entries)) == {"episodes/ep-1.md": "guid-1", "episodes/renamed.md": "guid-2"}
    assert claim([renamed], entries).entries == {}


def test_the_same_silence_in_many_recordings_says_nothing() -> None:
    entries = [replace(entry(number), sound="silence") for number in (1, 2)]
    new = Claimant(path="episodes/new.md", title="New", sound="silence")
    assert claim([new], entries).entries == {}


def test_swapped_recordings_swap_no_guids() -> None:
    entries = [replace(entry(number), ids={}, season=None, number=None) for number in (1, 2)]
    swapped = [
        replace(claimant(one), ids={}, season=None, number=None, sound=f"sound-{other}")
        for one, other in ((1, 2), (2, 1))
    ]
    assert guids(claim(swapped, entries)) == {"episodes/ep-1.md": "guid-1", "episodes/ep-2.md": "guid-2"}


def test_a_guid_is_said_by_its_file_when_another_episode_of_that_title_lies_where_it_lay() -> None:
    moved = replace(claimant(1), path="episodes/moved.md", guid="guid-1")
    new = Claimant(path="episodes/ep-1.md", title=claimant(1).title, sound="new")
    claims = claimed(moved, new)
    assert (guids(claims), claims.problems) == ({"episodes/moved.md": "guid-1"}, ())


def test_a_guid_that_another_file_says_while_its_own_is_still_there() -> None:
    claims = claimed(claimant(1), replace(claimant(2), guid="guid-1", guid_line=7))
    (problem,) = claims.problems
    assert str(problem).startswith(
        "episodes/ep-2.md:7: error: guid: guid-1 is that of 'Episode about 1', whose file is episodes/ep-1.md; delete"
    )
    assert claims.disputed == {"guid-1", "guid-2"}


@given(st.data())
def test_no_entry_is_given_twice(data: st.DataObject) -> None:
    few = st.integers(0, 3)
    files = [
        Claimant(
            path=f"episodes/ep-{number}.md",
            guid=data.draw(st.none() | st.builds("guid-{}".format, few)),
            ids={"anchor": f"e{data.draw(few)}aaaa"} if data.draw(st.booleans()) else {},
            season=1,
            number=data.draw(few),
            title=f"Episode about {data.draw(few)}",
            sound=f"sound-{data.draw(few)}",
        )
        for number in range(data.draw(st.integers(0, 5)))
    ]
    claims = claimed(*files)
    derived = [claims.entries[file.path].guid for file in files if file.path in claims.entries and not file.guid]
    written = {file.guid for file in files}
    assert len(derived) == len(set(derived))
    assert not written & set(derived)


def test_a_copied_id_in_a_new_episode_with_the_title_of_its_model() -> None:
    entries = [replace(entry(1), title="Questions", season=None, number=None)]
    model = replace(claimant(1), title="Questions", season=None, number=None)
    new = Claimant(path="episodes/new.md", ids=entry(1).ids, season=1, number=7, title="Questions", sound="another")
    claims = claim([model, new], entries)
    assert guids(claims) == {"episodes/ep-1.md": "guid-1"}
    assert claims.problems == ()


def test_episodes_without_numbers_may_share_a_title() -> None:
    old = replace(entry(1), title="Questions", season=None, number=None, ids={})
    file = replace(claimant(1), title="Questions", season=None, number=None, ids={})
    new = replace(file, path="episodes/new.md", sound="another")
    claims = claim([file, new], [old])
    assert guids(claims) == {"episodes/ep-1.md": "guid-1"}
    assert claims.problems == ()
    assert claim([new], [old]).entries == {}
    elsewhere = replace(new, sound="", url="https://example.org/new.mp3")
    assert guids(claim([file, elsewhere], [old])) == {"episodes/ep-1.md": "guid-1"}


def test_a_renamed_episode_without_a_number_is_known_by_its_title() -> None:
    old = replace(entry(1), season=None, number=None, ids={}, sound="")
    file = replace(claimant(1), path="episodes/new.md", season=None, number=None, ids={})
    assert guids(claim([file], [old])) == {"episodes/new.md": "guid-1"}


def test_entries_made_from_a_feed_are_known_by_their_recordings_before_the_names_that_files_once_had() -> None:
    entries = [
        Entry(
            guid=f"minted-{number}",
            title="Questions",
            enclosure=PublishedEnclosure(url=f"https://example.com/{number}.mp3", size_bytes=1, mime_type="audio/mpeg"),
        )
        for number in (1, 2)
    ]
    swapped = [
        Claimant(
            path=f"{number}.md",
            minted_guid=f"minted-{3 - number}",
            title="Questions",
            url=f"https://example.com/{number}.mp3",
        )
        for number in (1, 2)
    ]
    assert guids(claim(swapped, entries)) == {"1.md": "minted-1", "2.md": "minted-2"}


def test_files_with_one_title_that_were_renamed_in_a_row() -> None:
    for numbers in ((1, 2, 3), (None, None, None)):
        entries = [
            replace(entry(index), title="Questions", season=1, number=number, ids={})
            for index, number in enumerate(numbers)
        ]
        moved = [
            replace(claimant(index + 1), title="Questions", season=1, number=number, ids={}, sound=f"sound-{index}")
            for index, number in enumerate(numbers)
        ]
        claims = claim(moved, entries)
        assert guids(claims) == {f"episodes/ep-{index + 1}.md": f"guid-{index}" for index in range(3)}
        assert claims.problems == ()


def test_a_copied_id_takes_nothing_where_the_file_of_its_model_is_lost() -> None:
    new = Claimant(
        path="episodes/new.md", ids=entry(1).ids, season=1, number=40, title="Something else", sound="another"
    )
    assert guids(claimed(new)) == {}
    with_url = replace(
        entry(1), enclosure=PublishedEnclosure(url="https://example.com/1.mp3", size_bytes=1, mime_type="audio/mpeg")
    )
    assert guids(claim([replace(new, sound="", url="https://example.org/1.mp3")], [with_url])) == {}
    assert guids(claimed(replace(new, sound="sound-1"))) == {"episodes/new.md": "guid-1"}


def test_names_that_are_swapped_between_an_episode_and_one_that_still_has_its_id() -> None:
    copied = replace(entry(2), ids=entry(1).ids)
    files = [
        replace(claimant(1), path=copied.path),
        replace(claimant(2), path=entry(1).path, ids=entry(1).ids),
    ]
    claims = claim(files, [entry(1), copied])
    assert guids(claims) == {"episodes/ep-2.md": "guid-1", "episodes/ep-1.md": "guid-2"}
    assert claims.problems == ()


def test_a_file_that_lies_where_a_withdrawn_one_of_its_title_and_number_lay() -> None:
    withdrawn = replace(entry(1), withdrawn=True)
    known = replace(entry(2), title=withdrawn.title, number=withdrawn.number)
    file = replace(claimant(2), path=withdrawn.path, title=withdrawn.title, number=withdrawn.number)
    assert guids(claim([file], [withdrawn, known])) == {"episodes/ep-1.md": "guid-2"}


def test_a_withdrawn_episode_lends_its_name_to_another_with_its_title() -> None:
    entries = [replace(entry(1), title="Questions", withdrawn=True), replace(entry(2), title="Questions")]
    other = Claimant(path="episodes/ep-1.md", season=1, number=40, title="Questions", sound="another")
    assert claim([other], entries).entries == {}
    assert claim([replace(other, sound="", url="https://example.org/40.mp3")], entries).entries == {}


def test_names_that_are_swapped_with_an_episode_of_the_same_title_whose_recording_is_elsewhere() -> None:
    urls = ("https://example.com/ep-1.mp3", "https://example.org/2.mp3")
    here, there = (
        replace(
            entry(number),
            title="Questions",
            season=None,
            number=None,
            sound=sound,
            enclosure=PublishedEnclosure(url=url, size_bytes=1, mime_type="audio/mpeg"),
        )
        for number, url, sound in zip((1, 2), urls, ("sound-1", ""), strict=True)
    )
    files = [
        Claimant(
            path=there.path, ids=here.ids, title="Questions", sound=here.sound, url="https://example.com/ep-2.mp3"
        ),
        Claimant(path=here.path, ids=there.ids, title="Questions", url=urls[1]),
    ]
    claims = claim(files, [here, there])
    assert guids(claims) == {there.path: "guid-1", here.path: "guid-2"}
    assert claims.problems == ()


def test_a_file_at_the_place_of_one_of_the_same_title_whose_recording_is_elsewhere() -> None:
    enclosure = PublishedEnclosure(url="https://example.org/2.mp3", size_bytes=1, mime_type="audio/mpeg")
    here, there = (replace(entry(number), title="Questions", season=None, number=None, ids={}) for number in (1, 2))
    there = replace(there, sound="", enclosure=enclosure)
    files = [
        Claimant(path=there.path, title="Questions", sound=here.sound),
        Claimant(path="episodes/new.md", title="Questions", url=enclosure.url),
    ]
    claims = claim(files, [here, there])
    assert guids(claims) == {there.path: "guid-1", "episodes/new.md": "guid-2"}
    assert claims.problems == ()


def test_numbers_that_are_swapped_between_episodes_of_one_title_when_the_ledger_is_lost() -> None:
    enclosures = [
        PublishedEnclosure(url=f"https://example.com/{number}.mp3", size_bytes=1, mime_type="audio/mpeg")
        for number in (1, 2)
    ]
    entries = [
        Entry(guid=f"guid-{number}", title="Questions", season=1, number=number, enclosure=enclosures[number - 1])
        for number in (1, 2)
    ]
    files = [
        Claimant(path=f"{number}.md", title="Questions", season=1, number=3 - number, url=enclosures[number - 1].url)
        for number in (1, 2)
    ]
    assert guids(claim(files, entries)) == {"1.md": "guid-1", "2.md": "guid-2"}


def test_a_title_alone_takes_nothing_against_other_ids_and_another_recording() -> None:
    lost = replace(entry(1), title="Questions", season=None, number=None)
    lost = replace(
        lost, enclosure=PublishedEnclosure(url="https://example.com/1.mp3", size_bytes=1, mime_type="audio/mpeg")
    )
    other = Claimant(path="other.md", title="Questions", ids={"anchor": "e9zzzz"}, url="https://example.org/9.mp3")
    assert claim([other], [lost]).entries == {}
