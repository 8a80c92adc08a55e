"""A scanner on Windows, by WIA: Windows' own dialogs choose it, its pages become one PDF. Nothing to install, and no library.

PowerShell talks to WIA, for it is there on every Windows from 7 on; a driver that hangs or dies takes PowerShell with it and not the program.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.store.attachments import Content
from sync.working_folder import PRINTING, working_folder

LONGEST_SECONDS = 600
MOST_PAGES = 100
LONGEST_SIDE = 2_400  # pixels: A4 at 200 dots an inch
NO_SCANNER, CANCELLED = 3, 4
DOTS_AN_INCH = 200
NO_WINDOW = 0x08000000  # PowerShell's own console

# 1 is a scanner, 3088 the property 'document handling select' with 1 for the feeder, 0x80210003 'no paper'.
SCRIPT = r"""
param([string]$Folder, [int]$Most)
$ErrorActionPreference = 'Stop'
$jpeg = '{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}'
$dialog = New-Object -ComObject WIA.CommonDialog
try { $device = $dialog.ShowSelectDevice(1, $false, $false) } catch { exit 3 }
if ($null -eq $device) { exit 4 }
$feeder = $false
foreach ($property in $device.Properties) { if ($property.PropertyID -eq 3088) { $feeder = ($property.Value -band 1) -ne 0 } }
$item = $device.Items.Item(1)
foreach ($property in $item.Properties) {
  if ($property.PropertyID -eq 6147 -or $property.PropertyID -eq 6148) { try { $property.Value = 200 } catch { } }
}
for ($page = 1; $page -le $Most; $page++) {
  try { $image = $dialog.ShowTransfer($item, $jpeg, $false) } catch {
    if ($page -gt 1 -and $_.Exception.HResult -eq 0x80210003) { break }
    if ($page -gt 1) { break }
    exit 4
  }
  if ($null -eq $image) { break }
  $image.SaveFile((Join-Path $Folder ('{0:d4}.jpg' -f $page)))
  if (-not $feeder) { break }
}
exit 0
"""

Run = Callable[[Sequence[str]], int]


def is_possible() -> bool:
    return sys.platform == "win32"


def scan(now: datetime, run: Run | None = None) -> Content:
    """The pages of one go as a PDF; of a feeder all that lie in it. Raises Refused where there is no scanner, or nobody scanned."""
    with working_folder(PRINTING) as folder:
        script = folder / "scan.ps1"
        script.write_text(SCRIPT, encoding="utf-8-sig")
        ended = (run or _powershell)(
            ["-NoProfile", "-ExecutionPolicy", "Bypass", "-STA", "-File", str(script), str(folder), str(MOST_PAGES)]
        )
        pages = [file.read_bytes() for file in sorted(folder.glob("*.jpg"))]
    if ended == NO_SCANNER:
        raise Refused(
            phrase(
                "Belum ada pemindai yang dikenal Windows. Pasang pemindainya, atau pindai ke folder yang dipilih di Pengaturan."
            )
        )
    if not pages:
        raise Refused(phrase("Tidak ada halaman yang dipindai. Tidak ada yang dilampirkan; coba lagi."))
    return Content(f"pindaian {now:%Y-%m-%d %H.%M.%S}.pdf", pdf_of(pages))


def pdf_of(pages: Sequence[bytes]) -> bytes:
    """One PDF of these pictures, a page each, none larger than what is read well. Raises Refused for a picture that is broken."""
    from PIL import Image, UnidentifiedImageError

    pictures: list[Image.Image] = []
    try:
        for page in pages:
            picture = Image.open(BytesIO(page)).convert("RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            pictures.append(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(phrase("Gambar dari pemindai rusak. Tidak ada yang dilampirkan; pindai lagi.")) from None
    out = BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DOTS_AN_INCH, quality=75)
    return out.getvalue()


def _powershell(arguments: Sequence[str]) -> int:
    try:
        ended = subprocess.run(
            ["powershell.exe", *arguments],
            timeout=LONGEST_SECONDS,
            check=False,
            capture_output=True,
            creationflags=NO_WINDOW,
        )
    except (OSError, subprocess.TimeoutExpired):
        return CANCELLED
    return ended.returncode
