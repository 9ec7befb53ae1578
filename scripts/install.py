"""Set up `.venv` from a fresh clone: `python3 scripts/install.py [environment|package]`, both by default.

Runs on any Python 3.8 or newer with pip and venv, and needs nothing else: it fetches `uv`, lets it take a Python
3.12 or newer (or fetch one), installs the hashed requirement files and then Brobygger itself, whose build makes the assets.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_HOME = ROOT / ".uv"
UV = UV_HOME / "bin" / "uv"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 12)
WANTED = (ROOT / ".python-version").read_text().strip()
NO_PYTHON = (
    f"Brobygger needs Python {OLDEST[0]}.{OLDEST[1]} or newer: none was found on PATH or in pyenv, and uv could not"
    " fetch one. Install it, or name one in BROBYGGER_PYTHON."
)


def environment():
    """The environment for pip, uv and the build: a home folder even where there is none."""
    env = dict(os.environ)
    # Behind a network that signs for others, the machine's own store of certificates knows whom to trust.
    env.setdefault("UV_SYSTEM_CERTS", "1")
    if not env.get("HOME") or not os.access(env["HOME"], os.W_OK):
        home = UV_HOME / "home"
        home.mkdir(parents=True, exist_ok=True)
        env["HOME"] = str(home)
    # The folder's own .python-version must not make pyenv's commands refuse to run.
    env.pop("PYENV_VERSION", None)
    env.pop("VIRTUAL_ENV", None)
    env["UV_NO_CONFIG"] = "1"
    env["UV_LINK_MODE"] = env.get("UV_LINK_MODE", "copy")
    return env


def run(*command):
    """Run a command in the repository; ends the set-up with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=str(ROOT), env=environment())
    if done.returncode:
        shown = " ".join(str(part) for part in command)
        sys.exit(f"Set-up stopped: `{shown}` failed.")


def version_of(python):
    """(major, minor) of an interpreter, or None where it does not run."""
    asked = [str(python), "-c", "import sys; print(sys.version_info[0], sys.version_info[1])"]
    try:
        # Outside the repository, so that pyenv does not read .python-version.
        done = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", timeout=60)
        major, minor = done.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def candidates():
    """Interpreters to try, best first: named, this one, PATH, pyenv."""
    if os.environ.get("BROBYGGER_PYTHON"):
        yield os.environ["BROBYGGER_PYTHON"]
        return
    names = ["python" + WANTED, "python3.14", "python3.12", "python3"]
    found = [shutil.which(name) for name in names]
    roots = [os.environ.get("PYENV_ROOT"), str(Path.home() / ".pyenv")]
    on_path = os.environ.get("PATH", "").split(os.pathsep)
    roots += [str(Path(folder).parent) for folder in on_path if folder.endswith("shims")]
    pyenv = []
    for root in filter(None, roots):
        pyenv += sorted(Path(root).glob("versions/*/bin/python"), reverse=True)
    exact = [path for path in pyenv if path.parent.parent.name.startswith(WANTED + ".")]
    yield from filter(None, found[:1])
    yield from exact
    yield sys.executable
    yield from filter(None, found[1:])
    yield from pyenv


def find_python():
    """An interpreter that is new enough, or None."""
    for path in candidates():
        version = version_of(path)
        if version and version >= OLDEST:
            return path
    return None


def install_uv():
    wanted = "uv " + (ROOT / "requirements" / "uv.txt").read_text().split("uv==")[1].split()[0]
    if UV.exists():
        done = subprocess.run([str(UV), "--version"], stdout=subprocess.PIPE)
        if done.stdout.decode().startswith(wanted):
            return
    print("Fetching uv …", flush=True)
    try:
        venv.create(str(UV_HOME), with_pip=True, clear=False)
    except subprocess.CalledProcessError:
        sys.exit(
            "Brobygger's set-up needs pip and venv for this python3 (Debian: apt-get install python3-venv)."
        )
    pip = [UV_HOME / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", "requirements/uv.txt")


def make_environment():
    """`.venv` with everything of requirements/dev.txt."""
    install_uv()
    version = version_of(PYTHON) if PYTHON.exists() else None
    if not version or version < OLDEST:
        python = find_python()
        if python is None:
            print(f"No Python {OLDEST[0]}.{OLDEST[1]} or newer here: uv fetches one …", flush=True)
        command = [str(UV), "venv", "--quiet", "--clear", "--python", str(python or WANTED), str(VENV)]
        env = environment()
        env["UV_PYTHON_DOWNLOADS"] = "never" if python else "automatic"
        if subprocess.run(command, cwd=str(ROOT), env=env).returncode:
            sys.exit(NO_PYTHON)
    print("Installing what Brobygger stands on …", flush=True)
    run(UV, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", "requirements/dev.txt")


def install_package():
    """Brobygger itself, editable; its build hook makes the assets and the message files."""
    print("Building Brobygger's assets …", flush=True)
    build = ["--no-deps", "--no-build-isolation", "--reinstall-package", "brobygger"]
    run(UV, "pip", "install", "--quiet", "--python", PYTHON, *build, "--editable", ".")
    run(PYTHON, "scripts/messages.py", "--compile")


if __name__ == "__main__":
    steps = {"environment": make_environment, "package": install_package}
    for step in sys.argv[1:] or steps:
        steps[step]()
