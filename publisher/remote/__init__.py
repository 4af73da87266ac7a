"""Recordings that lie elsewhere, read without a download: their tags, chapters and length, over a few HTTP ranges."""
