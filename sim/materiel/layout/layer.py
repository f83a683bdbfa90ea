"""A layer of air defence: what it may engage at once, what it fires, and what that does to each class."""

from __future__ import annotations

from materiel.layout.fields import Fields

LAYER = Fields("layer")
STANDARD = LAYER.whole("standard", "code of the standard that its kills are counted under")
LOSES = LAYER.whole("loses", "1: what it takes counts as lost (jamming), 0: as intercepted")
COVERS = LAYER.whole("covers", "bits of the target categories that it covers")
STOCK = LAYER.whole("stock", "row of the stock of interceptors, or 0: it fires none")
PRIORITY = LAYER.whole("priority", "its priority as a customer of that stock; 0 comes first")
FLEET = LAYER.whole("fleet", "row of the fleet of its batteries, or 0")
BATTERIES = LAYER.real("batteries", "batteries, if they are no fleet", unit="batteries")
FULL = LAYER.real("full", "batteries that cover everything; 0: always", unit="batteries")
CHANNELS = LAYER.real("channels", "threats that a battery engages in a raid; negative: no limit")
DOCTRINE = LAYER.whole("doctrine", "code of the doctrine")
KILL_FACTOR = LAYER.real("kill_factor", "factor on its kill probabilities")
COVERAGE = LAYER.real(
    "coverage", "probability that a threat is engaged, with the batteries there are now", record="level", unit="share"
)
CHANNELS_LEFT = LAYER.whole(
    "channels_left", "in the raid in hand: threats that it can still engage; negative: no limit"
)
FIRED_AT = LAYER.real("fired_at", "in the engagement in hand: threats at which something was fired", unit="threats")
ENGAGED = LAYER.whole("engaged", "threats engaged", record="total", unit="threats")
FIRED = LAYER.whole("fired", "interceptors fired", record="total", unit="units")
KILLED = LAYER.whole("killed", "threats killed or jammed", record="total", unit="threats")
SHORT = LAYER.whole("short", "interceptors that were wanted and not there", record="total", unit="units")

SINGLE, FIXED, LOOK, UNCOORDINATED = range(4)
DOCTRINES = ("single", "shots", "shoot_look_shoot", "uncoordinated")
"""One engagement without interceptors (guns, jamming); so many shots at each threat; shoot, look, shoot; so many shots in all."""
UNLIMITED = 1 << 40

AGAINST = Fields("against", entity=False)
KILL = AGAINST.whole("kill", "profile of the probability that a shot kills, or that jamming takes the threat")
SPREAD = AGAINST.real("spread", "rho = 1/(a+b+1) of the beta law of that probability between raids; 0: none")
SPREAD_TABLE = AGAINST.whole("spread_table", "address of the tables of quantiles for this rho, in x; 0: none")
REACH = AGAINST.whole("reach", "profile of the share of such threats that the layer tries to engage, or 0: all")
SHOTS = AGAINST.whole("shots", "shots at a threat, most looks, or shots in all, by the doctrine; negative: no limit")

ENGAGEMENT = Fields("engagement", entity=False)
OF_LAYER = ENGAGEMENT.whole("layer", "row of the layer")
WITH = ENGAGEMENT.whole("with", "row of what the layer does against the class")
ENGAGE_DRAWS = ENGAGEMENT.stream("engaged")
SPREAD_DRAWS = ENGAGEMENT.stream("spread")
KILL_DRAWS = ENGAGEMENT.stream("kill")

# Index of a kill draw in its stream: raid | place among the threats engaged | shot
SHOT_BITS = 20
THREAT_BITS = 20

# Tables of the spread: so many mean probabilities, then a curve of log-odds for each
MEANS = 23
KNOTS = 49
CURVE_SIZE = 2 * KNOTS
SPREAD_SIZE = MEANS * (1 + CURVE_SIZE)
