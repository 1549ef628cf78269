//go:build peers

package feed

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/calendar"
	"watchbill/model"
)

// These tests publish to a real Radicale and are read by a real vdirsyncer. They need the Debian packages radicale, apache2-utils and
// vdirsyncer; whatever is missing fails them.

// server is a Radicale on loopback with the user alice, whose password is "wonder land".
type server struct {
	t       *testing.T
	port    int
	dir     string   // of its data
	under   []string // a command to start it under
	process *exec.Cmd
}

func startRadicale(t *testing.T, data string, under ...string) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, port: l.Addr().(*net.TCPAddr).Port, dir: data, under: under}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	s.start()
	t.Cleanup(s.stop)
	return s
}

func (s *server) start() {
	s.t.Helper()
	home := s.t.TempDir()
	users := filepath.Join(home, "users")
	if out, err := exec.Command("htpasswd", "-m", "-b", "-c", users, "alice", "wonder land").CombinedOutput(); err != nil {
		s.t.Fatalf("htpasswd: %v\n%s\nInstall apache2-utils.", err, out)
	}
	config := fmt.Sprintf("[server]\nhosts = 127.0.0.1:%d\n[auth]\ntype = htpasswd\nhtpasswd_filename = %s\nhtpasswd_encryption = md5\ndelay = 0\n[storage]\nfilesystem_folder = %s\n[rights]\ntype = owner_only\n", s.port, users, s.dir)
	path := filepath.Join(home, "config")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		s.t.Fatal(err)
	}
	args := append(slices.Clone(s.under), "radicale", "--config", path)
	s.process = exec.Command(args[0], args[1:]...)
	var log bytes.Buffer
	s.process.Stderr = &log
	if err := s.process.Start(); err != nil {
		s.t.Fatalf("radicale: %v\nInstall radicale.", err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.port)); err == nil {
			_ = c.Close()
			return
		}
		if time.Now().After(deadline) {
			s.stop()
			s.t.Fatalf("radicale does not answer:\n%s", log.String())
		}
	}
}

func (s *server) stop() {
	if s.process != nil {
		_ = s.process.Process.Kill()
		_ = s.process.Wait()
		s.process = nil
	}
}

func (s *server) target() model.Target {
	return model.Target{FeedID: 1, Key: "k", Name: "radicale", Kind: model.ToWebDAV, User: "alice", Address: fmt.Sprintf("http://127.0.0.1:%d/alice/oncall/", s.port)}
}

// stands returns the events at the server, as UID, start, end and title.
func (s *server) stands() []string {
	s.t.Helper()
	at, err := newWebPlace(NewClient(), s.target(), "wonder land")
	if err != nil {
		s.t.Fatal(err)
	}
	was, err := at.read(context.Background())
	if err != nil || !was.there {
		s.t.Fatalf("reading the calendar back: %v, there %t", err, was.there)
	}
	return listed(s.t, was.data)
}

func listed(t *testing.T, data []byte) []string {
	t.Helper()
	cal, err := calendar.Read(bytes.NewReader(data), calendar.DefaultWindow(monday, time.UTC))
	if err != nil || len(cal.Warnings) > 0 {
		t.Fatalf("%v, warnings %v", err, cal.Warnings)
	}
	var out []string
	for _, o := range cal.Events {
		out = append(out, fmt.Sprintf("%s %s %s %s", o.UID, o.Start.Format(time.RFC3339), o.End.Format(time.RFC3339), o.Summary))
	}
	return out
}

// change puts an event into the calendar as another program would.
func (s *server) change() {
	s.t.Helper()
	req, err := http.NewRequest(http.MethodPut, s.target().Address+"birthday.ics", strings.NewReader(foreign))
	if err != nil {
		s.t.Fatal(err)
	}
	req.SetBasicAuth("alice", "wonder land")
	req.Header.Set("Content-Type", "text/calendar")
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != http.StatusCreated {
		s.t.Fatalf("changing the calendar as another program: %v, %v", res, err)
	}
	_ = res.Body.Close()
}

func (s *server) job(data []byte, last model.PublishState) Job {
	return Job{Target: s.target(), Secret: "wonder land", Calendar: data, Last: last}
}

func TestRadicale(t *testing.T) {
	s := startRadicale(t, t.TempDir())
	ctx := context.Background()
	old := weeks(t, 4, "Ana")
	_, state := mustPublish(t, s.job(old, model.PublishState{}))
	if got, want := s.stands(), listed(t, old); !slices.Equal(got, want) {
		t.Fatalf("first: got %v, want %v", got, want)
	}
	if r, _ := mustPublish(t, s.job(old, state)); !r.Same {
		t.Errorf("the same again: got %+v, want nothing to do", r)
	}
	next := weeks(t, 6, "Ben")
	_, state = mustPublish(t, s.job(next, state))
	if got, want := s.stands(), listed(t, next); !slices.Equal(got, want) {
		t.Fatalf("changed: got %v, want %v", got, want)
	}

	t.Run("wrong password", func(t *testing.T) {
		job := s.job(old, state)
		job.Secret = "wrong"
		_, err := publisher(nil).Publish(ctx, job)
		if model.FieldOf(err) != "secret" || !strings.Contains(err.Error(), "password") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("would be emptied", func(t *testing.T) {
		if _, err := publisher(nil).Publish(ctx, s.job(weeks(t, 0, ""), state)); model.CodeOf(err) != model.Conflict {
			t.Errorf("got %v, want a conflict", err)
		}
	})
	t.Run("a wrong If-Match", func(t *testing.T) {
		at, err := newWebPlace(NewClient(), s.target(), "wonder land")
		if err != nil {
			t.Fatal(err)
		}
		if err := at.write(ctx, old, standing{there: true, etag: `"outdated"`}); model.CodeOf(err) != model.Conflict {
			t.Errorf("got %v, want the server's 412", err)
		}
	})
	if got, want := s.stands(), listed(t, next); !slices.Equal(got, want) {
		t.Fatalf("after what was refused: got %v, want %v", got, want)
	}

	t.Run("changed by others", func(t *testing.T) {
		s.t = t
		s.change()
		if _, err := publisher(nil).Publish(ctx, s.job(old, state)); model.CodeOf(err) != model.Conflict {
			t.Errorf("got %v, want a conflict", err)
		}
		if got := s.stands(); len(got) != 7 {
			t.Fatalf("what others put there is gone: %v", got)
		}
		job := s.job(old, state)
		job.Replace = true
		_, state = mustPublish(t, job)
		if got, want := s.stands(), listed(t, old); !slices.Equal(got, want) {
			t.Errorf("replaced: got %v, want %v", got, want)
		}
	})
}

// The server is killed at a random moment of a publishing, many times: what it then has is the old calendar or the new one.
func TestRadicaleDownInTheMiddle(t *testing.T) {
	s := startRadicale(t, t.TempDir())
	one, two := weeks(t, 100, "Ana"), weeks(t, 100, "Ben")
	_, state := mustPublish(t, s.job(one, model.PublishState{}))
	for n := range 6 {
		data := [][]byte{two, one}[n%2]
		timer := time.AfterFunc(time.Duration(n*25)*time.Millisecond, func() { _ = s.process.Process.Kill() })
		r, err := publisher(nil).Publish(context.Background(), s.job(data, state))
		timer.Stop()
		if err == nil {
			state.ETag, state.Sum = r.ETag, r.Sum
		} else {
			if model.CodeOf(err) != model.Unavailable {
				t.Fatalf("got %v, want it said that the server is not there", err)
			}
			state.Sum += " " + r.Sum
		}
		s.stop()
		s.start()
		got := s.stands()
		if !slices.Equal(got, listed(t, one)) && !slices.Equal(got, listed(t, two)) {
			t.Fatalf("round %d: the calendar is neither the old nor the new one: %d events", n, len(got))
		}
		_, state = mustPublish(t, s.job(data, state))
		if !slices.Equal(s.stands(), listed(t, data)) {
			t.Fatalf("round %d: not published once the server is back", n)
		}
	}
}

// The server's disk is full: a small tmpfs for root, else a limit on the size of its files.
func TestRadicaleDiskFull(t *testing.T) {
	data := t.TempDir()
	var under []string
	small, large := weeks(t, 20, "Ana"), weeks(t, 3000, "Ben")
	if exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data).Run() == nil {
		t.Cleanup(func() {
			if out, err := exec.Command("umount", "-l", data).CombinedOutput(); err != nil {
				t.Errorf("umount: %v\n%s", err, out)
			}
		})
	} else {
		under = []string{"prlimit", "--fsize=1024"}
		long := strings.Repeat("a long name ", 200)
		large = weeks(t, 20, long)
	}
	s := startRadicale(t, data, under...)
	_, state := mustPublish(t, s.job(small, model.PublishState{}))
	_, err := publisher(nil).Publish(context.Background(), s.job(large, state))
	if model.CodeOf(err) != model.Unavailable {
		t.Errorf("got %v, want it said that the server could not", err)
	}
	if got, want := s.stands(), listed(t, small); !slices.Equal(got, want) {
		t.Errorf("the old calendar is gone: %d events, want %d", len(got), len(want))
	}
}

// vdirsyncer subscribes to our server and sees each change. It gives events it has by HTTP UIDs of its own.
func TestVdirsyncerSubscribes(t *testing.T) {
	s := &Server{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	web := s.HTTP()
	go func() { _ = web.Serve(Limit(l)) }()
	t.Cleanup(func() { _ = web.Close() })
	home := t.TempDir()
	config := fmt.Sprintf("[general]\nstatus_path = %q\n[pair oncall]\na = \"feed\"\nb = \"here\"\ncollections = null\nconflict_resolution = \"a wins\"\n[storage feed]\ntype = \"http\"\nurl = \"http://%s%s\"\n[storage here]\ntype = \"filesystem\"\npath = %q\nfileext = \".ics\"\n",
		filepath.Join(home, "status"), l.Addr(), Path(secret), filepath.Join(home, "events"))
	path := filepath.Join(home, "config")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(answer string, args ...string) {
		t.Helper()
		cmd := exec.Command("vdirsyncer", append([]string{"--config", path}, args...)...)
		cmd.Env = append(os.Environ(), "HOME="+home, "LC_ALL=C.UTF-8")
		cmd.Stdin = strings.NewReader(answer)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("vdirsyncer %v: %v\n%s\nInstall vdirsyncer.", args, err, out)
		}
	}
	for n, data := range [][]byte{weeks(t, 4, "Ana"), weeks(t, 5, "Ben"), weeks(t, 3, "Ben")} {
		mustShow(t, s, data, secret)
		if n == 0 {
			run("y\ny\n", "discover")
		}
		run("", "sync")
		files, err := filepath.Glob(filepath.Join(home, "events", "*.ics"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, withoutUID(listed(t, text))...)
		}
		slices.Sort(got)
		want := withoutUID(listed(t, data))
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("sync %d: got %v, want %v", n, got, want)
		}
	}
}

func withoutUID(lines []string) []string {
	for i, line := range lines {
		_, lines[i], _ = strings.Cut(line, " ")
	}
	return lines
}
