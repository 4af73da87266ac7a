"""Publish a podcast from a folder of episode files and recordings."""

__version__ = "0.1.0"
