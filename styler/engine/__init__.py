"""The mathematics: VGG-19, the costs, their descent. TensorFlow and NumPy, no Qt."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from styler.engine.heap import keep_together


@contextlib.contextmanager
def _standard_error_closed() -> Iterator[None]:
    """TensorFlow's libraries greet on file descriptor 2 before any log level applies."""
    kept = os.dup(2)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# TensorFlow imports Keras, for all that never asks for it: 36 MB, and a sixth of the time. Told to
# use the old Keras, a package that is not installed, it goes on without any.
os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
keep_together()
with _standard_error_closed():
    import tensorflow
# Making an objective anew for other layers is meant; TensorFlow would warn of every tracing.
tensorflow.get_logger().setLevel("ERROR")
