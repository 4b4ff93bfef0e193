from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from styler.errors import StylerError
from styler.ui.explorer.exhibits import Role, as_compared, exhibit, folder


def test_a_large_picture_is_shrunk_and_a_small_one_is_not() -> None:
    large, small = np.zeros((60, 120, 3), np.float32), np.zeros((20, 30, 3), np.float32)
    assert exhibit(Role.CONTENT, "large", large, 80).picture.shape == (40, 80, 3)
    assert exhibit(Role.CONTENT, "small", small, 80).picture is small


def test_a_folder_has_its_pictures_by_name_without_what_is_none(
    tmp_path: Path, photograph: Path, painting: Path, not_a_picture: Path
) -> None:
    (tmp_path / "notes.txt").write_text("Buy bread.")
    found = folder(tmp_path)
    assert [each.name for each in found] == [painting.name, photograph.name]
    assert {each.role for each in found} == {Role.OTHER}


def test_a_folder_without_pictures_is_told(tmp_path: Path, not_a_picture: Path) -> None:
    with pytest.raises(StylerError, match="There is no picture in"):
        folder(tmp_path)


def test_a_style_is_compared_at_as_many_pixels() -> None:
    style, generated = np.zeros((90, 40, 3), np.float32), np.zeros((30, 30, 3), np.float32)
    assert as_compared(style, generated, 1.0).shape == (45, 20, 3)
    assert as_compared(style, generated, 2.0).shape == (90, 40, 3)
