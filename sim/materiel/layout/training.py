"""Training: courses in which crews convert from a fleet of the old item to one of the new."""

from __future__ import annotations

from materiel.layout.fields import Fields

TRAINING = Fields("training")
FROM = TRAINING.whole("from", "row of the fleet whose crews convert; 0: new crews")
TO = TRAINING.whole("to", "row of the fleet that they convert to")
SLOTS = TRAINING.whole("slots", "crews trained at once", unit="crews")
IN_COURSE = TRAINING.whole("in_course", "crews in training", record="level", unit="crews")
DURATION = TRAINING.whole("duration", "law of the length of a course, days")
DURATION_DRAWS = TRAINING.stream("length of a course")
START = TRAINING.real("start", "days from the start to the first course")
PERIOD = TRAINING.real("period", "days between starts of courses")
PACE = TRAINING.whole("pace", "most crews a course; -1: no limit but the slots")
TARGET = TRAINING.whole("target", "crews to convert in all; -1: all")
PLANNED = TRAINING.whole("planned", "crews converted or in training", record="total", unit="crews")
CONVERTED = TRAINING.whole("converted", "crews converted", record="total", unit="crews")
REVIEWED = TRAINING.whole("reviewed", "dates of courses so far")
LAST = TRAINING.real("last", "last date of courses, days")
COURSES = TRAINING.whole("courses", "courses begun", record="total", unit="courses")
COST = TRAINING.real("cost", "price of the training of a crew", unit="EUR")
SPENT = TRAINING.real("spent", "paid for training", record="total", unit="EUR")
