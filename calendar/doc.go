// Package calendar writes and reads iCalendar (RFC 5545 and 7986), on top of
// the types of go-ical, for the calendars people really use: Google, Outlook,
// Apple, Thunderbird and khal.
//
//   - Encode turns a Feed of plain values into bytes, the same bytes for the
//     same values.
//   - Read turns what others wrote into the events of a window of time, with a
//     Warning for whatever could not be read.
//   - Inspect gives what was read the form the command line prints.
//   - Lint finds the faults that validators let pass.
//   - Schedule reads who is on call out of another tool's calendar.
//
// The package knows no date, no file and no network: times and bytes come in,
// values go out. Its only look at a clock is the second it allows the repeats of
// one file. Of Watchbill it may import only model, for its error.
package calendar
