"""Which precision is faster on this machine: measured once, then remembered.

bfloat16 halves the memory traffic and, where the processor multiplies it natively (AMX,
AVX512-BF16, most GPUs), doubles the speed; elsewhere it is emulated and many times slower.
"""

from __future__ import annotations

import json
import platform
import time
from pathlib import Path

import platformdirs
import tensorflow as tf

# bfloat16 costs a little accuracy, so it has to win clearly.
WORTHWHILE = 1.2


def resolve(precision: str) -> str:
    """ "float32" or "bfloat16"; "auto" is measured the first time and remembered after that."""
    if precision != "auto":
        return precision
    memory = Path(platformdirs.user_cache_dir("styler", appauthor=False)) / "precision.json"
    known = _recall(memory)
    machine = f"{platform.machine()} {_processor()} {device()} TensorFlow {tf.__version__}"
    if known.get(machine) not in ("float32", "bfloat16"):
        known[machine] = measure()
        _remember(memory, known)
    return known[machine]


def measure() -> str:
    """The faster of the two for a convolution like VGG-19's, tried here and now (about 0.2 s)."""
    try:
        gain = _seconds(tf.float32) / _seconds(tf.bfloat16)
    except (tf.errors.OpError, NotImplementedError):  # no bfloat16 kernel on this device
        return "float32"
    return "bfloat16" if gain >= WORTHWHILE else "float32"


def device() -> str:
    """Where TensorFlow computes: "GPU:0" if it has one, else "CPU"."""
    return "GPU:0" if tf.config.list_logical_devices("GPU") else "CPU"


def _seconds(dtype: tf.DType) -> float:
    a = tf.ones((1, 64, 64, 128), dtype)
    kernel = tf.ones((3, 3, 128, 128), dtype)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        tf.nn.conv2d(a, kernel, strides=1, padding="SAME").numpy()
        times.append(time.perf_counter() - start)
    return min(times)


def _processor() -> str:
    """The processor's model; on Linux `platform.processor()` is often empty."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    found = {line.partition(":")[0].strip(): line.partition(":")[2].strip() for line in lines}
    bf16 = [f for f in found.get("flags", "").split() if "bf16" in f or "amx" in f]
    return " ".join([found.get("model name", platform.processor()), *bf16])


def _recall(memory: Path) -> dict[str, str]:
    try:
        known = json.loads(memory.read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(memory: Path, known: dict[str, str]) -> None:
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(known))
    except OSError:
        pass  # measured again next time
