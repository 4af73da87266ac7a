"""The files that a show, or an episode of it, starts with. What exists is never written over."""
