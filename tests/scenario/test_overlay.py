"""Overlays: a world laid over another."""

from __future__ import annotations

from materiel.scenario.load import load


def test_overlay_replaces_key_by_key(write, depot):
    """What an overlay does not mention stays; tables that say what they are replace; {delete = true} takes away."""
    path = write(depot)
    over = path.parent / "over.toml"
    over.write_text(
        'extends = "world.toml"\n[world]\nname = "over"\n[lines.shells]\nlot = 5\n'
        'work_days = {family = "exponential", mean = 3}\n[demands.users]\ndelete = true\n'
        "[lanes.road.lead_days]\nlow = 0.5\n"
    )
    world = load(over)
    assert (world.world.name, world.world.title) == ("over", "One line, one lane, one stock at the front")
    assert world.lines["shells"].lot.value == 5 and world.lines["shells"].work_days.family == "exponential"
    assert world.demands == {}
    lead = world.lanes["road"].lead_days.parameters["value"]
    assert (lead.low, lead.central, lead.high) == (0.5, 2.0, 5.0)


def test_fault_names_the_file_it_stands_in(write, depot, faults):
    """A fault in what is extended names that file, one in the overlay the overlay."""
    path = write(depot.replace("lot = 10", "lot = -1"))
    over = path.parent / "over.toml"
    over.write_text('extends = "world.toml"\n[stocks.front]\non_hand = -2\n')
    files = {f.path: f.file.rsplit("/", 1)[-1] for f in faults(over)}
    assert files == {"lines.shells.lot": "world.toml", "stocks.front.on_hand": "over.toml"}


def test_extends_in_a_circle(write, faults):
    """Files that extend each other are refused."""
    path = write('extends = "other.toml"\n')
    (path.parent / "other.toml").write_text('extends = "world.toml"\n')
    [fault] = faults(path)
    assert "in a circle" in fault.message


def test_set_before_validation(write, depot):
    """--set puts a TOML value, or plain text, at a path; defaults that the file leaves out can be set too."""
    sets = [
        "lines.shells.lot=7",
        "lines.shells.title=Shell line",
        "lanes.road.lead_days.high=9",
        "lines.shells.shut=true",
    ]
    world = load(write(depot), sets)
    line = world.lines["shells"]
    assert (line.lot.value, line.title, line.shut) == (7, "Shell line", True)
    assert world.lanes["road"].lead_days.parameters["value"].high == 9.0
