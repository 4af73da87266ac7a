"""YAML is read as the author wrote it, and nothing that is written can harm the reader."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.sources.composed import InvalidYaml, Mapping, Node, Scalar, Sequence, compose
from publisher.text import find_not_xml


def texts(node: Node | None) -> object:
    """The tree with nothing but its texts."""
    if isinstance(node, Mapping):
        return {key: texts(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [texts(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def test_scalars_stay_what_was_written() -> None:
    written = "time: 1:14\nanswer: no\noctal: 010\nid: 12345678901\nversion: 1.10\nday: 2025-02-30\n"
    assert texts(compose(written)) == {
        "time": "1:14",
        "answer": "no",
        "octal": "010",
        "id": "12345678901",
        "version": "1.10",
        "day": "2025-02-30",
    }


def test_every_value_knows_its_line() -> None:
    root = compose("a: 1\nb:\n- x\n- y: z\n", first_line=10)
    assert isinstance(root, Mapping)
    assert root.key_lines == {"a": 10, "b": 11}
    items = root.entries["b"]
    assert isinstance(items, Sequence)
    assert [item.line for item in items.items] == [12, 13]


def test_an_empty_document_has_no_root() -> None:
    assert compose("# nothing but a comment\n") is None


@pytest.mark.parametrize(
    ("written", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands here a second time (first in line 1)"),
        ("a: &x 1\nb: *x\n", 2, "alias *x"),
        ("a: !!python/object/apply:os.system [true]\n", 1, "tag"),
        ("a: [1, 2\n", 2, "not valid YAML"),
        ("a: b: c\n", 1, "not valid YAML"),
        ("a:\n\t- b\n", 2, "not valid YAML"),
        ('a: "\\0"\n', 1, "U+0000"),
        ('a: "\\ud800"\n', 1, "not valid YAML"),
        ("image: {{ image }}\n", 1, "quote values that start with {"),
        ("a: 1\n---\nb: 2\n", 3, "second YAML document"),
        ("[" * 100_000, 1, "levels deep"),
        ("- " * 100_000, 1, "levels deep"),
        ("{a: " * 100_000, 1, "levels deep"),
        ("a: &a [*a]\n", 1, "alias *a"),
        ("a: 1\n<<: *a\n", 2, "alias *a"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_line(written: str, line: int, words: str) -> None:
    with pytest.raises(InvalidYaml) as refused:
        compose(written)
    assert refused.value.line == line
    assert words in str(refused.value)


def test_a_bomb_of_aliases_costs_nothing() -> None:
    layers = "".join(f"{name}: &{name} [*{other}, *{other}]\n" for other, name in pairwise("abcdefghi"))
    with pytest.raises(InvalidYaml, match="alias"):
        compose(f"a: &a [{', '.join(['x'] * 9)}]\n{layers}")


def test_numbers_of_any_length_are_text() -> None:
    assert texts(compose(f"episode: {'9' * 5000}\nduration: {'59:' * 40_000}59\n")) == {
        "episode": "9" * 5000,
        "duration": "59:" * 40_000 + "59",
    }


# Without the line ends of YAML 1.1, which have a test of their own.
any_text = st.text(st.characters(exclude_characters="\x85\u2028\u2029"))


@given(st.dictionaries(any_text, st.one_of(any_text, st.lists(any_text)), max_size=5))
def test_any_text_is_read_back_or_refused(written: dict[str, str | list[str]]) -> None:
    document = yaml.safe_dump(written, allow_unicode=True, width=1000)
    values = [text for value in written.values() for text in ([value] if isinstance(value, str) else value)]
    if any(find_not_xml(text) >= 0 for text in [*written, *values]):
        with pytest.raises(InvalidYaml):
            compose(document)
    else:
        assert texts(compose(document)) == written


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_line_ends_of_other_alphabets_are_spaces_in_pasted_text(character: str) -> None:
    root = compose(f"a: one{character}two\nb: three\n")
    assert isinstance(root, Mapping)
    assert texts(root) == {"a": "one two", "b": "three"}
    assert root.key_lines == {"a": 1, "b": 2}


@pytest.mark.parametrize("written", ["a:", "a: ~", "a: null"])
def test_nothing_is_nothing(written: str) -> None:
    root = compose(written)
    assert isinstance(root, Mapping)
    (value,) = root.entries.values()
    assert isinstance(value, Scalar)
    assert value.is_null
