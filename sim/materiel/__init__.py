"""materiel: the defence supply chain over a decade, as a discrete-event simulation."""
