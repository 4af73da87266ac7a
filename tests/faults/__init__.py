"""Kinds of fault that people make in episode files: each puts one into a file, and says what must be found then."""
