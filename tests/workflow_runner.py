"""Runs the shell steps of a workflow of GitHub Actions on this machine, in a clone of a repository that lies here.

What it knows of expressions and contexts is what the workflow uses; anything else is an error, not a guess.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

import publisher

TOKEN: Final = "the-token-of-this-run"
REPOSITORY: Final = "ada/show"
PUBLISH: Final = """\
from publisher.cli import run
if __name__ == "__main__":  # and not in its workers
    run()
"""

_EXPRESSION: Final = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_PATH: Final = re.compile(r"(?<!['\w.])[a-z]+(?:\.[\w-]+)+")
_STATUS: Final = re.compile(r"\b(?:success|failure|cancelled|always)\(\)")
_GIT: Final = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main")

# What GitHub's own program is asked to do: comments are kept in a file, and jq is what it has inside, too.
_GH: Final = """\
    import json, os, pathlib, subprocess, sys
    if os.environ.get("GH_TOKEN") != {token!r}:
        sys.exit("gh: no token")
    store, arguments = pathlib.Path({store!r}), sys.argv[1:]
    with store.joinpath("calls").open("a") as calls:
        calls.write(json.dumps(arguments) + "\\n")
    after = lambda option: arguments[arguments.index(option) + 1] if option in arguments else ""
    endpoint = next(argument for argument in arguments if argument.startswith("repos/"))
    method = after("-X") or "GET"
    if store.joinpath("refuses").exists() and method != "GET":
        sys.exit("gh: Resource not accessible by integration (HTTP 403)")
    comments = json.loads(store.joinpath("comments").read_text())
    if method == "GET":
        sys.exit(subprocess.run(["jq", "-r", after("--jq")], input=json.dumps(comments), text=True).returncode)
    if endpoint.endswith("/enable"):
        sys.exit(0)
    name, _, path = after("-F").partition("=@")
    body = pathlib.Path(path).read_text(encoding="utf-8")
    if method == "POST":
        comments.append({{"id": 70 + len(comments), "user": {{"login": "github-actions[bot]"}}, "body": body}})
    else:
        next(one for one in comments if one["id"] == int(endpoint.rpartition("/")[2]))["body"] = body
    store.joinpath("comments").write_text(json.dumps(comments))
    """


def git(folder: Path, *arguments: str) -> str:
    """What git says; it fails where git does, and knows nothing of this machine's settings."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *_GIT, *arguments]
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, env=environment
    ).stdout.strip()


@dataclass(frozen=True, kw_only=True)
class Step:
    """What came of one step: its outcome, what it printed, and its outputs."""

    outcome: str
    printed: str = ""
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What came of a job: its steps by id, name, or the action that they use."""

    steps: Mapping[str, Step]
    summary: str
    outputs: Mapping[str, str]

    @property
    def outcome(self) -> str:
        """What GitHub would show."""
        return "failure" if any(step.outcome == "failure" for step in self.steps.values()) else "success"


class GitHub:
    """The service: one repository, its workflow, its comments, and programs of its own on the runner."""

    def __init__(self, folder: Path, origin: Path) -> None:
        self.origin = origin
        self._folder = folder
        self._runs = 0
        self._bin = folder / "bin"
        self._bin.mkdir(parents=True)
        (folder / "comments").write_text("[]")
        (folder / "calls").touch()
        self.program("gh", textwrap.dedent(_GH).format(token=TOKEN, store=str(folder)))
        self.program("pip", "import sys\nsys.exit(sys.argv[1] != 'install')\n")
        self.program("publish", PUBLISH)

    def program(self, name: str, code: str) -> None:
        """Puts a program in Python before all others of its name."""
        path = self._bin / name
        path.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
        path.chmod(0o755)

    def refuse(self) -> None:
        """Gives every run from now on a token that can only read."""
        (self._folder / "refuses").touch()

    @property
    def calls(self) -> list[list[str]]:
        """What gh was asked to do, in this order."""
        return [json.loads(line) for line in (self._folder / "calls").read_text().splitlines()]

    @property
    def comments(self) -> list[str]:
        """The comments in the pull request."""
        return [one["body"] for one in json.loads((self._folder / "comments").read_text())]

    def comment(self, body: str) -> None:
        """A comment by a person."""
        path = self._folder / "comments"
        path.write_text(json.dumps([*json.loads(path.read_text()), {"id": 1, "user": {"login": "ada"}, "body": body}]))

    def clone(self) -> Path:
        """What actions/checkout leaves: the newest commit alone."""
        self._runs += 1
        folder = self._folder / f"run-{self._runs}"
        git(self._folder, "clone", "--quiet", "--depth", "1", self.origin.as_uri(), str(folder))
        return folder

    def run(self, clone: Path, event: str, *, fork: bool = False) -> dict[str, Ran]:
        """Every job that this event starts, by its name."""
        workflow = yaml.load((clone / ".github/workflows/publish.yml").read_text(), Loader=yaml.BaseLoader)
        assert event in workflow["on"]
        head = {"repo": {"full_name": "eve/show" if fork else REPOSITORY}}
        github = {
            "event_name": event,
            "event": {"pull_request": {"number": "7", "head": head}, "repository": {"private": False}},
            "repository": REPOSITORY,
            "token": TOKEN,
            "ref": "refs/pull/7/merge" if event == "pull_request" else "refs/heads/main",
        }
        context: dict[str, Any] = {"github": github, "secrets": {}, "needs": {}}
        jobs: dict[str, Ran] = {}
        for name, job in workflow["jobs"].items():
            needed = [jobs.get(other) for other in [job["needs"]] if other] if "needs" in job else []
            failed = any(other is None or other.outcome == "failure" for other in needed)
            if _holds(job["if"], context, failed=failed):
                jobs[name] = self._job(workflow, job, clone, context)
                context["needs"][name] = {"outputs": jobs[name].outputs}
        return jobs

    def _job(self, workflow: Any, job: Any, clone: Path, around: Mapping[str, Any]) -> Ran:
        temporary = clone.with_name(f"{clone.name}-temporary")
        temporary.mkdir(exist_ok=True)
        context: dict[str, Any] = {**around, "steps": {}, "runner": {"temp": str(temporary)}}
        folder = clone / workflow["defaults"]["run"]["working-directory"]
        assert workflow["defaults"]["run"]["shell"] == "bash"
        steps: dict[str, Step] = {}
        summary = temporary / "summary"
        summary.write_text("")
        for number, step in enumerate(job["steps"]):
            failed = any(one.outcome == "failure" for one in steps.values())
            if not _holds(step.get("if", "success()"), context, failed=failed):
                ran = Step(outcome="skipped")
            elif "uses" in step:
                ran = Step(outcome="success")
            else:
                values = {**workflow.get("env", {}), **step.get("env", {})}
                environment = {name: _interpolated(value, context) for name, value in values.items()}
                assert "${{" not in step["run"], "what others write would become part of the program"
                ran = self._step(step["run"], folder, environment, around["github"], temporary)
            steps[step.get("id") or step.get("name") or f"{step['uses']} {number}"] = ran
            if "id" in step:
                context["steps"][step["id"]] = {"outcome": ran.outcome, "outputs": ran.outputs}
        outputs = {name: _interpolated(text, context) for name, text in job.get("outputs", {}).items()}
        return Ran(steps=steps, summary=summary.read_text(encoding="utf-8"), outputs=outputs)

    def _step(
        self, code: str, folder: Path, values: Mapping[str, str], github: Mapping[str, Any], temporary: Path
    ) -> Step:
        script, outputs = temporary / "step.sh", temporary / "outputs"
        script.write_text(code, encoding="utf-8")
        outputs.write_text("")
        environment = {
            "PATH": f"{self._bin}:{os.environ['PATH']}",
            "HOME": str(temporary),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(Path(publisher.__file__).parents[1]),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": github["event_name"],
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_REF": github["ref"],
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_STEP_SUMMARY": str(temporary / "summary"),
            "RUNNER_TEMP": str(temporary),
            **values,
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]  # what shell: bash stands for
        result = subprocess.run(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        return Step(
            outcome="failure" if result.returncode else "success",
            printed=result.stdout.decode(),
            outputs=dict(line.split("=", 1) for line in outputs.read_text().splitlines()),
        )


def _holds(expression: str, context: Mapping[str, Any], *, failed: bool) -> bool:
    """Whether the condition of a job or a step holds; without a word on it, only where nothing has failed."""
    asks = _STATUS.search(expression) is not None
    return bool(_value(expression, context, failed=failed)) and (asks or not failed)


def _interpolated(text: str, context: Mapping[str, Any]) -> str:
    return _EXPRESSION.sub(lambda match: str(_value(match[1], context)), text)


def _value(expression: str, context: Mapping[str, Any], *, failed: bool = False) -> Any:
    code = " ".join(expression.split()).replace("&&", " and ").replace("||", " or ")
    code = re.sub(r"!(?!=)", " not ", code)
    code = _PATH.sub(lambda match: repr(_looked_up(match[0].split("."), context)), code)
    status = {"success": lambda: not failed, "failure": lambda: failed, "cancelled": lambda: False}
    return eval(code.strip(), {"__builtins__": {}}, status)


def _looked_up(names: Sequence[str], context: Any) -> Any:
    """The value, or nothing where a step before it did not run, or nobody set a secret: as GitHub has it."""
    for name in names:
        if not isinstance(context, Mapping):
            return ""
        context = context.get(name, "") if names[0] in {"steps", "secrets", "needs"} else context[name]
    return context
