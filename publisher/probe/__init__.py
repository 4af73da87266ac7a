"""Asking URLs: safely (public addresses only, bounded in time and size) and politely (few at once, patiently)."""
