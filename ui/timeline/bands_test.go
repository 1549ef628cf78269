package timeline

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"watchbill/ui/theme"
)

func openBusy(t *testing.T, z Zoom) (*Timeline, *hand) {
	t.Helper()
	tl, h, _ := open(t, theme.Light)
	m := busyModel(t)
	tl.SetModel(m)
	tl.SetWindow(z.Window(m.Now, m.Zone, 0))
	return tl, newHand(t, tl, h)
}

func TestClockAt(t *testing.T) {
	for _, c := range []struct {
		name, zone string
		y          int
		m          time.Month
		d, minutes int
		want       string // UTC
	}{
		{"an hour that Berlin skips", "Europe/Berlin", 2026, 3, 29, 150, "2026-03-29T01:00:00Z"},
		{"an hour that Berlin has twice", "Europe/Berlin", 2026, 10, 25, 150, "2026-10-25T00:30:00Z"},
		{"an hour that Chicago has twice", "America/Chicago", 2020, 11, 1, 90, "2020-11-01T06:30:00Z"},
		{"an hour that Chicago skips", "America/Chicago", 2020, 3, 8, 150, "2020-03-08T08:00:00Z"},
		{"minutes that run over", "UTC", 2026, 12, 31, 24*60 + 5, "2027-01-01T00:05:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := clockAt(c.y, c.m, c.d, c.minutes, mustZone(t, c.zone)).UTC().Format(time.RFC3339)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestNightsFollowTheLocalClock(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	for _, c := range []struct {
		name, from, to string
		first, last    int
		want           []string
	}{
		{"an ordinary day", "2026-11-18", "2026-11-19", 22, 6, []string{"17 22:00 8h0m0s", "18 22:00 8h0m0s"}},
		{"the clocks go forward", "2026-03-29", "2026-03-30", 22, 6, []string{"28 22:00 7h0m0s", "29 22:00 8h0m0s"}},
		{"the clocks go back", "2026-10-25", "2026-10-26", 22, 6, []string{"24 22:00 9h0m0s", "25 22:00 8h0m0s"}},
		{"a night after midnight", "2026-11-18", "2026-11-19", 1, 6, []string{"18 01:00 5h0m0s"}},
		{"no night", "2026-11-18", "2026-11-19", 6, 6, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, n := range nights(local(t, zone, c.from), local(t, zone, c.to), zone, c.first, c.last) {
				got = append(got, n[0].Format("2 15:04")+" "+n[1].Sub(n[0]).String())
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("nights (-want +got):\n%s", d)
			}
		})
	}
}

func TestDaysOnWhichTheClockChangesSayTheirLength(t *testing.T) {
	zone := mustZone(t, "Europe/Berlin")
	for day, want := range map[string]string{"2026-03-29": "Sun 29 Mar, 23 h", "2026-10-25": "Sun 25 Oct, 25 h", "2026-11-15": "Sun 15 Nov"} {
		from := local(t, zone, day).AddDate(0, 0, -6)
		h := headerFor(scale{from: from, to: from.AddDate(0, 0, 7), left: 104, width: 736}, zone, 0)
		if got := h.upper[6].text; got != want {
			t.Errorf("%s: got %q, want %q", day, got, want)
		}
	}
}

func TestNightsShowWhereHoursDo(t *testing.T) {
	for z, want := range map[Zoom]bool{Week: true, Month: false, EightWeeks: false, Year: false} {
		tl, _ := openBusy(t, z)
		night := tl.sheet.scene.dusk(theme.Surface)
		got := slices.ContainsFunc(tl.sheet.scene.shapes, func(s shape) bool { return s.op == opFill && s.fill == night })
		if got != want {
			t.Errorf("%v: nights are drawn: got %v, want %v", z, got, want)
		}
	}
}

func TestBandsThatOverlapGetLanes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		src := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Band {
			from := rapid.Int64Range(0, 50).Draw(r, "from")
			return Band{Start: time.Unix(from*3600, 0), End: time.Unix((from+rapid.Int64Range(0, 20).Draw(r, "length"))*3600, 0)}
		}), 0, 12).Draw(r, "bands")
		list, lanes := layBands(src)
		if lanes > mostBandLanes {
			r.Fatalf("%d lanes", lanes)
		}
		for i, a := range list {
			for _, b := range list[:i] {
				if a.lane == b.lane && a.lane < mostBandLanes-1 && a.start < b.end && b.start < a.end {
					r.Fatalf("%v and %v share lane %d", b, a, a.lane)
				}
			}
		}
	})
}

func TestBandsHaveALaneOfNames(t *testing.T) {
	tl, _ := openBusy(t, EightWeeks)
	if got, want := tl.layout.head, float32(headerHeight+2*bandStep+bandsAir); got != want {
		t.Errorf("height of what is frozen: got %v, want %v", got, want)
	}
	var got []string
	for _, l := range tl.sheet.scene.labels {
		if l.y > headerHeight && l.y < tl.layout.head {
			got = append(got, l.text)
		}
	}
	// The day of repentance and Christmas are followed by other bands too soon for their names.
	if d := cmp.Diff([]string{"Black Friday freeze", "Year-end freeze", "New Year's Day"}, got); d != "" {
		t.Errorf("names (-want +got):\n%s", d)
	}
	plain, _, _ := open(t, theme.Light)
	if got := plain.layout.head; got != headerHeight {
		t.Errorf("without bands: got %v, want no lane", got)
	}
}

func TestHoveringABandTellsItsName(t *testing.T) {
	tl, d := openBusy(t, EightWeeks)
	point := func(x, y float32) Card {
		d.point(fyne.NewPos(-1, -1))
		d.point(fyne.NewPos(x, y))
		d.host.tick()
		if !tl.over.card.shown() {
			return Card{}
		}
		c := Card{Title: tl.over.card.title.Text}
		for _, l := range tl.over.card.lines {
			if l.Visible() {
				c.Lines = append(c.Lines, l.Text)
			}
		}
		return c
	}
	xmas := tl.scale().x(local(t, tl.model.Zone, "2026-12-25 12:00"))
	repentance := tl.scale().x(local(t, tl.model.Zone, "2026-11-18 12:00"))
	free := d.at("p-Ana", "pay-4").Y
	for _, c := range []struct {
		name string
		x, y float32
		want Card
	}{
		{"in the lane", repentance, headerHeight + 8, Card{"Repentance Day", []string{"Public holiday, Wed 18 Nov 2026", "Saxony"}}},
		{"in the second lane", xmas, headerHeight + bandStep + 8, Card{"Christmas Day", []string{"Public holiday, Fri 25 Dec 2026"}}},
		{"on free ground, the shorter of two", xmas, free, Card{"Christmas Day", []string{"Public holiday, Fri 25 Dec 2026"}}},
		{"a freeze", tl.scale().x(local(t, tl.model.Zone, "2026-12-22")), headerHeight + 8, Card{"Year-end freeze", []string{"Change freeze, Fri 18 Dec – Sun 3 Jan 2027"}}},
		{"a freeze of hours", tl.scale().x(local(t, tl.model.Zone, "2026-11-23")), headerHeight + 8, Card{"Black Friday freeze", []string{"Change freeze, Fri 20 Nov 18:00 – Tue 1 Dec 08:00 Berlin", "No deployments of payments"}}},
		{"beside them", tl.scale().x(local(t, tl.model.Zone, "2027-01-06")), headerHeight + 8, Card{}},
	} {
		if d := cmp.Diff(c.want, point(c.x, c.y)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestEveryZoneDrawsItsOwnDays(t *testing.T) {
	tl, _ := openBusy(t, Week)
	berlin := headerFor(tl.scale(), tl.model.zone(), 0)
	m := tl.model
	m.Zone = mustZone(t, "Asia/Kathmandu") // four hours and three quarters before Berlin
	tl.SetModel(m)
	kathmandu := headerFor(tl.scale(), tl.model.zone(), 0)
	if got, want := berlin.upper[1].at.Sub(kathmandu.upper[1].at), 4*time.Hour+45*time.Minute; got != want {
		t.Errorf("Tuesday begins earlier by %v, want %v", got, want)
	}
}

// TestNoTextIsCrossedByTheNowLine: dates, names of bands and captions stay free of it.
func TestNoHeaderTextIsCrossedByTheNowLine(t *testing.T) {
	tl, _ := openBusy(t, Month)
	crossings := 0
	for hour := 0; hour < 29*24; hour += 5 {
		tl.model.Now = tl.from.Add(time.Duration(hour) * time.Hour)
		tl.update()
		x := tl.scale().x(tl.model.Now)
		s := &tl.sheet.scene
		line := slices.IndexFunc(s.shapes, func(p shape) bool {
			return p.op == opFill && p.box.w == 2 && p.fill == theme.C(theme.Accent) && p.area == whole
		})
		for i, p := range s.shapes[:max(0, line)] {
			if p.op != opText || p.area == body {
				continue
			}
			l := s.labels[p.index]
			if l.text == "" || l.align != leading || l.y < upperHeight || x < l.x || x > l.x+tl.sheet.letters.width(l.text, l.size, l.bold) || l.size == textSize {
				continue
			}
			crossings++
			again := slices.ContainsFunc(s.shapes[line:], func(q shape) bool { return q.op == opText && s.labels[q.index] == l })
			if !again {
				t.Fatalf("%d hours in: the line covers %q (shape %d)", hour, l.text, i)
			}
		}
	}
	if crossings < 20 {
		t.Errorf("only %d crossings were looked at", crossings)
	}
}

func TestCardOfTheBlockItself(t *testing.T) {
	tl, d := openBusy(t, EightWeeks)
	tl.SetSelected("pay-4")
	d.types("i")
	var got []string
	for _, l := range tl.over.card.lines {
		if l.Visible() {
			got = append(got, l.Text)
		}
	}
	want := []string{
		"Payments primary, primary", "Mon 14 Dec 09:00 – Mon 21 Dec 09:00 Berlin", "Mon 14 Dec 05:00 – Mon 21 Dec 05:00 Sao Paulo",
		"168 h, published", "rests only 5 h before it",
	}
	if diff := cmp.Diff(want, got); diff != "" || tl.over.card.title.Text != "Ana Souza" {
		t.Errorf("card %q (-want +got):\n%s", tl.over.card.title.Text, diff)
	}
	for id, want := range map[string]string{
		"pay-0": "168 h, published, override for Grace", "pay-1": "168 h, published, swap with Dana waiting",
		"sec-2": "168 h, published, away during it", "d1": "168 h, draft, was Žofie and a gap", "gap": "105 h",
	} {
		c := tl.model.card(tl.layout.item(tl.layout.byID[id][0]).Block)
		if got := strings.Join(c.Lines, "; "); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want it to contain %q", id, got, want)
		}
	}
}

// TestWordsCanBeReadAtNight: what stands on the ground of the rows keeps a contrast of 4.5 on every ground there is.
func TestWordsCanBeReadAtNight(t *testing.T) {
	for name, dark := range map[string]bool{"light": false, "dark": true} {
		s := &scene{}
		s.reset(theme.Palette{Dark: dark})
		b := &build{scene: s, view: view{scale: scale{to: time.Time{}.Add(7 * 24 * time.Hour), width: 736}}}
		for _, ground := range []theme.Token{theme.Surface, theme.Weekend} {
			for _, ink := range []theme.Token{b.noteInk(), theme.Accent, theme.Warn, theme.Text2} {
				for what, under := range map[string]color.NRGBA{"day": s.c(ground), "night": s.dusk(ground)} {
					if got := contrast(s.c(ink), under); got < 4.5 {
						t.Errorf("%s, %s on %s by %s: got a contrast of %.2f, want 4.5", name, ink, ground, what, got)
					}
				}
			}
		}
	}
}

// contrast is the ratio of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// TestNoDateIsClipped: at the right edge a date is left out rather than cut.
func TestNoDateIsClipped(t *testing.T) {
	tl, _, _ := open(t, theme.Light)
	for span := minSpan; span < maxSpan; span = span * 11 / 10 {
		tl.SetWindow(tl.from, tl.from.Add(span))
		for _, l := range tl.sheet.scene.labels {
			if end := l.x + tl.sheet.letters.width(l.text, l.size, l.bold); l.y < headerHeight && end > tl.Size().Width {
				t.Fatalf("span %v: %q ends at %v of %v", span, l.text, end, tl.Size().Width)
			}
		}
	}
}
