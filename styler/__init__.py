"""Styler paints a photograph in the style of a painting, live, on an ordinary computer."""
