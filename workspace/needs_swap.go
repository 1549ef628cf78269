package workspace

import (
	"context"
	"fmt"

	"watchbill/model"
)

// NeedSwap is a swap that waits for the manager.
const NeedSwap NeedKind = "swap"

// swapNeeds are the swaps that wait for the manager: for approval, or because what they are about begins soon or cannot be done.
func (w *Workspace) swapNeeds(ctx context.Context) ([]Need, error) {
	waiting, err := w.waitingSwaps(ctx)
	if err != nil {
		return nil, err
	}
	now := w.Now()
	var out []Need
	for _, v := range waiting {
		n := Need{Kind: NeedSwap, Swap: v.ID, When: v.Starts, Urgent: v.Starts.Before(now.Add(swapSoon)), Detail: v.Detail + ". "}
		n.Title = "Swap waits for you: " + v.Title
		switch hard := model.Hard(v.Problems); {
		case len(hard) > 0:
			n.Detail += "It cannot be done as it is: " + hard[0].Text
		case v.State == model.SwapOpen:
			n.Title = v.Title
			n.Detail += fmt.Sprintf("Still open: it %s.", v.Waits)
		case len(v.Problems) > 0:
			n.Detail += "Everybody agreed. " + v.Problems[0].Text
		default:
			n.Detail += "Everybody agreed, and all rules are kept."
		}
		out = append(out, n)
	}
	return out, nil
}
