// Reads and writes a calendar with ical.js and prints the best times.
// Usage: node peer.mjs FOLDER-WITH-NODE_MODULES FILE
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, file] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(path.join(path.resolve(folder), 'node_modules/ical.js/dist/ical.js')));
const text = fs.readFileSync(file, 'utf8');

let events = 0;
let cal;
const best = (run) => {
  let shortest = Infinity;
  for (let i = 0; i < 5; i++) {
    const begin = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - begin);
  }
  return shortest;
};
const read = best(() => {
  cal = new ICAL.Component(ICAL.parse(text));
  events = 0;
  for (const component of cal.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component, { strictExceptions: true, exceptions: [] });
    if (event.uid && event.summary && event.startDate.toJSDate() < event.endDate.toJSDate()) events++;
  }
});
const write = best(() => cal.toString());
console.log(JSON.stringify({ events, read, write }));
