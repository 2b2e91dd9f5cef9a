"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
VAR = ROOT / "var"
LOGS = VAR / "log"
DATABASE = VAR / "verankerd.sqlite3"
