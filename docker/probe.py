"""Ask this container's web process how it is; the exit code is the answer."""

import sys
import urllib.error
import urllib.request


def main(address: str) -> int:
    """Return 0 when ``address`` answers well."""
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310  (our own address)
            return 0
    except (urllib.error.URLError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
