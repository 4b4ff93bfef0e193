"""Styler paints a photograph in the style of a painting, live, on an ordinary computer."""

__version__ = "0.1.0"
