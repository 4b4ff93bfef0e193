"""Where the pictures come from: places to drop them, a gallery, the web, the clipboard."""
