#!/usr/bin/env python
"""Put ``platform/`` on the path, then hand over to Django's command line."""

import gc
import os
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parent / "platform"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

    if sys.argv[1:2] == ["migrate"]:
        # Every step makes all models anew; looking often for what is free costs a quarter.
        gc.set_threshold(100_000, 50, 100)

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
