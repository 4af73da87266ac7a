"""Show notes: what a listener sees of Markdown and HTML, and what nobody must ever see."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publisher import notes
from publisher.text import find_not_xml

SIMPLE_TAGS = {"p", "ol", "ul", "li", "a", "b", "i", "strong", "em"}
ALL_TAGS = SIMPLE_TAGS | {"br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "code", "pre"}
ALL_TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}

# Markdown and HTML as authors write and paste it, in any mixture.
_MARKDOWN = [
    "# ",
    "> ",
    "- ",
    "1. ",
    "**",
    "_",
    "`",
    "```\n",
    "\n",
    "\n\n",
    "](",
    "|a|b|\n|-|-|\n",
    '{:target="_blank"}',
]
_TAGS = ["<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href='https://example.org/?a&b'>", "<a href='x'>", "</a>"]
_TAGS += [
    "<br>",
    "<hr>",
    "<div>",
    "</div>",
    "<ul>",
    "<ol>",
    "<li>",
    "</li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
]
_TAGS += ["<pre>", "</pre>", "<h2>", "</h2>", "<blockquote>", "<script>", "<style>", "<svg>", "<math>", "<!--", "-->"]
_TEXTS = [
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&nbsp;",
    "&#11;",
    "&#xFFFE;",
    "&",
    "<",
    "one",
    "two three",
    " ",
    "é",
    "🎙️",
    "\u200f",
]
_PIECES = st.sampled_from(_MARKDOWN) | st.sampled_from(_TAGS) | st.sampled_from(_TEXTS)
mixed = st.lists(_PIECES | st.text(max_size=5), max_size=25).map("".join)
cleaned = mixed.map(notes.to_html)


def tree(html: str) -> etree._Element:
    return etree.fromstring(f"<div>{html}</div>")


def tags(html: str) -> set[str]:
    return {str(element.tag) for element in tree(html).iterdescendants()}


def visible(html: str) -> str:
    return "".join(str(text) for text in tree(html).itertext())


@given(mixed)
def test_the_result_is_well_formed_and_holds_nothing_but_the_allowed_tags(text: str) -> None:
    html = notes.to_html(text)
    assert tags(html) <= ALL_TAGS
    assert find_not_xml(html) == -1
    assert set(re.findall(r"&[^;]*;", html)) <= {"&amp;", "&lt;", "&gt;", "&quot;"}
    for element in tree(html).iterdescendants():
        assert set(element.attrib) <= {"href"}
        assert element.get("href", "https://").startswith(("http://", "https://", "mailto:"))


@given(mixed)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    html = notes.simplify(notes.to_html(text))
    assert notes.simplify(html) == html


@given(cleaned)
def test_simple_html_holds_only_what_directories_take_and_keeps_every_word(html: str) -> None:
    simple = notes.simplify(html)
    assert tags(simple) <= SIMPLE_TAGS
    spaced = html.replace("<br/>", " ").replace("</td>", " </td>").replace("</th>", " </th>")
    assert visible(simple).replace("|", "").split() == visible(spaced).replace("|", "").split()


@given(cleaned)
def test_no_text_stands_outside_a_paragraph(html: str) -> None:
    root = tree(html)
    assert not (root.text or "").strip()
    assert not any((element.tail or "").strip() for element in root)


@given(cleaned, st.integers(min_value=0, max_value=300))
def test_a_cut_never_exceeds_the_limit_and_stays_well_formed(html: str, limit_bytes: int) -> None:
    short = notes.cut(html, limit_bytes)
    assert len(short.encode()) <= limit_bytes
    if short not in {html, ""}:
        assert visible(short).endswith("…")
        assert visible(html).startswith(visible(short).removesuffix("…"))


@given(st.text(alphabet="ab <>&é🎙️ \n", max_size=60), st.integers(min_value=12, max_value=80))
def test_a_cut_stands_between_characters_and_never_in_an_entity(text: str, limit_bytes: int) -> None:
    html = notes.to_html(text.replace("&", "&amp;").replace("<", "&lt;"))
    assert find_not_xml(visible(notes.cut(html, limit_bytes))) == -1


def test_a_cut_falls_between_words() -> None:
    assert notes.cut("<p>Feeds and chapters</p>", 22) == "<p>Feeds and…</p>"


def test_a_word_that_is_too_long_is_cut_between_characters() -> None:
    assert notes.cut("<p>ääääääääääää</p>", 20) == "<p>äääää…</p>"


def test_an_entity_is_cut_out_whole() -> None:
    assert notes.cut("<p>a&amp;&amp;&amp;</p>", 19) == "<p>a&amp;…</p>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ('[x](https://example.org){:target="_blank"}.', '<p><a href="https://example.org">x</a>.</p>'),
        ("Text\n{: .note}", "<p>Text</p>"),
        ("- item\n{: .list}", "<ul>\n<li>item</li>\n</ul>"),
        ("`[x](y){:z}`", "<p><code>[x](y){:z}</code></p>"),
        ("```\n{:z}\n```", "<pre><code>{:z}\n</code></pre>"),
        ("A set {:a} of symbols", "<p>A set {:a} of symbols</p>"),
    ],
)
def test_attribute_lists_of_kramdown_are_never_seen_except_in_code(markdown: str, html: str) -> None:
    assert notes.to_html(markdown) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("See https://example.org/a.", '<p>See <a href="https://example.org/a">https://example.org/a</a>.</p>'),
        ('[x](https://example.org "t") <b title="t" lang="de">y</b>',
         '<p><a href="https://example.org">x</a> <b>y</b></p>'),
        ("_https://example.org/a_(b)_ (https://example.org)", '<p><em><a href="https://example.org/a_(b)">'
         'https://example.org/a_(b)</a></em> (<a href="https://example.org">https://example.org</a>)</p>'),
        ("[https://a.example](https://b.example) <a href='https://a.example'>https://b.example</a>",
         '<p><a href="https://b.example">https://a.example</a> <a href="https://a.example">https://b.example</a></p>'),
        ("http:// xhttps://a.example `https://a.example`",
         "<p>http:// xhttps://a.example <code>https://a.example</code></p>"),
        ("README.md and main.py", "<p>README.md and main.py</p>"),
        ("[mail](mailto:ada@example.org)", '<p><a href="mailto:ada@example.org">mail</a></p>'),
        ("[a](ada@example.org) [b](mailto://ada@example.org) <a href='MAILTO:ada@example.org'>c</a> [d](www.a.example)",
         '<p><a href="mailto:ada@example.org">a</a> <a href="mailto:ada@example.org">b</a> '
         '<a href="mailto:ada@example.org">c</a> <a href="https://www.a.example">d</a></p>'),
        ("<a href=“https://a.example/”>a</a> [b](“https://b.example/”) [c](“ada@example.org”) “https://d.example/”.",
         '<p><a href="https://a.example/">a</a> <a href="https://b.example/">b</a> '
         '<a href="mailto:ada@example.org">c</a> “<a href="https://d.example/">https://d.example/</a>”.</p>'),
        ("[https://a.example/](The page)", '<p>[<a href="https://a.example/">https://a.example/</a>](The page)</p>'),
        ("[page](/about) [top](#top)", "<p>page top</p>"),
        ('<a href="//evil.example/">x</a>', "<p>x</p>"),
        ('<a href="java&#10;script:alert(1)">x</a>', "<p>x</p>"),
        ('<a href="https://münchen.example/ä b" onclick="x">x</a>',
         '<p><a href="https://xn--mnchen-3ya.example/%C3%A4%20b">x</a></p>'),
        ("<p>one<br><br>two<br>three</p>", "<p>one</p>\n<p>two<br/>three</p>"),
        ("<div>one</div><div>two</div>", "<p>one</p>\n<p>two</p>"),
        ("<ul><li>one<div>two</div>three</li></ul>", "<ul>\n<li>one<br/>two<br/>three</li>\n</ul>"),
        ("<b><p>one</p><p>two</p></b>", "<p><b>one</b></p>\n<p><b>two</b></p>"),
        ("<p></p><p> </p><ul></ul><b></b>", ""),
        ("<img src=x onerror=alert(1)>a<script>alert(1)</script><style>p{}</style>", "<p>a</p>"),
        ("a\x0bb&#11;c", "<p>ab\ufffdc</p>"),
        ("|a|b|\n|-|-|\n|1||",
         "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td></td>\n</tr>\n"
         "</tbody>\n</table>"),
    ],
)  # fmt: skip
def test_what_becomes_of_markdown_and_html(source: str, html: str) -> None:
    assert notes.to_html(source) == html


def test_what_names_no_file_of_the_show_does_not_lead_into_its_folder() -> None:
    source = "[a](ada@example.org) [b](www.example.org) [c](“https://c.example/”) [d](a@2x.png) [e](@ada@example.org)"
    folder = "https://example.org/show"
    assert notes.to_html(source, f"{folder}/") == (
        '<p><a href="mailto:ada@example.org">a</a> <a href="https://www.example.org">b</a> '
        f'<a href="https://c.example/">c</a> <a href="{folder}/a@2x.png">d</a> '
        f'<a href="{folder}/@ada@example.org">e</a></p>'
    )


def test_a_list_item_stays_an_item_when_notes_are_simplified() -> None:
    assert notes.simplify("<ul>\n<li>one<br/>two <code>x</code></li>\n</ul>") == "<ul>\n<li>one two x</li>\n</ul>"


def test_the_lines_of_code_become_paragraphs_when_notes_are_simplified() -> None:
    assert notes.simplify("<pre><code>a &lt; b\n  c\n</code></pre>") == "<p>a &lt; b</p>\n<p>c</p>"


def test_plain_text_has_a_line_for_each_item_of_a_nested_list() -> None:
    html = notes.to_html("Hi\n\n- a\n- b\n  - c\n\nBye")
    assert notes.to_text(html) == "Hi\n\na\nb\nc\n\nBye"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("x " * 100_001, "longer than 200 KB"),
        ("<blockquote>\n" * 15_000, "nested more than 50"),
        ("<b>\n" * 50_000, "nested more than 50"),
        ("<b></x>\n" * 20_000, "nested more than 50"),
        ('<b title="</b>">\n' * 10_000, "nested more than 50"),
        ("> " * 60 + "x", "nested more than 50"),
        ("- " * 60 + "x", "nested more than 50"),
        ("[ " * 50_000, "brackets"),
        ("![\n" * 50_000, "brackets"),
        ("https://a.b/(((" * 10_000, "a word of more than"),
        ("[a](data:image/png;base64," + "A" * 50_000 + ")", "a word of more than"),
    ],
)
def test_hostile_notes_are_refused_with_a_reason(source: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        notes.to_html(source)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["http:// ", " http://x]", "https://a.b/((( ", "&amp; ", "`a``b ", "|a|\n|-|\n\n", "a\n> "]
)
def test_notes_full_of_one_thing_are_still_read(piece: str) -> None:
    words = piece * (100_000 // len(piece))
    assert notes.to_text(notes.to_html(words))


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_words_of_plain_text_survive(text: str) -> None:
    words = re.findall(r"[a-zA-Z]+", text)
    html = notes.to_html(" ".join(words))
    assert notes.to_text(html) == " ".join(words)
