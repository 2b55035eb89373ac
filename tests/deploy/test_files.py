"""What deploy/ holds, read by the linters of its own kinds, and held beside what it speaks of."""

import json
import re
import subprocess
import sys
from pathlib import Path

import yaml

from bench import replicas
from lib.site import measures
from lib.site.config import VARIABLES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
ALERTS = DEPLOY / "monitoring" / "alerts.yaml"
# A visitor's address has a port, which the pages' own links need; the program checks the header.
SKIPPED = "host_spoofing"


def said(*command: str) -> str:
    """What a linter prints; it fails the test by its exit code."""
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


def documents(path: Path) -> list[dict]:
    return [found for found in yaml.safe_load_all(path.read_text(encoding="utf-8")) if found]


def test_the_image():
    said(str(BIN / "hadolint"), str(DEPLOY / "Containerfile"))
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER (?!0|root)", text, re.M) and "HEALTHCHECK" in text
    # Each folder and file that it takes from here is there.
    taken = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ")]
    ours = [name for names in taken for name in names if not name.startswith(("--", "/"))]
    assert ours and all((ROOT / name).exists() for name in ours)


def test_the_manifests():
    manifests = sorted(map(str, (DEPLOY / "kubernetes").glob("*.yaml")))
    ours = [path for path in manifests if not path.endswith("kustomization.yaml")]
    told = said(str(BIN / "kubernetes-validate"), "--strict", *ours)
    assert told.count(" passed ") >= len(ours)


def test_the_manifests_are_all_listed_and_run_without_rights():
    folder = DEPLOY / "kubernetes"
    (listed,) = documents(folder / "kustomization.yaml")
    there = {path.name for path in folder.glob("*.yaml")} - {"kustomization.yaml"}
    assert set(listed["resources"]) == there
    found = [each for name in there for each in documents(folder / name)]
    pods = [
        each["spec"].get("jobTemplate", each)["spec"]["template"]["spec"]
        for each in found
        if each["kind"] in ("Deployment", "Job", "CronJob")
    ]
    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"]
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context["readOnlyRootFilesystem"] and not context["allowPrivilegeEscalation"]
            assert context["capabilities"]["drop"] == ["ALL"]
            assert container["resources"]["limits"]["memory"]


def test_settings_that_it_names_are_settings():
    known = {variable.name for variable in VARIABLES.values()}
    for path in (*DEPLOY.rglob("*.yaml"), DEPLOY / "Containerfile"):
        named = set(re.findall(r"\bVJ_[A-Z_]+", path.read_text(encoding="utf-8")))
        assert named <= known, path


def test_nginx_takes_its_configuration(tmp_path):
    configuration = replicas.configure(tmp_path, 8080, [9001, 9002])
    said(replicas.nginx_command(), "-t", "-c", str(configuration))
    said(str(BIN / "gixy"), "--skips", SKIPPED, str(configuration))


def test_compose_says_what_each_service_may():
    (compose,) = documents(DEPLOY / "compose.yaml")
    assert set(compose["services"]) == {"app1", "app2", "nginx", "database"}
    for name, service in compose["services"].items():
        assert "latest" not in service["image"] and ":" in service["image"]
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), name
    servers = (DEPLOY / "nginx" / "upstreams.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"server (\w+):8501", servers)) == {"app1", "app2"}


def _metrics(text: str) -> set[str]:
    return {
        re.sub(r"_(bucket|count|sum|total|info)$", "", name)
        for name in re.findall(r"\bvj_[a-z_]+", text)
    }


def test_alerts_and_dashboard_ask_for_figures_that_there_are():
    there = {each._name for each in vars(measures).values() if hasattr(each, "_name")}
    for path in (ALERTS, DEPLOY / "monitoring" / "grafana.json"):
        assert _metrics(path.read_text(encoding="utf-8")) <= there, path
    dashboard = json.loads((DEPLOY / "monitoring" / "grafana.json").read_text(encoding="utf-8"))
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"]) == 13


def test_each_alert_has_its_page():
    (groups,) = documents(ALERTS)
    rules = [rule for group in groups["groups"] for rule in group["rules"]]
    pages = {rule["annotations"]["runbook"] for rule in rules}
    folder = ROOT / "docs" / "runbook"
    there = {path.relative_to(ROOT).as_posix() for path in folder.glob("*.md")}
    assert pages == there - {"docs/runbook/README.md"}
    index = (folder / "README.md").read_text(encoding="utf-8")
    for rule in rules:
        page = Path(rule["annotations"]["runbook"])
        assert f"| {rule['alert']} | [{page.stem}]({page.name}) |" in index
        assert (ROOT / page).read_text(encoding="utf-8").startswith(f"# {rule['alert']}:")
