"""Asks an address of the house whether it is well: exit code 0 for 200. It stands alone: asking costs little."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

TIMEOUT = 4


def main(url: str) -> str | None:
    """What is wrong, None if nothing is. Asked under the name of the site: the only host that is surely allowed."""
    host = urlsplit(os.environ.get("SITE_URL", "")).hostname or "localhost"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Host": host}), timeout=TIMEOUT):
            return None
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read(500).decode(errors='replace')}"
    except OSError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
