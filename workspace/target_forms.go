package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"watchbill/feed"
	"watchbill/model"
)

// HasSecret reports whether this computer knows a target's password.
func (w *Workspace) HasSecret(t model.Target) bool {
	secret, err := w.cfg.Secrets.Get(secretKey(t))
	return err == nil && secret != ""
}

// TryTarget looks at what stands at a target, stored or not, and says it in a sentence. Nothing is written. An empty secret is the one
// that is stored.
func (w *Workspace) TryTarget(ctx context.Context, t model.Target, secret string) (string, error) {
	if secret == "" && t.NeedsSecret() && t.Key != "" {
		var err error
		if secret, err = w.secretOf(t, PublishOptions{}); err != nil {
			return "", err
		}
	}
	p := feed.Publisher{Client: w.cfg.Client}
	s, err := p.Look(ctx, t, secret)
	if err != nil {
		return "", err
	}
	ours, others := model.Count(s.Ours, "shift", "shifts"), model.Count(s.Others, "event", "events")
	switch {
	case s.Closed:
		return "It takes calendars but shows none, so what is published cannot be read back.", nil
	case !s.There && t.Kind == model.ToFolder && !isFolder(filepath.Dir(t.Address)):
		return "", model.Errorf(model.Unavailable, "address", "The folder %s is not there. Is its drive connected? Make the folder, or change the target.", filepath.Dir(t.Address))
	case !s.There:
		return "Nothing stands there yet. It is made when you publish.", nil
	case !s.Calendar:
		return "What stands there is no calendar, and is left alone. Choose another address.", nil
	case s.PerEvent:
		return fmt.Sprintf("A calendar that takes its events one by one, with %s of this target. %s of others stay beside them.", ours, others), nil
	case s.Others > 0:
		return fmt.Sprintf("A calendar with %s that Watchbill did not write. It is left alone: publish to a calendar of its own.", others), nil
	}
	return fmt.Sprintf("A calendar that is replaced whole, with %s now.", ours), nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// ParseHeaders reads headers, one “Name: value” a line.
func ParseHeaders(text string) ([]model.Header, error) {
	var out []model.Header
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, found := strings.Cut(line, ":")
		if !found {
			return nil, model.Invalidf("header", "%q has no colon. Write a header as “X-Name: value”.", line)
		}
		out = append(out, model.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return out, nil
}

// FormatHeaders is what ParseHeaders reads.
func FormatHeaders(headers []model.Header) string {
	lines := make([]string, len(headers))
	for i, h := range headers {
		lines[i] = h.Name + ": " + h.Value
	}
	return strings.Join(lines, "\n")
}

var reminderUnits = map[string]int{
	"": 1, "m": 1, "min": 1, "minute": 1, "minutes": 1, "h": 60, "hour": 60, "hours": 60, "d": 24 * 60, "day": 24 * 60, "days": 24 * 60,
	"w": 7 * 24 * 60, "week": 7 * 24 * 60, "weeks": 7 * 24 * 60,
}

// ParseReminders reads how long before a shift to remind: "1440, 30" in minutes, or "1 day, 30 min". Nothing, or “none”, is none.
func ParseReminders(text string) ([]int, error) {
	var out []int
	for part := range strings.SplitSeq(text, ",") {
		part = strings.ToLower(strings.TrimSpace(part))
		if part == "" || part == "none" {
			continue
		}
		digits := part[:len(part)-len(strings.TrimLeft(part, "0123456789"))]
		n, err := strconv.Atoi(digits)
		factor, known := reminderUnits[strings.TrimSpace(part[len(digits):])]
		if err != nil || !known || n > 1<<20 {
			return nil, model.Invalidf("alarm", "%q is no time before a shift. Write 30, or 1 day, 30 min.", part)
		}
		out = append(out, n*factor)
	}
	return out, nil
}

// FormatReminders is what ParseReminders reads, in the largest unit that fits.
func FormatReminders(minutes []int) string {
	words := make([]string, len(minutes))
	for i, m := range minutes {
		switch d := time.Duration(m) * time.Minute; {
		case m > 0 && d%(24*time.Hour) == 0:
			words[i] = model.Count(int(d/(24*time.Hour)), "day", "days")
		case m > 0 && d%time.Hour == 0:
			words[i] = model.Count(int(d/time.Hour), "hour", "hours")
		default:
			words[i] = fmt.Sprintf("%d min", m)
		}
	}
	return strings.Join(words, ", ")
}
