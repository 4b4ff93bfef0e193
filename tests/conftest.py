"""What all tests share: a screenless Qt where there is no screen, and a home that is nobody's."""

import os

import pytest

_KINDS = ("CACHE", "CONFIG", "DATA", "STATE")

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory):
    """Caches, settings, logs and weights of the person who runs the tests stay untouched."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in (*(f"XDG_{kind}_HOME" for kind in _KINDS), "KERAS_HOME"):
            patch.setenv(name, str(home / name.lower()))
        yield
