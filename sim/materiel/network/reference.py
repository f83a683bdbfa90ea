"""The reference raid of a front as rows: its classes, its targets, and the layers that it meets."""

from __future__ import annotations

from materiel.layout import front as fr
from materiel.layout import layer as ly
from materiel.layout import raid as r
from materiel.network.build import Build
from materiel.network.raid import lined_up
from materiel.network.target import bit_of
from materiel.scenario.front import ReferenceRaid


def _met(b: Build, spec: ReferenceRaid) -> list[str]:
    """Layers that do something against a class of the raid, in the order in which threats meet them."""
    layers = b.scenario.layers
    return [name for name in lined_up(b.scenario) if any(of in layers[name].against for of in spec.units)]


def allot_reference(b: Build, front: str, spec: ReferenceRaid) -> None:
    """A row for each class and for each layer that it meets."""
    for of in spec.units:
        b.row(fr.REFERENCE_CLASS, f"{front}/{of}")
    for layer in _met(b, spec):
        b.row(fr.REFERENCE_LAYER, f"{front}/{layer}")


def fill_reference(b: Build, at: int, front: str, spec: ReferenceRaid) -> None:
    """What the raid sends at what, and which layers with which magazines it meets."""
    layers = _met(b, spec)
    rows = {layer: b.row_of("reference_layer", f"{front}/{layer}") for layer in layers}
    first_at: dict[str, int] = {}
    for layer in layers:
        stock = b.spec("layers", layer).interceptors
        magazine = 0 if stock is None else first_at.setdefault(stock, rows[layer])
        b.fill(rows[layer], [(fr.LAYER, b.row_of("layer", layer)), (fr.MAGAZINE, magazine)])
    classes = [_fill_class(b, front, of, units.value, rows) for of, units in spec.units.items()]
    total = sum(weight.value for weight in spec.targets.values())
    mix = [(bit_of(b.scenario, category), weight.value / total) for category, weight in spec.targets.items()]
    mix = mix or [(r.NO_TARGET_BIT, 1.0)]
    targets = b.cells(len(mix))
    for k, (bit, share) in enumerate(mix):
        b.fill(targets + k, [(0, bit), (0, share)])
    b.fill(
        at,
        [
            (fr.REFERENCE, b.addresses(classes)),
            (fr.REFERENCE_COUNT, len(classes)),
            (fr.REFERENCE_TARGETS, targets),
            (fr.REFERENCE_TARGET_COUNT, len(mix)),
            (fr.REFERENCE_LAYERS, b.addresses(list(rows.values()))),
            (fr.REFERENCE_LAYER_COUNT, len(rows)),
            (fr.REFERENCE_RAIDS, spec.raids.value),
        ],
    )


def _fill_class(b: Build, front: str, of: str, units: float, rows: dict[str, int]) -> int:
    row = b.row_of("reference_class", f"{front}/{of}")
    met: list[int] = []
    for layer, at in rows.items():
        if of in b.spec("layers", layer).against:
            met += [at, b.row_of(ly.AGAINST.kind, f"{layer}/{of}")]
    b.fill(
        row,
        [
            (fr.CLASS, b.row_of("arsenal", of)),
            (fr.SIZE, units),
            (fr.MET_AT, b.addresses(met)),
            (fr.MET_COUNT, len(met) // fr.MET_SIZE),
        ],
    )
    return row
