"""What is told of a painting while it goes on: costs, pace, and whether it goes well."""
