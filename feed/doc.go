// Package feed carries calendars to those who read them: publishers, which put a calendar into a folder or on a server, and a small
// server of its own for programs on the same network.
//
// A published calendar is never lost on the way: what stands at the target is read first, and is not touched when it belongs to
// somebody else, was changed by others, or would be emptied; what was written is read back and compared. The server answers from
// memory and only to those who know a feed's secret.
//
// The package knows bytes, addresses and digests; what is in a feed, and when it changes, its callers know. Of Watchbill it may
// import model and calendar.
package feed
