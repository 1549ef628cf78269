package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"watchbill/workspace"
)

type backupJSON struct {
	Path string `json:"path"`
	At   string `json:"at"`
	Size int64  `json:"bytes"`
}

func backupOf(b workspace.BackupFile) backupJSON {
	return backupJSON{b.Path, stamp(b.At.UTC()), b.Size}
}

func newBackupCmd(a *app) *cobra.Command {
	var out string
	c := a.leaf("backup [--out FILE]", "Keep a checked copy of the file", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		if out == "-" {
			return usagef("out", "--out: a backup is a database and cannot go to standard output. Name a file.")
		}
		b, err := ws.Backup(ctx, out)
		if err != nil {
			return err
		}
		return a.show(backupOf(b), func(w io.Writer) error {
			return printf(w, "Backed up and checked: %s, %s\n", b.Path, bytesText(b.Size))
		})
	}))
	c.Flags().StringVar(&out, "out", "", "`FILE` to write, which must not exist (default a name with the time, in a folder beside the file)")
	c.Long = "Keep a checked copy of the file. To look at a copy, or to go on with it, open it with --db. To put it in the place of the file, close every Watchbill that has the file open, move the file and those beside it whose names end in -wal and -shm away, and copy the backup to the file's name."
	c.Example = "  watchbill backup\n  watchbill backup --out /mnt/safe/team.watchbill\n  watchbill backup list"
	c.AddCommand(newBackupListCmd(a))
	return c
}

func newBackupListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the kept copies, newest first", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		all, err := ws.Backups()
		if err != nil {
			return err
		}
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		t := newTable("When", ">Size", "File")
		rows := make([]backupJSON, 0, len(all))
		for _, b := range all {
			rows = append(rows, backupOf(b))
			t.add(minute(b.At.In(loc)), bytesText(b.Size), b.Path)
		}
		return a.showTable(rows, t, fmt.Sprintf("No backup is kept in %s yet. Make one with “watchbill backup”.", ws.BackupFolder()))
	}))
	c.Example = "  watchbill backup list --json"
	return c
}

// bytesText returns a size for people: 812 B, 44 kB, 4.2 MB.
func bytesText(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
}
