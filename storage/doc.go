// Package storage keeps Watchbill's data in one SQLite file: schema, transactions, the journal behind undo and history, backups,
// and the reads that pages and commands make.
//
// DB opens the file. Update runs one journaled change with a Tx, which has the writes; Reader has only reads, on connections of
// its own that cannot write. No rule of the domain lives here: a Tx stores what the model has checked. It imports model and
// nothing else of ours.
//
// The database, -wal and -shm files are never opened through package os while connected: closing such a handle would drop
// SQLite's POSIX locks. Copies are made with VACUUM INTO.
package storage
