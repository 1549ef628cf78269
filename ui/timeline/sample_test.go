package timeline

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
)

// The sample is the team of the look's pictures: Wednesday 18 November 2026, 10:42 in Berlin.

type sampleMember struct{ name, initials, count, away, back string }

var sampleTeam = []sampleMember{
	{"Ana", "AS", "2", "2026-12-04", "2026-12-09"},
	{"Ben", "BO", "2", "2026-11-20", "2026-11-22"},
	{"Chidi", "CE", "2", "2026-12-19", "2026-12-28"},
	{"Dana", "DK", "3", "2026-11-30", "2026-12-03"},
	{"Eun-ji", "EP", "2", "2027-01-01", "2027-01-04"},
	{"Farid", "FH", "2", "2026-11-27", "2026-12-01"},
	{"Grace", "GL", "2", "2026-12-24", "2026-12-28"},
	{"Žofie", "ŽD", "1", "2026-12-24", "2026-12-28"},
}

const (
	ana = iota
	ben
	chidi
	dana
	eunji
	farid
	grace
	zofie
)

func mustZone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return z
}

// local reads "2026-11-16 09:00" or "2026-11-16" as local time.
func local(tb testing.TB, zone *time.Location, s string) time.Time {
	tb.Helper()
	layout := "2006-01-02 15:04"
	if len(s) == len("2006-01-02") {
		layout = "2006-01-02"
	}
	t, err := time.ParseInLocation(layout, s, zone)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// weekly makes one shift a week for the people in turn, with IDs prefix-0, prefix-1, ….
func weekly(first time.Time, prefix string, who ...int) []Block {
	var list []Block
	for i, w := range who {
		list = append(list, Block{
			ID: fmt.Sprintf("%s-%d", prefix, i), Start: first.AddDate(0, 0, 7*i), End: first.AddDate(0, 0, 7*i+7),
			Person: w + 1, Initials: sampleTeam[w].initials, Name: sampleTeam[w].name,
		})
	}
	return list
}

func draft(tb testing.TB, zone *time.Location, id, from, to string, who int, note string) Block {
	return Block{
		ID: id, Kind: Draft, Start: local(tb, zone, from), End: local(tb, zone, to),
		Person: who + 1, Initials: sampleTeam[who].initials, Name: sampleTeam[who].name, Note: note,
	}
}

func sampleModel(tb testing.TB) Model {
	tb.Helper()
	z := mustZone(tb, "Europe/Berlin")
	at := func(s string) time.Time { return local(tb, z, s) }

	primary := weekly(at("2026-11-16 09:00"), "pay", dana, ben, grace, dana, ana, zofie, chidi, dana, ana)
	primary[1].Marks = []Mark{{SwapWaiting, at("2026-11-28"), at("2026-11-30"), "Dana"}}
	primary[3].Marks = []Mark{{SwapWaiting, at("2026-12-12"), at("2026-12-14"), "Ben"}}
	primary[5].End = at("2026-12-24")
	secondary := weekly(at("2026-11-16 09:00"), "sec", farid, zofie, chidi, eunji, farid, ben, grace, eunji, farid)
	ledger := weekly(at("2026-11-12 10:00"), "led", eunji, grace, ana, farid, grace, dana, eunji, farid, chidi)
	backup := weekly(at("2026-11-12 10:00"), "bak", ben, chidi, eunji, zofie, chidi, eunji, dana, ben, grace)
	m := Model{Zone: z, Now: at("2026-11-18 10:42"), Groups: []Group{
		{Title: "Payments primary", Caption: "weekly, Mon 09:00 Europe/Berlin · published to 1 Feb · draft 14 Dec – 6 Jun", Rows: []Row{
			{ID: "pay", Label: "primary", Blocks: append(primary,
				Block{ID: "gap", Kind: Gap, Start: at("2026-12-24"), End: at("2026-12-28 09:00")},
				draft(tb, z, "d1", "2026-12-21 09:00", "2026-12-28 09:00", ben, "was Žofie and a gap"))},
			{ID: "sec", Label: "secondary", Blocks: append(secondary,
				draft(tb, z, "d2", "2026-12-14 09:00", "2026-12-21 09:00", zofie, "was Farid"),
				draft(tb, z, "d3", "2026-12-21 09:00", "2026-12-28 09:00", farid, "was Ben"))},
		}},
		{Title: "Ledger batch", Caption: "nights 22:00–06:00, weekly, Thu 10:00 Europe/Berlin · published to 1 Mar", Rows: []Row{
			{ID: "led", Label: "primary", Blocks: ledger},
			{ID: "bak", Label: "backup", Blocks: backup},
		}},
	}}
	people := Group{Title: "People", Caption: "bar: on call · striped: time off · number: Payments duties 19 Oct – 13 Dec"}
	for i, p := range sampleTeam {
		r := Row{ID: "p-" + p.name, Label: p.name, Person: i + 1, Initials: p.initials, Count: p.count}
		r.Blocks = append(r.Blocks, Block{ID: "off-" + p.name, Kind: TimeOff, Start: at(p.away), End: at(p.back), Person: i + 1, Name: p.name})
		for _, list := range [][]Block{primary, secondary, ledger, backup} {
			for _, b := range list {
				if b.Person == i+1 && b.Kind == Published {
					b.Kind, b.Marks = PersonBar, nil
					r.Blocks = append(r.Blocks, b)
				}
			}
		}
		people.Rows = append(people.Rows, r)
	}
	m.Groups = append(m.Groups, people)
	return m
}

// busyModel is the sample with what a quiet week lacks: holidays, a freeze, overrides, and somebody away while on call.
func busyModel(tb testing.TB) Model {
	tb.Helper()
	m := sampleModel(tb)
	z := m.Zone
	at := func(s string) time.Time { return local(tb, z, s) }
	m.Bands = []Band{
		{ID: "repentance", Start: at("2026-11-18"), End: at("2026-11-19"), Name: "Repentance Day", Lines: []string{"Saxony"}},
		{ID: "friday", Kind: FreezeBand, Start: at("2026-11-20 18:00"), End: at("2026-12-01 08:00"), Name: "Black Friday freeze", Lines: []string{"No deployments of payments"}},
		{ID: "xmas-1", Start: at("2026-12-25"), End: at("2026-12-26"), Name: "Christmas Day"},
		{ID: "xmas-2", Start: at("2026-12-26"), End: at("2026-12-27"), Name: "Second Day of Christmas"},
		{ID: "new-year", Start: at("2027-01-01"), End: at("2027-01-02"), Name: "New Year's Day"},
		{ID: "year-end", Kind: FreezeBand, Start: at("2026-12-18"), End: at("2027-01-04"), Name: "Year-end freeze"},
	}
	saoPaulo := mustZone(tb, "America/Sao_Paulo")
	pay, sec := &m.Groups[0].Rows[0], &m.Groups[0].Rows[1]
	pay.Blocks[0].Marks = []Mark{{Kind: Overridden, Start: at("2026-11-19"), End: at("2026-11-20 12:00"), Text: "for Grace"}}
	pay.Blocks[4].Full, pay.Blocks[4].Where, pay.Blocks[4].Zone = "Ana Souza", "Payments primary, primary", saoPaulo
	pay.Blocks[4].Flags = []string{"rests only 5 h before it"}
	sec.Blocks[2].Marks = []Mark{{Kind: Away, Start: at("2026-12-01"), End: at("2026-12-03"), Text: "away"}}
	return m
}

// manualHost has a clock that moves when a test says so and modifier keys that a test holds down.
type manualHost struct {
	held    fyne.KeyModifier
	pending []*func()
}

func (h *manualHost) after(_ time.Duration, f func()) func() {
	p := &f
	h.pending = append(h.pending, p)
	return func() { *p = nil }
}

func (h *manualHost) modifiers() fyne.KeyModifier { return h.held }

// tick runs what is due; what that asks for waits for the next tick.
func (h *manualHost) tick() {
	due := h.pending
	h.pending = nil
	for _, p := range due {
		if *p != nil {
			(*p)()
		}
	}
}

// open shows the sample in a window of 840 × 680, the timeline's place in the pictures.
func open(tb testing.TB, mode theme.Mode) (*Timeline, *manualHost, fyne.Window) {
	tb.Helper()
	app := test.NewTempApp(tb)
	app.Settings().SetTheme(theme.New(mode))
	tl, h := New(), &manualHost{}
	tl.host = h
	m := sampleModel(tb)
	tl.SetModel(m)
	tl.SetWindow(EightWeeks.Window(m.Now, m.Zone, 0))
	w := test.NewTempWindow(tb, tl)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(840, 652))
	return tl, h, w
}
