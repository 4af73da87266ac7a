"""What the next build changes for subscribers: two feeds compared, and the files that they name."""
