"""Checks of the URLs in show notes, articles and the files of people."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.checks.markdown_links import mentions
from tests.check_samples import found_of, messages_of
from tests.checked import problems_of
from tests.show_folders import BASE
from tests.test_check_links import episode

# Each stands alone in its line, and means a page that it does not lead to.
BROKEN = (
    "[x](htp:/foo)",
    "[x](http:/example.com)",
    "[x](https//example.com)",
    "[x](https://https://example.com)",
    "![x](https:// example.com/a.png)",
    "[x](www.example.com)",
    "[x](example.com/about)",
    "[x](https://example.com/a b)",
    "[x](https://example)",
    '[x](https:///example.com "title")',
    "[x]()",
    "[x](TODO)",
    "[x]({{ site.url }}/a)",
    "[x]: https:/example.com",
    "- a <http//example.com>",
    "<https:/example.com>",
    "<www.example.com>",
    '<a href="">x</a>',
    "<a class='b' href='https//example.com'>x</a>",
    "See https:// example.com/book.",
    "See (http:/example.com) and so on",
    "See https://https://example.com, too",
    "See htps://example.com",
    "See https://example.com\u200b",
    "**[x](https://wwwexample.org/a)** of [y](https://www.example.org)",
    "`code` and [x](htp://example.com) and `code`",
    '* [x](https://example.com/a(b)) [y](https//example.com/(c)) {:target="_blank"}',
    "[x](ada@example.org)",
    "[x](mailto://ada@example.org)",
    "[x](mailto: ada@example.org)",
    "[x](mailto:ada)",
    "[x]: ada@example.org",
    "<mailto://ada@example.org>",
    '<a href="ada@example.org">x</a>',
    "<a href=“https://example.com/a?b=c”>x</a>",
    "<img class='x' src = ‘https://example.com/a.png’/>",
    "<a href=“”>x</a>",
    "[x](“https://example.com/”)",
    '[x]("https://example.com/")',
    "[x](https://example.com/ “The page”)",
    "[x](https://example.com/maps,)",
    "[x](https://example.com/maps”)",
)
SOUND = """\
[a](https://example.com/a_(b)) ![b](images/b.png "t") [c](#anchor) [d](../d.html) [e](mailto:a@example.com)
[f](tel:+49123) [g](/root) [h](//example.com/h) [i](<https://example.com/i>) [j](README.md) [k](ftp://example.com/)
[l](spotify:episode:3LhBOO1UANCGbOwkntZt4j) [m](https://wwwhatsnew.com/) [n](https://www2.example.com/) [o](?a=b)
A foot[^1], a reference [p][q], brackets[0] (as here), f[x](a b), [y] (z), a \\](htp:/x)

[^1]: TODO is what it says; see https://example.com/1.
[q]: <https://example.com/q>
[r]: https://example.com/r 'title'

Write `https//example.com` or ``[x](htp:/foo)``, http or https, http/2, https://…, https:// and your host, http:/.
The www.example.com of <b>now</b>, <ada@example.com>, <https://example.com/#a>, and//or, sftp://example, 10:30//11:00.
https://web.archive.org/web/2020/https://example.com/ http://localhost:8000/ https://example.com/?u=https%3A%2F%2Fa.org
“https://example.com/x”, ‘https://example.com/y’… [s](photo@2x.png) [t](@ada) [u](@ada@example.social) [v](mailto:?to=x)
[w](MAILTO:ada@example.org?subject=A%20B) [x](mailto:a@example.org,b@example.org) [y](https://example.com/o'hara')
[z](https://example.com/Apple_Inc.) [](#top) <a name="here"></a>
<a href="https://example.com/?a=1&amp;b=2" title="">x</a><img src="images/x.png"/><a href='#y'>y</a>

```html
<a href="">[x](htp:/foo)</a>
```

    [x](https//example.com)

~~~
``` https:/example.com
~~~
<!-- [x](TODO) --> <code>https//example.com</code>
<pre>
[x]()
</pre>
"""


def test_every_url_that_is_none_is_found_at_its_line(tmp_path: Path) -> None:
    article = "\n\n".join(BROKEN)
    found = found_of(tmp_path, {"episodes/two.md": f"{episode()}\n\n{article}\n"}, "notes-url")
    assert found == [f"episodes/two.md:{9 + 2 * index} notes-url" for index in range(len(BROKEN))]


def test_what_is_fine_is_left_alone(tmp_path: Path) -> None:
    files = {"episodes/two.md": episode() + SOUND}
    assert found_of(tmp_path, files, "notes-url", "notes-link", "link-http", "url-http") == []


def test_a_message_says_what_is_wrong_and_what_to_write(tmp_path: Path) -> None:
    text = episode() + "[a](https//example.com/b) and [c]() and [d](https://example.com/e f)\n"
    found = [one for one in problems_of(tmp_path, {"episodes/two.md": text}) if one.check == "notes-url"]
    assert [(one.message, one.about) for one in found] == [
        ("'https//example.com/b' does not begin with https://; write https://example.com/b", "https//example.com/b"),
        (
            "'https://example.com/e f' has a space in it; write https://example.com/e%20f",
            "https://example.com/e f",
        ),
        ("a link has no target; write the whole URL, with https://", ""),
    ]


def test_notes_in_keys_are_looked_at_too(tmp_path: Path) -> None:
    files = {
        "episodes/two.md": episode(
            "description: See [x](https//example.com).",
            "intro: |",
            "  One",
            "",
            "  Two <https:/example.com> <br>",
            "subject: '[x]()'",
        ),
        "show.yaml": show_with("description: '[x](www.example.com)'"),
    }
    found = found_of(tmp_path, files, "notes-url")
    assert found == ["episodes/two.md:6 notes-url", "episodes/two.md:10 notes-url", "show.yaml:2 notes-url"]


def test_links_with_a_slip_in_their_brackets_are_found(tmp_path: Path) -> None:
    broken = {
        "Read [the book] (https://example.com/a_(b)) now": "[the book](https://example.com/a_(b))",
        "- [its site]  (www.example.com)": "[its site](https://www.example.com)",
        "[its `code`] (https://example.com/code)": "[its `code`](https://example.com/code)",
        "[The talk](https://example.com/talk": "[The talk](https://example.com/talk)",
        "See [it](https://example.com/a_(b). More": "[it](https://example.com/a_(b))",
        "[The talk](https://example.com/talk and (more) of it": "[The talk](https://example.com/talk)",
        "[The talk](https://example.com/talk]": "[The talk](https://example.com/talk)",
        "See (the page)[https://example.com/a_(b)].": "[the page](https://example.com/a_(b))",
        "(its site)[www.example.com],": "[its site](https://www.example.com)",
        "(mail)[mailto:ada@example.org]": "[mail](mailto:ada@example.org)",
        "Mail (me)[ada@example.org]": "[me](mailto:ada@example.org)",
        "[https://example.com/talk](The talk)": "[The talk](https://example.com/talk)",
    }
    fine = (
        "[a](https://example.com/((b))) [x][q] (https://example.com/) [^1] (https://example.com/) [ ] (https://a.org)",
        "[b](https://example.com/",
        '"title") and [c](https://example.com/',
        ") [q] (https://example.com/) [note] (see https://example.com/) \\\\[d](https://example.com",
        "`[e] (https://example.com)` [f](/f (g) [h] (h)",
        "(i)[https://example.com](https://example.com) (j)[1] (k) [https://example.com] f(l)[m]",
        "[n](o)[p@q] `(r)[www.a.org]`",
        "",
        "[q]: https://example.com/q",
    )
    article = "\n".join((*broken, *fine))
    problems = problems_of(tmp_path, {"episodes/two.md": f"{episode()}{article}\n"})
    found = [(one.place.line, one.message.partition("; write ")[2]) for one in problems if one.check == "notes-link"]
    assert found == [(7 + index, meant) for index, meant in enumerate(broken.values())]


def test_links_without_words_are_found(tmp_path: Path) -> None:
    article = '[](https://example.com/a)\n![](https://example.com/a.png) [ ] x\n<a href="https://example.com/b"> </a>\n'
    assert messages_of(tmp_path, {"episodes/two.md": episode() + article}, "notes-link") == [
        "'[](https://example.com/a)' has no words, so nobody sees it; write some that say where it leads",
        "'<a href=\"https://example.com/b\"> </a>' has no words, so nobody sees it; write some that say where it leads",
    ]


def test_tags_that_readers_see_are_found(tmp_path: Path) -> None:
    files = {
        "episodes/two.md": episode() + "See <a href=https://example.com/?v=1>it</a> and <a href=https://a.org>x</a>\n",
        "episodes/three.md": episode(number=3) + "<p><a href=https://example.com/?v=1>it</a></p>\n",
    }
    assert messages_of(tmp_path, files, "notes-link") == [
        "'<a href=https://example.com/?v=1>' is shown as text, since its URL has no quotes; "
        'write <a href="https://example.com/?v=1">'
    ]


def test_links_that_nobody_else_can_open_are_found(tmp_path: Path) -> None:
    private = (
        "[x](http://localhost:8000/a)",
        "[x](http://127.0.0.1)",
        "![x](file:///home/ada/a.png)",
        "[x](C:\\\\Users\\\\ada.pdf)",
        '<a href="http://192.168.178.1/">x</a>',
        "[x]: http://nas.local/a",
    )
    spoken = (
        "Open http://localhost:8888/ and <http://127.0.0.1/>, or `[x](http://localhost/)`.",
        "[x](https://local.example.com/) [y](https://8.8.8.8/) [z](mailto:ada@localhost) [c](c:d)",
    )
    article = "\n\n".join((*private, *spoken))
    found = found_of(tmp_path, {"episodes/two.md": f"{episode()}\n\n{article}\n"}, "link-private", "notes-url")
    assert found == [f"episodes/two.md:{9 + 2 * index} link-private" for index in range(len(private))]


def test_http_is_a_warning_on_platforms_and_a_note_elsewhere(tmp_path: Path) -> None:
    text = episode("link: http://example.com/two") + "http://youtu.be/0Gqx1LtqRZU and [x](http://mng.bz/eP79)\n"
    files = {"episodes/two.md": text, "people/bo.md": "---\ntitle: Bo\nweb: http://example.com/\n---\n"}
    found = [one for one in problems_of(tmp_path, files) if one.check in {"link-http", "url-http"}]
    assert [f"{one.place} {one.check} {one.severity}" for one in found] == [
        "episodes/two.md:6 url-http note",
        "episodes/two.md:8 link-http warning",
        "episodes/two.md:8 url-http note",
        "people/bo.md:3 url-http note",
    ]


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("linkedin: linkedin.com/in/ann/", "write ann"),
        ("linkedin: https://https://linkedin.com/in/ann", "write https://linkedin.com/in/ann"),
        ("linkedin: in/ann", "write the handle alone"),
        ("github: Ann Lee", "write the handle alone"),
        ("twitter: https//x.com/ann", "write ann"),
        ("twitter: https://github.com/ann", "write the handle alone, or another key: web"),
    ],
)
def test_a_handle_that_is_none_is_found(tmp_path: Path, line: str, remedy: str) -> None:
    files = {"people/ann.md": f"---\ntitle: Ann\n{line}\n---\n"}
    (problem,) = [
        one for one in problems_of(tmp_path, files) if one.check in {"person-handle", "link-malformed", "person-field"}
    ]
    assert str(problem.place) == "people/ann.md:3"
    assert problem.message.endswith(f"; {remedy}")


def test_handles_and_their_urls_are_fine(tmp_path: Path) -> None:
    files = {
        "people/a.md": "---\ntitle: A\nlinkedin: johannesh%C3%B6tter\ngithub: sw-yx\ntwitter: '@dark_matter88_'\n---\n",
        "people/b.md": "---\ntitle: B\nlinkedin: https://www.linkedin.com/in/b/\ntwitter: https://x.com/b\n---\n",
        "people/c.md": "---\ntitle: C\nlinkedin: jörg-müller\ngithub:\ntwitter: TODO\nmastodon: a b\n---\n",
    }
    assert found_of(tmp_path, files, "person-handle", "link-malformed") == []


_LINKS = (
    "[x](",
    ")",
    "](",
    "<",
    ">",
    '<a href="',
    '"',
    "(",
    "[r]: ",
    "https://",
    "http:/",
    "htp//",
    "mailto:",
    "ada@",
    "“",
    "<a href=",
    "example.com",
    "www.",
)
_CODE = ("`", "``", "```", "~~~", "<!--", "-->", "<pre>", "    ", "\n", "\n\n", " ", "é", "\u200b", "\\")
_PIECES = st.sampled_from((*_LINKS, *_CODE))


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_any_text_is_read_in_peace_and_what_is_found_stands_in_its_line(text: str) -> None:
    lines = text.split("\n")
    for one in mentions(text):
        assert one.text in lines[one.line]


def show_with(line: str) -> str:
    """The small show with another second line."""
    first, _, *rest = (BASE / "show.yaml").read_text(encoding="utf-8").splitlines()
    return "\n".join((first, line, *rest, ""))
