package cli

import (
	"context"
	"io"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newCalendarLinksCmd(a *app) *cobra.Command {
	list := newLinksListCmd(a)
	c := a.group("links", "Secret addresses of feeds on the calendar server", list, newLinksAddCmd(a), newLinksRotateCmd(a), newLinksRevokeCmd(a))
	c.RunE = list.RunE
	c.Long = "Secret addresses of feeds on the calendar server. Who has a link can read its feed, so give everybody their own. A link is shown once, when it is made; only its fingerprint is kept. Without a command it lists them."
	return c
}

type linkJSON struct {
	ID      model.ID `json:"id"`
	Feed    string   `json:"feed"`
	Name    string   `json:"name"`
	Created string   `json:"created"`
	Used    string   `json:"last_used"`
	URL     string   `json:"url,omitempty"`
	Webcal  string   `json:"webcal,omitempty"`
}

func newLinksListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the links with when they were last used", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		links, err := ws.FeedLinks(ctx, 0)
		if err != nil {
			return err
		}
		feeds, err := ws.Feeds(ctx)
		if err != nil {
			return err
		}
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		names := map[model.ID]string{}
		for _, f := range feeds {
			names[f.ID] = f.Name
		}
		t := newTable(">ID", "Feed", "For", "Made", "Last used")
		rows := []linkJSON{}
		for _, l := range links {
			rows = append(rows, linkJSON{ID: l.ID, Feed: names[l.FeedID], Name: l.Name, Created: stamp(l.Created), Used: stamp(l.Used)})
			used := "never"
			if !l.Used.IsZero() {
				used = minute(l.Used.In(loc))
			}
			t.add(idText(l.ID), names[l.FeedID], l.Name, minute(l.Created.In(loc)), used)
		}
		return a.showTable(rows, t, "There is no link yet. Make one with “watchbill calendar links add FEED --for NAME”.")
	})
	c.Example = "  watchbill calendar links list"
	return c
}

func newLinksAddCmd(a *app) *cobra.Command {
	var name, base string
	c := a.leaf("add FEED [--for NAME] [--base URL]", "Make a link of a feed and show it once", needs("FEED"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := model.CheckURL(base); err != nil {
			return asUsage("base", err)
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		f, err := a.keptFeed(ctx, ws, args[0])
		if err != nil {
			return err
		}
		l, err := ws.AddFeedLink(ctx, f, name)
		if err != nil {
			return err
		}
		return a.showLink(l, f, name, base)
	})
	fs := c.Flags()
	fs.StringVar(&name, "for", "", "whom it is for, by `NAME`")
	fs.StringVar(&base, "base", "http://"+workspace.DefaultListen, "the `URL` under which the server is reached")
	c.Long = "Make a link of a feed. It is shown once: only its fingerprint is kept. Serve the links with “watchbill calendar serve”."
	c.Example = "  watchbill calendar links add Payments --for \"Ana's phone\" --base http://192.168.1.20:8099"
	return c
}

func (a *app) showLink(l workspace.NewLink, f model.Feed, name, base string) error {
	url := strings.TrimRight(base, "/") + l.Path()
	_, rest, _ := strings.Cut(url, "://")
	j := linkJSON{ID: l.ID, Feed: f.Name, Name: name, URL: url, Webcal: "webcal://" + rest}
	if err := a.show(j, func(w io.Writer) error { return printf(w, "%s\n%s\n", j.URL, j.Webcal) }); err != nil {
		return err
	}
	a.note("Keep it now: it is not shown again. Thunderbird, Apple Calendar, khal and vdirsyncer on a network that reaches this computer can subscribe to it, and look every hour or so. Google and Microsoft 365 fetch from the cloud and cannot reach it: publish the feed for them (“watchbill calendar targets”), and expect 3 to 24 hours until they look.")
	return nil
}

// keptLink finds a link by its id.
func (a *app) keptLink(ctx context.Context, arg string) (*workspace.Workspace, model.FeedLink, error) {
	id, err := parseID("link", arg)
	if err != nil {
		return nil, model.FeedLink{}, err
	}
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.FeedLink{}, err
	}
	links, err := ws.FeedLinks(ctx, 0)
	for _, l := range links {
		if l.ID == id {
			return ws, l, nil
		}
	}
	if err == nil {
		err = model.Errorf(model.NotFound, "id", "There is no link with the id %d. Look at “watchbill calendar links”.", id)
	}
	return nil, model.FeedLink{}, err
}

func newLinksRotateCmd(a *app) *cobra.Command {
	var base string
	c := a.leaf("rotate ID [--base URL]", "Replace a link by a new one; the old address ends", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := model.CheckURL(base); err != nil {
			return asUsage("base", err)
		}
		ws, old, err := a.keptLink(ctx, args[0])
		if err != nil {
			return err
		}
		l, err := ws.RotateFeedLink(ctx, old)
		if err != nil {
			return err
		}
		return a.showLink(l, model.Feed{}, old.Name, base)
	})
	c.Flags().StringVar(&base, "base", "http://"+workspace.DefaultListen, "the `URL` under which the server is reached")
	c.Example = "  watchbill calendar links rotate 2"
	return c
}

func newLinksRevokeCmd(a *app) *cobra.Command {
	c := a.leaf("revoke ID", "End a link: its address is not found any more", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ws, l, err := a.keptLink(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		return a.done(ws.RevokeFeedLink(cmd.Context(), l))
	})
	c.Example = "  watchbill calendar links revoke 2"
	return c
}

func newCalendarServeCmd(a *app) *cobra.Command {
	var opt workspace.ServeOptions
	c := a.leaf("serve [--listen ADDRESS] [--lan] [--host NAME]", "Serve the feeds' links to calendar programs until stopped", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		links, err := ws.FeedLinks(ctx, 0)
		if err != nil {
			return err
		}
		opt.Log = slog.New(slog.NewTextHandler(a.errOut, &slog.HandlerOptions{ReplaceAttr: func(_ []string, attr slog.Attr) slog.Attr {
			if attr.Key == slog.TimeKey {
				attr.Value = slog.StringValue(attr.Value.Time().Format(time.RFC3339))
			}
			return attr
		}}))
		opt.Ready = func(at net.Addr) {
			a.note("Serving %s at http://%s. Stop with Ctrl+C.", model.Count(len(links), "link", "links"), at)
			if tcp, ok := at.(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
				a.note("Warning: everybody on this network who has a link can read its calendar, and the connection is not encrypted.")
			}
			if len(links) == 0 {
				a.note("There is no link yet. Make one with “watchbill calendar links add FEED”; it is served at once.")
			}
		}
		return ws.Serve(ctx, opt)
	})
	fs := c.Flags()
	fs.StringVar(&opt.Listen, "listen", workspace.DefaultListen, "`ADDRESS` and port to listen at")
	fs.BoolVar(&opt.LAN, "lan", false, "allow an address that others on the network can reach")
	fs.StringSliceVar(&opt.Hosts, "host", nil, "a further `NAME` under which the server is asked, such as that of a proxy before it")
	c.Long = "Serve the feeds' links to Thunderbird, Apple Calendar, khal, vdirsyncer and others that reach this computer. Changes are served within two seconds, whoever makes them. Calendars can only be read, and only by who has a link; links are made with “watchbill calendar links add”. Google and Microsoft 365 cannot reach a computer on a desk: publish for them."
	c.Example = "  watchbill calendar serve\n  watchbill calendar serve --listen 192.168.1.20:8099 --lan"
	return c
}
