"""What the site is built of, as a CycloneDX document: every package of requirements-site.lock, its hashes, its licence as installed.

By hand, in an environment with the packages of the group `supply` (never the project's own): make sbom
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, License, LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^([\w.-]+)==(\S+?)(?: ;.*)? \\$((?:\n {4}--hash=sha256:[0-9a-f]{64}(?: \\)?$)+)", re.MULTILINE)
VERSION = SchemaVersion.V1_6


def pinned(lock: str) -> Iterator[tuple[str, str, list[str]]]:
    """Name, version and hashes of each package."""
    for name, version, hashes in PINNED.findall(lock):
        yield name, version, re.findall(r"sha256:([0-9a-f]{64})", hashes)


def licences(name: str, installed: list[Path]) -> list[License]:
    """As the package says it: an expression, else what it calls itself. None for one that is for other systems."""
    found = next(iter(metadata.distributions(name=name, path=[str(path) for path in installed])), None)
    if found is None:
        return []
    said = found.metadata
    if said["License-Expression"]:
        return [LicenseExpression(said["License-Expression"])]
    classified = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if one.startswith("License :: ")]
    named = [one for one in classified if one != "OSI Approved"] or [line for line in (said["License"] or "").splitlines()[:1] if line]
    return [DisjunctiveLicense(name=one) for one in named]


def document(lock: str, installed: list[Path]) -> Bom:
    bom = Bom()
    bom.metadata.component = Component(name="ballast", type=ComponentType.APPLICATION, bom_ref="ballast")
    for name, version, hashes in pinned(lock):
        bom.components.add(
            Component(
                name=name,
                version=version,
                type=ComponentType.LIBRARY,
                purl=PackageURL("pypi", None, name, version),
                bom_ref=f"{name}=={version}",
                licenses=licences(name, installed),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in hashes],
            )
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    return bom


def written(bom: Bom) -> str:
    """Raises if it is not what CycloneDX says."""
    text: str = make_outputter(bom, OutputFormat.JSON, VERSION).output_as_string(indent=2)
    fault = JsonStrictValidator(VERSION).validate_str(text)
    if fault:
        raise SystemExit(f"not a CycloneDX document: {fault}")
    return text


def main() -> None:
    installed = list((ROOT / ".venv" / "lib").glob("python*/site-packages"))
    text = written(document((ROOT / "requirements-site.lock").read_text(), installed))
    Path(sys.argv[1]).write_text(text)
    packages = json.loads(text)["components"]
    unsaid = [one["name"] for one in packages if "licenses" not in one]
    print(f"{sys.argv[1]}: {len(packages)} packages; no licence known of {len(unsaid)} ({', '.join(unsaid)})")


if __name__ == "__main__":
    main()
