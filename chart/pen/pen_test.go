package pen

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCleanKeepsNames(t *testing.T) {
	for in, want := range map[string]string{
		"Žofie Dvořák":          "Žofie Dvořák",
		"Z\u030cofie":           "Žofie",
		"Ελένη, Юлия":           "Ελένη, Юлия",
		"a\tb\nc\x00d":          "a b cd",
		"\u22125":               "–5",
		"田 \U0001f600":          "田 \U0001f600",
		"zero\u200bwidth\ufeff": "zerowidth",
		"bad\xffbyte":           "bad\ufffdbyte",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFitAndWrapStayWithinTheWidth(t *testing.T) {
	f := Font{Size: 8}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		width := rapid.Float64Range(12, 200).Draw(t, "width")
		if got := f.Fit(s, width); f.Width(got) > width {
			t.Errorf("Fit(%q, %.1f) = %q, %.1f wide", s, width, got, f.Width(got))
		}
		lines := f.Wrap(s, width)
		for _, line := range lines {
			if f.Width(line) > width && cluster([]rune(line)) < len([]rune(line)) {
				t.Errorf("line %q is %.1f wide, want at most %.1f", line, f.Width(line), width)
			}
		}
		if got, want := strings.Join(lines, ""), strings.Join(strings.Fields(s), ""); strings.ReplaceAll(got, " ", "") != want {
			t.Errorf("wrapped text %q, want %q", got, want)
		}
	})
}

func TestClip(t *testing.T) {
	r := Rect{0, 0, 10, 10}
	got := ClipPath([]Pt{{-5, 5}, {5, 5}, {5, 20}, {8, 20}, {8, 5}}, r)
	want := [][]Pt{{{0, 5}, {5, 5}, {5, 10}}, {{8, 10}, {8, 5}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ClipPath (-want +got):\n%s", diff)
	}
	for _, p := range ClipArea([]Pt{{-5, -5}, {20, 5}, {5, 20}}, r) {
		if !r.Grow(1e-9).Contains(p.X, p.Y) {
			t.Errorf("%v lies outside", p)
		}
	}
}

func TestFitMiddleKeepsBothEnds(t *testing.T) {
	f := Font{Size: 8}
	const a, b = "Rotation of the payments platform no. 11", "Rotation of the payments platform no. 12"
	x, y := f.FitMiddle(a, 90), f.FitMiddle(b, 90)
	if x == y || f.Width(x) > 90 || !strings.HasPrefix(x, "Rota") || !strings.HasSuffix(x, "11") {
		t.Errorf("%q and %q are cut to %q and %q, want both ends of each within 90", a, b, x, y)
	}
	if got := f.FitMiddle("Ana", 90); got != "Ana" {
		t.Errorf("a name that fits becomes %q", got)
	}
}

func TestLongWordsBreakAfterAJoint(t *testing.T) {
	got := Font{Size: 8}.Wrap("ledger-replica-eu-central-1-shard-15", 90)
	want := []string{"ledger-replica-eu-", "central-1-shard-15"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}
