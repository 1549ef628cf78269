package workspace

import (
	"context"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// bendWords says which rules are bent, with consent.
func bendWords(problems []model.SwapProblem) string {
	bends := model.Bends(problems)
	if len(bends) == 0 {
		return ""
	}
	return "Bends " + model.Count(len(bends), "rule", "rules") + ": " + model.WordsOf(bends)
}

// changed says what has changed hands, for the history.
func (t swapTable) changed(hs []model.Handover) string {
	var said []string
	for i, h := range hs {
		if i == 3 && len(hs) > 4 {
			said = append(said, fmt.Sprintf("and %d more", len(hs)-i))
			break
		}
		said = append(said, fmt.Sprintf("%s takes %s", t.first(h.To), t.part(h)))
	}
	if model.KindOf(hs) == model.SwapCover && len(hs) == 1 {
		return fmt.Sprintf("Covered: %s, from %s", said[0], t.first(hs[0].Shift.PersonID))
	}
	if model.KindOf(hs) == model.SwapCover {
		return "Covered: " + strings.Join(said, "; ")
	}
	return "Swapped: " + strings.Join(said, "; ")
}

// tell says a swap that waits: "Ben ⇄ Dana: Payments primary, 14–20 Dec; Payments primary, 21–27 Dec".
func (t swapTable) tell(s model.Swap, hs []model.Handover) string {
	title := t.title(s)
	if !strings.HasSuffix(title, "?") {
		title += ":"
	}
	return title + " " + t.partsOf(hs)
}

func (t swapTable) partsOf(hs []model.Handover) string {
	parts := make([]string, len(hs))
	for i, h := range hs {
		parts[i] = t.part(h)
	}
	return strings.Join(parts, "; ")
}

// swapApprovalSetting names the team's setting.
const swapApprovalSetting = "swap_approval"

func swapApproval(ctx context.Context, r storage.Reader, team model.ID) (bool, error) {
	v, err := r.Setting(ctx, ofTeamSetting(swapApprovalSetting, team), "")
	return v == "manager", err
}

// SwapApproval reports whether a swap needs the manager's approval once everybody has agreed.
func (w *Workspace) SwapApproval(ctx context.Context) (bool, error) {
	team, err := w.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return swapApproval(ctx, w.Reader(), team.ID)
}

// SetSwapApproval says whether swaps that are requested from now on need the manager's approval.
func (w *Workspace) SetSwapApproval(ctx context.Context, need bool) (Done, error) {
	return w.transact(ctx, "set the rule for swaps", func(tx *storage.Tx) (model.ID, error) {
		team, err := w.teamOf(ctx, tx.Reader)
		if err != nil {
			return 0, err
		}
		value := ""
		if need {
			value = "manager"
			tx.Describe("Swaps need the manager’s approval from now on")
		} else {
			tx.Describe("Swaps apply as soon as everybody agreed")
		}
		return 0, tx.PutSetting(ctx, ofTeamSetting(swapApprovalSetting, team.ID), value)
	})
}

// notBefore is the earliest start among handovers.
func notBefore(hs []model.Handover) time.Time {
	var first time.Time
	for _, h := range hs {
		if first.IsZero() || h.Part.Start.Before(first) {
			first = h.Part.Start
		}
	}
	return first
}
