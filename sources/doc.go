// Package sources reads what other tools export, as plain values with an honest report:
//
//   - Samples reads a series of "timestamp,value" as a monitoring system, a spreadsheet or a script writes it.
//   - People reads a list of people, such as the user export of a paging tool.
//   - ScheduleCSV reads who was on call from when to when.
//   - SafeCell and Writer write CSV that a spreadsheet cannot be tricked with.
//
// The readers take whatever order, header, separator, encoding and spelling of dates they find, and say in the result what they
// took them for. Nothing is dropped silently: every row of the file is either in the result or counted by a Problem, so the Rows of
// all problems and the rows kept add up to the rows of the file. Input is hostile until read: sizes are capped, and nothing in a
// file makes a reader panic.
//
// The package knows no clock, no file names and no network. Of Watchbill it may import only model.
package sources
