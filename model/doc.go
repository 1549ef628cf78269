// Package model is Watchbill's domain: people, rotations, shifts, swaps, time off, toil and capacity, and the rules over them.
//
// It is pure. There is no clock (now is always an argument), no I/O, no randomness, and it imports nothing of ours and, beside the
// standard library, only the tables of public holidays. Everything else in the program may import it.
//
// Instants are time.Time values; their location is only presentation. Intervals are half-open, [start, end). Rules that people
// say in wall-clock terms ("Mondays at 09:00 in Berlin") are kept as a local time and an IANA zone and become instants through
// Resolve, the one place where clock changes are decided.
package model
