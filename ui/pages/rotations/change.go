package rotations

import (
	"context"
	"fmt"

	"watchbill/model"
	"watchbill/workspace"
)

// canSwap answers while a block is dragged onto another.
func (p *Page) canSwap(a, b string) (bool, string) {
	if !p.isShift(a) || !p.isShift(b) {
		return false, anOverride
	}
	return verdict(p.desk.WS.CheckSwap(context.Background(), id(a), id(b)))
}

func (p *Page) canReassign(block, row string) (bool, string) {
	if !p.isShift(block) {
		return false, anOverride
	}
	return verdict(p.desk.WS.CheckReassign(context.Background(), id(block), personOf(row)))
}

// anOverride is why an override's piece cannot be dragged.
const anOverride = "This is an override. Take it back, or make another over it."

// isShift reports whether a block stands for a shift, and not for a piece that an override made.
func (p *Page) isShift(block string) bool {
	_, ok := p.find(block)
	return ok
}

func verdict(err error) (bool, string) {
	if err != nil {
		return false, err.Error()
	}
	return true, ""
}

func personOf(row string) model.ID {
	var n int64
	if _, err := fmt.Sscanf(row, "person-%d", &n); err != nil {
		return 0
	}
	return model.ID(n)
}

func (p *Page) swap(a, b string) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Swap(ctx, id(a), id(b)) }, nil, nil)
}

func (p *Page) reassignTo(block, row string) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		return p.desk.WS.Reassign(ctx, id(block), personOf(row))
	}, nil, nil)
}

// clear leaves shifts with nobody, in one step; an override that is selected alone is taken back.
func (p *Page) clear(blocks []string) {
	if len(blocks) == 1 {
		if o, _, ok := p.overrideOf(blocks[0]); ok {
			p.removeOverride(o.ID)
			return
		}
	}
	var ids []model.ID
	for _, b := range blocks {
		if s, ok := p.find(b); ok && s.PersonID != 0 {
			ids = append(ids, s.ID)
		}
	}
	switch len(ids) {
	case 0:
	case 1:
		p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Reassign(ctx, ids[0], 0) }, nil, nil)
	default:
		p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.ReassignAll(ctx, ids, 0) }, nil, nil)
	}
}

// frozen says why a shift cannot be changed any more.
func (p *Page) frozen(s model.Shift) string {
	switch {
	case s.State == model.Draft:
		return ""
	case !s.End.After(p.data.now):
		return "This shift is over. What happened is a fact and stays."
	case !s.Start.After(p.data.now):
		return "This shift is under way and stays as it is."
	}
	return ""
}

func (p *Page) nobodyThere(s model.Shift) string {
	if s.PersonID == 0 {
		return "nobody has this shift"
	}
	return ""
}

func (p *Page) cannotSwap(s model.Shift) string {
	if why := p.frozen(s); why != "" {
		return why
	}
	if s.PersonID == 0 {
		return "nobody has this shift: reassign it"
	}
	return ""
}

func (p *Page) cannotClear(s model.Shift) string {
	if why := p.frozen(s); why != "" {
		return why
	}
	return p.nobodyThere(s)
}

// cannotCover says why nobody can be put over a shift. One under way can be covered for its rest.
func (p *Page) cannotCover(s model.Shift) string {
	if s.State == model.Draft {
		return "a draft is not covered: reassign it"
	}
	return p.cannotSplit(s)
}
