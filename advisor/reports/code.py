"""A QR code as the PDF writer takes a picture."""

from typing import Any

from advisor.plans.qr import Modules

CODE = "file:///code"  # where one is drawn in a document: no file has this address


class Code:
    """Draws its modules straight onto the page: by way of SVG they take a quarter of a letter's time. The methods are WeasyPrint's."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        return self.modules.size, self.modules.size, 1

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        stream.transform(a=width / self.modules.size, d=height / self.modules.size)
        stream.set_color_rgb(0, 0, 0)
        for x, y, across in self.modules.dark:
            stream.rectangle(x, y, across, 1)
        stream.fill()
