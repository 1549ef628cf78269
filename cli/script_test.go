package cli

import (
	"bytes"
	"context"
	"flag"
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
//	wb ARGS…        runs watchbill, which must end with 0
//	wb -N ARGS…     runs watchbill, which must end with the exit code N

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"wb": runWatchbill},
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
	for i, arg := range args { // files of the script
		if strings.HasPrefix(arg, "./") {
			args[i] = ts.MkAbs(arg)
		}
	}
	env := Env{Now: func() time.Time { return testNow }, Getenv: ts.Getenv, DefaultDB: wd + "/default/team.watchbill"}
	if ts.Getenv("WINDOW") != "" {
		env.OpenWindow = func(_ context.Context, w Window) error {
			_, err := os.Stderr.WriteString("")
			ts.Setenv("OPENED", w.DB)
			return err
		}
	}
	var out, errOut bytes.Buffer
	code := Run(context.Background(), append([]string{"--who", "you"}, args...), strings.NewReader(ts.Getenv("STDIN")), &out, &errOut, env)
	hide := strings.NewReplacer(wd, "$WORK")
	_, _ = ts.Stdout().Write([]byte(hide.Replace(out.String())))
	_, _ = ts.Stderr().Write([]byte(hide.Replace(errOut.String())))
	if code != want {
		ts.Fatalf("exit code: got %d, want %d\n%s%s", code, want, out.String(), errOut.String())
	}
}
