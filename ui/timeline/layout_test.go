package timeline

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"watchbill/ui/theme"
)

func span0(from, to int) Block {
	return Block{Start: time.Unix(int64(from)*3600, 0), End: time.Unix(int64(to)*3600, 0)}
}

func of(k Kind, b Block) Block {
	b.Kind = k
	return b
}

func TestRowHeights(t *testing.T) {
	mark := func(b Block) Block { b.Marks = []Mark{{Kind: SwapWaiting, Text: "Ben"}}; return b }
	note := func(b Block) Block { b.Note = "was Ben"; return b }
	for _, c := range []struct {
		name   string
		blocks []Block
		want   float32
		draftY float32
	}{
		{"no blocks", nil, 37, 0},
		{"published", []Block{span0(0, 1)}, 37, 0},
		{"two at once", []Block{span0(0, 2), span0(1, 3)}, 67, 0},
		{"a draft", []Block{span0(0, 2), of(Draft, span0(0, 2))}, 66, 34},
		{"a draft with a note", []Block{span0(0, 2), note(of(Draft, span0(0, 2)))}, 80, 34},
		{"a swap waits", []Block{mark(span0(0, 2))}, 54, 0},
		{"a swap and a draft at other times", []Block{mark(span0(0, 2)), note(of(Draft, span0(5, 6)))}, 80, 34},
		{"a swap over a draft", []Block{mark(span0(0, 2)), note(of(Draft, span0(1, 6)))}, 97, 51},
		{"bars", []Block{of(PersonBar, span0(0, 2)), of(TimeOff, span0(0, 9))}, 37, 0},
		{"three bars at once", []Block{of(PersonBar, span0(0, 2)), of(PersonBar, span0(0, 3)), of(PersonBar, span0(1, 3))}, 47, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := layRow(&Row{Blocks: c.blocks})
			if r.height != c.want || r.draftY != c.draftY {
				t.Errorf("got height %v, drafts at %v; want %v, %v", r.height, r.draftY, c.want, c.draftY)
			}
		})
	}
}

func TestLanesNeverOverlap(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		row := layRow(&Row{Blocks: drawBlocks(r)})
		for c := shifts; c < classes; c++ {
			items := row.spans[c].items
			for i := range items {
				for j := range i {
					if items[i].lane == items[j].lane && items[i].start < items[j].end && items[j].start < items[i].end {
						t.Fatalf("class %d: items %d and %d overlap in lane %d", c, j, i, items[i].lane)
					}
				}
			}
		}
	})
}

// TestBetweenFindsWhatIsVisible compares the binary search with looking at every block.
func TestBetweenFindsWhatIsVisible(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		row := layRow(&Row{Blocks: drawBlocks(r)})
		from := rapid.Int64Range(-10, 120).Draw(r, "from") * 3600
		to := from + rapid.Int64Range(0, 60).Draw(r, "length")*3600
		for c := grounds; c < classes; c++ {
			s := row.spans[c]
			lo, hi := s.between(from, to)
			for i, it := range s.items {
				visible := it.start < to && it.end > from
				if visible && (i < lo || i >= hi) {
					t.Fatalf("class %d: item %d of %d is visible but not in [%d, %d)", c, i, len(s.items), lo, hi)
				}
			}
		}
	})
}

func drawBlocks(r *rapid.T) []Block {
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Block {
		from := rapid.IntRange(0, 100).Draw(r, "from")
		return of(Kind(rapid.IntRange(int(Published), int(PersonBar)).Draw(r, "kind")), span0(from, from+rapid.IntRange(0, 30).Draw(r, "length")))
	}), 0, 40).Draw(r, "blocks")
}

func TestEmptyBlocksAreLeftOut(t *testing.T) {
	r := layRow(&Row{Blocks: []Block{span0(3, 3), span0(5, 4), span0(1, 2)}})
	if got := len(r.items); got != 1 {
		t.Errorf("got %d items, want 1", got)
	}
}

func TestRowsBetween(t *testing.T) {
	l := newLayout(sampleModel(t))
	var got []string
	lo, hi := l.rowsBetween(30, 240)
	for _, r := range l.rows[lo:hi] {
		got = append(got, r.ID)
	}
	if d := cmp.Diff([]string{"pay", "sec", "led"}, got); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	if got := l.rowAt(10); got != -1 {
		t.Errorf("on a heading: got row %d, want none", got)
	}
	if got := l.rowAt(30); got != 0 {
		t.Errorf("in the first row: got %d, want 0", got)
	}
	if got, want := l.height, float32(3*24+2*80+10*37); got != want {
		t.Errorf("height: got %v, want %v, as in the pictures", got, want)
	}
}

func TestHeaderUnitsFollowTheZoom(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	at := local(t, zone, "2026-11-18")
	window := func(z Zoom) scale {
		from, to := z.Window(at, zone, 0)
		return scale{from: from, to: to, left: 104, width: 736}
	}
	day := scale{from: at, to: at.AddDate(0, 0, 1), left: 104, width: 736}
	three := scale{from: at, to: at.AddDate(3, 0, 0), left: 104, width: 736}
	for _, c := range []struct {
		name         string
		s            scale
		upper, lower []string // the first three of each
	}{
		{"a day", day, []string{"Wed 18 November 2026"}, []string{"00:00", "02:00", "04:00"}},
		{"week", window(Week), []string{"Mon 16 Nov 2026", "Tue 17 Nov", "Wed 18 Nov"}, []string{"00", "06", "12"}},
		{"month", window(Month), []string{"November 2026"}, []string{"1", "2", "3"}},
		{"8 weeks", window(EightWeeks), []string{"November 2026", "December", "January 2027"}, []string{"W47 16 Nov", "W48 23 Nov", "W49 30 Nov"}},
		{"quarter", window(Quarter), []string{"November 2026", "December", "January 2027"}, []string{"26 Oct", "2 Nov", "9 Nov"}},
		{"year", window(Year), []string{"2026", "2027"}, []string{"Nov", "Dec", "Jan"}},
		{"three years", three, []string{"2026", "2027", "2028"}, []string{"Q4", "Q1", "Q2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := headerFor(c.s, zone, 0)
			if d := cmp.Diff(c.upper, words(h.upper)); d != "" {
				t.Errorf("upper (-want +got):\n%s", d)
			}
			if d := cmp.Diff(c.lower, words(h.lower)); d != "" {
				t.Errorf("lower (-want +got):\n%s", d)
			}
		})
	}
}

func words(ticks []tick) []string {
	var list []string
	for _, k := range ticks[:min(3, len(ticks))] {
		s := k.text
		if k.week != "" {
			s = k.week + " " + s
		}
		list = append(list, s)
	}
	return slices.Clip(list)
}

// TestHeaderLabelsHaveRoom: at no zoom does a label of the lower row reach the next tick.
func TestHeaderLabelsHaveRoom(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	zone := mustZone(t, "America/Sao_Paulo")
	from := time.Date(2018, 10, 20, 0, 0, 0, 0, zone)
	for span := minSpan; span < maxSpan; span = span * 21 / 20 {
		s := scale{from: from, to: from.Add(span), left: 104, width: 736}
		ticks := headerFor(s, zone, 0).lower
		for i := 0; i+1 < len(ticks); i++ {
			x := s.x(ticks[i].at) + 5
			if ticks[i].week != "" {
				x += max(tl.sheet.letters.width(ticks[i].week, captionSize, false)+6, 29)
			}
			if end := x + tl.sheet.letters.width(ticks[i].text, captionSize, false); end > s.x(ticks[i+1].at) {
				t.Fatalf("span %v: %q ends at %v, the next tick is at %v", span, ticks[i].text, end, s.x(ticks[i+1].at))
			}
		}
	}
}
