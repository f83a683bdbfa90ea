"""Ciw: an M/M/1. Its networks of queues have no stocks that are owed units, so it cannot express the small model."""

import ciw
import constants as c


def mm1(seed: int) -> tuple[float, float, float]:
    ciw.seed(seed)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(1.0 / c.MM1_GAP)],
        service_distributions=[ciw.dists.Exponential(1.0 / c.MM1_SERVICE)],
        number_of_servers=[1],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(c.MM1_HORIZON)
    records = [r for r in simulation.get_all_records() if r.exit_date <= c.MM1_HORIZON]
    return len(records), sum(r.exit_date - r.arrival_date for r in records) / len(records), 0.0
