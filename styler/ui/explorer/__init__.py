"""What the network sees: its layers, its units, and what it correlates."""
