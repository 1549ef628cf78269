package feed

import (
	"net"
	"sync"
	"time"
)

// Limit keeps a listener's connections to 512 in all and 32 of one address. What is too much is closed at once.
func Limit(l net.Listener) net.Listener {
	return &limited{Listener: l, of: map[string]int{}}
}

type limited struct {
	net.Listener
	mu  sync.Mutex
	all int
	of  map[string]int
}

func (l *limited) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		who := hostOf(c.RemoteAddr())
		if l.enter(who) {
			return &counted{Conn: c, leave: func() { l.leave(who) }}, nil
		}
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // nothing of it lingers in the system
		}
		_ = c.Close()
	}
}

func (l *limited) enter(who string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all >= maxConns || l.of[who] >= maxConnsOfOne {
		return false
	}
	l.all++
	l.of[who]++
	return true
}

func (l *limited) leave(who string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all--
	if l.of[who]--; l.of[who] == 0 {
		delete(l.of, who)
	}
}

func hostOf(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.IP.String()
	}
	return a.String()
}

// counted is a connection that is counted until it is closed.
type counted struct {
	net.Conn
	once  sync.Once
	leave func()
}

func (c *counted) Close() error {
	c.once.Do(c.leave)
	return c.Conn.Close()
}

// maxTallied is how many addresses a tally knows; when there are more it starts anew.
const maxTallied = 10_000

// tally counts events of addresses in the current minute.
type tally struct {
	mu     sync.Mutex
	minute int64
	counts map[string]int
}

// count adds one and returns how many there were this minute.
func (t *tally) count(who string, now time.Time) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if m := now.Unix() / 60; m != t.minute || t.counts == nil || len(t.counts) >= maxTallied {
		t.minute, t.counts = m, map[string]int{}
	}
	t.counts[who]++
	return t.counts[who]
}
