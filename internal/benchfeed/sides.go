package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"watchbill/calendar"
	"watchbill/feed"
)

const (
	serveCommand = "serve"
	secret       = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
)

// serve serves two years of twenty people: 1,460 events, two roles each day.
func serve() error {
	out := calendar.Feed{Name: "Payments on call", RefreshEvery: time.Hour}
	begin := time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)
	for day := range 2 * 365 {
		for i, role := range []string{"primary", "secondary"} {
			start, who := begin.AddDate(0, 0, day), fmt.Sprintf("Person %02d", (day+i)%20+1)
			out.Events = append(out.Events, calendar.Event{
				UID: fmt.Sprintf("rotation-%d-%d@watchbill", i, start.Unix()), Created: begin, LastModified: begin, Start: start, End: start.AddDate(0, 0, 1),
				Summary: "Payments " + role + ": " + who, Status: calendar.Confirmed, Categories: []string{"On call"},
				Description: fmt.Sprintf("Payments, %s: %s\n%s – %s UTC", role, who, start.Format(time.RFC1123), start.AddDate(0, 0, 1).Format(time.RFC1123)),
			})
		}
	}
	data, err := calendar.Encode(out)
	if err != nil {
		return err
	}
	digest := sha256.Sum256([]byte(secret))
	s := &feed.Server{Used: func(string, time.Time) {}}
	if err := s.Show([]feed.Page{{Digest: hex.EncodeToString(digest[:]), Calendar: data}}); err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	fmt.Printf("http://%s%s\n\"%s\"\n", l.Addr(), feed.Path(secret), hex.EncodeToString(sum[:16]))
	return s.HTTP().Serve(feed.Limit(l))
}

// besiege has n clients of another loopback address hold connections as long as they can, a byte a second, and come back when they
// are thrown out.
func besiege(ctx context.Context, address string, n int) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}, Timeout: time.Second}
	line := "GET " + u.Path + " HTTP/1.1\r\nHost: " + u.Host + "\r\nX-Slow: " + strings.Repeat("a", 1000)
	for i := range n {
		go func() {
			if !pause(ctx, time.Duration(i%1000)*time.Millisecond) {
				return
			}
			for ctx.Err() == nil {
				if c, err := dialer.DialContext(ctx, "tcp", u.Host); err == nil {
					drip(ctx, c, line)
					_ = c.Close()
				}
				if !pause(ctx, time.Second) {
					return
				}
			}
		}()
	}
}

// drip sends a byte a second until the connection is closed.
func drip(ctx context.Context, c net.Conn, line string) {
	gone := make(chan struct{})
	go func() {
		_, _ = c.Read(make([]byte, 1)) // returns when the server closes
		close(gone)
	}()
	for i := range len(line) {
		if _, err := c.Write([]byte{line[i]}); err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-gone:
			return
		case <-time.After(time.Second):
		}
	}
}

// pause waits, and reports whether the context is still on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
