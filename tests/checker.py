"""The Nu Html Checker, which W3C and WHATWG use: what it says of pages."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.servers import vnu_jar


def checker_complaints(pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """Return what the checker says of ``pages``, by name; an empty dictionary when all are right.

    ``folder`` is empty, and holds the pages while the checker reads them.
    """
    names = {}
    for number, (name, text) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(text, encoding="utf-8")
        names[file.name] = name
    command = ["java", "-jar", str(vnu_jar()), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        name = names[message["url"].rpartition("/")[2]]
        found[name].append(f"line {message.get('lastLine')}: {message['message']}")
    return dict(found)
