"""A value of a front matter is changed where it stands, and every other byte of the file stays."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.sources.front_matter_edit import EditError
from publisher.sources.value_edit import ValueEdit, with_values

URL = "https://podcasts.apple.com/us/podcast/a-b/id1?i=2"
ORDER = ("anchor", "youtube", "spotify", "apple")


def edit(key: str, new: str, old: str | None, *, as_text: bool = True, order: tuple[str, ...] = ()) -> ValueEdit:
    return ValueEdit(keys=tuple(key.split(".")), new=new, old=old, as_text=as_text, order=order)


def edited(front_matter: str, *edits: ValueEdit) -> str:
    """The front matter after the edits; they are done once, however often they are asked for."""
    content = f"---\n{front_matter}---\n\nNotes: TODO\n"
    after = with_values(content, edits)
    assert with_values(after, edits) == after
    assert after.startswith("---\n")
    assert after.endswith("---\n\nNotes: TODO\n")
    return after.removeprefix("---\n").removesuffix("---\n\nNotes: TODO\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("links:\n  apple: TODO  # ask\n", f"links:\n  apple: {URL}  # ask\n"),
        ("links:\n    'apple': 'TODO'\n", f"links:\n    'apple': '{URL}'\n"),
        ('links:\n  apple: "TODO" # ask\n', f'links:\n  apple: "{URL}" # ask\n'),
        ("links:\n  apple:\tTODO\t# ask\n", f"links:\n  apple:\t{URL}\t# ask\n"),
        ("links:\n  apple:\n    TODO # ask\n", f"links:\n  apple:\n    {URL} # ask\n"),
        ("links: {apple: TODO, web: x}\n", f"links: {{apple: {URL}, web: x}}\n"),
        ("links:\n  apple: >-\n    TODO\n\n# ask\nx: 1\n", f"links:\n  apple: >-\n    {URL}\n\n# ask\nx: 1\n"),
        ("links:\n  apple: TODO\n\n00:00\nAda\n", f"links:\n  apple: {URL}\n\n00:00\nAda\n"),
    ],
)
def test_a_value_is_replaced(before: str, after: str) -> None:
    assert edited(before, edit("links.apple", URL, "TODO")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("links:\n  apple:\n  web: x\n", f"links:\n  apple: {URL}\n  web: x\n"),
        ("links:\n  apple:  # ask\n", f"links:\n  apple: {URL}  # ask\n"),
        ("links:\n  apple:   \n", f"links:\n  apple:   {URL}\n"),
        ("links:\n  apple: ''\n", f"links:\n  apple: '{URL}'\n"),
        ("links: {web: x, apple: }\n", f"links: {{web: x, apple: {URL} }}\n"),
    ],
)
def test_nothing_becomes_a_value(before: str, after: str) -> None:
    assert edited(before, edit("links.apple", URL, "")) == after


def test_a_block_that_keeps_its_line_end() -> None:
    assert edited("links:\n  apple: |\n    TODO\n", edit("links.apple", "x", "TODO\n")) == "links:\n  apple: |\n    x\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("links:\n  anchor: x\n  web: y\nids: {}\n", "links:\n  anchor: x\n  spotify: new\n  web: y\nids: {}\n"),
        ("links:\n  apple: x\n", "links:\n  spotify: new\n  apple: x\n"),
        ("links:\n  web: x\n", "links:\n  web: x\n  spotify: new\n"),
        (
            "links:\n    youtube: 'x' # y\n# z\nids: {}\n",
            "links:\n    youtube: 'x' # y\n    spotify: 'new'\n# z\nids: {}\n",
        ),
        ("links:\n  youtube: >-\n    x\n\nids: 1\n", "links:\n  youtube: >-\n    x\n  spotify: new\n\nids: 1\n"),
        ("links:\n  youtube:\n  apple: x\n", "links:\n  youtube:\n  spotify: new\n  apple: x\n"),
        (
            "links:\n  youtube: [a,\n    b]\n  apple: x\n",
            "links:\n  youtube: [a,\n    b]\n  spotify: new\n  apple: x\n",
        ),
        ("links:\n  youtube:\n  - a: 1\n    b:\n", "links:\n  youtube:\n  - a: 1\n    b:\n  spotify: new\n"),
        ("links: {youtube: x, apple: y}\n", "links: {youtube: x, spotify: new, apple: y}\n"),
        ("links: {apple: y}\n", "links: {spotify: new, apple: y}\n"),
        ("links: {}\n", "links: {spotify: new}\n"),
    ],
)
def test_a_key_is_put_where_others_have_it(before: str, after: str) -> None:
    assert edited(before, edit("links.spotify", "new", None, order=ORDER)) == after


SECTIONS = ("title", "ids", "links", "duration")


def section_edits() -> list[ValueEdit]:
    new = {"apple": URL, "youtube": "12:3"}
    return [
        ValueEdit(keys=("links", key), new=value, old=None, order=ORDER, sections=SECTIONS)
        for key, value in new.items()
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: One\n", f"title: One\nlinks:\n  youtube: '12:3'\n  apple: {URL}\n"),
        (
            "title: One\nids:\n    youtube: 'x' # y\n# z\nduration: 1:02\n",
            "title: One\nids:\n    youtube: 'x' # y\n"
            f"links:\n    youtube: '12:3'\n    apple: '{URL}'\n# z\nduration: 1:02\n",
        ),
        ("duration: 1:02\n", f"links:\n  youtube: '12:3'\n  apple: {URL}\nduration: 1:02\n"),
        ('ids: {youtube: "x"}\n', f'ids: {{youtube: "x"}}\nlinks: {{youtube: "12:3", apple: "{URL}"}}\n'),
        ("other: 1\n\n00:00\nAda\n", f"other: 1\nlinks:\n  youtube: '12:3'\n  apple: {URL}\n\n00:00\nAda\n"),
        ("links: # ask\ntitle: One\n", f"links: # ask\n  youtube: '12:3'\n  apple: {URL}\ntitle: One\n"),
        ("links: TODO  # ask\n", f"links:  # ask\n  youtube: '12:3'\n  apple: {URL}\n"),
        ("links: ~\nids: {youtube: x}\n", f"links: {{youtube: '12:3', apple: {URL}}}\nids: {{youtube: x}}\n"),
        ("ids:\n- a: 1\n- b\n", f"ids:\n- a: 1\n- b\nlinks:\n  youtube: '12:3'\n  apple: {URL}\n"),
    ],
)
def test_keys_that_are_missing_as_a_whole_are_made_in_the_style_of_the_file(before: str, after: str) -> None:
    assert edited(before, *section_edits()) == after


def test_two_such_keys_come_in_their_order() -> None:
    number = ValueEdit(keys=("ids", "apple"), new="22", old=None, order=ORDER, sections=SECTIONS)
    links = f"links:\n  youtube: '12:3'\n  apple: {URL}\n"
    assert edited("title: One\n", *section_edits(), number) == f"title: One\nids:\n  apple: '22'\n{links}"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_keys_that_are_missing_as_a_whole_get_the_line_ends_of_the_file(end: str) -> None:
    content = "\ufeff---\nids:\n  youtube: x\nduration: 1:02\n---\nNotes".replace("\n", end)
    links = f"links:\n  youtube: '12:3'\n  apple: {URL}\n".replace("\n", end)
    assert with_values(content, section_edits()) == content.replace("duration", f"{links}duration")


def test_several_at_once_come_in_their_order() -> None:
    before = "ids: {youtube: 'a''b'}\nlinks:\n  anchor: x\n  apple: TODO\nduration: PT1H # long\n"
    after = edited(
        before,
        edit("links.spotify", "s", None, order=ORDER),
        edit("duration", "75", "PT1H", as_text=False),
        edit("links.youtube", "y", None, order=ORDER),
        edit("ids.youtube", "12:3", "a'b"),
        edit("links.apple", URL, "TODO"),
    )
    links = f"links:\n  anchor: x\n  youtube: y\n  spotify: s\n  apple: {URL}\n"
    assert after == f"ids: {{youtube: '12:3'}}\n{links}duration: 75 # long\n"


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("12345678901", "'12345678901'"),
        ("1:02:03", "'1:02:03'"),
        ("2026-01-31", "'2026-01-31'"),
        ("yes", "'yes'"),
        ("-a: it's", "'-a: it''s'"),
        ("a #b", "'a #b'"),
        ("a#b", "a#b"),
        ("a\u2028b", '"a\\u2028b"'),
    ],
)
def test_quotes_are_put_where_the_value_needs_them(new: str, written: str) -> None:
    after = edited("ids:\n  youtube: TODO\n", edit("ids.youtube", new, "TODO"))
    assert after.casefold().replace("\\u00002028", "\\u2028") == f"ids:\n  youtube: {written}\n"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("links:\n  apple: &a TODO\n", "an anchor or a tag"),
        ("links:\n  apple: |\n    TODO\n    more\n", "not what it was"),
        ("links:\n  apple: [TODO]\n", "not what it was"),
        ("links:\n  apple: other\n", "not what it was"),
        ("links: TODO\n", "not what it was"),
        ("links:\n  apple: TODO\n  apple: TODO\n", "line 4: the key 'apple' stands here a second time"),
        ("links:\n\tapple: TODO\n", "line 3"),
        ("links: {apple: TODO\n", "line"),
    ],
)
def test_what_cannot_be_changed_is_refused(before: str, words: str) -> None:
    with pytest.raises(EditError, match=words):
        edited(before, edit("links.apple", URL, "TODO"))


@pytest.mark.parametrize(
    ("before", "old", "words"),
    [
        ("links:\n  apple: |\n    TODO\n    more\n", "TODO\nmore\n", "several lines; write it on one"),
        ("links: {web: x, apple}\n", "", "no colon"),
        ("links: [web]\n", None, "no keys beside which"),
        ("links: none of it\n", None, "no keys beside which"),
        ("links: &all TODO\n", None, "no room for keys"),
        ("links:\n  TODO\n", None, "no room for keys"),
        ("{title: One}\n", None, "no keys beside which"),
    ],
)
def test_what_has_no_room_is_refused(before: str, old: str | None, words: str) -> None:
    with pytest.raises(EditError, match=words):
        edited(before, edit("links.apple", URL, old))


def test_two_values_for_one_key_are_refused() -> None:
    with pytest.raises(EditError, match="two changes"):
        edited("links:\n  apple: TODO\n", edit("links.apple", "a", "TODO"), edit("links.apple", "b", "TODO"))


@pytest.mark.parametrize("content", ["", "no front matter\n", "---\nlinks:\n  apple: TODO\n", "---\n- TODO\n---\n"])
def test_files_that_cannot_be_read_are_refused(content: str) -> None:
    with pytest.raises(EditError):
        with_values(content, [edit("links.apple", URL, "TODO")])


@dataclass(frozen=True)
class Written:
    """One value as somebody may write it: what stands before it, itself, what stands behind it on its line."""

    before: str
    value: str
    behind: str


TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"), max_size=20
)
PLAIN = st.sampled_from(
    ["TODO", "https://example.com/?a=b&c#d", "NfAJAr7FvyY&t", "PT01H02M03S", "123", "x y", "e1", "~"]
)


@st.composite
def written_values(draw: st.DrawFn) -> Written:
    style = draw(st.sampled_from(["plain", "single", "double", "nothing", "block", "below"]))
    comment = draw(st.sampled_from(["", " # ask", "  # 'a' \"b\" TODO: c", "  "]))
    indent = draw(st.sampled_from(["      ", "    "]))
    plain, text = draw(PLAIN), draw(TEXTS.map(lambda text: text.strip()))
    if style == "single":
        return Written(" ", "'" + text.replace("'", "''") + "'", comment)
    if style == "double":
        return Written(" ", '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"', comment)
    if style == "nothing":
        return Written(" " if comment.strip() else "", "", comment.lstrip(" "))
    if style == "block":
        return Written(f" >-\n{indent}", plain, "")
    if style == "below":
        return Written(f"{comment.rstrip()}\n{indent}", plain, comment)
    return Written(" ", plain, comment)


def loaded(content: str) -> dict[str, dict[str, str]]:
    """What another reader of YAML finds in the front matter, every scalar as text."""
    keys = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    keys = keys.split("\n---\n", 1)[0].removeprefix("---\n")
    read: dict[str, dict[str, str]] = yaml.load(keys, Loader=yaml.BaseLoader)
    return read


@given(
    st.lists(written_values(), min_size=1, max_size=5),
    st.data(),
    TEXTS.filter(lambda text: text == text.strip() and text),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", "Notes\nlinks:\n  key0: TODO"]),
)
def test_only_the_bytes_of_the_value_change(
    values: list[Written], data: st.DataObject, new: str, line_end: str, mark: str, body: str
) -> None:
    target = data.draw(st.integers(0, len(values) - 1))
    lines = [f"  key{index}:{one.before}{one.value}{one.behind}\n" for index, one in enumerate(values)]
    chosen = values[target]
    before = "".join(("---\ntitle: One\nlinks:\n", *lines[:target], f"  key{target}:{chosen.before}"))
    behind = "".join((chosen.behind, "\n", *lines[target + 1 :], "---\n", body))
    before, behind = f"{mark}{before}".replace("\n", line_end), behind.replace("\n", line_end)
    content = before + chosen.value + behind
    keys = ("links", f"key{target}")
    old = loaded(content)["links"][keys[1]]
    after = with_values(content, [ValueEdit(keys=keys, new=new, old=old)])
    assert after.startswith(before.rstrip(" "))
    assert after.endswith(behind)
    assert loaded(after)["links"] == loaded(content)["links"] | {keys[1]: new}
    assert with_values(after, [ValueEdit(keys=keys, new=new, old=old)]) == after
