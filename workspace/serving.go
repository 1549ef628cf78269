package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

const (
	serverSetting = "calendar_server"
	// serveAgain is how long a server that could not start waits before it tries again: another program may have the port for now.
	serveAgain = time.Minute
)

// OpenWarning is what a manager has to know before others on the network can reach the calendar server.
const OpenWarning = "Everybody on this network who has a link can then read its calendar, and the connection is not encrypted: who listens on the network sees the link and the shifts."

// ServerSettings say whether and where the calendar server runs while the program does.
type ServerSettings struct {
	On     bool   `json:"on"`
	Listen string `json:"listen"` // address and port; one that is not loopback lets others in. Empty: DefaultListen
	Base   string `json:"base"`   // what links begin with where a proxy stands before the server; empty: made from Listen
}

// at returns the address to listen at.
func (s ServerSettings) at() string {
	if s.Listen == "" {
		return DefaultListen
	}
	return s.Listen
}

// open reports whether others on the network reach the server.
func (s ServerSettings) open() bool {
	host, _, err := net.SplitHostPort(s.at())
	return err == nil && !loopback(host)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// check reports what is wrong with the settings.
func (s ServerSettings) check() error {
	var p model.Problems
	host, port, err := net.SplitHostPort(s.at())
	n, notNumber := strconv.Atoi(port)
	switch {
	case err != nil || host != "localhost" && net.ParseIP(host) == nil:
		p.Add("listen", "%q is no address to listen at. Write address and port, such as %s.", s.Listen, DefaultListen)
	case notNumber != nil || n < 1 || n > 65535:
		p.Add("listen", "%q is no port. Choose a number from 1 to 65535, such as 8099.", port)
	}
	if s.Base != "" {
		if err := model.CheckURL(s.Base); err != nil {
			p.Add("base", "%s", err.Error())
		}
	}
	return p.Err()
}

// base returns what links begin with.
func (s ServerSettings) base() string {
	if s.Base != "" {
		return strings.TrimRight(s.Base, "/")
	}
	host, port, err := net.SplitHostPort(s.at())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		for _, a := range ServerAddresses(port) {
			if a.Open {
				return "http://" + a.Listen
			}
		}
	}
	return "http://" + s.at()
}

// ServerSettings returns the settings of the calendar server; it is off until somebody switches it on.
func (w *Workspace) ServerSettings(ctx context.Context) (ServerSettings, error) {
	s := ServerSettings{Listen: DefaultListen}
	text, err := w.Setting(ctx, serverSetting, "")
	if err != nil || text == "" {
		return s, err
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, model.Errorf(model.Invalid, "listen", "The settings of the calendar server cannot be read: %v. Set them again.", err)
	}
	return s, nil
}

// SetServer changes the settings of the calendar server. A running program follows within a second. Errors name listen or base.
func (w *Workspace) SetServer(ctx context.Context, s ServerSettings) (Done, error) {
	s.Listen, s.Base = strings.TrimSpace(s.at()), strings.TrimRight(strings.TrimSpace(s.Base), "/")
	if err := s.check(); err != nil {
		return Done{}, err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return Done{}, err
	}
	return w.transact(ctx, "set up the calendar server", func(tx *storage.Tx) (model.ID, error) {
		words := "off"
		if s.On {
			words = "on, at " + s.Listen
		}
		tx.Describe("Calendar server: %s", words)
		return 0, tx.PutSetting(ctx, serverSetting, string(text))
	})
}

// ServerAddress is a place at which the calendar server can listen.
type ServerAddress struct {
	Listen string // address and port
	Label  string
	Open   bool // others on the network reach it
}

// ServerAddresses returns the addresses of this computer, loopback first; an empty port is that of DefaultListen.
func ServerAddresses(port string) []ServerAddress {
	if port == "" {
		_, port, _ = net.SplitHostPort(DefaultListen)
	}
	out := []ServerAddress{{net.JoinHostPort("127.0.0.1", port), "This computer only", false}}
	interfaces, err := net.Interfaces()
	if err != nil {
		return out
	}
	for _, i := range interfaces {
		addresses, err := i.Addrs()
		if err != nil || i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 {
			continue
		}
		for _, a := range addresses {
			if ip, ok := a.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
				out = append(out, ServerAddress{net.JoinHostPort(ip.IP.String(), port), fmt.Sprintf("Network %s (%s)", i.Name, ip.IP), true})
			}
		}
	}
	return out
}

// ServerStatus is how the calendar server of this program stands.
type ServerStatus struct {
	Settings ServerSettings
	Running  bool
	At       string // where it listens; empty: nowhere
	Base     string // what links begin with, also while it is off
	Open     bool   // others on the network reach it, or would
	Error    string // why it does not run though it is on
}

// Say words the status.
func (s ServerStatus) Say() string {
	switch {
	case s.Running && s.Open:
		return fmt.Sprintf("Running at %s, for everybody on this network who has a link", s.Base)
	case s.Running:
		return fmt.Sprintf("Running at %s, for this computer only", s.Base)
	case s.Error != "":
		return "Not running: " + s.Error
	case s.Settings.On:
		return "Starting"
	}
	return "Off"
}

// ServerStatus returns how the calendar server of this program stands.
func (w *Workspace) ServerStatus(ctx context.Context) (ServerStatus, error) {
	s, err := w.ServerSettings(ctx)
	if err != nil {
		return ServerStatus{}, err
	}
	out := ServerStatus{Settings: s, Base: s.base(), Open: s.open()}
	if out.At, out.Error = w.server.state(); !s.On {
		out.Error = "" // of a server that nobody wants any more
	}
	out.Running = out.At != ""
	return out, nil
}

// serving is the state of the server that KeepServing runs.
type serving struct {
	mu  sync.Mutex
	at  string
	err string
}

func (s *serving) state() (at, err string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at, s.err
}

// note keeps the state and tells who looks at it.
func (w *Workspace) noteServer(at string, err error) {
	w.server.mu.Lock()
	w.server.at, w.server.err = at, ""
	if err != nil {
		w.server.err = err.Error()
	}
	w.server.mu.Unlock()
	w.tell(Change{Areas: []Area{Feeds}})
}

// KeepServing runs the calendar server as its settings say, whoever changes them, until ctx ends.
func (w *Workspace) KeepServing(ctx context.Context, log *slog.Logger) error {
	changed, forget := w.signals(func(c Change) bool { return c.Touches(Settings, Teams) })
	defer forget()
	var now ServerSettings
	var running *background
	defer func() { running.stop() }()
	for {
		s, err := w.ServerSettings(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		case s != now:
			running.stop()
			now, running = s, nil
			if s.On {
				running = w.serveInBackground(ctx, s, log)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
			continue
		case <-running.failed():
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		case <-time.After(serveAgain):
		}
		now = ServerSettings{} // to begin anew
	}
}

// background is a server that runs beside its caller; nil is none.
type background struct {
	cancel context.CancelFunc
	ended  chan struct{}
}

// failed returns a channel that is closed when the server has ended by itself.
func (b *background) failed() <-chan struct{} {
	if b == nil {
		return nil
	}
	return b.ended
}

// stop ends the server and waits until its port is free.
func (b *background) stop() {
	if b != nil {
		b.cancel()
		<-b.ended
	}
}

func (w *Workspace) serveInBackground(ctx context.Context, s ServerSettings, log *slog.Logger) *background {
	ctx, cancel := context.WithCancel(ctx)
	b := &background{cancel, make(chan struct{})}
	opt := ServeOptions{Listen: s.at(), LAN: s.open(), Log: log, Ready: func(at net.Addr) { w.noteServer(at.String(), nil) }}
	if u, err := url.Parse(s.Base); err == nil && u.Hostname() != "" {
		opt.Hosts = []string{u.Hostname()}
	}
	go func() {
		defer close(b.ended)
		w.noteServer("", w.Serve(ctx, opt))
	}()
	return b
}

// signals returns a channel that gets something after each change that fits, at most one waiting, and what ends it.
func (w *Workspace) signals(fits func(Change) bool) (changed <-chan struct{}, forget func()) {
	out := make(chan struct{}, 1)
	return out, w.OnChange(func(c Change) {
		if fits(c) {
			select {
			case out <- struct{}{}:
			default: // one is waiting already
			}
		}
	})
}
