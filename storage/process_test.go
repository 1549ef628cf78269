//go:build unix

package storage

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"watchbill/model"
)

// The tests here run this test program again as another process, which does one of these jobs.
var jobs = map[string]func(ctx context.Context, path string) error{
	"acknowledge": acknowledge, "count": count, "fill": fill, "open as nobody": openAsNobody,
}

const jobKey = "WATCHBILL_TEST_JOB"

func TestMain(m *testing.M) {
	if job, ok := jobs[os.Getenv(jobKey)]; ok {
		if err := job(context.Background(), os.Args[1]); err != nil {
			fmt.Printf("%s: %v\n", model.CodeOf(err), err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func process(job, path string) *exec.Cmd {
	c := exec.Command(os.Args[0], path)
	c.Env = append(os.Environ(), jobKey+"="+job)
	c.Stderr = os.Stderr
	return c
}

// acknowledge adds settings named 0, 1, 2, … and says each on standard output once it is saved.
func acknowledge(ctx context.Context, path string) error {
	db, err := Open(ctx, path)
	if err != nil {
		return err
	}
	settings := mustSettings(db)
	for n := settings; ; n++ {
		if _, err := db.Update(ctx, op("set"), func(tx *Tx) error { return tx.PutSetting(ctx, strconv.Itoa(n), "saved") }); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func mustSettings(db *DB) (n int) {
	if err := db.read.QueryRow(`SELECT count(*) FROM setting`).Scan(&n); err != nil {
		panic(err)
	}
	return n
}

func TestKilledProcessLosesNothingAcknowledged(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "team.watchbill")
	acknowledged := 0
	for _, writes := range []int{1, 7, 30, 2, 51, 12} {
		c := process("acknowledge", path)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range writes {
			if !lines.Scan() {
				t.Fatalf("the writer ended by itself after %d", acknowledged)
			}
			acknowledged++
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // said before the kill came
			acknowledged++
		}
		c.Wait()
		db, err := Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Check(ctx); err != nil {
			t.Error(err)
		}
		saved := mustSettings(db)
		if saved < acknowledged || saved > acknowledged+1 {
			t.Errorf("saved: got %d, acknowledged %d", saved, acknowledged)
		}
		if history, err := db.Reader().History(ctx, 0, saved+1); err != nil || len(history) != saved {
			t.Errorf("history: got %d entries, %v; want %d", len(history), err, saved)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		acknowledged = saved
	}
}

const counts = 60

// count adds one to a number so many times.
func count(ctx context.Context, path string) error {
	db, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	for range counts {
		_, err := db.Update(ctx, op("count"), func(tx *Tx) error {
			value, err := tx.Setting(ctx, "number", "0")
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(value)
			if err != nil {
				return err
			}
			return tx.PutSetting(ctx, "number", strconv.Itoa(n+1))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func TestProcessesTakeTurns(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "team.watchbill") // all three try to make it
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if out, err := process("count", path).Output(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	db, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if got, err := db.Reader().Setting(ctx, "number", ""); err != nil || got != strconv.Itoa(3*counts) {
		t.Errorf("number: got %q, %v; want %d", got, err, 3*counts)
	}
}

// fill imports samples until the file may not grow any more.
func fill(ctx context.Context, path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	db, err := Open(ctx, path)
	if err != nil {
		return err
	}
	most := uint64(1 << 20)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
		return err
	}
	resources, err := db.Reader().Resources(ctx, 1)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		samples := make([]model.Sample, 1000)
		for i := range samples {
			samples[i] = model.Sample{At: now.Add(time.Duration(1000*n+i) * time.Minute), Value: float64(i)}
		}
		_, err := db.Update(ctx, op("import"), func(tx *Tx) error {
			_, err := tx.AddSamples(ctx, resources[0].ID, "disk.csv", samples)
			return err
		})
		if err != nil {
			return err
		}
		fmt.Println(n + 1)
	}
}

func TestFullDiskKeepsWhatWasSaved(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var resource model.ID
	mustUpdate(t, db, "resource", func(tx *Tx) (err error) {
		resource, err = tx.PutResource(ctx, model.Resource{TeamID: f.team, Name: "disk", Daily: model.DailyMax})
		return err
	})
	out, err := process("fill", db.Path()).Output()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := lines[len(lines)-1]
	if err == nil || !strings.HasPrefix(last, "unavailable: The disk ") {
		t.Fatalf("got %v %q, want a failure that speaks of the disk", err, last)
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
	samples, err := db.Reader().Samples(ctx, resource)
	if want := 1000 * (len(lines) - 1); err != nil || want == 0 || len(samples) != want {
		t.Errorf("samples: got %d, %v; want the %d that were acknowledged", len(samples), err, want)
	}
	mustUpdate(t, db, "and on", func(tx *Tx) error { return tx.PutSetting(ctx, "there is", "room again") })
}

// openAsNobody opens a file as a user who owns nothing, and tries to write.
func openAsNobody(ctx context.Context, path string) error {
	if os.Geteuid() == 0 {
		const nobody = 65534
		if err := syscall.Setgid(nobody); err != nil {
			return err
		}
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	db, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Update(ctx, op("set"), func(tx *Tx) error { return tx.PutSetting(ctx, "a", "1") })
	return err
}

func TestReadOnlyPlacesAreExplained(t *testing.T) {
	ctx := context.Background()
	root, err := os.MkdirTemp("", "watchbill-read-only-") // t.TempDir is closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	file := func(folder string) string {
		path := filepath.Join(root, folder, "team.watchbill")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		db, err := Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	mode := func(path string, m os.FileMode) {
		if err := os.Chmod(path, m); err != nil {
			t.Fatal(err)
		}
	}
	inFolder, readOnly, secret := file("folder"), file("file"), file("secret")
	mode(inFolder, 0o666)
	mode(readOnly, 0o444)
	mode(secret, 0o000)
	mode(root, 0o755)
	mode(filepath.Dir(inFolder), 0o555)
	mode(filepath.Dir(readOnly), 0o777)
	mode(filepath.Dir(secret), 0o777)
	t.Cleanup(func() { mode(filepath.Dir(inFolder), 0o777) })
	for _, tt := range []struct{ name, path string }{
		{"read-only folder", inFolder},
		{"read-only file", readOnly},
		{"file of somebody else", secret},
		{"new file in a read-only folder", filepath.Join(filepath.Dir(inFolder), "new.watchbill")},
	} {
		out, err := process("open as nobody", tt.path).Output()
		said := strings.TrimSpace(string(out))
		if err == nil || !strings.HasPrefix(said, "unavailable: ") || !strings.Contains(said, tt.path[:len(root)]) || !strings.Contains(said, "permission") {
			t.Errorf("%s: got %v %q, want what to do about the permissions", tt.name, err, said)
		}
		if strings.Contains(said, "SQL") || strings.Contains(said, "(14)") {
			t.Errorf("%s: %q is not for people", tt.name, said)
		}
	}
}
