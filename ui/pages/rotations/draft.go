package rotations

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// draftStart is the day a draft begins by itself: where the published rota ends, or today.
func (p *Page) draftStart(r model.Rotation) time.Time {
	loc, err := model.Zone(r.Zone)
	if err != nil {
		loc = p.data.zone
	}
	if until := p.data.untilOf[r.ID]; until.After(p.data.now) {
		return until.In(loc)
	}
	return p.data.now.In(loc)
}

func (p *Page) build(ctx context.Context, r model.Rotation, from *widgets.DateField, weeks string) (workspace.Done, error) {
	n, err := strconv.Atoi(strings.TrimSpace(weeks))
	if err != nil {
		return workspace.Done{}, model.Invalidf("weeks", "%q is not a number of weeks. Write it as 12.", weeks)
	}
	day, err := from.Value()
	if err != nil {
		return workspace.Done{}, model.Invalidf("from", "%s", err.Error())
	}
	loc, err := model.Zone(r.Zone)
	if err != nil {
		return workspace.Done{}, err
	}
	return p.desk.WS.BuildDraft(ctx, r.ID, model.DateOf(day).Start(loc), n)
}

// saveCalendar asks where to write a calendar and writes it.
func (p *Page) saveCalendar(name string, feed func(ctx context.Context) (calendar.Feed, error)) {
	p.desk.Save(name, ".ics", func(ctx context.Context, w io.Writer) error {
		f, err := feed(ctx)
		if err != nil {
			return err
		}
		b, err := calendar.Encode(f)
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	})
}
