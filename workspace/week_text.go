package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
)

// WeekText says who is on call until the end of the week in the team's zone, and how the week after begins where that is less than two
// days away, as plain lines for a chat or a mail.
func (w *Workspace) WeekText(ctx context.Context) (string, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return "", err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return "", err
	}
	tables, err := w.RotaAhead(ctx, 2)
	if err != nil {
		return "", err
	}
	now := w.Now().In(loc)
	today := model.DateOf(now)
	monday := today.AddDays(-(int(today.Weekday()) + 6) % 7)
	end := monday.AddDays(7).Start(loc)
	head := fmt.Sprintf("This week: %s to %s", today.Start(loc).Format("Mon 2 Jan"), monday.AddDays(6).Start(loc).Format("Mon 2 Jan 2006"))
	if end.Sub(now) < 48*time.Hour {
		end = monday.AddDays(14).Start(loc)
		head = fmt.Sprintf("This week and next: %s to %s", today.Start(loc).Format("Mon 2 Jan"), monday.AddDays(13).Start(loc).Format("Mon 2 Jan 2006"))
	}
	var b strings.Builder
	fmt.Fprintln(&b, head)
	for _, t := range tables {
		fmt.Fprintf(&b, "%s, times in %s\n", t.Rotation.Name, t.Rotation.Zone)
		lines := 0
		for _, turn := range t.Turns {
			if turn.Start.Before(end) {
				fmt.Fprintf(&b, "  %s: %s\n", turnWords(turn, now), peopleWords(t.Rotation, turn))
				lines++
			}
		}
		if lines == 0 {
			fmt.Fprintln(&b, "  nothing is published")
		}
	}
	return b.String(), nil
}

func turnWords(t RotaTurn, now time.Time) string {
	const layout = "Mon 2 Jan 15:04"
	if t.Contains(now) {
		return "now until " + t.End.Format(layout)
	}
	return t.Start.Format(layout) + " to " + t.End.Format(layout)
}

// peopleWords lists who has which role in a turn.
func peopleWords(r model.Rotation, t RotaTurn) string {
	var words []string
	for i, role := range r.Roles {
		if i < len(t.Who) && t.Who[i] != "" {
			words = append(words, role.Name+" "+t.Who[i])
		}
	}
	return strings.Join(words, ", ")
}
