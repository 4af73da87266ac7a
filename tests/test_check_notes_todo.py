"""Checks of what is yet to be written inside show notes, and of texts that only speak of such things."""

from __future__ import annotations

from pathlib import Path

from tests.check_samples import found_of, messages_of
from tests.checked import problems_of
from tests.test_check_links import episode

# Each stands alone in its line.
OPEN = (
    "TODO",
    "TODO: links to the books",
    "TODO add the links",
    "- TODO(Ann)",
    "* [ ] TODO ask Ann",
    "1. **TODO:** the talk",
    "## TODO",
    "> TODO!",
    "The book [TODO] by Ann",
    "The book (TODO: find it) by Ann",
    "[TODO](https://example.com/)",
    "<p>TODO</p>",
    "FIXME: the name",
    "TBD",
    "[TBA]",
    "Hello {{ guest }}, welcome",
    "{{title}}",
    "{% include subscribe.html %}",
    "[Insert description]",
    "Read more: [your link here]",
    "Lorem ipsum dolor sit amet, consectetur.",
)
SPEAKS = """\
TODO lists that work, and a TODO list that does not; how to write TODO: in code. The todo: walk.
TODO tests are skipped.
- **TODO** in a link means nothing yet.
TODO is a word, and (TODO comments) are a debt. [TODO apps](https://example.com/todo)
TODO, FIXME and HACK: three words. TODO/FIXME
Todo: what we say. todo
TODOs everywhere, TODO-driven work
The Boring Company (TBC), To Be Announced (TBA), and XXX marks the spot; TBD is short for it.
FIXME is what we say.
Jinja writes `{{ name }}` and ``{% if %}``, LaTeX {a}{b}, and f-strings {{}; \\{{ this }} too.
[Insert coin] [the name](https://example.com/) [link here](https://example.com/)
How lorem ipsum came to be; a(link here)
<code>{{ name }}</code> https://example.com/TODO

```
TODO: code
{{ name }}
```

    {{ name }}
"""


def test_places_that_are_open_are_found_at_their_lines(tmp_path: Path) -> None:
    article = "\n\n".join(OPEN)
    found = found_of(tmp_path, {"episodes/two.md": f"{episode()}\n\n{article}\n"}, "notes-todo", "notes-url")
    assert found == [f"episodes/two.md:{9 + 2 * index} notes-todo" for index in range(len(OPEN))]


def test_a_text_may_speak_of_todo_lists_and_templates(tmp_path: Path) -> None:
    assert found_of(tmp_path, {"episodes/two.md": episode() + SPEAKS}, "notes-todo") == []


def test_a_value_that_is_all_open_is_said_once(tmp_path: Path) -> None:
    lines = (
        "description: TODO",
        "intro: |",
        "  Hello.",
        "",
        "  TODO: more of {{ guest }}, see [x](TODO)",
        "short: 'TODO: it'",
    )
    problems = problems_of(tmp_path, {"episodes/two.md": episode(*lines)})
    found = [(one.place.line, one.check, one.about) for one in problems if "todo" in one.check or "url" in one.check]
    assert found == [
        (6, "value-todo", "TODO"),
        (10, "notes-todo", "TODO: more of {{ guest }}, see [x"),
        (10, "notes-todo", "{{ guest }}"),
        (10, "notes-url", "TODO"),
        (11, "value-todo", "TODO: it"),
    ]


def test_a_message_says_what_it_is(tmp_path: Path) -> None:
    text = episode() + "TODO: a summary\n\n{{ guest }} walks.\n"
    assert messages_of(tmp_path, {"episodes/two.md": text}, "notes-todo") == [
        "'TODO: a summary' is yet to be written; fill it in, or delete it",
        "'{{ guest }}' was left by a template; fill it in, or delete it",
    ]


def test_who_shows_templates_as_code_may_speak_of_them_too(tmp_path: Path) -> None:
    text = "In Jinja one writes `{{ user.name }}`, in Go {{ .Name }}; Liquid has {% for x in xs %}.\n"
    assert found_of(tmp_path, {"episodes/two.md": episode() + text}, "notes-todo") == []


def test_templates_of_most_texts_are_told_once(tmp_path: Path) -> None:
    files = {
        f"episodes/{number}.md": episode(number=number) + "[Home]({{ site.url }}), {{< youtube abc >}}\n\nTODO\n"
        for number in range(10, 14)
    }
    problems = [one for one in problems_of(tmp_path, files) if one.check in {"notes-todo", "notes-url"}]
    assert [str(one.place) for one in problems] == [*(f"episodes/{n}.md:9" for n in range(10, 14)), "show.yaml"]
    assert problems[-1].message == (
        "4 of 6 texts hold what a website's templates fill in, like '{{ site.url }}', and the feed shows it as it "
        "stands; write such places as Markdown"
    )


def test_what_a_template_gives_as_an_example_is_no_value(tmp_path: Path) -> None:
    lines = ("title: Episode title here", "description: '[Insert description]'", "short: Your text goes here.")
    text = "\n".join(("---", "season: 1", "episode: 2", "date: 2026-01-12", *lines, "subject: Insert coin", "---", ""))
    assert messages_of(tmp_path, {"episodes/two.md": text}, "value-todo") == [
        "title is still 'Episode title here'; fill it in",
        "description is still '[Insert description]'; fill it in, or delete the line",
        "short is still 'Your text goes here.'; fill it in, or delete the line",
    ]
    assert found_of(tmp_path / "again", {"episodes/two.md": text}, "notes-todo") == []
