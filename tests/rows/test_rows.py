"""Rows: names and types over the planes that cost nothing, and refuse what is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba.core.errors import NumbaError
from tests.rows import rules
from tests.rows.other import Stock as OtherStock

from materiel.jit import Real, Whole, rule
from materiel.jit.planes import CHECKED
from materiel.layout import kinds
from materiel.layout import stock as s
from materiel.layout.fields import RANK
from materiel.rows import Entity, Many, Part, Ref, Row, real, whole
from materiel.rows.parts import Meter
from materiel.rows.stock import Stock

STORE, DEPOT, LIST, USERS = 100, 200, 300, (310, 320)


def world() -> tuple[Any, Any]:
    """A store that a depot replenishes, and two users who wait at the store."""
    n, x = np.zeros(400, np.int64), np.zeros(400)
    for at in (STORE, DEPOT):
        n[at] = kinds.STOCK
        n[at + s.ON_HAND], n[at + s.RESERVE] = 50, 3
    n[STORE + s.SUPPLY_STOCK] = DEPOT
    n[STORE + s.WAITERS], n[STORE + s.WAITER_COUNT] = LIST, len(USERS)
    n[LIST : LIST + len(USERS)] = USERS
    return n, x


def test_a_stock_is_laid_out_as_it_was() -> None:
    """Every cell stands where the constants of the layout say, with its plane, width, meaning, unit, record and sign."""
    assert Stock.laid_out() == list(s.STOCK)
    assert Stock.size == s.STOCK.size
    assert (Stock.on_hand.offset, Stock.on_hand_days.offset) == (s.ON_HAND, s.ON_HAND_DAYS)
    assert Stock.code() == kinds.STOCK


def test_rules_on_rows_leave_the_same_planes() -> None:
    """To the bit, over 1,000 half days in which units are issued, kept in reserve, received and metered, and users are woken; in
    compiled rules and in plain Python."""
    (n, x), (m, y), (o, z) = world(), world(), world()
    assert rules.days_on_rows(n, x, STORE, 1000) == rules.days_on_planes(m, y, STORE, 1000) > 1000
    assert (n == m).all()
    assert (x.view(np.int64) == y.view(np.int64)).all()
    assert n[USERS[0] + 2] > 300
    assert getattr(rules.days_on_rows, "py_func", rules.days_on_rows)(o, z, STORE, 50) > 50
    rules.days_on_planes(*(planes := world()), STORE, 50)
    assert (o == planes[0]).all()
    assert (z.view(np.int64) == planes[1].view(np.int64)).all()


@pytest.mark.skipif(CHECKED, reason="bounds checks need the length of the planes at every access")
def test_a_field_is_one_access() -> None:
    """What is left in machine code of rules on rows are as many loads and stores as of the same rules on bare planes."""

    def made(on_rows: bool) -> Any:
        away = 0

        @rule
        def row(n: Whole, x: Real, at: int) -> int:
            stock = Stock(n, x, at + away)
            stock.on_hand -= stock.reserve
            stock.on_hand_days.area += stock.on_hand_days.level * stock.period
            if stock.supply_stock:
                stock.supply_stock.on_order += 1
            for waiter in stock.waiters:
                waiter.woken = waiter.rank
            return stock.on_hand

        @rule
        def plane(n: Whole, x: Real, stock: int) -> int:
            stock += away
            n[stock + s.ON_HAND] -= n[stock + s.RESERVE]
            x[stock + s.ON_HAND_DAYS] += x[stock + s.ON_HAND_DAYS + 2] * x[stock + s.PERIOD]
            if n[stock + s.SUPPLY_STOCK] != 0:
                n[n[stock + s.SUPPLY_STOCK] + s.ON_ORDER] += 1
            first = n[stock + s.WAITERS]
            for k in range(n[stock + s.WAITER_COUNT]):
                n[n[first + k] + 2] = n[n[first + k] + RANK]
            return n[stock + s.ON_HAND]

        chosen: Any = row if on_rows else plane
        chosen(*world(), STORE)
        (result,) = chosen.overloads.values()
        text = str(result.library._final_module.get_function(result.fndesc.mangled_name))
        return {
            what: len(re.findall(rf"^ +(?:%\S+ = )?{what} (?:i64|double)\b", text, re.M)) for what in ("load", "store")
        }

    assert made(True) == made(False)
    assert made(True)["store"] >= 5


class Person(Row):
    age = whole("years", unit="years")
    debt = real("what they owe", unit="EUR")
    friend: Ref[Person] = Ref("a friend, or none")
    friends: Many[Person] = Many("friends", count="friend_count")
    worked: Part[Meter] = Part("hours worked")


def people() -> tuple[Any, Any]:
    n, x = np.zeros(100, np.int64), np.zeros(100)
    n[60:62] = 20, 30
    n[10 + 2], n[10 + 3], n[10 + 4] = 20, 60, 2
    n[20 + 3], n[20 + 4] = 60, 2
    return n, x


def test_a_row_in_python() -> None:
    """Fields read and written by name, references and lists followed, parts with fields of their own; it shows itself."""
    n, x = people()
    one = Person(n, x, 10)
    one.age, one.debt, one.worked.level = 40, 2.5, 8.0
    assert (n[10], x[11], x[17]) == (40, 2.5, 8.0)
    assert (one.friend, one.friend == Person(n, x, 20), bool(one.friend.friend)) == (Person(n, x, 20), True, False)
    assert [friend.at for friend in one.friends] == [20, 30] == [one.friends[k].at for k in range(len(one.friends))]
    one.friend = one.friends[1]
    assert n[12] == 30
    assert str(one) == (
        "Person(10):\n  age = 40 years\n  debt = 2.5 EUR\n  friend = Person(30)\n  friends = [Person(20), Person(30)]\n"
        "  worked: area = 0.0, upto = 0.0, level = 8.0"
    )
    assert repr(one.friend.friend) == "no Person"


def test_python_refuses_what_is_wrong() -> None:
    """A field that there is not, numbers of the wrong type, rows of the wrong class, and lists and parts as a whole."""
    n, x = people()
    one: Any = Person(n, x, 10)
    for field, value, fault in (
        ("aeg", 1, AttributeError),
        ("age", 1.5, TypeError),
        ("debt", 1, TypeError),
        ("debt", True, TypeError),
        ("friend", Meter(n, x, 20), TypeError),
        ("friend", None, TypeError),
        ("friends", one.friends, TypeError),
        ("worked", one.worked, TypeError),
    ):
        before = n.copy(), x.copy()
        with pytest.raises(fault):
            setattr(one, field, value)
        assert (n == before[0]).all() and (x == before[1]).all()
    with pytest.raises(IndexError):
        one.friends[2]


def test_a_field_is_declared_once() -> None:
    """The same name again, in the class or in what it builds on, is an error; so is a reference that says not to what."""
    with pytest.raises(TypeError, match="Twice: the field age is declared twice"):
        type(Person)("Twice", (Person,), {"age": whole("again")})
    with pytest.raises(TypeError, match="_Unknown: expected a kind of the table of kinds, got 'no_such'"):

        class _Unknown(Entity, kind="no_such"):
            pass

    class _Loose(Row):
        to = Ref("somewhere")  # type: ignore[var-annotated]
        far: Ref[Nowhere] = Ref("nowhere")  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(TypeError, match=r"_Loose\.to: expected an annotation Ref\[KIND\], got none"):
        print(_Loose(*people(), 10).to)
    with pytest.raises(TypeError, match=r"_Loose\.far: expected one class of rows named Nowhere, got 0"):
        print(_Loose(*people(), 10).far)


def compiled(body: str, first: str = "one: Person") -> Callable[..., Any]:
    """A rule with these statements."""
    space = dict(globals())
    indented = "\n    ".join(body.splitlines())
    exec(f"def made({first}) -> int:\n    {indented}\n", space)
    space["made"].__annotations__ = {"one": space[first.split(": ")[1]], "return": int}
    return rule(space["made"])


def test_rows_in_compiled_rules() -> None:
    """Truth, equality, lists within lists, items, lengths, addresses, and writing of references and truth values."""
    n, x = people()
    one = Person(n, x, 10)
    assert compiled("return 1 if one.friend else 0")(one) == 1
    assert compiled("return 1 if not one.friend.friend else 0")(one) == 1
    assert (
        compiled("return int(bool(one.friend)) + 2 * int(one.friend == one.friends[0]) + 4 * int(one.friend != one)")(
            one
        )
        == 7
    )
    assert (
        compiled(
            "total = 0\nfor f in one.friends:\n    for g in one.friend.friends:\n        total += f.at * g.at\nreturn total"
        )(one)
        == (20 + 30) ** 2
    )
    assert compiled("one.friend = one.friends[1]\none.age = one.friend.at > 5\nreturn len(one.friends)")(one) == 2
    assert (n[12], n[10]) == (30, 1)
    assert compiled("return one.friend.at")(one) == 30


REFUSED = {
    "wrong field": ("one.aeg = 1\nreturn 0", "Person has no field aeg"),
    "wrong field read": ("return one.aeg", "Unknown attribute 'aeg'"),
    "real into whole": ("one.age = 1.5\nreturn 0", "Person.age is a whole number: got float64"),
    "whole into real": ("one.debt = 1\nreturn 0", "Person.debt is a real number: got .*int"),
    "truth into real": ("one.debt = one.age > 3\nreturn 0", "Person.debt is a real number: got bool"),
    "wrong class": ("one.friend = one.worked\nreturn 0", "Person.friend is a Person: got .*Meter"),
    "none": ("one.friend = None\nreturn 0", "Person.friend is a Person: got none"),
    "part as a whole": ("one.worked = one.friend.worked\nreturn 0", "Person.worked is a part"),
    "list as a whole": ("one.friends = one.friend.friends\nreturn 0", "Person.friends is a many"),
    "comparison of classes": ("return int(one == one.worked)", "No implementation of function Function"),
    "no entity": ("return Stock.of(one).on_hand", "No match|Invalid use"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_compiler_refuses_what_is_wrong(what: str) -> None:
    """What would be written or read is not what the field is."""
    body, message = REFUSED[what]
    with pytest.raises(NumbaError, match=message):
        compiled(body)(Person(*people(), 10))


def test_two_classes_of_one_name_are_two_types() -> None:
    """A stock of another module is no stock, although it is called so."""
    n, x = world()
    assert OtherStock.__name__ == Stock.__name__
    assert Stock.machine_type() != OtherStock.machine_type()
    with pytest.raises(TypeError, match="No matching definition"):
        rules.available(OtherStock(n, x, STORE), 0)  # type: ignore[arg-type]
    assert rules.available(Stock(n, x, STORE), 0) == 50


def test_rows_come_from_python_with_their_planes() -> None:
    """A row may be an argument; planes of other cells, or with gaps, are refused."""
    n, x = world()
    assert rules.available(Stock(n, x, STORE), 1) == 47
    for planes in ((n.astype(np.int32), x), (x, x), (n, n), (n[::2], x)):
        with pytest.raises(TypeError, match="expected planes of int64 and float64"):
            rules.available(Stock(*planes, 10), 0)


def test_an_entity_as_what_it_is() -> None:
    """Where several kinds may stand, a row is taken for its kind by that kind's `of`, which says so in Python if it is another."""
    n, x = world()
    n[STORE + s.SUPPLY] = DEPOT
    stock = Stock(n, x, STORE)
    supply = compiled("return Stock.of(one.supply).on_hand", "one: Stock")
    assert Stock.of(stock.supply).on_hand == supply(stock) == 50
    n[DEPOT] = kinds.LANE
    with pytest.raises(TypeError, match="expected a stock, got the kind"):
        Stock.of(stock.supply)


CHECKS = """
import numpy as np
from tests.rows.test_rows import DEPOT, STORE, USERS, compiled, kinds, s, world
from materiel.rows.stock import Stock

n, x = world()
n[STORE + s.SUPPLY] = DEPOT
stock = Stock(n, x, STORE)
supply = compiled("return Stock.of(one.supply).on_hand", "one: Stock")
user = compiled("return one.waiters[2].at", "one: Stock")
far = compiled("return one.supply.woken", "one: Stock")
print(supply(stock))
n[DEPOT] = kinds.LANE
for asked, address in ((supply, DEPOT), (user, DEPOT), (far, -3), (far, 399)):
    n[STORE + s.SUPPLY] = address
    try:
        print(asked(stock))
    except (IndexError, TypeError) as fault:
        print(type(fault).__name__, fault)
"""


def test_bounds_checks_look_at_kinds_and_addresses() -> None:
    """With NUMBA_BOUNDSCHECK=1 a row of another kind, an item beyond the list, and a row that lies outside the planes are noticed."""
    env = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", CHECKS], env=env, capture_output=True, text=True, check=True)
    kind, *bounds = done.stdout.splitlines()[1:]
    assert (done.stdout.splitlines()[0], kind) == ("50", "TypeError expected a stock, got another kind")
    assert bounds == ["IndexError index is out of bounds"] * 3


PLANTED = """
from __future__ import annotations
from materiel.jit import rule
from materiel.rows import Entity
from materiel.rows.parts import Meter
from materiel.rows.stock import Stock

@rule
def wanted(stock: Stock) -> int:
    return stock.on_hand

@rule
def kind(entity: Entity) -> int:
    return entity.kind

@rule
def right(stock: Stock, meter: Meter, entity: Entity) -> float:
    stock.on_hand += wanted(Stock.of(stock.supply)) + kind(stock) + len(stock.waiters)
    stock.supply_stock = Stock.of(entity)
    stock.on_hand_days.area += meter.area * stock.period
    return stock.period

@rule
def wrong(stock: Stock, meter: Meter, entity: Entity) -> int:
    stock.on_hnad += 1
    stock.supply_stock = meter
    stock.supply_stock = None
    stock.supply_stock = entity
    stock.on_hand = 1.5
    stock.on_hand_days.on_hand += 1
    stock.on_hand_days = meter.area
    wanted(meter)
    wanted(stock.supply)
    for waiter in stock.waiters:
        waiter.on_hand = 1
    return stock.period
"""


@pytest.mark.slow
def test_mypy_finds_wrong_fields_and_kinds(tmp_path: Path) -> None:
    """Every line of a rule that is all wrong is named, and none of one that is right."""
    (tmp_path / "planted.py").write_text(PLANTED, encoding="utf-8")
    root = Path(sys.modules[Stock.__module__].__file__ or "").parents[2]
    env = {**os.environ, "MYPYPATH": str(root)}
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(tmp_path / "cache"),
        str(tmp_path / "planted.py"),
    ]
    told = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    first = PLANTED.splitlines().index("def wrong(stock: Stock, meter: Meter, entity: Entity) -> int:") + 1
    lines = {int(line) for line in re.findall(r"planted\.py:(\d+): error", told)}
    wanted = set(range(first + 1, len(PLANTED.splitlines()) + 1)) - {first + 10}
    assert lines == wanted, told
