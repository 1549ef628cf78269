package rostering_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"watchbill/rostering"
)

// valid is an instance that the cases of TestReadInstanceNamesMistakes spoil.
const valid = `{"format": "watchbill-rota/2", "name": "v", "slots": 4, "slot_hours": 168, "segments_per_day": 2,
 "roles": [{"id": "primary", "weight": 1}, {"id": "secondary", "weight": 1}], "slot_weight": [1, 1, 2, 1],
 "rest": 0, "min_senior": 0, "max_in_row": 3,
 "people": [{"id": "a", "off": [1], "history": 2}, {"id": "b", "share": 0.5}, {"id": "c", "roles": ["primary"], "segments": [0, 1]}],
 "published": [["a", "b"], ["c", "b"], ["a", "b"], ["a", "b"]], "frozen_before": 1,
 "apart": [["a", "c"]], "fixed": [{"slot": 3, "role": "primary", "person": "a"}],
 "categories": [{"id": "weekend", "slots": [2, 3], "history": {"a": 1}}],
 "wishes": [{"person": "a", "kind": "avoid", "slots": [2], "role": "primary", "weight": 2}]}`

func TestReadInstanceNamesMistakes(t *testing.T) {
	if _, err := rostering.ReadInstance(strings.NewReader(valid)); err != nil {
		t.Fatalf("the instance without a mistake: %v", err)
	}
	for _, c := range []struct {
		name, old, new string
		code           rostering.Code
		field          string
		slot           int
	}{
		{"not JSON", `"slots": 4`, `"slots": 4,,`, rostering.CodeJSON, "", -1},
		{"wrong type", `"slots": 4`, `"slots": "four"`, rostering.CodeJSON, "slots", -1},
		{"fraction", `"rest": 0`, `"rest": 0.5`, rostering.CodeJSON, "rest", -1},
		{"other format", `rota/2`, `rota/9`, rostering.CodeFormat, "format", -1},
		{"newer field in the older format", `rota/2`, `rota/1`, rostering.CodeFormat, "wishes", -1},
		{"no slots", `"slots": 4`, `"slots": 0`, rostering.CodeSize, "slots", -1},
		{"far too many slots", `"slots": 4`, `"slots": 1000000000000`, rostering.CodeSize, "slots", -1},
		{"no role", `[{"id": "primary", "weight": 1}, {"id": "secondary", "weight": 1}]`, `[]`, rostering.CodeSize, "roles", -1},
		{"role twice", `"id": "secondary"`, `"id": "primary"`, rostering.CodeDuplicate, "roles[1].id", -1},
		{"weight 0", `"primary", "weight": 1`, `"primary", "weight": 0`, rostering.CodeWeight, "roles[0].weight", -1},
		{"huge weight", `"primary", "weight": 1`, `"primary", "weight": 1000000`, rostering.CodeWeight, "roles[0].weight", -1},
		{"slot weight below 0", `[1, 1, 2, 1]`, `[1, 1, -2, 1]`, rostering.CodeWeight, "slot_weight[2]", 2},
		{"slot weights missing", `[1, 1, 2, 1]`, `[1, 1, 2]`, rostering.CodeWeight, "slot_weight", -1},
		{"rest as long as the rota", `"rest": 0`, `"rest": 4`, rostering.CodeRest, "rest", -1},
		{"rest below 0", `"rest": 0`, `"rest": -1`, rostering.CodeRest, "rest", -1},
		{"in a row below 0", `"max_in_row": 3`, `"max_in_row": -3`, rostering.CodeRest, "max_in_row", -1},
		{"more seniors than roles", `"min_senior": 0`, `"min_senior": 3`, rostering.CodeSenior, "min_senior", -1},
		{"person twice", `"id": "b"`, `"id": "a"`, rostering.CodeDuplicate, "people[1].id", -1},
		{"person without a name", `"id": "b"`, `"id": ""`, rostering.CodeUnknown, "people[1].id", -1},
		{"history below 0", `"history": 2`, `"history": -2`, rostering.CodeHistory, "people[0].history", -1},
		{"huge history", `"history": 2`, `"history": 2000000000`, rostering.CodeHistory, "people[0].history", -1},
		{"share 0", `"share": 0.5`, `"share": 0`, rostering.CodeShare, "people.share", -1},
		{"share too fine", `"share": 0.5`, `"share": 0.123456`, rostering.CodeShare, "people.share", -1},
		{"share as text", `"share": 0.5`, `"share": "half"`, rostering.CodeShare, "people.share", -1},
		{"time off outside", `"off": [1]`, `"off": [4]`, rostering.CodeSlot, "people[0].off", 4},
		{"away all the time", `"off": [1]`, `"off": [0, 1, 2, 3]`, rostering.CodeAbsent, "people[0].off", -1},
		{"segment outside", `"segments": [0, 1]`, `"segments": [2]`, rostering.CodeSlot, "people[2].segments", 2},
		{"unknown role", `"roles": ["primary"]`, `"roles": ["tertiary"]`, rostering.CodeUnknown, "people[2].roles", -1},
		{"stranger apart", `[["a", "c"]]`, `[["a", "z"]]`, rostering.CodeUnknown, "apart[0]", -1},
		{"apart from oneself", `[["a", "c"]]`, `[["a", "a"]]`, rostering.CodeDuplicate, "apart[0]", -1},
		{"fixed outside", `"slot": 3`, `"slot": 9`, rostering.CodeSlot, "fixed[0].slot", 9},
		{"fixed while away", `"slot": 3`, `"slot": 1`, rostering.CodePublished, "fixed[0]", 1},
		{"published too short", `["c", "b"], `, ``, rostering.CodePublished, "published", -1},
		{"published stranger", `["c", "b"]`, `["c", "z"]`, rostering.CodeUnknown, "published[1]", 1},
		{"published row too short", `["c", "b"]`, `["c"]`, rostering.CodePublished, "published[1]", 1},
		{"frozen with the same person twice", `[["a", "b"]`, `[["a", "a"]`, rostering.CodePublished, "published[0]", 0},
		{"frozen with somebody in a role they do not take", `[["a", "b"]`, `[["a", "c"]`, rostering.CodePublished, "published[0]", 0},
		{"frozen with a pair kept apart", `[["a", "b"]`, `[["c", "a"]`, rostering.CodePublished, "published[0]", 0},
		{"frozen gap", `[["a", "b"]`, `[["a", ""]`, rostering.CodePublished, "published[0]", 0},
		{"frozen beyond the end", `"frozen_before": 1`, `"frozen_before": 5`, rostering.CodeSlot, "frozen_before", 5},
		{"category outside", `[2, 3]`, `[2, 7]`, rostering.CodeSlot, "categories[0].slots", 7},
		{"category twice", `[2, 3]`, `[2, 2]`, rostering.CodeDuplicate, "categories[0].slots", 2},
		{"category history of a stranger", `{"a": 1}`, `{"z": 1}`, rostering.CodeUnknown, "categories[0].history", -1},
		{"wish of another kind", `"avoid"`, `"hate"`, rostering.CodeWish, "wishes[0].kind", -1},
		{"wish outside", `"slots": [2], "role"`, `"slots": [5], "role"`, rostering.CodeSlot, "wishes[0].slots", 5},
		{"wish for an unknown role", `"role": "primary", "weight": 2`, `"role": "x", "weight": 2`, rostering.CodeUnknown, "wishes[0].role", -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(valid, c.old, c.new, 1)
			if text == valid {
				t.Fatalf("the case changes nothing: %q is not there", c.old)
			}
			_, err := rostering.ReadInstance(strings.NewReader(text))
			var got *rostering.InputError
			if !errors.As(err, &got) {
				t.Fatalf("got %v, want an InputError", err)
			}
			if got.Code != c.code || got.Field != c.field || got.Slot != c.slot {
				t.Errorf("got %s at %q slot %d (%s), want %s at %q slot %d", got.Code, got.Field, got.Slot, got.Message, c.code, c.field, c.slot)
			}
		})
	}
}

// FuzzReadInstance sees that no input makes the engine panic or claim something
// that the verifier refuses.
func FuzzReadInstance(f *testing.F) {
	f.Add(valid)
	f.Add(`{"format": "watchbill-rota/1", "name": "x", "slots": 2, "roles": [{"id": "r", "weight": 1}], "rest": 1, "people": [{"id": "a"}]}`)
	f.Add(`{"format": "watchbill-rota/1", "slots": -1}`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, text string) {
		in, err := rostering.ReadInstance(strings.NewReader(text))
		if err != nil {
			return
		}
		if in.Slots*len(in.Roles)*len(in.People) > 200 {
			return
		}
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		got, err := rostering.Solve(ctx, in, rostering.Options{Progress: func(p rostering.Progress) {
			if p.Tried > 3_000_000 {
				cancel()
			}
		}})
		if err != nil {
			t.Fatalf("a valid instance: %v", err)
		}
		report := check(t, in, got)
		proven := got.Status == rostering.StatusOptimal || got.Status == rostering.StatusInfeasible
		if code := report.ExitCode(); code == 1 || proven && code != 0 {
			t.Fatalf("the verifier does not agree:\n%s", report.Text())
		}
	})
}
