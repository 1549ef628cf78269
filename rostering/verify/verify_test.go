package verify_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"watchbill/rostering"
	"watchbill/rostering/verify"
)

// instance is small and has every kind of rule.
const instance = `{"format": "watchbill-rota/2", "name": "small", "slots": 8, "slot_hours": 168, "rest": 1, "min_senior": 1,
 "roles": [{"id": "primary", "weight": 2}, {"id": "secondary", "weight": 1}],
 "people": [{"id": "ann", "senior": true, "off": [3]}, {"id": "ben", "senior": true}, {"id": "cal", "history": 3, "off": [0]},
  {"id": "dee", "share": 0.5}, {"id": "eve", "roles": ["secondary"]}],
 "published": [["ann", "cal"], ["ben", "dee"], ["ann", "eve"], ["ben", "cal"], ["ann", "eve"], ["ben", "cal"], ["ann", "eve"], ["ben", "cal"]],
 "frozen_before": 1, "apart": [["ann", "dee"]], "fixed": [{"slot": 7, "role": "primary", "person": "ben"}],
 "categories": [{"id": "holidays", "slots": [2, 5]}], "wishes": [{"person": "eve", "kind": "avoid", "slots": [4]}]}`

// fixed is the same with a first week that ann and cal can really have.
var fixed = strings.Replace(instance, `"off": [0]}`, `"off": [1]}`, 1)

// solved is the engine's answer as a generic JSON value that tests can spoil.
func solved(t *testing.T, text string) map[string]any {
	t.Helper()
	in, err := rostering.ReadInstance(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := rostering.Solve(context.Background(), in, rostering.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var value map[string]any
	if err := json.Unmarshal(b.Bytes(), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func checkValue(t *testing.T, text string, value map[string]any) *verify.Report {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	report, err := verify.Check(strings.NewReader(text), bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestCheckAcceptsTheEnginesAnswer(t *testing.T) {
	value := solved(t, fixed)
	if report := checkValue(t, fixed, value); report.ExitCode() != 0 {
		t.Fatalf("got exit code %d, want 0\n%s", report.ExitCode(), report.Text())
	}
}

func TestCheckFindsWrongFigures(t *testing.T) {
	for name, spoil := range map[string]func(v map[string]any){
		"load":        func(v map[string]any) { v["loads"].(map[string]any)["ann"] = 1 },
		"missing one": func(v map[string]any) { delete(v["loads"].(map[string]any), "eve") },
		"stranger":    func(v map[string]any) { v["loads"].(map[string]any)["zoe"] = 1 },
		"sum_sq":      func(v map[string]any) { v["sum_sq"] = 1.5 },
		"bound":       func(v map[string]any) { v["bound"] = 1e9 },
		"changes":     func(v map[string]any) { v["changes"] = 3 },
		"category":    func(v map[string]any) { v["categories"].(map[string]any)["holidays"] = 99 },
		"wish cost":   func(v map[string]any) { v["wish_cost"] = -5 },
		"instance":    func(v map[string]any) { v["instance"] = "another" },
		"status":      func(v map[string]any) { v["status"] = "infeasible" },
	} {
		t.Run(name, func(t *testing.T) {
			value := solved(t, fixed)
			spoil(value)
			if report := checkValue(t, fixed, value); report.ExitCode() != 1 {
				t.Errorf("got exit code %d, want 1\n%s", report.ExitCode(), report.Text())
			}
		})
	}
}

func TestCheckFindsBrokenRules(t *testing.T) {
	rota := func(rows ...string) map[string]any {
		var list []any
		for _, row := range rows {
			var people []any
			for _, id := range strings.Fields(row) {
				people = append(people, id)
			}
			list = append(list, people)
		}
		return map[string]any{"instance": "small", "rota": list}
	}
	good := []string{"ann cal", "ben dee", "ann eve", "ben cal", "ann eve", "ben cal", "ann eve", "ben cal"}
	for _, c := range []struct {
		name string
		slot int
		row  string
		want string
	}{
		{"away", 3, "ann cal", "slot 3: ann: is away"},
		{"role", 4, "eve ann", "slot 4: eve: does not take the role primary"},
		{"rest", 3, "ben eve", "slot 3: eve: also has slot 2; rest is 1"},
		{"double booking", 5, "ben ben", "slot 5: ben: also has slot 5; rest is 1"},
		{"seniors", 5, "dee cal", "slot 5: has 0 seniors, 1 are needed"},
		{"pair kept apart", 2, "ann dee", "slot 2: ann: is on duty with dee; the two are kept apart"},
		{"frozen", 0, "ann eve", "slot 0: eve: the slot is frozen with cal as secondary"},
		{"fixed", 7, "dee cal", "slot 7: dee: the duty primary is fixed for somebody else"},
		{"stranger", 6, "zoe eve", "slot 6: zoe: nobody of that name is in the instance"},
		{"shape", 6, "ann", "slot 6: has 1 people for 2 roles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := append([]string(nil), good...)
			rows[c.slot] = c.row
			report := checkValue(t, fixed, rota(rows...))
			if report.ExitCode() != 1 || !strings.Contains(report.Text(), c.want) {
				t.Errorf("got exit code %d, want 1 with %q\n%s", report.ExitCode(), c.want, report.Text())
			}
		})
	}
	if report := checkValue(t, fixed, rota(good...)); report.ExitCode() != 3 {
		t.Errorf("the rota without a mistake and without a claim: got %d, want 3\n%s", report.ExitCode(), report.Text())
	}
}

// TestCheckRefusesForgedProofs lowers prices, swaps kinds and moves windows: a
// claim must then be the engine's word only.
func TestCheckRefusesForgedProofs(t *testing.T) {
	// c could take duties, so unfair is not the fairest.
	const hard = `{"format": "watchbill-rota/1", "name": "hard", "slots": 6, "rest": 2, "roles": [{"id": "r", "weight": 1}],
	 "people": [{"id": "a", "off": [0, 4]}, {"id": "b", "off": [2]}, {"id": "c", "off": [1, 3]}, {"id": "d", "history": 1, "off": [5]}]}`
	proof := func(v map[string]any, k int) map[string]any {
		return v["certificate"].(map[string]any)["proofs"].([]any)[k].(map[string]any)
	}
	unfair := map[string]any{
		"instance": "hard", "status": "optimal", "sum_sq": 17, "bound": 17, "loads": map[string]any{"a": 2, "b": 2, "c": 0, "d": 3},
		"rota": []any{[]any{"d"}, []any{"b"}, []any{"a"}, []any{"d"}, []any{"b"}, []any{"a"}},
	}
	for name, certificate := range map[string]string{
		"none":          `{"proofs": []}`,
		"flow":          `{"proofs": [{"criterion": "load", "kind": "flow", "window_offset": 0}]}`,
		"bad offset":    `{"proofs": [{"criterion": "load", "kind": "flow", "window_offset": -7}]}`,
		"zero prices":   `{"proofs": [{"criterion": "load", "kind": "prices", "prices": [0, 0, 0, 0, 0, 0]}]}`,
		"absurd prices": `{"proofs": [{"criterion": "load", "kind": "prices", "prices": [1e300, 1e300, 1e300, 1e300, 1e300, 1e300]}]}`,
		"too few":       `{"proofs": [{"criterion": "load", "kind": "prices", "prices": [1]}]}`,
		"half a tree":   `{"proofs": [{"criterion": "load", "kind": "branches", "tree": {"person": "a", "slot": 1, "role": 0, "yes": {"prices": [9, 9, 9, 9, 9, 9]}}}]}`,
		"other kind":    `{"proofs": [{"criterion": "load", "kind": "trust me"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			var forged any
			if err := json.Unmarshal([]byte(certificate), &forged); err != nil {
				t.Fatal(err)
			}
			unfair["certificate"] = forged
			report := checkValue(t, hard, unfair)
			if report.ExitCode() != 3 {
				t.Errorf("got exit code %d, want 3\n%s", report.ExitCode(), report.Text())
			}
		})
	}
	value := solved(t, fixed)
	for k := range value["certificate"].(map[string]any)["proofs"].([]any) {
		value := solved(t, fixed)
		p := proof(value, k)
		p["kind"] = "none"
		delete(p, "prices")
		delete(value, "prices")
		if report := checkValue(t, fixed, value); report.ExitCode() == 1 {
			t.Errorf("without proof %d: got exit code 1\n%s", k, report.Text())
		}
	}
}

func TestCheckOfImpossibleInstances(t *testing.T) {
	const short = `{"format": "watchbill-rota/1", "name": "short", "slots": 2, "rest": 1, "roles": [{"id": "r", "weight": 1}], "people": [{"id": "a"}]}`
	value := solved(t, short)
	if report := checkValue(t, short, value); report.ExitCode() != 0 {
		t.Fatalf("got exit code %d, want 0\n%s", report.ExitCode(), report.Text())
	}
	value["prices"] = []any{0.4, 0.4}
	if report := checkValue(t, short, value); report.ExitCode() != 0 {
		t.Errorf("other prices that prove it as well: got %d, want 0\n%s", report.ExitCode(), report.Text())
	}
	value["prices"] = []any{1, 0}
	if report := checkValue(t, short, value); report.ExitCode() != 3 {
		t.Errorf("prices that prove nothing: got %d, want 3", report.ExitCode())
	}
	two := strings.Replace(short, `{"id": "a"}`, `{"id": "a"}, {"id": "b"}`, 1)
	value["prices"] = []any{1, 1}
	if report := checkValue(t, two, value); report.ExitCode() != 3 {
		t.Errorf("a false claim that there is no rota: got %d, want 3", report.ExitCode())
	}
	value["status"] = "unknown"
	if report := checkValue(t, short, value); report.ExitCode() != 3 {
		t.Errorf("unknown: got %d, want 3", report.ExitCode())
	}
}

func TestCheckReadsAnything(t *testing.T) {
	for _, text := range []string{
		"", "{}", "[]", `{"format": "watchbill-rota/1"}`, strings.Replace(instance, `"slots": 8`, `"slots": 99999999`, 1),
		strings.Replace(instance, `"rest": 1`, `"rest": -1`, 1), strings.Replace(instance, `"share": 0.5`, `"share": -1`, 1),
		strings.Replace(instance, `"weight": 2`, `"weight": 2000000000`, 1), strings.Replace(instance, `["ben", "dee"], `, ``, 1),
	} {
		if _, err := verify.Check(strings.NewReader(text), strings.NewReader(`{"rota": null}`)); err == nil {
			t.Errorf("%.60s: got no error", text)
		}
	}
	if _, err := verify.Check(strings.NewReader(fixed), strings.NewReader("no")); err == nil {
		t.Error("a solution that is not JSON: got no error")
	}
}

// FuzzCheck sees that nothing makes the verifier panic.
func FuzzCheck(f *testing.F) {
	f.Add(fixed, `{"instance": "small", "status": "optimal", "rota": [["ann", "cal"]]}`)
	f.Add(fixed, `{"status": "infeasible", "rota": null, "prices": [1, 1], "certificate": {"proofs": [{"criterion": "cover", "tree": {"person": "ann", "load_most": 1}}]}}`)
	f.Fuzz(func(t *testing.T, instance, solution string) {
		if len(instance) > 3000 || strings.Count(instance, "9") > 3 {
			return
		}
		report, err := verify.Check(strings.NewReader(instance), strings.NewReader(solution))
		if err == nil && report.Text() == "" {
			t.Error("a report without a word")
		}
	})
}
