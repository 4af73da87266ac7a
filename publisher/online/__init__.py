"""What the platforms and the servers of a show say of its links, recordings and pictures."""
