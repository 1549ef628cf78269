package sources

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSafeCell(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Ana": "Ana", "=1+1": "'=1+1", "+49 30": "'+49 30", "-rm": "'-rm", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\rx": "'\rx", "a=b": "a=b", "'=1": "'=1",
	} {
		if got := SafeCell(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestWriter(t *testing.T) {
	var b strings.Builder
	w := NewWriter(&b)
	rows := [][]any{
		{"who", "hours", "since"},
		{"=cmd|x", -2.5, time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)},
		{`Silva, "Ana"`, 40, nil},
	}
	for _, r := range rows {
		if err := w.Row(r...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	want := "who,hours,since\n'=cmd|x,-2.5,2026-01-05T09:00:00Z\n\"Silva, \"\"Ana\"\"\",40,\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriterRoundTrip(t *testing.T) {
	var b strings.Builder
	w := NewWriter(&b)
	names := []string{"=Ana", "@bo", "-Cleo", "Dov, the second"}
	if err := w.Row("name"); err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if err := w.Row(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	out, _ := readPeople(t, b.String())
	var got []string
	for _, p := range out.People {
		got = append(got, p.Name)
	}
	if diff := cmp.Diff(names, got); diff != "" {
		t.Error(diff)
	}
}
