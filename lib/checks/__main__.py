"""`python -m lib.checks [folder]`: print all findings; exit code 1 if there are any."""

import sys
from pathlib import Path

from lib.catalogue import DATA
from lib.checks import check


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DATA
    findings = check(folder)
    for finding in findings:
        print(finding)
    print(f"{folder}: {len(findings)} findings" if findings else f"{folder}: sound")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
