"""The parts of a workbook that its cells are made of, unpacked within limits. Nothing else of the file is unpacked at all."""

import io
import zipfile
import zlib

from django.utils.translation import gettext

from advisor.cohorts.refused import Refused

MOST_ENTRIES = 200
MOST_UNPACKED = 50_000_000  # bytes
MOST_RATIO = 100  # unpacked to packed
PACKED = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".7z", ".gz")
SHEETS = "xl/worksheets/"
WORKBOOK, RELATIONS, STYLES, TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedstrings.xml"

Parts = dict[str, bytes]  # by path in small letters


def parts_of(content: bytes) -> Parts:
    """What is declared is looked at first; what is unpacked then ends where it is declared to, or the check sum is wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = file.infolist()
            _look_over(entries, len(content))
            return {entry.filename.lower(): _unpacked(file, entry) for entry in entries if _is_needed(entry.filename.lower())}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise not_a_workbook() from error


def not_a_workbook() -> Refused:
    return Refused("workbook", gettext("The file is not a workbook that we can read. Save it as .xlsx, or as “CSV UTF-8”."))


def _look_over(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename.lower() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > min(MOST_UNPACKED, MOST_RATIO * size) or any(name.endswith(PACKED) for name in names):
        raise Refused("bomb", gettext("The workbook holds far more than a census. Copy the cells into a new workbook."))
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise Refused("macros", gettext("The workbook holds macros. Save it as .xlsx, without them."))
    plain = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not entry.flag_bits & 1 for entry in entries)
    if not plain or len(set(names)) != len(names) or not {WORKBOOK, RELATIONS} <= set(names):
        raise not_a_workbook()


def _unpacked(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than is declared: reading without a number would unpack all that there is, and only then cut it off."""
    with file.open(entry) as part:
        return part.read(entry.file_size)


def _is_needed(name: str) -> bool:
    return name in (WORKBOOK, RELATIONS, STYLES, TEXTS) or (name.startswith(SHEETS) and name.endswith(".xml"))
