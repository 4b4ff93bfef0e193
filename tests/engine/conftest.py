"""The real weights, and pictures to paint with."""

import numpy as np
import pytest

from styler import images
from styler.assets import asset
from styler.engine import weights
from styler.engine.features import VGG19
from styler.engine.objectives import Objectives


@pytest.fixture(scope="session")
def vgg_weights():
    return weights.load("shipped")


@pytest.fixture(scope="session")
def network(vgg_weights):
    return VGG19(vgg_weights)


@pytest.fixture
def random():
    return np.random.default_rng(7)


@pytest.fixture(scope="module")
def objectives():
    return Objectives()


@pytest.fixture(scope="session")
def content():
    return images.load(asset("samples", "content", "coffee.jpg"))


@pytest.fixture(scope="session")
def style():
    return images.load(asset("samples", "style", "hokusai-great-wave.jpg"))
