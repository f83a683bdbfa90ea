"""Fleets, fronts and training: small worlds that can be reckoned by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fleet.worlds import World, equal, played

from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import stock as s
from materiel.layout import training as tr


def test_what_is_fired_in_a_month_by_hand():
    """Ten guns fire 2.5 rounds a day: 25 a day, 750 in 30 days; the 900 in stock last into the second month, then nothing is left."""
    w = World()
    shells = w.stock("shells", "shell", 900)
    guns = w.fleet("guns", "gun", 10)
    family = w.family("shells", [], [shells], target=10.0)
    w.needs(guns, [w.need("guns.shells", 2.5, [shells], family)])
    w.front("front", [guns], [w.family("guns", [guns]), family])
    p = equal(w.closed([30.0, 60.0, 90.0]))
    assert p.series("need/guns.shells", "issued").tolist() == [750, 900, 900]
    assert p.series("need/guns.shells", "demanded").tolist() == [750, 1500, 2250]
    assert p.series("stock/shells", "unmet").tolist() == [0, 600, 1350]
    assert p.series("front/front", "availability").tolist() == [1, 1, 1]
    assert p.series("front/front", "fill_rate").tolist() == pytest.approx([1.0, 150 / 750, 0.0])
    assert p.series("family/shells", "days_of_supply").tolist() == pytest.approx([150 / 25, 0.0, 0.0])
    assert p.series("front/front", "munitions").tolist() == pytest.approx([1.0, 150 / 750, 0.0])
    assert p.series("front/front", "sustainability").tolist() == pytest.approx([0.6, 0.0, 0.0])
    assert p.series("front/front", "readiness").tolist() == pytest.approx([1.0, 0.2**0.5, 0.0])
    assert p.series("front/front", "limiting").tolist() == [0, 2, 2]
    no_coverage = fr.NO_COVERAGE + fr.NO_STOPPED + fr.NO_STANDARD
    assert p.series("front/front", "absent").tolist() == [no_coverage] * 3


def test_parts_of_a_round_are_carried():
    """Three pieces at a third of 1.1 rounds a day ask for 33 rounds in 30 days."""
    w = World()
    shells = w.stock("shells", "shell", 100)
    guns = w.fleet("guns", "gun", 3)
    w.needs(guns, [w.need("guns.shells", 1.1 / 3.0, [shells])])
    w.front("front", [guns])
    assert equal(w.closed([30.5])).series("need/guns.shells", "issued").tolist() == [33]


def test_a_ration_stretches_what_is_left():
    """Below 10 days of supply the ration falls in proportion, so that stock decays and does not run out."""
    w = World()
    shells = w.stock("shells", "shell", 2000)
    guns = w.fleet("guns", "gun", 100)
    family = w.family("shells", [], [shells])
    w.fill(family, [(fr.RING_DAYS, fr.WINDOW), (fr.RING_SUM, 100 * fr.WINDOW)])
    w.fill(w.whole(family + fr.RING), [(k, 100) for k in range(fr.WINDOW)])
    w.needs(guns, [w.need("guns.shells", 1.0, [shells], family)])
    w.front("front", [guns], [family], ration_days=10.0)
    p = equal(w.closed([10.0, 11.0, 12.0, 40.0]))
    left = p.series("stock/shells", "on_hand")
    assert left.tolist()[:3] == [1000, 900, 900 - 90]
    assert 900 * 0.9**29 - 30 < left[3] < 900 * 0.9**29 + 30


def test_the_second_choice_is_issued_when_the_first_is_out():
    """A day's 30 rounds: 20 of the best munition that are left, then 10 of the other."""
    w = World()
    best, other = w.stock("best", "new", 20), w.stock("other", "old", 100)
    guns = w.fleet("guns", "gun", 10)
    w.needs(guns, [w.need("guns.shells", 3.0, [best, other])])
    w.front("front", [guns])
    p = equal(w.closed([1.5]))
    assert p.series("stock/best", "consumed").tolist() == [20]
    assert p.series("stock/other", "consumed").tolist() == [10]


def test_shortage_raises_losses():
    """Without any munition and beta 1 a fleet loses at twice the rate: 0.5 -> exp(-2 x 0.5) of it is left after a day."""
    losses = []
    for shells in (0, 10**9):
        w = World()
        stock = w.stock("shells", "shell", shells)
        guns = w.fleet("guns", "gun", 10**6, loss=0.5, beta=1.0, destroyed_share=1.0)
        w.needs(guns, [w.need("guns.shells", 1.0, [stock])])
        w.front("front", [guns])
        losses.append(equal(w.closed([1.5])).series("fleet/guns", "destroyed")[0])
    assert losses[0] == pytest.approx(1e6 * (1 - math.exp(-1.0)), rel=0.01)
    assert losses[1] == pytest.approx(1e6 * (1 - math.exp(-0.5)), rel=0.01)


def test_losses_and_wear_take_their_shares():
    """Hazards 0.03 and 0.01 of a million pieces: 1 - exp(-0.04) leave the line, three in four by combat, of these 0.4 destroyed; without a shop the rest is given up."""
    w = World()
    fleet = w.fleet("a", "tank", 10**6, loss=0.03, wear=0.01, destroyed_share=0.4)
    w.front("front", [fleet])
    p = equal(w.closed([1.5]), replication=2)
    gone = 1e6 * (1 - math.exp(-0.04))
    assert p.series("fleet/a", "combat")[0] == pytest.approx(0.75 * gone, rel=0.02)
    assert p.series("fleet/a", "failed")[0] == pytest.approx(0.25 * gone, rel=0.03)
    assert p.series("fleet/a", "destroyed")[0] == pytest.approx(0.3 * gone, rel=0.03)
    assert p.series("fleet/a", "scrapped")[0] == pytest.approx(0.7 * gone, rel=0.03)


def test_a_piece_comes_back_to_the_line():
    """All ten pieces fail at day 1; a day of evacuation, two of repair, a day from the reserve: back in the line at day 5."""
    w = World()
    shop = w.shop("s", w.law("deterministic", value=2.0), bays=-1)
    one = w.law("deterministic", value=1.0)
    reserve = w.stock("reserve", "tank", 0)
    fleet = w.fleet("a", "tank", 10, shop=shop, reserve=reserve, evacuation=one, delay=one, own_days=1, wear=1e9)
    w.dated([(1.5, fleet + f.WEAR, 0.0)])
    p = equal(w.closed([0.5, 1.7, 3.7, 4.5, 5.5]))
    assert p.series("fleet/a", "operational").tolist() == [10, 0, 0, 0, 10]
    assert p.series("fleet/a", "evacuated").tolist() == [0, 10, 0, 0, 0]
    assert p.series("fleet/a", "in_repair").tolist() == [0, 0, 10, 0, 0]
    assert p.series("fleet/a", "moving_up").tolist() == [0, 0, 0, 10, 0]
    assert p.series("fleet/a", "drawn").tolist() == [0, 0, 0, 0 + 10, 10]


def test_a_second_shop_takes_its_share():
    """All pieces fail on the first day; three in ten go abroad, which takes longer."""
    w = World()
    home = w.shop("home", w.law("deterministic", value=2.0), bays=-1)
    abroad = w.shop("abroad", w.law("deterministic", value=50.0), bays=-1)
    fleet = w.fleet("a", "tank", 1000, shop=home, other_shop=abroad, own_days=1, wear=1e9)
    w.fill(fleet, [(f.OTHER_SHARE, w.constant(0.3)), (f.OTHER_EVACUATION, w.law("deterministic", value=5.0))])
    w.dated([(1.5, fleet + f.WEAR, 0.0)])
    p = equal(w.closed([1.2, 10.0]))
    evacuated = p.series("fleet/a", "evacuated")[0]
    assert 250 < evacuated < 350
    assert p.series("shop/abroad", "in_shop").tolist() == [0, evacuated]
    assert p.series("fleet/a", "operational")[1] == 1000 - evacuated


def test_reinforcement_fills_up_to_strength_and_no_further():
    """0.4 pieces a day for a fleet that lacks three: full after eight days."""
    w = World()
    w.front("front", [w.fleet("foe", "tank", 10, 7, reinforcement=0.4)])
    p = equal(w.closed([2.5, 3.5, 7.5, 8.5, 30.0]))
    assert p.series("fleet/foe", "operational").tolist() == [7, 8, 9, 10, 10]
    assert p.series("fleet/foe", "reinforced")[-1] == 3


def test_a_programme_may_raise_the_authorised_strength():
    """From day 10 on 14 pieces are authorised instead of 10: the four that lack come from the reserve on that day."""
    w = World()
    fleet = w.fleet("a", "tank", 10, reserve=w.stock("reserve", "tank", 9), own_days=1)
    w.dated([(9.5, fleet + f.AUTHORISED, 14)], [fleet])
    p = equal(w.closed([9.0, 10.5, 20.0]))
    assert p.series("fleet/a", "operational").tolist() == [10, 14, 14]
    assert p.series("fleet/a", "authorised_days").tolist() == pytest.approx([90, 95 + 14, 95 + 10.5 * 14])
    assert p.series("stock/reserve", "on_hand").tolist() == [9, 5, 5]


def test_conversion_moves_strength_and_pieces():
    """Six crews, four slots, courses of 10 days every 5: four convert by day 15, two more by day 25; old tanks go to the reserve."""
    w = World()
    new_reserve, old_reserve = w.stock("new_reserve", "new", 6), w.stock("old_reserve", "old", 0)
    old = w.fleet("old", "old", 20, reserve=old_reserve, standard=f.OLD_STANDARD)
    new = w.fleet("new", "new", 0, reserve=new_reserve, standard=f.NEW_STANDARD)
    w.training("course", new, old, 4, w.law("deterministic", value=10.0), start=5.0, period=5.0)
    w.front("front", [old, new], [w.family("tanks", [old, new])])
    p = equal(w.closed([4.0, 6.0, 16.0, 30.0]))
    assert p.series("fleet/new", "training").tolist() == [0, 4, 2, 0]
    assert p.series("fleet/new", "authorised").tolist() == [0, 0, 4, 6]
    assert p.series("fleet/new", "operational").tolist() == [0, 0, 4, 6]
    assert p.series("fleet/old", "authorised").tolist() == [20, 20, 16, 14]
    assert p.series("stock/old_reserve", "on_hand").tolist() == [0, 0, 4, 6]
    new_days, old_days = 4 * 10 + 6 * 5, 20 * 15 + 16 * 10 + 14 * 5
    assert p.series("front/front", "interoperability")[-1] == pytest.approx(new_days / (new_days + old_days))
    assert p.real[p.network.rows["training/course"].at + tr.LAST] == 30.0


def test_cold_spares_stand_in_until_they_are_used_up():
    """Three assets that live 10 days, one spare, a repair of 4 days: one position is filled at once, two stay open until day 14."""
    w = World()
    shop = w.shop("s", w.law("deterministic", value=4.0), bays=-1)
    fleet = w.fleet("a", "radar", 3, shop=shop, up=w.law("deterministic", value=10.0))
    w.assets(fleet, "a", 3, spares=1)
    p = equal(w.closed([9.0, 11.0, 15.0, 21.0, 25.0]))
    assert p.series("fleet/a", "operational").tolist() == [3, 1, 3, 3, 2]
    assert p.series("fleet/a", "spares").tolist() == [1, 0, 1, 0, 0]
    assert p.series("fleet/a", "failed").tolist() == [0, 3, 3, 4, 6]


def test_the_share_stopped_weighs_classes_and_reads_totals():
    """8 of 10 of a class of weight 1 leak, none of 10 of weight 3: 1 - 8 / 40."""
    w = World()
    cells = w.cells(4)
    threats = w.cells(2 * fr.THREAT_SIZE)
    for k, weight in enumerate((1.0, 3.0)):
        at = threats + k * fr.THREAT_SIZE
        w.fill(at, [(fr.LAUNCHED_CELL, cells + 2 * k), (fr.LEAKED_CELL, cells + 2 * k + 1), (fr.THREAT_WEIGHT, weight)])
    w.fill(cells, [(0, 10), (1, 8), (2, 10), (3, 0)])
    w.front("front", [w.fleet("a", "tank", 1)], threats=threats, threat_count=2)
    p = equal(w.closed([30.0, 60.0]))
    assert p.series("front/front", "stopped").tolist() == pytest.approx([0.8, 0.8])
    assert p.series("front/front", "coverage").tolist() == [-1.0, -1.0]


def test_other_users_count_in_their_family():
    """What layers of air defence asked for and got at a stock makes fill rate and days of supply of the interceptors."""
    w = World()
    missiles = w.stock("missiles", "missile", 60)
    w.fill(missiles, [(s.DEMANDED, 40), (s.FILLED, 30)])
    family = w.family("interceptors", [], [missiles])
    use = w.cells(fr.USE_SIZE)
    w.fill(use, [(fr.ASKED_CELL, missiles + s.DEMANDED), (fr.GOT_CELL, missiles + s.FILLED)])
    w.fill(family, [(fr.USES, use), (fr.USE_COUNT, 1), (fr.NEEDED, 0)])
    w.front("front", [w.fleet("a", "tank", 1)], [family])
    p = equal(w.closed([30.0, 60.0]))
    assert p.series("family/interceptors", "fill_rate").tolist() == pytest.approx([0.75, -1.0])
    assert p.series("family/interceptors", "days_of_supply").tolist() == pytest.approx([60 * 30 / 40, 60 * 60 / 40])


@pytest.mark.slow
def test_the_machine_repairman():
    """Case Q07: six machines, one repairman; the time with all up within 3.9 standard errors of 30 replications of 10,000 days."""
    w = World()
    shop = w.shop("s", w.law("exponential", mean=2.0))
    fleet = w.fleet("a", "machine", 6, shop=shop, up=w.law("exponential", mean=20.0))
    w.assets(fleet, "a", 6)
    network = w.closed([300.0, 10300.0])
    shares = [played(network, 5, r).gain("fleet/a", "ready_days") / 10000.0 for r in range(30)]
    error = np.std(shares, ddof=1) / math.sqrt(len(shares))
    assert abs(np.mean(shares) - 0.48451490367843714) < 3.9 * error
