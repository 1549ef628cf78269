package rostering

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// The formats that [ReadInstance] understands. Format2 adds share, wishes,
// apart, max_in_row, fixed and the history of categories; an instance that
// calls itself Format1 may not use them.
const (
	Format1 = "watchbill-rota/1"
	Format2 = "watchbill-rota/2"
)

// Instance is one question to the engine: the slots 0 … Slots−1, the roles that
// each of them needs, the people, and the rules.
type Instance struct {
	Format string `json:"format"`
	Name   string `json:"name"`
	About  string `json:"about,omitempty"`

	Slots          int    `json:"slots"`                      // how many consecutive slots
	SlotHours      int    `json:"slot_hours,omitempty"`       // length of each; names them (week, day, …)
	SegmentsPerDay int    `json:"segments_per_day,omitempty"` // for Person.Segments
	Roles          []Role `json:"roles"`
	SlotWeight     []int  `json:"slot_weight,omitempty"` // factor per slot; 1 if absent

	Rest      int         `json:"rest"`                 // duties of one person are more than Rest slots apart
	MaxInRow  int         `json:"max_in_row,omitempty"` // most consecutive slots of one person; 0 = no limit
	MinSenior int         `json:"min_senior,omitempty"` // least seniors among the people of each slot
	Apart     [][2]string `json:"apart,omitempty"`      // never on duty in the same slot

	People []Person `json:"people"`

	Published    [][]string `json:"published,omitempty"` // person per slot and role; "" = nobody yet
	FrozenBefore int        `json:"frozen_before,omitempty"`
	Fixed        []Fixed    `json:"fixed,omitempty"`

	Categories []Category `json:"categories,omitempty"`
	Wishes     []Wish     `json:"wishes,omitempty"`
}

// Role is one of the people that each slot needs. The weight of a duty is its
// role's weight times its slot's.
type Role struct {
	ID     string `json:"id"`
	Weight int    `json:"weight"`
}

// Person can take duties. Share is the part of a full load that is fair for
// them: 0.5 for half-time, 1 if absent.
type Person struct {
	ID       string   `json:"id"`
	Off      []int    `json:"off,omitempty"`      // slots the person cannot work
	History  int      `json:"history,omitempty"`  // load carried over
	Share    Share    `json:"share,omitzero"`     // part of a full load
	Senior   bool     `json:"senior,omitempty"`   // counts for MinSenior
	Segments []int    `json:"segments,omitempty"` // only slots with slot % SegmentsPerDay in the list
	Roles    []string `json:"roles,omitempty"`    // only these roles
}

// Fixed is a duty that is settled: this person takes it.
type Fixed struct {
	Slot   int    `json:"slot"`
	Role   string `json:"role"`
	Person string `json:"person"`
}

// Category is a further criterion: after the loads, the numbers of duties that
// people have in these slots are spread, by the least Σ count².
type Category struct {
	ID      string         `json:"id"`
	Slots   []int          `json:"slots"`
	History map[string]int `json:"history,omitempty"` // counts carried over, by person
}

// The kinds of wishes.
const (
	WishAvoid  = "avoid"
	WishPrefer = "prefer"
)

// Wish is what a person would like. Wishes are the last criterion: among the
// rotas that are best by all others, the least Σ cost is taken, where a duty in
// a slot to avoid costs Weight and one in a preferred slot costs −Weight.
type Wish struct {
	Person string `json:"person"`
	Kind   string `json:"kind"` // WishAvoid or WishPrefer
	Slots  []int  `json:"slots"`
	Role   string `json:"role,omitempty"`   // only duties of this role; "" = all
	Weight int    `json:"weight,omitempty"` // 1 if absent
}

// maxInstanceBytes is far above any real rota and stops a wrong file early.
const maxInstanceBytes = 64 << 20

// ReadInstance reads and validates one instance. Errors about the content are
// [*InputError], with the field and, where there is one, slot and person.
func ReadInstance(r io.Reader) (*Instance, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInstanceBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read instance: %w", err)
	}
	if len(data) > maxInstanceBytes {
		return nil, inputError(CodeSize, "", "the file is larger than 64 MB; this is not a rota instance")
	}
	var in Instance
	if err := json.Unmarshal(data, &in); err != nil {
		return nil, jsonError(data, err)
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	return &in, nil
}

// jsonError turns the decoder's error into one that says where it is.
func jsonError(data []byte, err error) error {
	var in *InputError
	if errors.As(err, &in) {
		return in
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		if strings.HasPrefix(syntax.Error(), "unexpected end") {
			return inputError(CodeJSON, "", "the JSON ends too early, on line %d; copy or export the file again", line)
		}
		return inputError(CodeJSON, "", "line %d is not valid JSON", line)
	}
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		line := 1 + bytes.Count(data[:min(int(kind.Offset), len(data))], []byte("\n"))
		return inputError(CodeJSON, kind.Field, "line %d holds %s where %s belongs", line, jsonWords(kind.Value), jsonKind(kind.Type))
	}
	return inputError(CodeJSON, "", "not readable as a rota instance: %v", err)
}

// jsonWords names a JSON value as the decoder does, with its article.
func jsonWords(value string) string {
	kind, number, _ := strings.Cut(value, " ") // "number 1.5"
	switch kind {
	case "number":
		return strings.TrimSpace("the number " + number)
	case "array":
		return "a list"
	case "object":
		return "an object"
	case "string":
		return "a text"
	}
	return value
}

// jsonKind names what belongs where a type is read.
func jsonKind(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64, reflect.Float32:
		return "a number"
	}
	return "a whole number"
}
