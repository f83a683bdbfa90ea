"""Raid processes as rows: what is sent of each class, and how each class meets each layer."""

from __future__ import annotations

from materiel.layout import layer as ly
from materiel.layout import raid as r
from materiel.network.build import Build
from materiel.network.target import allot_target
from materiel.scenario.raid import Raid, Sent
from materiel.scenario.world import Scenario


def lined_up(scenario: Scenario) -> list[str]:
    """Names of the layers in the order in which threats meet them."""
    return [name for _, name in sorted((layer.order, name) for name, layer in scenario.layers.items())]


def allot_raid(b: Build, name: str, spec: Raid) -> None:
    """Rows for the process, for what it sends, and for every meeting of a class with a layer."""
    b.row(r.RAID, name)
    for sent in spec.sends:
        b.row(r.PART, f"{name}/{sent.arsenal}")
        for layer in lined_up(b.scenario):
            if sent.arsenal in b.scenario.layers[layer].against:
                b.row(ly.ENGAGEMENT, f"{name}/{sent.arsenal}/{layer}")
    for category in spec.targets:
        allot_target(b, category)
        b.row(r.MIXED, f"{name}/{category}")


def fill_raid(b: Build, name: str, spec: Raid) -> None:
    """When raids come, what they send, and at what."""
    at = b.row_of("raid", name)
    parts = [_fill_part(b, name, sent) for sent in spec.sends]
    layers = [b.row_of("layer", layer) for layer in lined_up(b.scenario)]
    mix = []
    for category, weight in spec.targets.items():
        mixed = b.row_of(r.MIXED.kind, f"{name}/{category}")
        target = b.row_of(r.TARGET.kind, category)
        b.fill(mixed, [(r.OF_TARGET, target), (r.SHARE, 1.0), (r.SEASON, b.profile(weight))])
        mix.append(mixed)
    sizes = [
        raid.units[sent.arsenal].value if sent.arsenal in raid.units else -1
        for raid in spec.dates
        for sent in spec.sends
    ]
    b.fill(
        at,
        [
            (r.GAP, b.law(spec.gap_days)),
            (r.RATE, b.profile(spec.rate)),
            (r.OFFSET, -1.0 if spec.first_day is None else spec.first_day.value),
            (r.NEXT, -1.0),
            (r.DATES, b.numbers([b.days(raid.on) for raid in spec.dates])),
            (r.DATE_COUNT, len(spec.dates)),
            (r.SIZES, b.addresses(sizes)),
            (r.PARTS, b.addresses(parts)),
            (r.PART_COUNT, len(parts)),
            (r.MIX, b.addresses(mix)),
            (r.MIX_COUNT, len(mix)),
            (r.LAYERS, b.addresses(layers)),
            (r.LAYER_COUNT, len(layers)),
        ],
    )


def _fill_part(b: Build, name: str, sent: Sent) -> int:
    at = b.row_of(r.PART.kind, f"{name}/{sent.arsenal}")
    met = []
    for layer in lined_up(b.scenario):
        if sent.arsenal in b.scenario.layers[layer].against:
            meets = b.row_of(ly.ENGAGEMENT.kind, f"{name}/{sent.arsenal}/{layer}")
            against = b.row_of(ly.AGAINST.kind, f"{layer}/{sent.arsenal}")
            b.fill(meets, [(ly.OF_LAYER, b.row_of("layer", layer)), (ly.WITH, against)])
            met.append(meets)
    b.fill(
        at,
        [
            (r.CLASS, b.row_of("arsenal", sent.arsenal)),
            (r.SIZE, b.law(sent.share if sent.units is None else sent.units)),
            (r.BY_SHARE, int(sent.share is not None)),
            (r.MOST_SHARE, sent.most_share.value),
            (r.INTENSITY, b.profile(sent.intensity)),
            (r.CARRIED, 0.0),
            (r.ENGAGEMENTS, b.addresses(met)),
            (r.ENGAGEMENT_COUNT, len(met)),
        ],
    )
    return at
