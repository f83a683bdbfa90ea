"""Lines: lots, learning, order books, warm starts."""

from __future__ import annotations

import pytest
from tests.supply.worlds import play, read

LINE = """
[stocks.depot]
item = "shell"
[lines.plant]
item = "shell"
output = "depot"
"""


def test_learning_follows_the_place_in_cumulative_output() -> None:
    """Wright, 80 %, first unit 100 days: the 2nd ends at 180, the 10th at 631.5373, the 20th at 1048.4943 (unit form)."""
    run = play(LINE + "work_days = 100\nlearning_rate = 0.8\nmilestones = [1, 2, 10, 20]", [631.5, 631.6, 1100.0])
    assert read(run, "line/plant/made") == [9, 10, 21]
    reached = [read(run, f"milestone/plant.{k}/reached")[-1] for k in (1, 2, 3, 4)]
    assert reached == pytest.approx([100.0, 180.0, 631.5373017615901, 1048.4942826035767], rel=1e-6)


def test_lots_under_work_at_the_start_are_finished() -> None:
    """A lot of ten with three days left is done on day 3, the next one ten days later."""
    run = play(LINE + "lot = 10\nwork_days = 10\nstarted_lots = [{ left_days = 3 }]", [2.9, 3.0, 13.0])
    assert read(run, "line/plant/made") == [0, 10, 20]
    assert read(run, "line/plant/in_lots") == [10, 10, 10]


def test_a_full_output_stock_blocks() -> None:
    """Room for two: the third unit stays on the station until a user takes one on day 5."""
    text = LINE.replace('item = "shell"\n[lines', 'item = "shell"\ncapacity = 2\n[lines')
    users = '\n[demands.users]\nstock = "depot"\ngap_days = 5'
    run = play(text + users, [2.0, 4.0, 5.0, 6.0])
    assert read(run, "stock/depot/on_hand") == [2, 2, 2, 2]
    assert read(run, "line/plant/held") == [0, 1, 0, 1]
    assert read(run, "line/plant/made") == [2, 3, 3, 4]
    assert read(run, "line/plant/blocked_stations") == [0, 1, 2, 2]


BOOK = """
[stocks.a]
item = "shell"
[stocks.a.replenish]
policy = "r_q"
reorder_point = 0
order_quantity = 30
review_days = 100
review_offset_days = 1
customer = "plant.a"
[stocks.b]
item = "shell"
[stocks.b.replenish]
policy = "r_q"
reorder_point = 0
order_quantity = 30
review_days = 100
review_offset_days = 2
customer = "plant.b"
[lanes.road]
lead_days = 0
[lines.plant]
item = "shell"
lot = 12
work_days = 4
customers.a = { stock = "a", lane = "road", share = 2 }
customers.b = { stock = "b", lane = "road", share = 1, priority = 1 }
"""


def test_orders_are_filled_first_come_first_served() -> None:
    """Lots of twelve from day 1 on: a's thirty by day 13, then b's; lots stop when orders are filled, six units are spare."""
    text = BOOK.replace("customers.b = {", "customers.b = {").replace("priority = 1", "priority = 0")
    run = play(text, [4.9, 5.0, 9.0, 13.0, 17.0, 21.0, 40.0])
    assert read(run, "stock/a/on_hand") == [0, 12, 24, 30, 30, 30, 30]
    assert read(run, "stock/b/on_hand") == [0, 0, 0, 6, 18, 30, 30]
    assert read(run, "line/plant/made") == [0, 12, 24, 36, 48, 60, 60]
    assert read(run, "customer/plant.a/lead_sum")[-1] == pytest.approx(12 * 4 + 12 * 8 + 6 * 12)
    assert read(run, "customer/plant.a/lead_max")[-1] == 12
    assert read(run, "customer/plant.a/cleared_at")[-1] == 13


def test_orders_are_filled_by_share() -> None:
    """Two to one: eight and four of each lot while both have orders; what a no longer wants goes to b."""
    run = play(BOOK + 'allocation = "share"', [5.0, 9.0, 13.0, 17.0, 21.0])
    assert read(run, "stock/a/on_hand") == [8, 16, 24, 30, 30]
    assert read(run, "stock/b/on_hand") == [4, 8, 12, 18, 30]


def test_lots_beyond_the_orders_are_kept_for_the_next() -> None:
    """Of a lot of twelve an order of ten leaves two; the next order, on day 101, gets them at once."""
    text = BOOK.split("[stocks.b]")[0] + BOOK[BOOK.index("[lanes") :].rsplit("customers.b", 1)[0]
    run = play(text.replace("order_quantity = 30", "order_quantity = 10") + USERS, [5.0, 100.0, 101.0, 105.0, 110.0])
    assert read(run, "line/plant/spare") == [2, 2, 0, 4, 4]
    assert read(run, "stock/a/on_hand") == [10, 0, 2, 10, 10]
    assert read(run, "line/plant/no_orders_stations")[1] == pytest.approx(1 + 95)


USERS = """
[demands.users]
stock = "a"
gap_days = 1000
first_days = 50
batch = 10
"""


def test_breakdowns_preempt_and_work_is_resumed() -> None:
    """Up 3 working days, repair 2: a lot of 4 days started on day 0 is done on day 6 (down from 3 to 5); the next failure stops
    the second lot from day 8 to 10."""
    text = LINE + "work_days = 4\nfailures.press = { up_days = 3, repair_days = 2 }"
    run = play(text, [3.5, 5.0, 6.0, 8.0, 10.0, 11.9, 12.0])
    assert read(run, "line/plant/made") == [0, 0, 1, 1, 1, 1, 2]
    assert read(run, "failure_mode/plant.1.press/failures") == [1, 1, 1, 2, 2, 2, 2]
    assert read(run, "line/plant/broken_stations") == pytest.approx([0.5, 2.0, 2.0, 2.0, 4.0, 4.0, 4.0])


CONVERSION = (
    LINE.replace("[lines.plant]", "[lines.old]")
    + """lot = 5
work_days = 4
[stocks.rounds]
item = "charge"
[lines.new]
item = "charge"
output = "rounds"
work_days = 1
shut = true
"""
)


def test_a_conversion_shuts_one_line_and_opens_another() -> None:
    """Shut on day 10, the old line finishes the lot of day 8 on day 12; the new one opens on day 20. Units stay under their item."""
    run = play(
        CONVERSION,
        [8.0, 12.0, 19.0, 21.0, 23.0],
        dated=[(10.0, {"lines.old.shut": True}), (20.0, {"lines.new.shut": False})],
    )
    assert read(run, "line/old/made") == [10, 15, 15, 15, 15]
    assert read(run, "line/new/made") == [0, 0, 0, 1, 3]
    assert read(run, "line/old/shut_stations") == [0, 0, 7, 9, 11]
    assert read(run, "line/new/shut_stations") == [8, 12, 19, 20, 20]


def test_parts_in_lots_stand_in_the_ledger() -> None:
    """A lot under work at the start holds its ten charges beside those on hand; without five more the next lot starves."""
    text = """
    [stocks.charges]
    item = "charge"
    on_hand = 14
    [stocks.depot]
    item = "shell"
    [lines.plant]
    item = "shell"
    output = "depot"
    lot = 5
    work_days = 2
    parts = [{ stock = "charges", units = 2 }]
    started_lots = [{ left_days = 1 }]
    """
    run = play(text, [0.5, 1.0, 3.0, 5.0])
    assert read(run, "stock/charges/on_hand") == [14, 4, 4, 4]
    assert read(run, "line/plant/made") == [0, 5, 10, 10]
    assert read(run, "line/plant/starved_stations") == [0, 0, 0, 2]
    assert read(run, "stock/charges/demanded") == [0, 10, 10, 10]
