"""What WeasyPrint leaves undone in the tags of a PDF, done on the finished file."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

PRINTED = 4  # a flag of annotations
QUOTED = "en"  # the language of what is quoted, in whichever language the report is
MARKED = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC")


def finish(drawn: bytes) -> bytes:
    """Decoration and running lines are not read out, headers say which cells they are for, a quotation says its language,
    links print, and the identifier follows from the content."""
    finished = BytesIO()
    with pikepdf.open(BytesIO(drawn)) as pdf:
        tree = pdf.Root.StructTreeRoot
        _prune(tree)
        read_out = set()
        for element, in_head in _elements(tree):
            read_out.add(element.objgen)
            if element.S == Name.TH:
                element.A.Scope = Name.Column if in_head else Name.Row
            if Name.BlockQuote == element.S:
                element.Lang = QUOTED
        owners = dict(zip(tree.ParentTree.Nums[::2], tree.ParentTree.Nums[1::2], strict=True))
        for page in pdf.pages:
            _silence(page, owners[page.StructParents], read_out)
            for annotation in page.get("/Annots", []):
                annotation.F = PRINTED
        pdf.save(finished, deterministic_id=True)
    return finished.getvalue()


def _prune(element: Object) -> bool:
    """Take out pictures without words for them, and the spans that only held such a picture. Whether to keep the element."""
    parts = _inside(element)
    kept = [part for part in parts if not _is_element(part) or _prune(part)]
    if len(kept) < len(parts):
        element.K = Array(kept)
    if element.get("/S") == Name.Figure:
        return "/Alt" in element
    return bool(kept) or element.get("/S") not in (Name.Span, Name.NonStruct)


def _elements(element: Object, in_head: bool = False) -> Iterator[tuple[Object, bool]]:
    """Every element under this one, and whether it stands in the head of a table."""
    for part in _inside(element):
        if _is_element(part):
            yield part, in_head
            yield from _elements(part, in_head or Name.THead == part.S)


def _silence(page: pikepdf.Page, owners: Object, read_out: set[tuple[int, int]]) -> None:
    """Mark what was drawn for an element outside the tree as an artifact."""

    def mark(found: re.Match[bytes]) -> bytes:
        return found[0] if owners[int(found[1])].objgen in read_out else b"/Artifact\nBMC"

    drawing = page.Contents.read_bytes()
    page.Contents.write(MARKED.sub(mark, drawing))
    for number, owner in enumerate(owners):
        if owner.objgen not in read_out:
            owners[number] = None


def _inside(element: Object) -> list[Object]:
    inside = element.get("/K", Array())
    return list(inside) if isinstance(inside, Array) else [inside]


def _is_element(part: Object) -> bool:
    return isinstance(part, Dictionary) and "/S" in part
