"""What a URL looks like, and a URL and an id of each platform: pure functions of text, nothing is asked of anybody."""
