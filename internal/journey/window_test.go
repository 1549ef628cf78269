//go:build journey

package journey

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"watchbill/workspace"
)

// now is when every journey takes place: a Wednesday, between two handoffs.
const now = "2026-11-18T10:42:00+01:00"

// Window is the running program, its home and its file. Each method that does something first waits until nothing moves.
type Window struct {
	t    *testing.T
	home string
	db   string // the file it was started with
	log  *eventLog
	cmd  *exec.Cmd
	errs string     // the file of what it says on standard error
	done chan error // the program's end
	mark int        // the log's length before the latest action
}

// open starts the program on a new file in a new home.
func open(t *testing.T, args ...string) *Window {
	t.Helper()
	home := t.TempDir()
	return openAt(t, home, filepath.Join(home, "team.watchbill"), args...)
}

func openAt(t *testing.T, home, db string, args ...string) *Window {
	t.Helper()
	w := &Window{t: t, home: home, db: db, errs: filepath.Join(home, "stderr.log"), done: make(chan error, 1)}
	w.log = newEventLog(filepath.Join(home, "events.log"))
	w.cmd = w.command(append([]string{"window", "--event-log", w.log.path}, args...)...)
	errs, err := os.Create(w.errs)
	if err != nil {
		t.Fatal(err)
	}
	w.cmd.Stderr = errs
	if err := errors.Join(w.cmd.Start(), errs.Close()); err != nil {
		t.Fatal(err)
	}
	go func() { w.done <- w.cmd.Wait() }()
	t.Cleanup(w.end)
	w.settle()
	return w
}

// command is the program with other arguments, at the same moment and in the same home.
func (w *Window) command(args ...string) *exec.Cmd {
	c := exec.Command(program, append([]string{"--db", w.db, "--now", now, "--who", "tester"}, args...)...)
	c.Dir = w.home
	c.Env = []string{
		"HOME=" + w.home, "XDG_DATA_HOME=" + w.home + "/data", "XDG_CONFIG_HOME=" + w.home + "/config", "XDG_CACHE_HOME=" + w.home + "/cache",
		"XDG_RUNTIME_DIR=" + w.home, "DISPLAY=" + display, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TZ=Europe/Berlin",
		"LIBGL_ALWAYS_SOFTWARE=1", "FYNE_SCALE=1", "DBUS_SESSION_BUS_ADDRESS=disabled:",
	}
	return c
}

// Command runs a command in another process and returns what it printed.
func (w *Window) Command(args ...string) string {
	w.t.Helper()
	w.mark = len(w.log.lines)
	out, err := w.command(args...).CombinedOutput()
	if err != nil {
		w.fail("watchbill %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// end closes what is left of the program and looks at what it said.
func (w *Window) end() {
	select {
	case <-w.done:
	default:
		w.checkThreads()
		w.stop()
	}
	if said := w.said(); strings.Contains(said, "panic") {
		w.t.Errorf("the program broke down:\n%s", said)
	}
}

// checkThreads fails when the toolkit noticed a call from the wrong thread. It is of use only before the program ends: from then on
// the toolkit itself runs what is left on whatever thread there is.
func (w *Window) checkThreads() {
	if said := w.said(); strings.Contains(said, "Error in Fyne call thread") {
		w.t.Errorf("the toolkit complained of a call from the wrong thread:\n%s", said)
	}
}

// said is what the program wrote to standard error.
func (w *Window) said() string {
	b, err := os.ReadFile(w.errs)
	if err != nil {
		w.t.Error(err)
	}
	return string(b)
}

func (w *Window) stop() {
	err := w.cmd.Process.Signal(os.Interrupt)
	select {
	case <-w.done:
	case <-time.After(patience):
		w.t.Errorf("the program did not end when it was asked to (%v)", errors.Join(err, w.cmd.Process.Kill()))
		<-w.done
	}
}

// fail ends the journey with the log and a picture of the screen.
func (w *Window) fail(format string, args ...any) {
	w.t.Helper()
	name := filepath.Join(shots, strings.ReplaceAll(w.t.Name(), "/", "-"))
	err := os.MkdirAll(shots, 0o755)
	if b, readErr := os.ReadFile(w.log.path); readErr == nil {
		err = errors.Join(err, os.WriteFile(name+".log", b, 0o644))
	}
	picture := exec.Command("import", "-display", display, "-window", "root", name+".png")
	err = errors.Join(err, picture.Run())
	last := w.log.lines[max(0, len(w.log.lines)-8):]
	w.t.Fatalf("%s\nlatest events:\n  %s\nnow on the screen: %s\nscreen: %s.png, whole log: %s.log (%v)\nstderr: %s", fmt.Sprintf(format, args...),
		strings.Join(last, "\n  "), strings.Join(w.ids(), ", "), name, name, err, w.said())
}

// ids are the controls that can be reached now.
func (w *Window) ids() []string {
	var ids []string
	for id := range w.log.places {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (w *Window) await(what string, found func() bool) {
	w.t.Helper()
	alive := func() bool {
		select {
		case err := <-w.done:
			w.done <- err
			w.fail("the program ended (%v) while waiting for %s", err, what)
		default:
		}
		return found()
	}
	ok, err := w.log.wait(alive)
	if err != nil || !ok {
		w.fail("waited in vain for %s (%v)", what, err)
	}
}

// settle waits until nothing moves.
func (w *Window) settle() {
	w.t.Helper()
	w.await("the window to rest", func() bool { return w.log.still })
}

// Until waits for an event, named by how its line begins, that came after the latest action began.
func (w *Window) Until(event string) {
	w.t.Helper()
	w.await("the event "+event, func() bool {
		return slices.ContainsFunc(w.log.lines[w.mark:], func(line string) bool { return strings.HasPrefix(line, event) })
	})
}

// Shown waits until a control can be reached.
func (w *Window) Shown(id string) {
	w.t.Helper()
	w.find(id)
}

// Hidden waits until a control cannot be reached any more.
func (w *Window) Hidden(id string) {
	w.t.Helper()
	w.await(id+" to go", func() bool { _, there := w.log.places[id]; return !there })
}

func (w *Window) find(id string) (at box) {
	w.t.Helper()
	w.await("the control "+id, func() bool {
		var ok bool
		at, ok = w.log.places[id]
		return ok && w.log.still
	})
	return at
}

// act runs xdotool, after which Until looks for events.
func (w *Window) act(args ...string) {
	w.t.Helper()
	w.settle()
	w.mark = len(w.log.lines)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, "xdotool", args...)
	c.Env = append(os.Environ(), "DISPLAY="+display)
	if out, err := c.CombinedOutput(); err != nil {
		w.fail("xdotool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (p box) args() []string { return []string{"mousemove", fmt.Sprint(p.x), fmt.Sprint(p.y)} }

// Click clicks in the middle of a control.
func (w *Window) Click(id string) {
	w.t.Helper()
	w.act(append(w.find(id).args(), "click", "1")...)
}

// DoubleClick clicks twice in the middle of a control.
func (w *Window) DoubleClick(id string) {
	w.t.Helper()
	w.act(append(w.find(id).args(), "click", "--repeat", "2", "--delay", "60", "1")...)
}

// Menu opens the context menu of a control.
func (w *Window) Menu(id string) {
	w.t.Helper()
	w.act(append(w.find(id).args(), "click", "3")...)
}

// Drag takes one control with the mouse and lets it go on another, at the pace of a quick hand.
func (w *Window) Drag(from, to string) {
	w.t.Helper()
	a, b := w.find(from), w.find(to)
	args := append(a.args(), "mousedown", "1")
	const steps = 6
	for i := 1; i <= steps; i++ {
		p := box{x: a.x + (b.x-a.x)*i/steps, y: a.y + (b.y-a.y)*i/steps}
		args = append(append(args, p.args()...), "sleep", "0.02")
	}
	w.act(append(args, "mouseup", "1")...)
}

// Key presses keys, each as xdotool names it: "ctrl+k", "Return", "Right".
func (w *Window) Key(keys ...string) {
	w.t.Helper()
	w.act(append([]string{"key", "--delay", "15"}, keys...)...)
}

// Type writes text where the keyboard is.
func (w *Window) Type(text string) {
	w.t.Helper()
	w.act("type", "--delay", "5", text)
}

// Fill replaces what stands in a field.
func (w *Window) Fill(id, text string) {
	w.t.Helper()
	w.Click(id)
	w.Key("ctrl+a")
	w.Type(text)
}

// Drawn waits until a picture stands where a control is: more colours than an empty panel has.
func (w *Window) Drawn(id string) {
	w.t.Helper()
	at := w.find(id)
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		n, err := colours(at)
		if err != nil {
			w.fail("look at the screen: %v", err)
		}
		if n > 12 {
			return
		}
		if time.Now().After(end) {
			w.fail("%s shows %d colours, which is no picture", id, n)
		}
	}
}

// colours counts the colours in a part of the screen.
func colours(at box) (int, error) {
	area := fmt.Sprintf("%dx%d+%d+%d", at.w, at.h, at.x-at.w/2, at.y-at.h/2)
	out, err := exec.Command("import", "-display", display, "-window", "root", "-crop", area, "-depth", "8", "png:-").Output()
	if err != nil {
		return 0, err
	}
	picture, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		return 0, err
	}
	seen := map[color.Color]bool{}
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y++ {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x++ {
			seen[picture.At(x, y)] = true
		}
	}
	return len(seen), nil
}

// Close closes the window as its user does and waits for the program to end.
func (w *Window) Close() {
	w.t.Helper()
	w.checkThreads()
	w.Key("ctrl+q")
	select {
	case err := <-w.done:
		w.done <- err
		if err != nil {
			w.fail("the program ended with %v", err)
		}
	case <-time.After(patience):
		w.fail("the program did not end when its window was closed")
	}
}

// Team reads the file the window works on, through connections of its own.
func (w *Window) Team() *workspace.Workspace {
	w.t.Helper()
	return read(w.t, w.db)
}

func read(t *testing.T, path string) *workspace.Workspace {
	t.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	ws, err := workspace.Open(t.Context(), path, workspace.Config{Via: "test", Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
	return ws
}

// Write puts a file into the home folder and returns its path.
func (w *Window) Write(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.home, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
	return path
}
