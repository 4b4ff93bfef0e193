"""A change of variables in which the descent is better conditioned.

The gradient of J is far too strong in the fine detail of the picture and too weak in its large
shapes. So the optimiser moves u in G = G₀ + P½·u, where P½ is a filter that falls with frequency
as natural images do (D. Field, "Relations between the statistics of natural images and the response
properties of cortical cells", 1987). Any optimiser in u is the same optimiser in G, preconditioned
by P.
"""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class Preconditioner:
    """P½ for images of one size: a symmetric filter, |f|^(−power/2), of unit mean square.

    Towards the highest frequencies it falls to nothing (half cosine from `shoulder` of Nyquist on):
    nothing there can be seen, and pooling's chequer pattern lives there.
    """

    def __init__(self, height: int, width: int, power: float = 0.4, shoulder: float = 0.5):
        f_y, f_x = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :]
        f = np.hypot(f_y, f_x)
        gain = np.maximum(f, 1 / max(height, width)) ** (-power / 2)
        gain *= _falling(np.abs(f_y) / 0.5, shoulder) * _falling(np.abs(f_x) / 0.5, shoulder)
        gain /= np.sqrt(np.mean(np.square(gain)))
        self._shape = (height, width)
        self._gain = tf.constant(gain, tf.complex64)

    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        """P½·image, (1, n_H, n_W, 3), float32."""
        planes = tf.transpose(image[0], (2, 0, 1))
        filtered = tf.signal.irfft2d(tf.signal.rfft2d(planes) * self._gain, self._shape)
        return tf.transpose(filtered, (1, 2, 0))[None]


def _falling(frequency, shoulder):
    """1 up to `shoulder`, then half a cosine down to 0 at 1 (Nyquist)."""
    t = np.clip((frequency - shoulder) / (1 - shoulder), 0, 1) if shoulder < 1 else frequency * 0
    return (1 + np.cos(np.pi * t)) / 2
