"""Recordings fetched into the show folder: resumed where they broke off, in place only when they are whole."""
