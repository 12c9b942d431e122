"""Programs that none of us wrote, asked what a file tells: mat2 and exiftool, and LibreOffice, which makes files."""

import re
import shutil
import subprocess
from pathlib import Path

# Of the file on this disk, of the format itself, and of the pictures on its pages; none of it is about people.
EXIFTOOL_GROUPS = ("ExifTool", "System", "File", "Composite", "JFIF", "ZIP", "ICC-header", "ICC_Profile")
EXIFTOOL_PLAIN = re.compile(
    r"\[(PDF)\]\s+(PDFVersion|Linearized|PageCount|PageMode|PageLayout|Language|TaggedPDF|HasXFA|EmbeddedImage\w*)\b|"
    r"\[PNG\]\s+(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|SRGB\w*|"
    r"Gamma|PixelsPerUnit\w|PixelUnits|BackgroundColor)\b|\[RIFF\]|\[(XML)\]\s*$"
)
MAT2_PLAIN = re.compile(r"^\s+(format: PDF-\d\.\d|(creation-date|mod-date): -1)$")


def lack(*programs: str) -> str:
    """Why a test does not run here, in a plain word; empty where all are."""
    missing = [program for program in programs if not shutil.which(program)]
    return f"no {' and no '.join(missing)} on this machine" if missing else ""


def exiftool(path: Path) -> list[str]:
    """What exiftool reads in a file that is more than its format."""
    words = ["exiftool", "-a", "-u", "-G1", "-s", "-ee", str(path)]
    told = subprocess.run(words, capture_output=True, text=True, check=False).stdout.splitlines()
    assert any("FileType" in line for line in told), told
    own = tuple(f"[{group}]" for group in EXIFTOOL_GROUPS)
    return [line for line in told if not line.startswith(own) and not EXIFTOOL_PLAIN.match(line)]


def mat2(path: Path) -> list[str]:
    told = subprocess.run(
        ["mat2", "--show", str(path)], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    assert told, path
    return [
        line
        for line in told
        if "No metadata found" not in line
        and "(image/webp) is not supported" not in line
        and not _is_head(line)
        and not MAT2_PLAIN.match(line)
    ]


def _is_head(line: str) -> bool:
    return line.startswith("[+] Metadata for ")


def converted(path: Path, kind: str, folder: Path) -> Path:
    """The same document as LibreOffice writes it."""
    words = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*words, "--outdir", str(folder), str(path)], capture_output=True, check=True, timeout=120)
    return folder / f"{path.stem}.{kind.partition(':')[0]}"
