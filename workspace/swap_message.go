package workspace

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"watchbill/model"
)

// SwapMessage returns a text about a swap for a chat or a mail: who takes what, in everybody's own time. What waits is put as a question.
func (w *Workspace) SwapMessage(ctx context.Context, id model.ID) (string, error) {
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), wholeWay)
	if err != nil {
		return "", err
	}
	s, err := w.Reader().Swap(ctx, id)
	if err != nil {
		return "", err
	}
	v := t.view(s)
	hs := v.Handovers
	if len(hs) == 0 { // it is over: tell the legs as they were
		for _, l := range v.Legs {
			shift := model.Shift{RotationID: l.RotationID, RoleID: l.RoleID, Interval: l.Interval, PersonID: l.From}
			hs = append(hs, model.Handover{Shift: shift, Part: l.Interval, To: l.To})
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n", v.Title, map[bool]string{true: "", false: " (" + string(v.State) + ")"}[v.State == model.SwapApplied])
	b.WriteString(t.lines(hs))
	switch v.State {
	case model.SwapOpen:
		if who := v.Waiting(); len(who) > 0 {
			fmt.Fprintf(&b, "%s: is that all right with you?\n", t.names(who, "and"))
		} else {
			b.WriteString("Can anybody take it?\n")
		}
	case model.SwapAccepted:
		b.WriteString("Everybody agreed; it waits for approval.\n")
	}
	if v.Note != "" {
		fmt.Fprintf(&b, "Note: %s\n", v.Note)
	}
	return b.String(), nil
}

// AskMessage returns a text that asks somebody to take part in a swap that is only thought of: “Ben: could you take …?”.
func (w *Workspace) AskMessage(ctx context.Context, ask SwapAsk, to model.ID) (string, error) {
	p, err := w.PreviewSwap(ctx, ask)
	if err != nil {
		return "", err
	}
	t, err := w.swapTableFor(ctx, w.Reader(), w.Now(), nearby, shiftsOf(p.Handovers)...)
	if err != nil {
		return "", err
	}
	var gets, gives []string
	for _, h := range p.Handovers {
		if h.To == to {
			gets = append(gets, fmt.Sprintf("%s from %s", t.part(h), t.first(h.Shift.PersonID)))
		}
		if h.Shift.PersonID == to {
			gives = append(gives, t.part(h))
		}
	}
	words := "could you take " + strings.Join(gets, " and ")
	if len(gives) > 0 {
		words += ", for " + strings.Join(gives, " and ")
	}
	return fmt.Sprintf("%s: %s?\n%s", t.first(to), words, t.lines(p.Handovers)), nil
}

func shiftsOf(hs []model.Handover) []model.Shift {
	out := make([]model.Shift, len(hs))
	for i, h := range hs {
		out[i] = h.Shift
	}
	return out
}

// lines says each handover with its times on the clocks of the taker and, where that is another one, of who gives it.
func (t swapTable) lines(hs []model.Handover) string {
	var b strings.Builder
	for _, h := range hs {
		r := t.rotations[h.Shift.RotationID]
		role, _ := r.Role(h.Shift.RoleID)
		who := "Somebody"
		if h.To != 0 {
			who = t.people[h.To].Name
		}
		from := ""
		if p, ok := t.people[h.Shift.PersonID]; ok {
			from = " from " + p.Name
		}
		fmt.Fprintf(&b, "%s takes %s %s%s\n", who, r.Name, role.Name, from)
		for _, zone := range t.zonesOf(h, r.Zone) {
			loc, err := model.Zone(zone)
			if err != nil {
				continue
			}
			fmt.Fprintf(&b, "  %s – %s %s\n", h.Part.Start.In(loc).Format(chatTime), h.Part.End.In(loc).Format(chatTime), City(zone))
		}
	}
	return b.String()
}

const chatTime = "Mon 2 Jan 2006 15:04"

// zonesOf are the zones in which a handover is told: the taker's and the giver's, or the rotation's where nobody is known. Zones whose
// clocks agree at both ends are one.
func (t swapTable) zonesOf(h model.Handover, rotation string) []string {
	var out []string
	for _, zone := range []string{t.people[h.To].Zone, t.people[h.Shift.PersonID].Zone, rotation} {
		if zone == "" || zone == rotation && len(out) > 0 && t.people[h.To].Zone != zone && t.people[h.Shift.PersonID].Zone != zone {
			continue
		}
		if !slices.ContainsFunc(out, func(o string) bool { return sameClock(o, zone, h.Part) }) {
			out = append(out, zone)
		}
	}
	return out
}

func sameClock(a, b string, at model.Interval) bool {
	x, err := model.Zone(a)
	y, err2 := model.Zone(b)
	if err != nil || err2 != nil {
		return a == b
	}
	same := func(t time.Time) bool { return t.In(x).Format(chatTime) == t.In(y).Format(chatTime) }
	return same(at.Start) && same(at.End)
}
