"""Where the picture is painted and looked at."""
