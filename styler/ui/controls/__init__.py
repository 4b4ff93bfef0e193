"""Every setting, and what it does to the picture."""
