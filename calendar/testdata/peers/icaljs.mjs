// Reads a calendar with ical.js. Prints "UID start end" a line, times as Unix
// seconds and dates as YYYYMMDD; with "repeats" it prints the starts of all
// occurrences in 2026 instead, and with "texts" [UID, SUMMARY, DESCRIPTION,
// LOCATION] as JSON.
// Usage: node icaljs.mjs FOLDER-WITH-NODE_MODULES FILE [repeats|texts]
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file, mode] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(path.join(path.resolve(folder), 'node_modules/ical.js/dist/ical.js')));

const cal = new ICAL.Component(ICAL.parse(fs.readFileSync(file, 'utf8')));
for (const zone of cal.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);

const pad = (n, width) => String(n).padStart(width, '0');
const show = (t) => (t.isDate ? pad(t.year, 4) + pad(t.month, 2) + pad(t.day, 2) : String(t.toUnixTime()));

const end = ICAL.Time.fromString('2027-01-01T00:00:00Z');
const from = ICAL.Time.fromString('2026-01-01T00:00:00Z');
for (const component of cal.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(component, { strictExceptions: true, exceptions: [] });
  if (mode === 'texts') {
    console.log(JSON.stringify([event.uid, event.summary ?? '', event.description ?? '', event.location ?? '']));
    continue;
  }
  if (mode !== 'repeats') {
    console.log(event.uid, show(event.startDate), show(event.endDate));
    continue;
  }
  const starts = event.iterator();
  for (let t = starts.next(); t && t.compare(end) < 0; t = starts.next()) {
    if (t.compare(from) >= 0) console.log(event.uid, show(t));
  }
}
