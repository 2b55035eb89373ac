"""`python -m tests.supply.audit`: whether a hole is known in a library that the program needs.

Exit code 1 if there is one. Where the service that knows them cannot be reached, a warning: a build
without the network is no worse than the one before.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]


def main() -> int:
    with TemporaryDirectory() as folder:
        found = Path(folder) / "found.json"
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--progress-spinner",
            "off",
            "--timeout",
            "20",
        ]
        command += ["--requirement", str(ROOT / "requirements.txt"), "--disable-pip"]
        command += ["--require-hashes", "--format", "json", "--output", str(found)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if not found.exists():
            said = run.stderr.strip().splitlines()
            print(f"warning: no audit was possible: {said[-1] if said else run.returncode}")
            return 0
        libraries = json.loads(found.read_text(encoding="utf-8"))["dependencies"]
    holes = [(each, hole) for each in libraries for hole in each.get("vulns", ())]
    for each, hole in holes:
        better = ", ".join(hole["fix_versions"]) or "none yet"
        print(f"{each['name']} {each['version']}: {hole['id']}, mended in {better}")
    print(f"{len(libraries)} libraries, {len(holes)} known holes")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
