package feed

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFetch(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/team.ics":
			_, _ = w.Write([]byte(foreign))
		case "/private.ics":
			w.WriteHeader(http.StatusForbidden)
		case "/broken.ics":
			w.WriteHeader(http.StatusBadGateway)
		case "/endless.ics":
			for range maxBody/len(foreign) + 2 {
				if _, err := w.Write([]byte(foreign)); err != nil {
					return
				}
			}
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	for _, tt := range []struct{ address, says string }{
		{server.URL + "/team.ics", ""},
		{server.URL + "/private.ics", "does not show this calendar"},
		{server.URL + "/broken.ics", "status 502"},
		{server.URL + "/missing.ics?token=abc", "no calendar at that address"},
		{server.URL + "/endless.ics", "larger than 32 MiB"},
		{"ftp://example.org/team.ics", "https://"},
		{"http://169.254.169.254/team.ics", "link-local"},
		{"webcal://169.254.169.254/team.ics", "link-local"},
	} {
		data, err := Fetch(context.Background(), nil, tt.address)
		switch {
		case tt.says == "" && (err != nil || string(data) != foreign):
			t.Errorf("%s: got %d bytes, %v", tt.address, len(data), err)
		case tt.says != "" && (!strings.Contains(fmt.Sprint(err), tt.says) || strings.Contains(fmt.Sprint(err), "token")):
			t.Errorf("%s: got %v, want %q", tt.address, err, tt.says)
		}
	}
}
