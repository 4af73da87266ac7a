"""`publish chapters` gives chapters in any format, of episodes and of files; `--write` makes them the author's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import webvtt
from click.testing import CliRunner, Result

from publisher.cli import main
from publisher.outputs.chapter_formats import FORMATS
from tests.audio_samples import m4a, nero_chapters
from tests.corpus import CORPUS, front_matter
from tests.needs import real_files
from tests.platform_rules import apple_chapters, spotify_chapters, youtube_chapters
from tests.show_folders import BASE, build, lay_over, publish, tree

ROOT = Path(__file__).parents[1]
EPISODE = "devrel-open-source-machine-learning.md"
PLAIN = """\
0:00
Ada
Welcome to the show. Today we talk about feeds. Our guest is Grace. Hi Grace, can you tell us about your background?

{paragraphs}
"""


def given(text: str | bytes, *arguments: str) -> Result:
    """Runs the command with something on standard input."""
    return CliRunner().invoke(main, ["chapters", "-", *arguments], input=text, catch_exceptions=False)


def spoken_episode(folder: Path, name: str = EPISODE) -> Path:
    """An episode of an hour with a transcript, in which nobody made chapters: no clips, no headers."""
    lines = (real_files("corpus") / "episodes" / name).read_text(encoding="utf-8")
    fields = front_matter(CORPUS / "episodes" / name)
    rows = ["---", f"title: {json.dumps(fields['title'])}", "# who is heard: see people/", "transcript:"]
    for entry in fields["transcript"]:  # type: ignore[attr-defined]
        if "line" in entry:
            rows.append(f"- line: {json.dumps(entry['line'], ensure_ascii=False)}")
            rows += [f"  {key}: {json.dumps(entry[key])}" for key in ("sec", "who") if key in entry]
    path = folder / "talk.md"
    path.write_text("\n".join([*rows, "---", "Notes."]) + "\n", encoding="utf-8")
    assert "header:" in lines
    return path


def starts_and_titles(path: Path | str, *arguments: str) -> list[tuple[float, str]]:
    result = publish("chapters", path, "--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    return [(one["startTime"], one["title"]) for one in json.loads(result.stdout)["chapters"]]


def test_the_chapters_of_an_episode_are_those_of_the_feed() -> None:
    result = publish("chapters", "s01e01", "-C", ROOT, "--format", "json")
    assert result.exit_code == 0
    in_feed = json.loads((ROOT / "feed/chapters/s01e01-what-is-a-feed.json").read_text(encoding="utf-8"))
    assert json.loads(result.stdout) == {**in_feed, "fileName": "s01e01-what-is-a-feed.mp3"}


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.name not in {"description", "youtube"}])
def test_every_format_goes_to_standard_output_and_nothing_else_does(name: str) -> None:
    result = publish("chapters", "s01e01", "-C", ROOT, "--format", name)
    assert result.exit_code == 0
    assert "What makes it a podcast" in result.stdout or "What" in result.stdout
    assert "warning" not in result.stdout


def test_an_episode_is_found_by_its_path_from_anywhere() -> None:
    path = ROOT / "episodes" / "s01e01-what-is-a-feed.md"
    assert (
        publish("chapters", path, "-f", "mp4chaps").stdout
        == publish("chapters", "s01e01", "-C", ROOT, "-f", "mp4chaps").stdout
    )


def test_the_description_is_what_a_podcaster_gets_without_asking(tmp_path: Path) -> None:
    path = spoken_episode(tmp_path)
    result = publish("chapters", path)
    assert result.exit_code == 0
    chapters = apple_chapters(result.stdout)
    assert len(chapters) > 10
    assert chapters == spotify_chapters(result.stdout) == youtube_chapters(result.stdout)
    assert "[chapters-draft]" in result.stderr


@pytest.mark.parametrize(("level", "at_least", "at_most"), [("few", 4, 9), ("normal", 12, 20), ("many", 18, 30)])
def test_there_are_as_many_drafts_as_wanted(tmp_path: Path, level: str, at_least: int, at_most: int) -> None:
    assert at_least <= len(starts_and_titles(spoken_episode(tmp_path), "--auto", level)) <= at_most


def test_drafts_can_be_turned_off(tmp_path: Path) -> None:
    result = publish("chapters", spoken_episode(tmp_path), "--auto", "off")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("no chapters, and none made from words: they are too few, or it is turned off\n")


@pytest.mark.parametrize("suffix", ["vtt", "srt", "json"])
def test_a_lone_transcript_of_any_kind_gives_the_chapters_of_its_words(tmp_path: Path, suffix: str) -> None:
    transcript = ROOT / "feed" / "transcripts" / f"s01e01-what-is-a-feed.{suffix}"
    by_file = publish("chapters", transcript, "-f", "csv")
    by_input = given(transcript.read_bytes(), "-f", "csv")
    assert (by_file.exit_code, by_file.stdout) == (by_input.exit_code, by_input.stdout)


def test_a_transcript_in_plain_text_comes_in_through_a_pipe() -> None:
    seed = next(real_files("seed").glob("*.txt")).read_text(encoding="utf-8")
    keys, _, spoken = seed.partition("\n00:00\n")
    whole = given(seed, "-f", "json")
    assert whole.exit_code == 0
    assert len(json.loads(whole.stdout)["chapters"]) == 21
    words = given("00:00\n" + spoken.partition("\n---")[0], "-f", "json")
    assert words.exit_code == 0
    assert 8 <= len(json.loads(words.stdout)["chapters"]) <= 20
    assert "season: 1" in keys


@pytest.mark.parametrize(
    "name", ["json", "psc", "webvtt", "description", "youtube", "mp4chaps", "ffmetadata", "audacity"]
)
def test_a_file_of_chapters_becomes_another(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.chapters.json"
    chapters = [{"startTime": second, "title": f"Chapter {second}"} for second in (0, 61, 122)]
    path.write_text(json.dumps({"version": "1.2.0", "chapters": chapters}), encoding="utf-8")
    suffix = next(one.suffix for one in FORMATS if one.name == name)
    other = tmp_path / f"b.{suffix}"
    assert publish("chapters", path, "-f", name, "-o", other).exit_code == 0
    assert starts_and_titles(other) == [(0, "Chapter 0"), (61, "Chapter 61"), (122, "Chapter 122")]


def test_a_recording_says_its_own_chapters(tmp_path: Path) -> None:
    (tmp_path / "a.m4a").write_bytes(m4a(user_data=nero_chapters((0, "Start"), (2500, "Middle"))))
    assert starts_and_titles(tmp_path / "a.m4a") == [(0, "Start"), (2.5, "Middle")]


def test_the_suffix_of_the_output_says_the_format(tmp_path: Path) -> None:
    for name in ("a.vtt", "a.chapters.vtt"):
        assert publish("chapters", "s01e01", "-C", ROOT, "-o", tmp_path / name).stdout == ""
        captions = webvtt.read(str(tmp_path / name)).captions
        assert captions[0].start == "00:00:00.000"
    assert publish("chapters", "s01e01", "-C", ROOT, "-o", tmp_path / "a.json").exit_code == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["version"] == "1.2.0"


def test_several_go_into_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = publish("chapters", "s01e01", "s01e03", "-C", ROOT, "-f", "psc", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in out.iterdir()) == ["s01e01.psc", "s01e03.psc"]


def test_one_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = publish("chapters", tmp_path / "empty.txt", "s01e01", "nobody", "-C", ROOT, "-f", "mp4chaps")
    assert result.exit_code == 2
    assert result.stdout.startswith("00:00:00.000 ")
    assert f"publish: {tmp_path / 'empty.txt'}: no chapters can be read or made\n" in result.stderr
    assert "publish: nobody: there is no such file, and no such episode that can be read\n" in result.stderr


def test_what_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = publish("chapters", "nobody", "-C", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "publish: nobody: there is no such file, and no show.yaml here that could have such an episode\n"
    )
    assert publish("chapters", "s01e01", "-C", ROOT, "--format", "jsno").exit_code == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00a", b"\x00", b"", b"---\n", b"{", b"WEBVTT\n\nx", b"<" * 1000])
def test_whatever_comes_in_is_answered_in_words(content: bytes) -> None:
    result = given(content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "publish: -: " in result.stderr


def test_written_chapters_are_the_authors_from_then_on(tmp_path: Path) -> None:
    path = spoken_episode(tmp_path)
    before = path.read_text(encoding="utf-8")
    drafts = starts_and_titles(path)
    result = publish("chapters", path, "--write")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{path}: {len(drafts)} chapters written\n"
    after = path.read_text(encoding="utf-8")
    start = after.index("chapters:\n- start: 00:00:00\n" if "- start: 00:00:00\n" in after else "chapters:\n")
    assert after[:start] + after[start + len(after) - len(before) :] == before
    assert after.index("chapters:") < after.index("# who is heard")
    assert starts_and_titles(path) == drafts
    assert "[chapters-draft]" not in publish("chapters", path).stderr
    path.write_text(after.replace(drafts[1][1], "My own words"), encoding="utf-8")
    assert starts_and_titles(path)[1] == (drafts[1][0], "My own words")
    again = publish("chapters", path, "--write")
    assert again.exit_code == 1
    assert re.search(r"it has chapters: already, in line \d+; edit it there, or delete it first\n$", again.stderr)


def test_an_output_never_costs_an_episode_a_recording_or_the_input(tmp_path: Path) -> None:
    episode = spoken_episode(tmp_path)
    listed = tmp_path / "list.txt"
    listed.write_text(LIST, encoding="utf-8")
    (tmp_path / "talk.mp3").write_bytes(b"sound")
    before = tree(tmp_path)
    for source, output in ((listed, listed), (listed, tmp_path / "talk.mp3"), (listed, episode), (episode, episode)):
        result = publish("chapters", source, "--output", output)
        assert result.exit_code == 1
        assert "would be lost" in result.stderr
    assert tree(tmp_path) == before


def test_a_link_to_an_episode_stays_one(tmp_path: Path) -> None:
    episode = spoken_episode(tmp_path)
    link = tmp_path / "link.md"
    link.symlink_to(episode)
    assert publish("chapters", link, "--write").exit_code == 0
    assert link.is_symlink()
    assert "\nchapters:\n" in episode.read_text(encoding="utf-8")


def test_a_last_chapter_whose_end_is_unknown_survives_a_format_with_ends(tmp_path: Path) -> None:
    for name in ("ffmetadata", "audacity", "webvtt"):
        suffix = next(one.suffix for one in FORMATS if one.name == name)
        assert given(LIST, "--format", name, "--output", str(tmp_path / f"a.{suffix}")).exit_code == 0
        assert len(publish("chapters", tmp_path / f"a.{suffix}").stdout.splitlines()) == 3


def test_a_number_that_two_episodes_have_names_neither(tmp_path: Path) -> None:
    folder = show_of_one(tmp_path / "show", "season: 1\nepisode: 2\n")
    shutil.copyfile(folder / "episodes" / "talk.md", folder / "episodes" / "other.md")
    before = tree(folder)
    result = publish("chapters", "s01e02", "-C", folder, "--write")
    assert result.exit_code == 1
    assert tree(folder) == before


def test_a_transcript_has_no_front_matter_to_write_into() -> None:
    transcript = ROOT / "feed" / "transcripts" / "s01e01-what-is-a-feed.vtt"
    before = transcript.read_bytes()
    assert publish("chapters", transcript, "--write").exit_code == 1
    assert transcript.read_bytes() == before


def show_of_one(folder: Path, extra: str = "") -> Path:
    """A show with one episode of an hour in which nobody made chapters."""
    lay_over(BASE, folder)
    shutil.rmtree(folder / "episodes")
    (folder / "episodes").mkdir()
    spoken_episode(folder / "episodes")
    text = (folder / "episodes" / "talk.md").read_text(encoding="utf-8")
    audio = "audio:\n  url: https://example.com/talk.mp3\n  bytes: 1000\n  type: audio/mpeg\nduration: 1:30:00\n"
    text = text.replace("---\n", f"---\ndate: 2026-01-31\n{audio}{extra}", 1)
    (folder / "episodes" / "talk.md").write_text(text, encoding="utf-8")
    (folder / "audio" / "one.mp3").unlink()
    return folder


def origin(folder: Path) -> str:
    shown = json.loads(publish("show", "talk", "-C", folder, "--json").stdout)
    return str(shown["fields"]["chapters"]["note"]).partition(";")[0] if "chapters" in shown["fields"] else ""


def test_the_feed_has_drafts_where_nobody_made_chapters_and_says_so(tmp_path: Path) -> None:
    folder = show_of_one(tmp_path / "show")
    result = build(folder)
    assert result.exit_code == 0, result.stderr
    chapters = json.loads((folder / "feed/chapters/talk.json").read_text(encoding="utf-8"))["chapters"]
    assert 20 <= len(chapters) <= 26
    assert f"episodes/talk.md: note: its {len(chapters)} chapters are drafts, made from the words" in result.stderr
    assert origin(folder) == f"{len(chapters)} drafts, made from the words because nobody made any"


@pytest.mark.parametrize(("level", "count"), [("off", 0), ("few", 6)])
def test_show_yaml_says_how_many_drafts(tmp_path: Path, level: str, count: int) -> None:
    folder = show_of_one(tmp_path / "show")
    with (folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(f"chapters:\n  auto: {level}\n")
    assert build(folder).exit_code == 0
    path = folder / "feed/chapters/talk.json"
    found = json.loads(path.read_text(encoding="utf-8"))["chapters"] if path.exists() else []
    assert abs(len(found) - count) <= 4 * bool(count)


PODLOVE = "http://podlove.org/simple-chapters"
LIST = "00:00 One\n02:00 Two\n04:00 Three\n"
BESIDE = {
    "talk.chapters.json": json.dumps({"version": "1.2.0", "chapters": [{"startTime": 0, "title": "One"}]}),
    "talk.chapters.txt": "00:00:00.000 One\n00:02:00.000 Two\n",
    "talk.psc": f'<psc:chapters xmlns:psc="{PODLOVE}"><psc:chapter start="0" title="A"/></psc:chapters>',
    "talk.ffmetadata": ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=9\ntitle=One\n",
    "talk.labels.txt": "0.000000\t1.000000\tOne\n",
    "talk.txt": LIST,
    "talk.json": json.dumps({"chapters": [{"startTime": 0, "title": "One"}]}),
}


@pytest.mark.parametrize("name", sorted(BESIDE))
def test_a_file_of_chapters_beside_the_episode_comes_before_drafts(tmp_path: Path, name: str) -> None:
    folder = show_of_one(tmp_path / "show")
    (folder / "episodes" / name).write_text(BESIDE[name], encoding="utf-8")
    assert re.fullmatch(r"\d from file", origin(folder))
    assert not re.search(r"unused|chapter-file", build(folder).stderr)


@pytest.mark.parametrize(("name", "content"), [("talk.txt", "My notes of the day.\n"), ("talk.json", '{"bits": 8}')])
def test_a_file_beside_the_episode_that_is_something_else_is_left_alone(
    tmp_path: Path, name: str, content: str
) -> None:
    folder = show_of_one(tmp_path / "show")
    (folder / "episodes" / name).write_text(content, encoding="utf-8")
    assert "drafts" in origin(folder)
    assert "chapter-file" not in build(folder).stderr


def test_a_file_of_chapters_that_cannot_be_read_or_is_nobodys_is_reported(tmp_path: Path) -> None:
    folder = show_of_one(tmp_path / "show")
    (folder / "episodes" / "talk.chapters.json").write_text("{", encoding="utf-8")
    (folder / "episodes" / "other.chapters.txt").write_text("00:00:00.000 One\n", encoding="utf-8")
    stderr = build(folder).stderr
    assert "episodes/talk.chapters.json:1: warning: " in stderr
    assert "episodes/other.chapters.txt: note: belongs to no episode" in stderr


@pytest.mark.parametrize("key", ["description", "intro"])
def test_timestamps_in_the_notes_come_before_drafts_and_are_listed_once(tmp_path: Path, key: str) -> None:
    listed = "".join(f"  {line}\n\n" for line in LIST.splitlines())
    folder = show_of_one(tmp_path / "show", f"{key}: |\n  What we talk about:\n\n{listed}")
    assert build(folder).exit_code == 0
    assert origin(folder) == "3 from notes"
    shown = json.loads(publish("show", "talk", "-C", folder, "--json").stdout)
    line = shown["fields"]["chapters"]["line"]
    assert (folder / "episodes" / "talk.md").read_text(encoding="utf-8").split("\n")[line - 1] == "  00:00 One"
    assert (folder / "feed" / "feed.xml").read_text(encoding="utf-8").count("02:00 Two") <= 2


def test_what_is_more_explicit_wins(tmp_path: Path) -> None:
    """Each source in turn is put over the ones below it."""
    folder = show_of_one(tmp_path / "show")
    episode = folder / "episodes" / "talk.md"

    def put(before: str, text: str) -> None:
        content = episode.read_text(encoding="utf-8")
        episode.write_text(content.replace(before, text + before, 1), encoding="utf-8")

    put("date:", "description: |\n  00:00 One\n\n  02:00 Two\n\n  04:00 Three\n")
    assert origin(folder) == "3 from notes"
    (folder / "episodes" / "talk.chapters.txt").write_text(LIST, encoding="utf-8")
    assert origin(folder) == "3 from file"
    put("- line:", "- header: A header\n")
    assert origin(folder) == "1 from headers"
    shown = json.loads(publish("show", "talk", "-C", folder, "--json").stdout)["fields"]["chapters"]
    assert shown["note"] == "1 from headers; none in chapters, quotableClips"
    put("date:", "quotableClips:\n- name: A clip\n  startOffset: 60\n")
    assert origin(folder) == "1 from quotableClips"
    put("date:", "chapters:\n- start: 0\n  title: Mine\n")
    assert origin(folder) == "1 from chapters"
    overruled = json.loads(publish("show", "talk", "-C", folder, "--json").stdout)["fields"]["chapters"]["overruled"]
    assert [other["note"] for other in overruled] == [
        "1 from quotableClips",
        "1 from headers",
        "3 from file",
        "3 from notes",
    ]
