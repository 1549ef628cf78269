package model

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Feed is a calendar of published shifts for others to read: whose shifts it holds, and how they look there. The zero feed holds all
// of the team's shifts.
type Feed struct {
	ID     ID
	TeamID ID
	Name   string // what subscribers see; empty: made from what it holds

	RotationID ID // zero: all rotations
	RoleID     ID // zero: all roles
	PersonID   ID // zero: everybody, unstaffed shifts included

	PastDays  int    // how far back it reaches; 0: to the first shift
	AheadDays int    // how far ahead; 0: to the last shift
	Title     string // wording of an event's title, such as "{role}: {person}"; empty: DefaultTitle
	Reminders []int  // minutes before the start
	Busy      bool   // the time shows as taken in the subscriber's calendar
	Category  string // empty: "On call"
}

// TitleWords are the words that a title may have in braces, in the order in which help lists them.
var TitleWords = []string{"rotation", "role", "person", "first", "initials", "team"}

const (
	maxFeedDays    = 3660
	maxReminders   = 5
	maxRemindAhead = 28 * 24 * 60 // minutes
)

var braced = regexp.MustCompile(`\{[^{}]*\}`)

// DefaultTitle returns the wording used where the feed has none of its own.
func (f Feed) DefaultTitle() string {
	if f.PersonID != 0 {
		return "On call: {rotation} {role}"
	}
	return "{rotation} {role}: {person}"
}

// TitleOf fills the feed's wording in. What is not known leaves no double blanks and no colon at the end.
func (f Feed) TitleOf(words map[string]string) string {
	if title := fillIn(f.Title, words); title != "" {
		return title
	}
	return fillIn(f.DefaultTitle(), words) // blanks alone would leave events without a title
}

func fillIn(wording string, words map[string]string) string {
	s := braced.ReplaceAllStringFunc(wording, func(w string) string { return words[strings.ToLower(w[1:len(w)-1])] })
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ": ")
}

// Check reports broken rules of a feed that is to be kept.
func (f Feed) Check() error {
	var p Problems
	checkName(&p, "name", "The feed", f.Name)
	p = append(p, f.lookProblems()...)
	return p.Err()
}

// CheckLook reports broken rules of how a feed looks; a feed that is written once needs no name.
func (f Feed) CheckLook() error { return f.lookProblems().Err() }

func (f Feed) lookProblems() Problems {
	var p Problems
	if f.RoleID != 0 && f.RotationID == 0 {
		p.Add("role", "A role belongs to a rotation. Say which rotation is meant.")
	}
	checkReach(&p, "past", f.PastDays)
	checkReach(&p, "ahead", f.AheadDays)
	for _, w := range braced.FindAllString(f.Title, -1) {
		if !slices.Contains(TitleWords, strings.ToLower(w[1:len(w)-1])) {
			p.Add("title", "The title has %s, which means nothing. It can have {%s}.", w, strings.Join(TitleWords, "}, {"))
		}
	}
	if rest := braced.ReplaceAllString(f.Title, ""); strings.ContainsAny(rest, "{}") {
		p.Add("title", "The title has a brace without its partner. Write words as {person}.")
	}
	checkLine(&p, "title", f.Title)
	checkLine(&p, "category", f.Category)
	if len(f.Reminders) > maxReminders {
		p.Add("alarm", "A shift can have up to %d reminders.", maxReminders)
	}
	for _, m := range f.Reminders {
		if m < 0 || m > maxRemindAhead {
			p.Add("alarm", "A reminder cannot come %d minutes before a shift. Choose up to 28 days.", m)
		}
	}
	return p
}

func checkReach(p *Problems, field string, days int) {
	if days < 0 || days > maxFeedDays {
		p.Add(field, "A feed cannot reach %d days. Choose 1 to %d, or 0 for all there is.", days, maxFeedDays)
	}
}

func checkLine(p *Problems, field, text string) {
	if utf8.RuneCountInString(text) > 200 || strings.ContainsFunc(text, unicode.IsControl) {
		p.Add(field, "The %s is longer than 200 characters or has a line break. Shorten it to one line.", field)
	}
}

// FeedLink is a secret address of a feed on the calendar server. Only the secret's SHA-256 is kept.
type FeedLink struct {
	ID      ID
	FeedID  ID
	Name    string // whom it was given to
	Digest  string // SHA-256 of the secret, in hex
	Created time.Time
	Used    time.Time // last; zero: never
}

// TargetKind is how a calendar is published.
type TargetKind string

const (
	ToFolder TargetKind = "folder" // a file, which a synced drive or a site generator takes on
	ToWebDAV TargetKind = "webdav" // a file or calendar on a WebDAV or CalDAV server
	ToPut    TargetKind = "put"    // any address that takes an HTTP PUT
)

// TargetKinds are the kinds a manager can choose from.
var TargetKinds = []string{string(ToFolder), string(ToWebDAV), string(ToPut)}

// Target is a place to which a feed is published. Its secret is kept outside of the file, under Key.
type Target struct {
	ID      ID
	TeamID  ID
	FeedID  ID
	Key     string // never changes; names the secret and the state
	Name    string
	Kind    TargetKind
	Address string // path of the .ics file for a folder, else a URL
	User    string // for basic authentication; empty: none
	Headers []Header
}

// Header is a header to send along; {secret} in its value stands for the target's secret.
type Header struct{ Name, Value string }

var (
	headerName   = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")
	secretHeader = regexp.MustCompile(`(?i)auth|token|key|secret|cookie|pass`)
	ownHeaders   = []string{"host", "content-length", "content-type", "if-match", "if-none-match", "connection", "transfer-encoding", "upgrade", "te", "trailer", "expect"}
)

// NeedsSecret reports whether publishing needs the target's secret.
func (t Target) NeedsSecret() bool {
	return t.User != "" || slices.ContainsFunc(t.Headers, func(h Header) bool { return strings.Contains(h.Value, "{secret}") })
}

// Check reports broken rules.
func (t Target) Check() error {
	var p Problems
	checkName(&p, "name", "The target", t.Name)
	if !slices.Contains(TargetKinds, string(t.Kind)) {
		p.Add("kind", "There is no kind of target %q. Choose %s.", t.Kind, strings.Join(TargetKinds, ", "))
	}
	if t.FeedID == 0 {
		p.Add("feed", "A target needs a feed. Add one with “watchbill calendar feeds add”.")
	}
	if t.Kind == ToFolder {
		t.checkFile(&p)
		return p.Err()
	}
	if err := CheckURL(t.Address); err != nil {
		p = append(p, Invalidf("url", "%s", err.Error()))
	}
	for _, h := range t.Headers {
		checkHeader(&p, h)
	}
	return p.Err()
}

func (t Target) checkFile(p *Problems) {
	switch {
	case strings.TrimSpace(t.Address) == "" || strings.ContainsFunc(t.Address, unicode.IsControl):
		p.Add("file", "A target of the kind folder needs the path of the file to write, such as /srv/site/oncall.ics.")
	case !strings.HasSuffix(strings.ToLower(t.Address), ".ics"):
		p.Add("file", "%s does not end in .ics. Calendar programs expect that; name the file so.", t.Address)
	}
	if t.User != "" || len(t.Headers) > 0 {
		p.Add("user", "A folder takes no user and no headers.")
	}
}

func checkHeader(p *Problems, h Header) {
	switch {
	case !headerName.MatchString(h.Name):
		p.Add("header", "%q is no name of a header. Write a header as “X-Name: value”.", h.Name)
	case slices.Contains(ownHeaders, strings.ToLower(h.Name)):
		p.Add("header", "Watchbill sets the header %s itself. Leave it out.", h.Name)
	case strings.ContainsFunc(h.Value, unicode.IsControl):
		p.Add("header", "The value of the header %s has a line break or another control character.", h.Name)
	case secretHeader.MatchString(h.Name) && !strings.Contains(h.Value, "{secret}"):
		p.Add("header", "The header %s looks like a secret, and secrets are not kept in the file. Write “%[1]s: {secret}”, or “%[1]s: Bearer {secret}”, and store the secret by itself.", h.Name)
	}
}

// CheckURL reports what is wrong with an address to fetch from or publish to.
func CheckURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return Invalidf("url", "This is no address of a server. Write it as https://cloud.example.org/oncall.ics.")
	case u.Scheme != "http" && u.Scheme != "https":
		return Invalidf("url", "Addresses begin with https:// or http://, not %s:.", u.Scheme)
	case u.User != nil:
		return Invalidf("url", "The address holds a user or a password. Leave it out and name the user by itself; the password goes into the keyring.")
	case u.Fragment != "":
		return Invalidf("url", "The address has a # in it. Leave that part out.")
	}
	return nil
}

// PublishState is how publishing to a target went. It is no part of the history: undo leaves it alone.
type PublishState struct {
	Key    string    // the target's
	Tried  time.Time // last; zero: never
	Good   time.Time // last success; zero: never
	Error  string    // of the last attempt; empty: it succeeded
	ETag   string    // of what was published; empty: the server gave none
	Sum    string    // SHA-256 of what was published, in hex
	Events int       // how many were published
}
