package cli

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/workspace"
)

func newCalendarTargetsCmd(a *app) *cobra.Command {
	list := newTargetsListCmd(a)
	c := a.group("targets", "Where feeds are published: a folder, a WebDAV or CalDAV server, any address that takes a PUT",
		list, newTargetsAddCmd(a), newTargetsEditCmd(a), newTargetsTryCmd(a), newTargetsSecretCmd(a), newTargetsDeleteCmd(a))
	c.RunE = list.RunE
	c.Long = "Where feeds are published, and how that went. Without a command it lists them. Google and Microsoft 365 fetch calendars from the cloud and cannot reach a computer on a desk, so publish to a place they can reach."
	return c
}

type targetJSON struct {
	ID      model.ID `json:"id"`
	Name    string   `json:"name"`
	Feed    string   `json:"feed"`
	Kind    string   `json:"kind"`
	Address string   `json:"address"`
	User    string   `json:"user"`
	Good    string   `json:"published"` // last success
	Tried   string   `json:"tried"`
	Behind  string   `json:"behind_since"`
	Events  int      `json:"events"`
	Error   string   `json:"error"`
}

func newTargetsListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the targets and how publishing to them went", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		views, err := ws.TargetViews(ctx)
		if err != nil {
			return err
		}
		t := newTable("Name", "Feed", "Kind", "Address", "State")
		rows := []targetJSON{}
		for _, v := range views {
			if v.State.Error != "" {
				a.look()
			}
			rows = append(rows, targetJSON{
				v.Target.ID, v.Target.Name, v.Feed.Name, string(v.Target.Kind), v.Target.Address, v.Target.User,
				stamp(v.State.Good), stamp(v.State.Tried), stamp(v.Behind), v.State.Events, v.State.Error,
			})
			t.add(v.Target.Name, v.Feed.Name, string(v.Target.Kind), v.Target.Address, v.Say(ws.Now()))
		}
		return a.showTable(rows, t, "Nothing is published yet. Add a place with “watchbill calendar targets add NAME --feed FEED --file FILE” or “--url URL”.")
	}))
	c.Long = "List the targets with the last success and the last error. The exit code is 3 where the last attempt failed."
	c.Example = "  watchbill calendar targets list\n  watchbill calendar targets list --json"
	return c
}

// targetFlags are the flags that say where a feed is published.
type targetFlags struct {
	feed, file, url, user string
	put                   bool
	headers               []string
}

func (f *targetFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.feed, "feed", "", "the `FEED` to publish")
	fs.StringVar(&f.file, "file", "", "the `FILE` to write, in a folder that is synced or served")
	fs.StringVar(&f.url, "url", "", "the `URL` of the file or calendar on a WebDAV or CalDAV server")
	fs.BoolVar(&f.put, "put", false, "the URL is no WebDAV server but takes an HTTP PUT, and may not show what was put")
	fs.StringVar(&f.user, "user", "", "the `USER` there")
	fs.StringArrayVar(&f.headers, "header", nil, "a `HEADER` to send, such as \"Authorization: Bearer {secret}\"; may be repeated")
	c.MarkFlagsMutuallyExclusive("file", "url")
	c.MarkFlagsMutuallyExclusive("file", "put")
}

func (f *targetFlags) apply(c *cobra.Command, a *app, ws *workspace.Workspace, t *model.Target) error {
	given := c.Flags().Changed
	if given("feed") || t.FeedID == 0 {
		kept, err := a.keptFeed(c.Context(), ws, f.feed)
		if err != nil {
			return err
		}
		t.FeedID = kept.ID
	}
	if given("file") {
		path, err := filepath.Abs(f.file)
		if err != nil {
			return workspace.FileError(f.file, "write", err)
		}
		t.Kind, t.Address = model.ToFolder, path
	}
	if given("url") {
		if t.Address = f.url; t.Kind == model.ToFolder || t.Kind == "" {
			t.Kind = model.ToWebDAV
		}
	}
	if given("put") && t.Kind != model.ToFolder {
		t.Kind = model.ToWebDAV
		if f.put {
			t.Kind = model.ToPut
		}
	}
	if given("user") {
		t.User = f.user
	}
	if given("header") {
		headers, err := workspace.ParseHeaders(strings.Join(f.headers, "\n"))
		if err != nil {
			return asUsage("header", err)
		}
		t.Headers = headers
	}
	return nil
}

func newTargetsAddCmd(a *app) *cobra.Command {
	var f targetFlags
	c := a.leaf("add NAME --feed FEED (--file FILE | --url URL [--put] [--user USER] [--header HEADER])", "Add a place to publish to", needs("NAME"), func(cmd *cobra.Command, args []string) error {
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return err
		}
		t := model.Target{Name: args[0]}
		if err := f.apply(cmd, a, ws, &t); err != nil {
			return err
		}
		if err := a.done(ws.SaveTarget(cmd.Context(), t)); err != nil {
			return err
		}
		a.advise(t)
		return nil
	})
	f.register(c)
	c.MarkFlagsOneRequired("file", "url")
	c.Long = "Add a place to publish a feed to. Nothing is sent yet. Passwords and tokens are not kept in the team's file: store them with “watchbill calendar targets secret NAME”."
	c.Example = "  watchbill calendar targets add drive --feed Payments --file ~/Drive/oncall.ics\n  watchbill calendar targets add cloud --feed Payments --url https://cloud.example.org/remote.php/dav/calendars/ana/on-call/ --user ana\n  watchbill calendar targets add bucket --feed Payments --put --url https://files.example.org/oncall.ics --header \"Authorization: Bearer {secret}\""
	return c
}

// advise says what is left to do after a target was added or changed.
func (a *app) advise(t model.Target) {
	if t.NeedsSecret() {
		a.note("Store its password with “watchbill calendar targets secret %s”, then publish with “watchbill calendar publish”.", t.Name)
		if strings.HasPrefix(strings.ToLower(t.Address), "http:") {
			a.note("The address begins with http:, so the password travels without encryption. Use https: where the server has it.")
		}
		return
	}
	a.note("Publish with “watchbill calendar publish”.")
}

func (a *app) keptTarget(ctx context.Context, name string) (*workspace.Workspace, model.Target, error) {
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.Target{}, err
	}
	targets, err := ws.Targets(ctx)
	if err != nil {
		return nil, model.Target{}, err
	}
	t, err := workspace.TargetNamed(targets, name)
	return ws, t, err
}

func newTargetsEditCmd(a *app) *cobra.Command {
	var f targetFlags
	var name string
	c := a.leaf("edit TARGET [--name NAME] [--feed FEED] [--file FILE | --url URL] [--user USER] [--header HEADER]", "Change a target", needs("TARGET"), func(cmd *cobra.Command, args []string) error {
		ws, t, err := a.keptTarget(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("name") {
			t.Name = name
		}
		if err := f.apply(cmd, a, ws, &t); err != nil {
			return err
		}
		return a.done(ws.SaveTarget(cmd.Context(), t))
	})
	f.register(c)
	c.Flags().StringVar(&name, "name", "", "another `NAME`")
	c.Example = "  watchbill calendar targets edit cloud --user ana.souza"
	return c
}

func newTargetsTryCmd(a *app) *cobra.Command {
	c := a.leaf("try TARGET", "Look at what stands at a target; nothing is written", needs("TARGET"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, t, err := a.keptTarget(ctx, args[0])
		if err != nil {
			return err
		}
		words, err := ws.TryTarget(ctx, t, a.env.Getenv(feed.SecretVariable(t.Name)))
		if err != nil {
			return err
		}
		return a.show(map[string]string{"target": t.Name, "stands": words}, func(w io.Writer) error { return printf(w, "%s\n", words) })
	})
	c.Long = "Look at what stands at a target: whether it can be reached with the password, whether it is a calendar, whether it takes a calendar whole or its events one by one, and whose events it has. Nothing is written."
	c.Example = "  watchbill calendar targets try cloud"
	return c
}

func newTargetsSecretCmd(a *app) *cobra.Command {
	var forget bool
	c := a.leaf("secret TARGET [--forget]", "Store a target's password or token, read from standard input", needs("TARGET"), func(cmd *cobra.Command, args []string) error {
		ws, t, err := a.keptTarget(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		if forget {
			if err := ws.ForgetSecret(t); err != nil {
				return err
			}
			a.note("The password of %s is forgotten.", t.Name)
			return nil
		}
		a.note("Type or paste the password of %s and press Enter:", t.Name)
		line, err := bufio.NewReader(io.LimitReader(a.in, 64<<10)).ReadString('\n')
		if err != nil && err != io.EOF {
			return model.Errorf(model.Unavailable, "secret", "The password could not be read: %v.", err)
		}
		notice, err := ws.StoreSecret(t, strings.TrimRight(line, "\r\n"))
		if err != nil {
			return err
		}
		if notice == "" {
			notice = "The password is kept in this computer's keyring."
		}
		a.note("%s", notice)
		return nil
	})
	c.Flags().BoolVar(&forget, "forget", false, "remove it instead")
	c.Long = "Store a target's password or token in this computer's keyring, or where there is none in a file that only you can read. For cron it can also stand in the environment, as WATCHBILL_SECRET_ and the target's name in capitals."
	c.Example = "  watchbill calendar targets secret cloud\n  pass show cloud | watchbill calendar targets secret cloud\n  WATCHBILL_SECRET_CLOUD=… watchbill calendar publish --target cloud"
	return c
}

func newTargetsDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete TARGET", "Stop publishing to a target; the calendar there stays", needs("TARGET"), func(cmd *cobra.Command, args []string) error {
		ws, t, err := a.keptTarget(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		return a.done(ws.DeleteTarget(cmd.Context(), t))
	})
	c.Long = "Stop publishing to a target. The calendar there stays and grows old; delete it there if nobody should see it. The password stays until “watchbill calendar targets secret TARGET --forget”, so that undo brings a target back that works."
	c.Example = "  watchbill calendar targets delete cloud"
	return c
}

type publishedJSON struct {
	Target   string `json:"target"`
	OK       bool   `json:"ok"`
	Same     bool   `json:"unchanged"`
	Verified bool   `json:"verified"`
	PerEvent bool   `json:"one_by_one"` // the calendar takes its events one by one
	Kept     int    `json:"others"`     // events of others in it, which stay
	Events   int    `json:"events"`
	Error    string `json:"error"`
}

func newCalendarPublishCmd(a *app) *cobra.Command {
	var only []string
	var opt workspace.PublishOptions
	var every time.Duration
	c := a.leaf("publish [--target NAME] [--every 15m] [--replace] [--allow-empty]", "Publish feeds to their targets, by hand or from cron", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		opt.Secret = func(name string) string { return a.env.Getenv(feed.SecretVariable(name)) }
		if every != 0 {
			return a.keepPublished(ctx, ws, every, opt)
		}
		targets, err := ws.Targets(ctx)
		if err != nil {
			return err
		}
		if len(only) > 0 {
			var chosen []model.Target
			for _, name := range only {
				t, err := workspace.TargetNamed(targets, name)
				if err != nil {
					return err
				}
				chosen = append(chosen, t)
			}
			targets = chosen
		}
		done, err := ws.Publishing(ctx, targets, opt)
		if err != nil {
			return err
		}
		return a.showPublished(done)
	}))
	fs := c.Flags()
	fs.StringSliceVar(&only, "target", nil, "only to this `TARGET`; may be repeated (default all)")
	fs.DurationVar(&every, "every", 0, "stay, and publish all targets after each change and every `TIME`, such as 15m")
	fs.BoolVar(&opt.Replace, "replace", false, "put the calendar in the place of what others put there or changed")
	fs.BoolVar(&opt.AllowEmpty, "allow-empty", false, "publish a calendar without shifts over one that has some")
	for _, flag := range []string{"target", "replace", "allow-empty"} {
		c.MarkFlagsMutuallyExclusive("every", flag)
	}
	c.Long = "Publish feeds to their targets. What stands there is read first and left alone when it belongs to somebody else, was changed by others, or would be emptied; what was written is read back and compared. What may pass is tried three times. The exit code is 1 when a target could not be published; the others are published all the same."
	c.Example = "  watchbill calendar publish\n  watchbill calendar publish --target cloud\n  watchbill calendar publish --every 15m\n  */15 * * * *  watchbill calendar publish     # in a crontab"
	return c
}

// keepPublished publishes until it is stopped, and prints a line for each target that changed or failed.
func (a *app) keepPublished(ctx context.Context, ws *workspace.Workspace, every time.Duration, opt workspace.PublishOptions) error {
	if a.json {
		return usagef("every", "--every prints as it goes and --json wants one value. Choose one.")
	}
	if every < time.Minute {
		return usagef("every", "--every: %s would trouble the server. Choose a minute or more.", every)
	}
	a.note("Publishing after each change and every %s. Stop with Ctrl+C.", every)
	return ws.KeepPublished(ctx, every, opt, func(done []workspace.Published) {
		for _, p := range done {
			at := minute(ws.Now())
			switch {
			case p.Err != nil:
				a.note("%s  %s: %v", at, p.Target.Name, p.Err)
			case !p.Result.Same:
				a.note("%s  %s: published, %s", at, p.Target.Name, model.Count(p.Result.Events, "shift", "shifts"))
			}
		}
	})
}

func (a *app) showPublished(done []workspace.Published) error {
	rows := []publishedJSON{}
	t := newTable("Target", "Result")
	for _, p := range done {
		j := publishedJSON{Target: p.Target.Name, OK: p.Err == nil, Same: p.Result.Same, Verified: p.Err == nil && !p.Result.Unverified, PerEvent: p.Result.PerEvent, Kept: p.Result.Kept, Events: p.Result.Events}
		words := "published, " + model.Count(p.Result.Events, "shift", "shifts")
		switch {
		case p.Err != nil:
			j.Error, words = p.Err.Error(), p.Err.Error()
			a.code = exitFailed
		case p.Result.Same:
			words = "up to date, " + model.Count(p.Result.Events, "shift", "shifts")
		case p.Result.Unverified:
			words += "; the target lets nobody read it back"
		}
		if p.Err == nil && p.Result.Kept > 0 {
			words += "; " + model.Count(p.Result.Kept, "event", "events") + " of others stay"
		}
		rows = append(rows, j)
		t.add(p.Target.Name, words)
	}
	return a.showTable(rows, t, "Nothing is to be published. Add a place with “watchbill calendar targets add”.")
}
