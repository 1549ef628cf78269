package toil

import (
	"cmp"
	"slices"
	"strings"

	"watchbill/model"
	"watchbill/workspace"
)

// reading is what a line under way was understood as.
type reading struct {
	line    model.ToilLine
	person  model.Person // zero when the name fits nobody
	missing string       // what is still missing or wrong; empty: it can be saved
	whoErr  bool         // the name fits nobody, or several
}

// read reads a line as it stands, complete or not.
func read(text string, people []model.Person, preset model.ID, today model.Date) reading {
	line, err := model.ParseToilLine(text, today)
	r := reading{line: line}
	for _, p := range people {
		if p.ID == preset {
			r.person = p
		}
	}
	var whoErr error
	if line.Who != "" {
		r.person, whoErr = workspace.PersonNamed(people, line.Who)
		r.whoErr = whoErr != nil
	}
	switch {
	case whoErr != nil:
		r.missing = whoErr.Error()
	case model.FieldOf(err) == "minutes":
		r.missing = "how long? 20m or 1h30"
	case err != nil:
		r.missing = "what was it?"
	default:
		e := model.ToilEntry{What: line.What, Minutes: line.Minutes, PersonID: r.person.ID, Day: line.Day, Tag: line.Tag}
		if err := e.Check(); err != nil {
			r.missing = err.Error()
		}
	}
	return r
}

// againWeeks is how far back habits are looked for.
const againWeeks = 8

// often is an entry to log again.
type often struct {
	what, tag string
	minutes   int // as the last time
	count     int
}

// line is the entry as it is written in the quick line.
func (o often) line() string {
	s := o.what + " " + compact(o.minutes)
	if o.tag != "" {
		s += " #" + o.tag
	}
	return s
}

// habits are the most frequent entries, the most frequent first. What would not be read back as it was logged is left out.
func habits(recent []model.ToilEntry, today model.Date) []often {
	index := map[string]int{}
	var all []often
	for _, e := range recent { // newest first
		key := strings.ToLower(e.What)
		i, ok := index[key]
		if !ok {
			i = len(all)
			index[key] = i
			all = append(all, often{what: e.What, tag: e.Tag, minutes: e.Minutes})
		}
		all[i].count++
	}
	all = slices.DeleteFunc(all, func(o often) bool {
		back, err := model.ParseToilLine(o.line(), today)
		return err != nil || back.What != o.what || back.Minutes != o.minutes || back.Tag != o.tag || back.Who != "" || back.Day != today
	})
	slices.SortStableFunc(all, func(a, b often) int { return cmp.Compare(b.count, a.count) })
	return all[:min(len(all), 8)]
}

// lastUsed is who logged last, or the first of the people.
func lastUsed(recent []model.ToilEntry, people []model.Person) model.ID {
	in := map[model.ID]bool{}
	for _, p := range people {
		in[p.ID] = true
	}
	var newest model.ToilEntry
	for _, e := range recent {
		if in[e.PersonID] && e.ID > newest.ID {
			newest = e
		}
	}
	if newest.ID == 0 && len(people) > 0 {
		return people[0].ID
	}
	return newest.PersonID
}
