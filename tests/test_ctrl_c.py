"""Ctrl-C, wherever it comes."""

import contextlib
import signal

import numpy as np
import pytest
import tensorflow as tf
from tensorflow.python.eager import context

from styler.cli.ctrl_c import ctrl_c


@pytest.fixture
def comes_in_the_midst(monkeypatch):
    """Ctrl-C comes where TensorFlow, in the midst of a call from C, asks its context for itself."""
    handle = context.Context._handle.fget

    def interrupted(self):
        signal.raise_signal(signal.SIGINT)
        return handle(self)

    monkeypatch.setattr(context.Context, "_handle", property(interrupted))


def test_ctrl_c_in_the_midst_of_tensorflow_is_no_other_error(comes_in_the_midst):
    with pytest.raises(KeyboardInterrupt) as stopped, ctrl_c():
        tf.constant(np.zeros(3, np.float32))
    assert isinstance(stopped.value.__cause__, TypeError | SystemError)


def test_ctrl_c_that_was_swallowed_is_raised_when_it_is_asked_for():
    with ctrl_c() as check:
        check()
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            check()


def test_what_goes_wrong_after_a_stop_within_stays_what_it_is():
    def stopped_and_wrong():
        with pytest.raises(KeyboardInterrupt), ctrl_c():
            signal.raise_signal(signal.SIGINT)
        return 1 / 0

    with pytest.raises(ZeroDivisionError), ctrl_c():
        stopped_and_wrong()


def test_what_goes_wrong_by_itself_stays_what_it_is():
    with pytest.raises(ZeroDivisionError), ctrl_c():
        1 / 0  # noqa: B018


def test_what_ctrl_c_did_before_it_does_again():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), ctrl_c():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_that_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ctrl_c():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
