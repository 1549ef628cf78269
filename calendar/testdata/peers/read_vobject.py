"""Reads and validates a calendar with python3-vobject. Prints like read_icalendar.py."""
import sys
import vobject


def show(value):
    return str(int(value.timestamp())) if hasattr(value, "hour") else value.strftime("%Y%m%d")


with open(sys.argv[1], encoding="utf-8", newline="") as f:
    for cal in vobject.readComponents(f.read()):
        cal.validate(raiseException=True)
        for event in cal.contents.get("vevent", []):
            print(event.uid.value, show(event.dtstart.value), show(event.dtend.value))
