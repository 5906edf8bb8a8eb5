"""Education: what there is to know about sleeves and what holds them. Its texts are files, a folder for each language."""

from pathlib import Path

CONTENT = Path(__file__).parent / "content"
