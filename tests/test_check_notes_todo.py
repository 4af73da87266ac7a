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
