package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/workspace"
)

// feedFlags are the flags that say what a feed holds and how it looks.
type feedFlags struct {
	rotation, role, person string
	past, ahead            int
	title, alarm, category string
	busy                   bool
}

func (f *feedFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.rotation, "rotation", "", "the `ROTATION` whose shifts it holds; every role and person")
	fs.StringVar(&f.role, "role", "", "only the shifts of one `ROLE` of the rotation")
	fs.StringVar(&f.person, "person", "", "the `PERSON` whose shifts it holds; with --rotation only those of that rotation")
	fs.IntVar(&f.past, "past", 0, "how many `DAYS` back it reaches; 0 for all")
	fs.IntVar(&f.ahead, "ahead", 0, "how many `DAYS` ahead it reaches; 0 for all")
	fs.StringVar(&f.title, "title", "", "`WORDING` of titles, with {"+strings.Join(model.TitleWords, "}, {")+"}")
	fs.StringVar(&f.alarm, "alarm", "", "reminders, as `MINUTES` before the start: 30 or 1440,30; none for none")
	fs.BoolVar(&f.busy, "busy", false, "show the time as taken in the subscriber's calendar")
	fs.StringVar(&f.category, "category", "", "the events' `CATEGORY` (default \"On call\")")
}

// apply changes a feed by the flags that were given.
func (f *feedFlags) apply(c *cobra.Command, a *app, ws *workspace.Workspace, feed *model.Feed) error {
	ctx, given := c.Context(), c.Flags().Changed
	if given("rotation") {
		feed.RotationID, feed.RoleID = 0, 0
		if f.rotation != "" {
			r, err := a.rotation(ctx, ws, []string{f.rotation})
			if err != nil {
				return err
			}
			feed.RotationID = r.ID
		}
	}
	if given("role") {
		if err := f.applyRole(ctx, ws, feed); err != nil {
			return err
		}
	}
	if given("person") {
		feed.PersonID = 0
		if f.person != "" {
			p, err := a.person(ctx, ws, f.person)
			if err != nil {
				return err
			}
			feed.PersonID = p.ID
		}
	}
	if given("past") {
		feed.PastDays = f.past
	}
	if given("ahead") {
		feed.AheadDays = f.ahead
	}
	if given("title") {
		feed.Title = f.title
	}
	if given("busy") {
		feed.Busy = f.busy
	}
	if given("category") {
		feed.Category = f.category
	}
	if given("alarm") {
		minutes, err := parseAlarm(f.alarm)
		if err != nil {
			return err
		}
		feed.Reminders = minutes
	}
	return feed.CheckLook()
}

func (f *feedFlags) applyRole(ctx context.Context, ws *workspace.Workspace, feed *model.Feed) error {
	feed.RoleID = 0
	if f.role == "" {
		return nil
	}
	all, err := ws.Rotations(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(r model.Rotation) bool { return r.ID == feed.RotationID })
	if i < 0 {
		return usagef("role", "--role needs --rotation: a role belongs to a rotation.")
	}
	var names []string
	for _, role := range all[i].Roles {
		if strings.EqualFold(role.Name, f.role) {
			feed.RoleID = role.ID
			return nil
		}
		names = append(names, role.Name)
	}
	return model.Errorf(model.NotFound, "role", "%s has no role %q. It has: %s.", all[i].Name, f.role, strings.Join(names, ", "))
}

func parseAlarm(s string) ([]int, error) {
	if s == "" || strings.EqualFold(s, "none") {
		return nil, nil
	}
	var out []int
	for _, word := range split(s) {
		n, err := strconv.Atoi(word)
		if err != nil {
			return nil, usagef("alarm", "--alarm: %q is no number of minutes. Write 30, or 1440,30 for a day and half an hour before.", word)
		}
		out = append(out, n)
	}
	return out, nil
}

// keptFeed finds a feed by its name; an empty name means the only one.
func (a *app) keptFeed(ctx context.Context, ws *workspace.Workspace, name string) (model.Feed, error) {
	feeds, err := ws.Feeds(ctx)
	if err != nil {
		return model.Feed{}, err
	}
	return workspace.FeedNamed(feeds, name)
}

func newCalendarFeedsCmd(a *app) *cobra.Command {
	list := newFeedsListCmd(a)
	c := a.group("feeds", "The calendars you keep for others: whose shifts, how far, how they look",
		list, newFeedsAddCmd(a), newFeedsEditCmd(a), newFeedsShowCmd(a), newFeedsDeleteCmd(a))
	c.RunE = list.RunE
	c.Long = "The calendars you keep for others. A feed has settings, links on the calendar server (“watchbill calendar links”) and places to which it is published (“watchbill calendar targets”). Without a command it lists them."
	return c
}

type feedJSON struct {
	ID       model.ID `json:"id"`
	Name     string   `json:"name"`
	Holds    string   `json:"holds"`
	Past     int      `json:"past_days"`
	Ahead    int      `json:"ahead_days"`
	Title    string   `json:"title"`
	Alarm    []int    `json:"alarm_minutes"`
	Busy     bool     `json:"busy"`
	Category string   `json:"category"`
	Preview  []string `json:"preview,omitempty"`
}

func feedOut(f model.Feed, holds string) feedJSON {
	j := feedJSON{f.ID, f.Name, holds, f.PastDays, f.AheadDays, f.Title, append([]int{}, f.Reminders...), f.Busy, f.Category, nil}
	if j.Title == "" {
		j.Title = f.DefaultTitle()
	}
	if j.Category == "" {
		j.Category = "On call"
	}
	return j
}

func newFeedsListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the feeds", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		feeds, err := ws.Feeds(ctx)
		if err != nil {
			return err
		}
		t := newTable("Name", "Holds", "Reaches", "Title", "Alarm", "Shows as")
		rows := []feedJSON{}
		for _, f := range feeds {
			holds, err := ws.DescribeFeed(ctx, f)
			if err != nil {
				return err
			}
			j := feedOut(f, holds)
			rows = append(rows, j)
			t.add(j.Name, holds, reach(f), j.Title, alarmWords(f), showsAs(f))
		}
		return a.showTable(rows, t, "There is no feed yet. Add one with “watchbill calendar feeds add NAME --rotation ROTATION”.")
	}))
	c.Example = "  watchbill calendar feeds list"
	return c
}

func reach(f model.Feed) string {
	past, ahead := "all past", "all ahead"
	if f.PastDays > 0 {
		past = model.Count(f.PastDays, "day", "days") + " back"
	}
	if f.AheadDays > 0 {
		ahead = model.Count(f.AheadDays, "day", "days") + " ahead"
	}
	return past + ", " + ahead
}

func alarmWords(f model.Feed) string {
	words := make([]string, len(f.Reminders))
	for i, m := range f.Reminders {
		words[i] = strconv.Itoa(m) + " min"
	}
	return strings.Join(words, ", ")
}

func showsAs(f model.Feed) string {
	if f.Busy {
		return "busy"
	}
	return "free"
}

const previewed = 3 // events that a preview shows

// preview prints how the first events of a feed look.
func (a *app) printPreview(w io.Writer, events []calendar.Event) error {
	if len(events) == 0 {
		return printf(w, "Nothing of it is published ahead.\n")
	}
	for _, e := range events {
		if err := printf(w, "%s  %s\n", minute(e.Start), e.Summary); err != nil {
			return err
		}
	}
	return nil
}

func newFeedsAddCmd(a *app) *cobra.Command {
	var f feedFlags
	var preview bool
	c := a.leaf("add NAME [--rotation NAME [--role NAME]] [--person NAME] [--title WORDING] [--preview]", "Add a feed", needs("NAME"), func(cmd *cobra.Command, args []string) error {
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return err
		}
		feed := model.Feed{Name: args[0], PastDays: 90}
		if err := f.apply(cmd, a, ws, &feed); err != nil {
			return err
		}
		return a.saveFeed(cmd.Context(), ws, feed, preview)
	})
	f.register(c)
	c.Flags().BoolVar(&preview, "preview", false, "show how it would look, and keep nothing")
	_ = c.Flags().Lookup("past").Value.Set("90")
	c.Flags().Lookup("past").DefValue = "90"
	c.Long = "Add a feed. Without --rotation and --person it holds the shifts of all rotations."
	c.Example = "  watchbill calendar feeds add Payments --rotation Payments\n  watchbill calendar feeds add \"Ana's shifts\" --person ana --alarm 1440,30 --busy\n  watchbill calendar feeds add Primary --rotation Payments --role primary --title \"{first} on {rotation}\" --preview"
	return c
}

func (a *app) saveFeed(ctx context.Context, ws *workspace.Workspace, f model.Feed, preview bool) error {
	if !preview {
		return a.done(ws.SaveFeed(ctx, f))
	}
	events, err := ws.PreviewFeed(ctx, f, previewed)
	if err != nil {
		return err
	}
	holds, err := ws.DescribeFeed(ctx, f)
	if err != nil {
		return err
	}
	return a.show(withPreview(feedOut(f, holds), events), func(w io.Writer) error { return a.printPreview(w, events) })
}

func withPreview(j feedJSON, events []calendar.Event) feedJSON {
	for _, e := range events {
		j.Preview = append(j.Preview, e.Summary)
	}
	return j
}

func newFeedsEditCmd(a *app) *cobra.Command {
	var f feedFlags
	var name string
	var preview bool
	c := a.leaf("edit FEED [--name NAME] [--title WORDING] [--alarm MINUTES] [--preview]", "Change a feed; subscribers see it at their next look", needs("FEED"), func(cmd *cobra.Command, args []string) error {
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return err
		}
		feed, err := a.keptFeed(cmd.Context(), ws, args[0])
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("name") {
			feed.Name = name
		}
		if err := f.apply(cmd, a, ws, &feed); err != nil {
			return err
		}
		return a.saveFeed(cmd.Context(), ws, feed, preview)
	})
	f.register(c)
	c.Flags().StringVar(&name, "name", "", "another `NAME`")
	c.Flags().BoolVar(&preview, "preview", false, "show how it would look, and keep nothing")
	c.Example = "  watchbill calendar feeds edit Payments --title \"{role}: {person}\" --preview\n  watchbill calendar feeds edit Payments --ahead 180 --alarm none"
	return c
}

func newFeedsShowCmd(a *app) *cobra.Command {
	c := a.leaf("show FEED", "Show a feed's settings and how its next shifts look", needs("FEED"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		f, err := a.keptFeed(ctx, ws, args[0])
		if err != nil {
			return err
		}
		events, err := ws.PreviewFeed(ctx, f, previewed)
		if err != nil {
			return err
		}
		holds, err := ws.DescribeFeed(ctx, f)
		if err != nil {
			return err
		}
		j := withPreview(feedOut(f, holds), events)
		return a.show(j, func(w io.Writer) error {
			alarm := alarmWords(f)
			if alarm == "" {
				alarm = "none"
			}
			if err := printf(w, "%s: %s, %s\ntitle %s · alarm %s · shows as %s · category %s\n\n", f.Name, holds, reach(f), j.Title, alarm, showsAs(f), j.Category); err != nil {
				return err
			}
			return a.printPreview(w, events)
		})
	}))
	c.Example = "  watchbill calendar feeds show Payments"
	return c
}

func newFeedsDeleteCmd(a *app) *cobra.Command {
	var yes bool
	c := a.leaf("delete FEED [--yes]", "Delete a feed with its links and targets", needs("FEED"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		f, err := a.keptFeed(ctx, ws, args[0])
		if err != nil {
			return err
		}
		impact, err := ws.DeleteFeedImpact(ctx, f)
		if err != nil {
			return err
		}
		if err := confirm(yes, impact); err != nil {
			return err
		}
		return a.done(ws.DeleteFeed(ctx, f))
	}))
	c.Flags().BoolVar(&yes, "yes", false, "do it")
	c.Example = fmt.Sprintf("  watchbill calendar feeds delete Payments --%s", "yes")
	return c
}
