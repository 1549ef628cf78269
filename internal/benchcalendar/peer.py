"""Reads and writes a calendar with python3-icalendar and prints the best times."""
import json
import sys
import time

import icalendar

with open(sys.argv[1], "rb") as f:
    data = f.read()


def best(run):
    shortest = None
    for _ in range(2):
        begin = time.perf_counter()
        result = run()
        took = (time.perf_counter() - begin) * 1000
        shortest = took if shortest is None else min(shortest, took)
    return result, shortest


def read():
    cal = icalendar.Calendar.from_ical(data)
    events = 0
    for event in cal.walk("VEVENT"):
        if event["UID"] and event["SUMMARY"] and event["DTSTART"].dt.timestamp() < event["DTEND"].dt.timestamp():
            events += 1
    return cal, events


(cal, events), read_time = best(read)
_, write_time = best(cal.to_ical)
print(json.dumps({"events": events, "read": read_time, "write": write_time}))
