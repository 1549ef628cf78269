package workspace

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"watchbill/calendar"
	"watchbill/feed"
	"watchbill/model"
)

const (
	// watchEvery is how often the server looks for changes of other processes.
	watchEvery = 500 * time.Millisecond
	// settle is how long the server waits for more changes before it writes its calendars anew.
	settle = 100 * time.Millisecond
	// renewEvery is how often it does so without a change: the days a feed reaches over move on.
	renewEvery   = 10 * time.Minute
	stopPatience = 3 * time.Second
)

// ServeOptions say where and to whom calendars are served.
type ServeOptions struct {
	Listen string   // address and port; empty: 127.0.0.1:8099
	LAN    bool     // the address may be one that others reach
	Hosts  []string // further names the server may be asked by
	Log    *slog.Logger
	Ready  func(at net.Addr) // called when the first answer can be given; may be nil
}

// DefaultListen is where calendars are served unless somebody says otherwise: this computer alone.
const DefaultListen = "127.0.0.1:8099"

// Serve answers those who know the secret of a feed's link until ctx ends. It follows changes of the file, whoever makes them,
// within two seconds. Errors: Invalid where the address is wrong or open to others without LAN, Unavailable where it is taken.
func (w *Workspace) Serve(ctx context.Context, opt ServeOptions) error {
	listener, err := listen(ctx, opt)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &feed.Server{Hosts: append(hostsOf(listener.Addr()), opt.Hosts...), Log: opt.Log, Used: func(digest string, at time.Time) {
		go w.noteUse(context.WithoutCancel(ctx), digest, at, opt.Log)
	}}
	if err := w.showFeeds(ctx, server); err != nil {
		return errors.Join(err, listener.Close())
	}
	go w.followFeeds(ctx, server, opt.Log)
	web := server.HTTP()
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		patience, done := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer done()
		stopped <- web.Shutdown(patience)
	}()
	if opt.Ready != nil {
		opt.Ready(listener.Addr())
	}
	if err := web.Serve(feed.Limit(listener)); !errors.Is(err, http.ErrServerClosed) {
		return model.Errorf(model.Unavailable, "listen", "The calendar server stopped: %v. Start it again.", err)
	}
	if err := <-stopped; err != nil {
		return web.Close()
	}
	return nil
}

func listen(ctx context.Context, opt ServeOptions) (net.Listener, error) {
	address := opt.Listen
	if address == "" {
		address = DefaultListen
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, model.Invalidf("listen", "%q is no address to listen at. Write address and port, such as %s.", address, DefaultListen)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) && !opt.LAN {
		return nil, model.Invalidf("listen", "At %s others on the network could reach the calendars, over a connection that is not encrypted. Add --lan if that is meant, or listen at %s.", address, DefaultListen)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		e := model.Errorf(model.Unavailable, "listen", "Cannot listen at %s. Another program may be using the port, or this computer has no such address; choose another one, with a port from 1 to 65535.", address)
		e.Op, e.Err = "serve calendars", err
		return nil, e
	}
	return l, nil
}

// hostsOf returns the names under which a listening address is reached.
func hostsOf(at net.Addr) []string {
	tcp, ok := at.(*net.TCPAddr)
	if !ok || tcp.IP.IsLoopback() {
		return nil
	}
	var out []string
	if name, err := os.Hostname(); err == nil {
		out = append(out, name, name+".local")
	}
	if !tcp.IP.IsUnspecified() {
		return append(out, tcp.IP.String())
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return out
	}
	for _, a := range addresses {
		if ip, ok := a.(*net.IPNet); ok {
			out = append(out, ip.IP.String())
		}
	}
	return out
}

// showFeeds writes the calendar of each feed that has a link.
func (w *Workspace) showFeeds(ctx context.Context, server *feed.Server) error {
	links, err := w.FeedLinks(ctx, 0)
	if err != nil {
		return err
	}
	feeds, err := w.Feeds(ctx)
	if err != nil {
		return err
	}
	written := map[model.ID][]byte{}
	var pages []feed.Page
	for _, l := range links {
		data, done := written[l.FeedID]
		if i := slices.IndexFunc(feeds, func(f model.Feed) bool { return f.ID == l.FeedID }); !done && i >= 0 {
			out, err := w.FeedCalendar(ctx, feeds[i])
			if err != nil {
				return err
			}
			if data, err = calendar.Encode(out); err != nil {
				return err
			}
			written[l.FeedID] = data
		}
		pages = append(pages, feed.Page{Digest: l.Digest, Calendar: data})
	}
	return server.Show(pages)
}

// followFeeds keeps the server's calendars new. Where that fails the old ones stay, and the next change tries again.
func (w *Workspace) followFeeds(ctx context.Context, server *feed.Server, log *slog.Logger) {
	changed := make(chan struct{}, 1)
	signal := func() {
		select {
		case changed <- struct{}{}:
		default: // one is waiting already
		}
	}
	defer w.OnChange(func(Change) { signal() })()
	say := func(text string, err error) {
		if log != nil && err != nil && ctx.Err() == nil {
			log.Error(text, "error", err)
		}
	}
	go func() {
		say("changes by other programs are not followed", w.db.Watch(ctx, watchEvery, signal))
	}()
	renew := time.NewTicker(renewEvery)
	defer renew.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-renew.C:
		case <-changed:
			select {
			case <-ctx.Done():
				return
			case <-time.After(settle):
			}
		}
		say("the calendars could not be written anew and stay as they were", w.showFeeds(ctx, server))
	}
}

func (w *Workspace) noteUse(ctx context.Context, digest string, at time.Time, log *slog.Logger) {
	if err := w.db.NoteUse(ctx, digest, at); err != nil && log != nil {
		log.Error("a link's last use could not be noted", "error", err)
	}
}
