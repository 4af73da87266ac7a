"""Decides each field: the first source that has it wins, and all the candidates are remembered."""
