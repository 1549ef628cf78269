package feed

import (
	"context"
	"io"
	"net/http"
	"strings"

	"watchbill/model"
)

// Fetch reads a calendar from an address: http, https or webcal, which is https. It takes at most 32 MiB and 30 seconds. A nil client
// is NewClient(). Errors carry Invalid where the address is wrong, and Unavailable where the server does not let us.
func Fetch(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	if rest, found := strings.CutPrefix(address, "webcal://"); found {
		address = "https://" + rest
	}
	if err := model.CheckURL(address); err != nil {
		return nil, err
	}
	if client == nil {
		client = NewClient()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, model.Invalidf("url", "The address cannot be understood. Write it as https://cloud.example.org/team.ics.")
	}
	req.Header.Set("User-Agent", "Watchbill")
	req.Header.Set("Accept", "text/calendar")
	host := req.URL.Host
	res, err := client.Do(req)
	if err != nil {
		return nil, unreachable(ctx, host, err)
	}
	defer res.Body.Close()
	switch code := res.StatusCode; {
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return nil, model.Errorf(model.Unavailable, "url", "%s does not show this calendar to everybody (status %d). Use its secret address, or download the file and import that.", host, code)
	case code == http.StatusNotFound, code == http.StatusGone:
		return nil, model.Errorf(model.Unavailable, "url", "%s has no calendar at that address. Check the address.", host)
	case code != http.StatusOK:
		return nil, model.Errorf(model.Unavailable, "url", "%s did not give the calendar (status %d). Try again later.", host, code)
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	if err != nil {
		return nil, unreachable(ctx, host, err)
	}
	if len(data) > maxBody {
		return nil, model.Errorf(model.Unavailable, "url", "The calendar at %s is larger than 32 MiB. Export a shorter period there.", host)
	}
	return data, nil
}
