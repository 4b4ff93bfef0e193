"""What the application tells of itself."""
