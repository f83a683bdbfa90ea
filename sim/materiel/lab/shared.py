"""Results that belong together: of one world, seed, chance and futures, so that only the policy differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from materiel.lab.errors import LabError
from materiel.lab.result import Result


def check_shared(results: Sequence[Result]) -> None:
    """Raise LabError, with folder and value, unless results are of one world, seed, chance, futures and version of the model."""
    first = results[0]
    for other in results[1:]:
        for what, of in _SHARED.items():
            one, two = of(first.manifest), of(other.manifest)
            if one != two:
                raise LabError(
                    f"{other.folder}: expected {what} of {first.folder.name}, {_short(one)}, got {_short(two)}"
                )
        _check_futures(first, other)
    folders = [r.folder.resolve() for r in results]
    if len(set(folders)) < len(folders):
        raise LabError(f"{results[0].folder}: expected every result once")


_SHARED: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "the world": lambda m: m.get("world"),
    "the world's numbers": lambda m: m.get("base_hash"),
    "the version of the model": lambda m: m.get("model_version"),
    "the seed": lambda m: m.get("seed"),
    "the chance": lambda m: m.get("chance", "independent replications"),
    "the months": lambda m: m.get("periods"),
    "the futures": lambda m: m.get("futures"),
}
"""What results have to share to be compared, from their manifests."""


def _check_futures(one: Result, two: Result) -> None:
    """Futures are the same where both have them; a policy takes the numbers that it chooses out of its own."""
    numbers_ = [_numbers(r.manifest) for r in (one, two)]
    for path in numbers_[0].keys() & numbers_[1].keys():
        if numbers_[0][path] != numbers_[1][path]:
            raise LabError(f"{two.folder}: expected the futures of {one.folder.name}, got others at {path}")
    counts = [len(r.manifest.get("rows", ())) for r in (one, two)]
    if counts[0] != counts[1]:
        raise LabError(f"{two.folder}: expected the {counts[0]} futures of {one.folder.name}, got {counts[1]}")


def _numbers(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """What futures say, by path: values of each that is listed, or what is sampled."""
    if manifest.get("futures") == "listed":
        return {path: [row[k] for row in manifest["rows"]] for k, path in enumerate(manifest["paths"])}
    return dict(manifest.get("numbers", {}))


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
