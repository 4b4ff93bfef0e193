"""Reading and writing picture files. Pillow and NumPy; no TensorFlow, no Qt."""

from styler.images.export import CHROMAS, DEPTHS, MAX_DPI, MAX_RECIPE, Alpha, Export
from styler.images.masks import (
    load_mask,
    mask_bytes,
    mask_from_bytes,
    regions_bytes,
    regions_from_bytes,
)
from styler.images.metadata import embedded_recipe, load_dpi, load_exif
from styler.images.picture import to_bytes8
from styler.images.reading import READABLE, load, load_alpha, load_bytes
from styler.images.writing import WRITABLE, Kind, check_writable, kind_of, save

__all__ = [
    "CHROMAS",
    "DEPTHS",
    "MAX_DPI",
    "MAX_RECIPE",
    "READABLE",
    "WRITABLE",
    "Alpha",
    "Export",
    "Kind",
    "check_writable",
    "embedded_recipe",
    "kind_of",
    "load",
    "load_alpha",
    "load_bytes",
    "load_dpi",
    "load_exif",
    "load_mask",
    "mask_bytes",
    "mask_from_bytes",
    "regions_bytes",
    "regions_from_bytes",
    "save",
    "to_bytes8",
]
