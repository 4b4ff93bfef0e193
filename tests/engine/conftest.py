"""The real weights, and pictures to paint with."""

import numpy as np
import pytest

from styler.engine import weights
from styler.engine.features import VGG19


@pytest.fixture(scope="session")
def vgg_weights():
    return weights.load("shipped")


@pytest.fixture(scope="session")
def network(vgg_weights):
    return VGG19(vgg_weights)


@pytest.fixture
def random():
    return np.random.default_rng(7)
