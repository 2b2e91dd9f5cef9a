"""The folder ``platform/`` does not hide Python's own module."""

import platform
import sysconfig
from pathlib import Path


def test_platform_is_pythons_own():
    assert Path(platform.__file__).parent == Path(sysconfig.get_path("stdlib"))
