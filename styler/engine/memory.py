"""How much memory a size will take, and whether it is there.

TensorFlow ends the process where an allocation fails, and a long painting with it. So a size that
cannot fit is refused before it is begun.
"""

from __future__ import annotations

from pathlib import Path

from styler.errors import OutOfMemoryError

# Peaks of whole processes at 512² and 1024², TensorFlow 2.21: 1.44 and 3.17 GB in float32, 1.21 and
# 2.48 GB in bfloat16. A straight line through them, and a tenth more.
BASE = 0.95e9  # bytes
PER_PIXEL = {"float32": 2400.0, "bfloat16": 1800.0}  # bytes a pixel of the canvas

_MEMINFO, _OWN = Path("/proc/meminfo"), Path("/proc/self/status")


def forecast(pixels: int, dtype: str) -> float:
    """Bytes that the process will hold at most while it paints so many pixels."""
    return BASE + PER_PIXEL[dtype] * pixels


def within_reach() -> float | None:
    """Bytes that this process holds or could have; None where the system does not tell."""
    try:
        return _field(_MEMINFO, "MemAvailable") + _field(_OWN, "VmRSS")
    except (OSError, ValueError):
        return None


def check(width: int, height: int, dtype: str) -> None:
    """Raises `OutOfMemoryError` if a canvas of this size, in pixels, would not fit."""
    needed, reach = forecast(width * height, dtype), within_reach()
    if reach is not None and needed > reach:
        raise OutOfMemoryError(
            "A picture of {width} × {height} pixels needs {needed:.1f} GB of memory, and "
            "{free:.1f} GB are free: choose a smaller size, or close programs.",
            width=width,
            height=height,
            needed=needed / 1e9,
            free=reach / 1e9,
        )


def _field(file: Path, name: str) -> float:
    """A line such as “MemAvailable:   123 kB”, in bytes."""
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return 1024 * float(line.split()[1])
    raise ValueError(name)
