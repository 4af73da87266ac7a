"""Whether all is well with a show that is built while nobody looks, and who is told of it."""
