"""Everything that can be checked without running the suite: `scripts/check.py [NAME …]`; all of it by default."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "src" / "brobygger" / "templates"
BIN = Path(sys.executable).parent

# The security policy forbids these everywhere; `hx-on` and `js:` are inline script by another name.
INLINE = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)(?![^<]*application/)", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I | re.S),
    "event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[^=\s]*)\s*=", re.I | re.S),
    "javascript address": re.compile(r"""=\s*["']?\s*(?:javascript:|js:)""", re.I),
}
# A host in a file would be fetched from, or would tell where somebody works. Examples and XML name spaces are not.
HOST = re.compile(
    r"https?://(?!localhost|127\.0\.0\.1|\[::1\]|www\.w3\.org|[\w.-]*(?:eksempel|example)\b|"
    # Names of claims and of the privilege profile: nothing is fetched there.
    r"data\.gov\.dk/(?:concept|model)/|schemas\.xmlsoap\.org/ws/|(?:itst|digst)\.dk/oiosaml/)[\w.-]+\.[a-z]{2,}",
    re.I,
)
HOST_FREE = (
    "src/**/*.py",
    "src/**/*.html",
    "frontend/*.json",
    "requirements/*.txt",
    "scripts/*",
    "Makefile",
    ".ci/run",
)


def program(*command: str) -> Callable[[], str]:
    """A check that is a program: its output where it fails, nothing where it passes."""

    def run() -> str:
        with tempfile.TemporaryDirectory() as home:
            env = {
                **os.environ,
                "BROBYGGER_HOME": home,
                "DJANGO_SETTINGS_MODULE": "brobygger.config.settings",
            }
            done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        return (done.stdout + done.stderr).strip() or "failed" if done.returncode else ""

    return run


def python(*arguments: str) -> Callable[[], str]:
    return program(sys.executable, *arguments)


def tool(name: str, *arguments: str) -> Callable[[], str]:
    return program(str(BIN / name), *arguments)


def templates() -> list[str]:
    return [str(path) for path in sorted(TEMPLATES.rglob("*.html"))]


def inline() -> str:
    return "\n".join(found_inline())


def found_inline() -> Iterator[str]:
    """Inline script or style in templates, a line each; also asked by the contract test."""
    for path in map(Path, templates()):
        text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))
        for name, pattern in INLINE.items():
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{path.relative_to(ROOT)}:{line}: {name}: {match[0][:60]!r}"


def hosts() -> str:
    found = []
    for pattern in HOST_FREE:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "node_modules" not in path.parts:
                for number, line in enumerate(
                    path.read_text(encoding="utf-8", errors="ignore").splitlines(), 1
                ):
                    if not line.lstrip().startswith('"url": '):
                        found += [f"{path.relative_to(ROOT)}:{number}: {m[0]}" for m in HOST.finditer(line)]
    return "\n".join(found)


def messages() -> str:
    if not shutil.which("xgettext"):
        return "GNU gettext is needed: apt-get install gettext"
    return python("scripts/messages.py", "--check")()


CHECKS: dict[str, Callable[[], str]] = {
    "format": tool("ruff", "format", "--check", "--quiet", "."),
    "lint": tool("ruff", "check", "--quiet", "."),
    "imports": tool("lint-imports", "--no-cache"),
    "types": tool("mypy"),
    "templates": lambda: tool("djade", "--check", "--target-version", "6.1", *templates())(),
    "inline": inline,
    "hosts": hosts,
    "messages": messages,
    "django": python("-m", "django", "check", "--fail-level", "WARNING"),
    "migrations": python("-m", "django", "makemigrations", "--check", "--dry-run"),
}


def main() -> int:
    chosen = sys.argv[1:] or list(CHECKS)
    if unknown := set(chosen) - set(CHECKS):
        sys.exit(f"No such check: {', '.join(sorted(unknown))} (there are {', '.join(CHECKS)})")
    failed = []
    for name in chosen:
        started = time.monotonic()
        output = CHECKS[name]()
        print(f"{name:<11} {'FAILED' if output else 'ok':<7} {time.monotonic() - started:5.1f} s", flush=True)
        if output:
            failed.append(name)
            print(output, flush=True)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
