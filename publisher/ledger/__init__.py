"""published.yaml, the ledger: what subscribers already have. An episode keeps its guid through every rename by it."""
