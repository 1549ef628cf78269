package calendars

import (
	"context"
	"fmt"

	"watchbill/model"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// publish puts a calendar to its place now. Where something stands there that would be lost, it asks.
func (s *Section) publish(t model.Target, opt workspace.PublishOptions) {
	s.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		done, err := s.desk.WS.PublishTarget(ctx, t.ID, opt)
		return func() {
			s.desk.Say(published(t, done))
			s.desk.Shell.Reload()
		}, err
	}, func(err error) {
		s.desk.Shell.Log().Event("problem " + err.Error())
		s.desk.Shell.Reload()
		if model.CodeOf(err) == model.Conflict {
			s.askAnyway(t, err, opt)
		} else {
			s.desk.Shell.Open(widgets.Confirm("not-published", t.Name+" was not published", err.Error()+" What stood there is still there.", "Try again", false, func() { s.publish(t, opt) }))
		}
	})
}

func published(t model.Target, done workspace.Published) string {
	words := "Published: " + t.Name + ", " + model.Count(done.Result.Events, "shift", "shifts")
	if done.Result.Kept > 0 {
		words += fmt.Sprintf("; %s of others left as they were", model.Count(done.Result.Kept, "event", "events"))
	}
	return words
}

// askAnyway offers to publish over what stands at a place.
func (s *Section) askAnyway(t model.Target, err error, opt workspace.PublishOptions) {
	action := "Replace what stands there"
	if model.FieldOf(err) == "feed" {
		action = "Publish the empty calendar"
		opt.AllowEmpty = true
	} else {
		opt.Replace = true
	}
	s.desk.Shell.Open(widgets.Confirm("publish-anyway", "Publish "+t.Name+" all the same?", err.Error(), action, true, func() { s.publish(t, opt) }))
}

// publishAll puts every calendar to all its places, and says how it went.
func (s *Section) publishAll() {
	s.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		targets, err := s.desk.WS.Targets(ctx)
		if err != nil {
			return nil, err
		}
		done, err := s.desk.WS.Publishing(ctx, targets, workspace.PublishOptions{})
		return func() {
			s.desk.Say(publishedAll(done))
			s.desk.Shell.Reload()
		}, err
	}, nil)
}

func publishedAll(done []workspace.Published) string {
	failed := 0
	for _, d := range done {
		if d.Err != nil {
			failed++
		}
	}
	switch {
	case len(done) == 0:
		return "No calendar has a place to be published to yet."
	case failed == 0:
		return "Published to " + model.Count(len(done), "place", "places") + "."
	}
	return fmt.Sprintf("Published to %d of %s; what is wrong stands on the page.", len(done)-failed, model.Count(len(done), "place", "places"))
}
