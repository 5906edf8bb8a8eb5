"""Education: what there is to know about sleeves and what holds them. Its texts are files; their translations are in locale/."""

from pathlib import Path

CONTENT = Path(__file__).parent / "content"
