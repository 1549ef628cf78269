package build

import (
	"context"
	"fmt"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/workspace"
)

// whatIf is one change of the question and its new bound.
type whatIf struct {
	title string
	look  rostering.Outlook
	err   error
}

// first is the name used in tight places.
func first(name string) string { return model.Person{Name: name}.First() }

// whatIfs asks for the bounds under some changes a manager could make. They are bounds, computed in milliseconds, not rotas.
func whatIfs(ctx context.Context, ws *workspace.Workspace, q workspace.BuildQuestion, plan workspace.BuildPlan) []whatIf {
	in := plan.Instance
	var out []whatIf
	add := func(title string, changed *rostering.Instance) {
		look, err := rostering.Foresee(ctx, changed)
		out = append(out, whatIf{title, look, err})
	}
	rest := func(title string, turns int) {
		changed, err := ws.WithRest(ctx, q, turns)
		if err != nil {
			out = append(out, whatIf{title: title, err: err})
			return
		}
		add(title, changed)
	}
	if in.Rest > 0 {
		rest("1 turn less rest", in.Rest-1)
	}
	if in.Rest+1 < in.Slots {
		rest("1 turn more rest", in.Rest+1)
	}
	if in.MinSenior > 0 {
		for _, x := range in.People {
			if !x.Senior {
				add(first(x.ID)+" a senior", in.WithSenior(x.ID))
				break
			}
		}
	}
	if name, slots := mostAway(in); len(slots) > 0 {
		add(fmt.Sprintf("%s there in %s", first(name), model.Count(len(slots), "more turn", "more turns")), in.WithPresent(name, slots...))
	}
	add("1 more person", in.WithMorePeople(1, false))
	add("2 more people", in.WithMorePeople(2, false))
	return out
}

func mostAway(in *rostering.Instance) (string, []int) {
	var name string
	var slots []int
	for _, x := range in.People {
		if len(x.Off) > len(slots) {
			name, slots = x.ID, x.Off
		}
	}
	return name, slots
}

func (w whatIf) words() (loads, note string) {
	switch {
	case w.err != nil:
		return "–", w.err.Error()
	case !w.look.Possible:
		return "none", w.look.Why
	case w.look.Most == w.look.Least:
		return fmt.Sprint(w.look.Most), "load of each, at best"
	}
	return fmt.Sprintf("%d–%d", w.look.Most, w.look.Least), "loads, at best"
}
