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
	c := a.group("links", "Secret addresses of feeds on the calendar server", list, newLinksAddCmd(a), newLinksShowCmd(a), newLinksRotateCmd(a), newLinksRevokeCmd(a))
	c.RunE = list.RunE
	c.Long = "Secret addresses of feeds on the calendar server. Who has a link can read its feed, so give everybody their own. The file keeps only a link's fingerprint; the link itself is in this computer's keyring, where there is one, and is shown again from there. Without a command it lists them."
	return c
}

type linkJSON struct {
	ID      model.ID     `json:"id"`
	Feed    string       `json:"feed"`
	Name    string       `json:"name"`
	Created string       `json:"created"`
	Used    string       `json:"last_used"`
	URL     string       `json:"url,omitempty"`
	Webcal  string       `json:"webcal,omitempty"`
	Kept    bool         `json:"kept,omitempty"` // the keyring has it
	Readers []readerJSON `json:"readers,omitempty"`
}

// readerJSON is a calendar program, and whether and when it sees the link's calendar.
type readerJSON struct {
	Program string `json:"program"`
	Reaches bool   `json:"reaches"`
	Words   string `json:"words"`
}

func newLinksListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the links with when they were last used", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
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
	}))
	c.Example = "  watchbill calendar links list"
	return c
}

func newLinksAddCmd(a *app) *cobra.Command {
	var name string
	var f linkFlags
	c := a.leaf("add FEED [--for NAME] [--base URL] [--qr]", "Make a link of a feed and show it", needs("FEED"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := f.check(); err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		kept, err := a.keptFeed(ctx, ws, args[0])
		if err != nil {
			return err
		}
		l, err := ws.AddFeedLink(ctx, kept, name)
		if err != nil {
			return err
		}
		return a.showLink(ctx, ws, l, linkJSON{Feed: kept.Name, Name: name}, f)
	})
	c.Flags().StringVar(&name, "for", "", "whom it is for, by `NAME`")
	f.register(c)
	c.Long = "Make a link of a feed. The file keeps only its fingerprint, so without a keyring it is shown this once. Serve the links with “watchbill calendar serve”, or switch the server on in the window's settings."
	c.Example = "  watchbill calendar links add Payments --for \"Ana's phone\" --base http://192.168.1.20:8099"
	return c
}

// linkFlags say how a link is shown.
type linkFlags struct {
	base string
	qr   bool
}

func (f *linkFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.base, "base", "", "the `URL` under which the server is reached (default as the window's settings say, else http://"+workspace.DefaultListen+")")
	c.Flags().BoolVar(&f.qr, "qr", false, "also show it as a QR code, for a phone")
}

func (f *linkFlags) check() error {
	if f.base == "" {
		return nil
	}
	return asUsage("base", model.CheckURL(f.base))
}

// showLink prints a link with who can reach it.
func (a *app) showLink(ctx context.Context, ws *workspace.Workspace, l workspace.NewLink, j linkJSON, f linkFlags) error {
	base := f.base
	if base == "" {
		status, err := ws.ServerStatus(ctx)
		if err != nil {
			return err
		}
		base = status.Base
	}
	at := l.At(base)
	j.ID, j.URL, j.Webcal, j.Kept = l.ID, at.URL, at.Webcal, l.Kept
	for _, r := range workspace.Readers(base) {
		j.Readers = append(j.Readers, readerJSON(r))
	}
	var code [][]bool
	if f.qr {
		var err error
		if code, err = workspace.QRCode(at.URL); err != nil {
			return err
		}
	}
	if err := a.show(j, func(w io.Writer) error { return printf(w, "%s\n%s\n%s", j.URL, j.Webcal, blocks(code)) }); err != nil {
		return err
	}
	if !l.Kept {
		a.note("Keep it now: this computer has no keyring, so it is not shown again.")
	}
	for _, r := range j.Readers {
		a.note("%s %s.", r.Program, r.Words)
	}
	return nil
}

// blocks draws a QR code for a terminal with light letters on dark ground: two modules a character, with the quiet zone around it.
func blocks(code [][]bool) string {
	if len(code) == 0 {
		return ""
	}
	const quiet = 4
	dark := func(y, x int) bool {
		y, x = y-quiet, x-quiet
		return y >= 0 && x >= 0 && y < len(code) && x < len(code) && code[y][x]
	}
	var out strings.Builder
	for y := 0; y < len(code)+2*quiet; y += 2 {
		for x := range len(code) + 2*quiet {
			switch upper, lower := dark(y, x), dark(y+1, x); {
			case upper && lower:
				out.WriteRune(' ')
			case upper:
				out.WriteRune('▄')
			case lower:
				out.WriteRune('▀')
			default:
				out.WriteRune('█')
			}
		}
		out.WriteRune('\n')
	}
	return out.String()
}

func newLinksShowCmd(a *app) *cobra.Command {
	var f linkFlags
	c := a.leaf("show ID [--base URL] [--qr]", "Show a link again, where the keyring has it", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := f.check(); err != nil {
			return err
		}
		ws, kept, err := a.keptLink(ctx, args[0])
		if err != nil {
			return err
		}
		l, err := ws.ShowFeedLink(ctx, kept)
		if err != nil {
			return err
		}
		return a.showLink(ctx, ws, l, linkJSON{Name: kept.Name, Created: stamp(kept.Created), Used: stamp(kept.Used)}, f)
	})
	f.register(c)
	c.Long = "Show a link again. The file keeps only its fingerprint; the link itself is in the keyring of the computer where it was made. Where it is not, “watchbill calendar links rotate” makes a new one in its place."
	c.Example = "  watchbill calendar links show 2 --qr"
	return c
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
	var f linkFlags
	c := a.leaf("rotate ID [--base URL] [--qr]", "Replace a link by a new one; the old address ends", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := f.check(); err != nil {
			return err
		}
		ws, old, err := a.keptLink(ctx, args[0])
		if err != nil {
			return err
		}
		l, err := ws.RotateFeedLink(ctx, old)
		if err != nil {
			return err
		}
		return a.showLink(ctx, ws, l, linkJSON{Name: old.Name}, f)
	})
	f.register(c)
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
	c := a.leaf("serve [--listen ADDRESS] [--lan] [--host NAME]", "Serve the feeds' links to calendar programs until stopped", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
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
	}))
	fs := c.Flags()
	fs.StringVar(&opt.Listen, "listen", workspace.DefaultListen, "`ADDRESS` and port to listen at")
	fs.BoolVar(&opt.LAN, "lan", false, "allow an address that others on the network can reach")
	fs.StringSliceVar(&opt.Hosts, "host", nil, "a further `NAME` under which the server is asked, such as that of a proxy before it")
	c.Long = "Serve the feeds' links to Thunderbird, Apple Calendar, khal, vdirsyncer and others that reach this computer. Changes are served within two seconds, whoever makes them. Calendars can only be read, and only by who has a link; links are made with “watchbill calendar links add”. Google and Microsoft 365 cannot reach a computer on a desk: publish for them."
	c.Example = "  watchbill calendar serve\n  watchbill calendar serve --listen 192.168.1.20:8099 --lan"
	return c
}
