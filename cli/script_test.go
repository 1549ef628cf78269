package cli

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the golden parts of the scripts")

// testNow is when every script happens: Wednesday 18 November 2026, 10:42 in Berlin.
var testNow = time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC)

// The scripts in testdata read like a manual: what a manager types, and what Watchbill answers.
//
//	wb ARGS…        runs watchbill, which must end with 0; <FILE gives it standard input
//	wb -N ARGS…     runs watchbill, which must end with the exit code N
//	env WINDOW=1    makes it a build with a window; the window prints what it was asked to show
//	same A B        fails unless two files hold the same bytes
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"wb": runWatchbill, "same": sameBytes},
		Condition: func(cond string) (bool, error) {
			if cond == "root" { // whom no permission stops
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Setup: func(env *testscript.Env) error {
			env.Setenv("WATCHBILL_DB", env.WorkDir+"/team.watchbill")
			env.Setenv("DISPLAY", "")
			env.Setenv("WAYLAND_DISPLAY", "")
			return nil
		},
	})
}

func runWatchbill(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("say which exit code is wanted: wb -1 …")
	}
	want := 0
	if len(args) > 0 && strings.HasPrefix(args[0], "-") {
		if n, err := strconv.Atoi(args[0][1:]); err == nil {
			want, args = n, args[1:]
		}
	}
	wd := ts.Getenv("WORK")
	in := ""
	full := []string{"--who", "you"}
	for _, arg := range args {
		switch {
		case strings.HasPrefix(arg, "<"):
			in = ts.ReadFile(arg[1:])
		case strings.HasPrefix(arg, "./"):
			full = append(full, ts.MkAbs(arg))
		default:
			full = append(full, arg)
		}
	}
	var out, errOut bytes.Buffer
	env := Env{Now: func() time.Time { return testNow }, Getenv: ts.Getenv, DefaultDB: wd + "/default/team.watchbill"}
	if ts.Getenv("WINDOW") != "" {
		env.OpenWindow = func(_ context.Context, w Window) error {
			_, err := fmt.Fprintf(&out, "window on %s, team %q, page %q, theme %q\n", w.DB, w.Team, w.Page, w.Theme)
			return err
		}
	}
	code := Run(context.Background(), full, strings.NewReader(in), &out, &errOut, env)
	hide := strings.NewReplacer(wd, "$WORK")
	_, _ = ts.Stdout().Write([]byte(hide.Replace(out.String())))
	_, _ = ts.Stderr().Write([]byte(hide.Replace(errOut.String())))
	if code != want {
		ts.Fatalf("exit code: got %d, want %d\n%s%s", code, want, out.String(), errOut.String())
	}
}

func sameBytes(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same A B")
	}
	if (ts.ReadFile(args[0]) == ts.ReadFile(args[1])) == neg {
		ts.Fatalf("same %s %s: got %t", args[0], args[1], neg)
	}
}
