package swapdialog

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/widgets"
)

// FindAny asks which shift, and opens the ways in which it can change hands.
func FindAny(d *desk.Desk) {
	chooseShift(d, "Which shift should change hands? Write a name, a day, a rotation", func(s model.ID) { Find(d, s) })
}

// AskAny asks which shift, and opens the form of a request for it.
func AskAny(d *desk.Desk) {
	chooseShift(d, "Which shift is it about? Write a name, a day, a rotation", func(s model.ID) { Ask(d, s) })
}

// chooseShift finds one of the published shifts that are not over yet by words: “ana thu”, “ledger 17 dec”.
func chooseShift(d *desk.Desk, prompt string, chosen func(model.ID)) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		n, err := ReadNames(ctx, d.WS)
		if err != nil {
			return nil, err
		}
		shifts, err := n.ahead(ctx, d)
		return func() {
			if len(shifts) == 0 {
				d.Say("Nothing is published ahead. Publish a rota first.")
				return
			}
			n.show(d, prompt, shifts, chosen)
		}, err
	}, func(err error) { d.Say(err.Error()) })
}

// ahead are the published shifts of the next year that are not over yet.
func (n Names) ahead(ctx context.Context, d *desk.Desk) ([]model.Shift, error) {
	shifts, err := d.WS.Reader().Shifts(ctx, n.Team.ID, model.Interval{Start: n.Now, End: n.Now.AddDate(1, 0, 0)})
	return slices.DeleteFunc(shifts, func(s model.Shift) bool { return s.State != model.Published }), err
}

func (n Names) show(d *desk.Desk, prompt string, shifts []model.Shift, chosen func(model.ID)) {
	widgets.ShowFinder(d.Shell.Canvas(), n.shiftFinder(prompt, shifts, chosen))
	d.Shell.Log().Event("choose a shift")
}

func (n Names) shiftFinder(prompt string, shifts []model.Shift, chosen func(model.ID)) widgets.Finder {
	words := make([]string, len(shifts))
	for i, s := range shifts {
		words[i] = n.searchWords(s)
	}
	return widgets.Finder{
		ID: "shifts", Prompt: prompt, Missing: "No published shift has these words. Try fewer.",
		Find: func(text string) []widgets.MenuItem {
			var out []widgets.MenuItem
			for i, s := range shifts {
				if containsAll(words[i], text) {
					out = append(out, n.shiftItem(s, func() { chosen(s.ID) }))
				}
			}
			return out
		},
	}
}

func (n Names) shiftItem(s model.Shift, do func()) widgets.MenuItem {
	item := widgets.MenuItem{Text: n.First(s.PersonID) + ", " + n.When(s, s.Interval), Note: n.Duty(s), Do: do}
	if s.PersonID == 0 {
		item.Text = "Nobody yet, " + n.When(s, s.Interval)
	}
	if s.Contains(n.Now) {
		item.Keys = "under way"
	}
	return item
}

// searchWords are what a shift is found by: who has it, where it is, and its days with their weekdays.
func (n Names) searchWords(s model.Shift) string {
	words := []string{n.Duty(s), cmp.Or(n.People[s.PersonID].Name, "nobody open unstaffed")}
	const most = 14 // days
	for i, day := 0, model.DateOf(s.Start); i < most && day.Start(s.Start.Location()).Before(s.End); i, day = i+1, day.AddDays(1) {
		words = append(words, day.Start(s.Start.Location()).Format("Monday 2 January"), day.String())
	}
	return strings.ToLower(strings.Join(words, " "))
}

// containsAll reports whether every word of a text begins one of the words.
func containsAll(words, text string) bool {
	for _, w := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(" "+words, " "+w) {
			return false
		}
	}
	return true
}

// ChooseShiftOf finds one of a person's published shifts that are not over.
func (n Names) ChooseShiftOf(d *desk.Desk, person model.ID, chosen func(model.Shift)) {
	d.Shell.Do(func(ctx context.Context) (func(), error) {
		shifts, err := n.ahead(ctx, d)
		shifts = slices.DeleteFunc(shifts, func(s model.Shift) bool { return s.PersonID != person })
		return func() {
			if len(shifts) == 0 {
				d.Say(n.First(person) + " has no shift ahead to give back.")
				return
			}
			byID := map[model.ID]model.Shift{}
			for _, s := range shifts {
				byID[s.ID] = s
			}
			n.show(d, "Which shift does "+n.First(person)+" give back?", shifts, func(id model.ID) { chosen(byID[id]) })
		}, err
	}, func(err error) { d.Say(err.Error()) })
}

// ChoosePerson finds one of some people by name, of the whole team where none are given: those who can be chosen first, then those who
// cannot, with the reason.
func (n Names) ChoosePerson(d *desk.Desk, prompt string, among []model.ID, reason map[model.ID]string, chosen func(model.ID)) {
	people := slices.Clone(n.order)
	if len(among) > 0 {
		people = slices.DeleteFunc(people, func(p model.Person) bool { return !slices.Contains(among, p.ID) })
	}
	slices.SortStableFunc(people, func(a, b model.Person) int { return min(1, len(reason[a.ID])) - min(1, len(reason[b.ID])) })
	widgets.ShowFinder(d.Shell.Canvas(), widgets.Finder{
		ID: "people", Prompt: prompt, Missing: "Nobody of them has this name. Try fewer letters.",
		Find: func(text string) []widgets.MenuItem {
			var out []widgets.MenuItem
			for _, p := range people {
				if containsAll(strings.ToLower(p.Name), text) {
					out = append(out, widgets.MenuItem{Text: Cut(p.Name, 32), Reason: Cut(reason[p.ID], 56), Do: func() { chosen(p.ID) }})
				}
			}
			return out
		},
	})
	d.Shell.Log().Event("choose a person")
}

// Cut shortens a text to so many letters, for a button or a line that has no room for more.
func Cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}
