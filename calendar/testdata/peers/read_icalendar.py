"""Reads a calendar with python3-icalendar. Prints "UID start end" a line, times as
Unix seconds, dates as YYYYMMDD; with "texts" it prints [UID, SUMMARY, DESCRIPTION,
LOCATION] as JSON instead."""
import json
import sys
import icalendar


def show(value):
    return str(int(value.timestamp())) if hasattr(value, "hour") else value.strftime("%Y%m%d")


with open(sys.argv[1], "rb") as f:
    cal = icalendar.Calendar.from_ical(f.read())
errors = [(c.name, e) for c in cal.walk() for e in c.errors]
if errors:
    sys.exit("errors: %s" % errors)
for event in cal.walk("VEVENT"):
    if sys.argv[2:] == ["texts"]:
        texts = [str(event.get(name, "")) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION")]
        print(json.dumps(texts, ensure_ascii=False, separators=(",", ":")))
        continue
    print(event["UID"], show(event["DTSTART"].dt), show(event["DTEND"].dt))
