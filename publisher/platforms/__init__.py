"""What a URL and an id of each platform look like: pure functions of text, nothing is asked of anybody."""
