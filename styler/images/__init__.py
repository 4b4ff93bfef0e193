"""Reading and writing picture files. Pillow and NumPy; no TensorFlow, no Qt."""

from styler.images.masks import (
    load_mask,
    mask_bytes,
    mask_from_bytes,
    regions_bytes,
    regions_from_bytes,
)
from styler.images.picture import Picture, to_bytes8
from styler.images.reading import READABLE, load, load_bytes
from styler.images.writing import WRITABLE, check_writable, save

__all__ = [
    "READABLE",
    "WRITABLE",
    "Picture",
    "check_writable",
    "load",
    "load_bytes",
    "load_mask",
    "mask_bytes",
    "mask_from_bytes",
    "regions_bytes",
    "regions_from_bytes",
    "save",
    "to_bytes8",
]
