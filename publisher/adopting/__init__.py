"""Takes over what the subscribers of another feed have: which item is which episode file, and what the ledger keeps."""
