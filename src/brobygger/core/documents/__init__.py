"""Documents as PDF/UA-1: tagged, titled, in a language; made by typst from a template and data given as JSON.

A template is `<name>.typ` in the folder it is asked from; it reads `json(bytes(sys.inputs.data))`. Data is data there:
nothing that somebody typed is read as markup.
"""

import json
from pathlib import Path
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder

from brobygger.core import fonts

FOLDER = Path(__file__).parent


def pdf(template: str, data: dict[str, Any], *, folder: Path = FOLDER) -> bytes:
    """The document; `data` must hold `title` and `language`. Same data, same content on every machine: own fonts."""
    made: bytes = typst.compile(**_asked(template, data, folder), pdf_standards=["ua-1"])
    return made


def png(template: str, data: dict[str, Any], *, folder: Path, ppi: float) -> bytes:
    """The document's only page as a picture."""
    made: bytes = typst.compile(**_asked(template, data, folder), format="png", ppi=ppi)
    return made


def _asked(template: str, data: dict[str, Any], folder: Path) -> dict[str, Any]:
    return {
        "input": str(folder / f"{template}.typ"),
        "root": str(folder),
        "sys_inputs": {"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)},
        "font_paths": [str(fonts.FOLDER)],
        "ignore_system_fonts": True,
    }
