"""Chapters that nobody made: where they could start, and what they could be called."""
