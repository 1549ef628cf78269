package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"watchbill/model"
	"watchbill/workspace"
)

const swapLong = `Swaps let people take each other's shifts: cover one, exchange two, or change round among three and more.
A request waits until everybody it asks has agreed, and, where the team wants it so (“watchbill swap rule”),
until the manager approves. “watchbill swap apply” does it at once. Times never change, only people.
SHIFT is the id that “watchbill rota show” prints, SWAP the one of “watchbill swap list”.`

func newSwapCmd(a *app) *cobra.Command {
	c := a.group("swap", "Ask for swaps and cover, answer, and find the best ones",
		newSwapSuggestCmd(a), newSwapAskCmd(a, false), newSwapAskCmd(a, true), newSwapAcceptCmd(a), newSwapDeclineCmd(a), newSwapUntakeCmd(a),
		newSwapApproveCmd(a), newSwapWithdrawCmd(a), newSwapRevertCmd(a), newSwapListCmd(a), newSwapShowCmd(a), newSwapMessageCmd(a),
		newSwapIllnessCmd(a), newSwapOwedCmd(a), newSwapRuleCmd(a), newSwapClearCmd(a))
	c.Long = swapLong
	return c
}

// askFlags say what is asked for.
type askFlags struct {
	by, to, of, offer, note string
	give                    []string
	from, until             string
	inReturn, bend          bool
}

func (f *askFlags) bind(fs *pflag.FlagSet) {
	fs.StringVar(&f.by, "by", "", "the `PERSON` who asks (default the manager)")
	fs.StringVar(&f.to, "to", "", "the `PERSON` who should take the shifts")
	fs.StringSliceVar(&f.give, "for", nil, "the `SHIFT` given in exchange; again for a round of three and more")
	fs.StringVar(&f.of, "of", "", "in place of SHIFT: every part of this `PERSON`'s shifts between --from and --until")
	fs.StringVar(&f.from, "from", "", "only the part from this `TIME` on")
	fs.StringVar(&f.until, "until", "", "only the part until this `TIME`")
	fs.StringVar(&f.note, "note", "", "a `TEXT` that goes with it")
	fs.BoolVar(&f.bend, "bend", false, "rules on rest, share and wishes may be bent")
}

// ask puts flags and arguments into an ask. Each shift goes to the holder of the next one, the last to that of the first; where only
// --to is given, all go there.
func (f *askFlags) ask(ctx context.Context, a *app, ws *workspace.Workspace, args []string) (workspace.SwapAsk, error) {
	ask := workspace.SwapAsk{InReturn: f.inReturn, Note: f.note, Consent: f.bend}
	people, err := ws.AllPeople(ctx)
	if err != nil {
		return ask, err
	}
	for _, p := range []struct {
		name string
		into *model.ID
	}{{f.by, &ask.Person}, {f.to, &ask.To}, {f.of, &ask.Of}} {
		if p.name == "" {
			continue
		}
		x, err := a.person(ctx, ws, p.name)
		if err != nil {
			return ask, err
		}
		*p.into = x.ID
	}
	if ask.Offer, err = peopleIDs(people, f.offer); err != nil {
		return ask, err
	}
	part, err := f.part(ctx, ws)
	if err != nil {
		return ask, err
	}
	if f.of != "" {
		if len(args) > 0 || len(f.give) > 0 {
			return ask, usagef("of", "--of looks for the shifts itself. Leave the SHIFT and --for out.")
		}
		if part.Start.IsZero() || part.End.IsZero() {
			return ask, usagef("of", "--of needs --from and --until.")
		}
		ask.During = part
		return ask, nil
	}
	ask.Moves, err = f.moves(ctx, ws, args, part, ask.To)
	return ask, err
}

func (f *askFlags) moves(ctx context.Context, ws *workspace.Workspace, args []string, part model.Interval, to model.ID) ([]workspace.SwapMove, error) {
	if len(args) == 0 {
		return nil, usagef("shift", "Say which SHIFT should change hands, or whose with --of.")
	}
	if len(f.give) > 0 && (to != 0 || len(args) > 1) {
		return nil, usagef("for", "--for makes an exchange of one SHIFT with those it names. Leave --to and further shifts out.")
	}
	var shifts []model.Shift
	for _, text := range append(args, f.give...) {
		id, err := parseID("shift", text)
		if err != nil {
			return nil, err
		}
		s, err := ws.Reader().Shift(ctx, id)
		if err != nil {
			return nil, err
		}
		shifts = append(shifts, s)
	}
	var out []workspace.SwapMove
	for i, s := range shifts {
		m := workspace.SwapMove{Shift: s.ID, From: s.PersonID, To: to}
		if len(f.give) > 0 {
			m.To = shifts[(i+1)%len(shifts)].PersonID
		}
		if i < len(args) {
			m.Part = within(s, part)
		}
		out = append(out, m)
	}
	return out, nil
}

// within fills the open ends of a part with the shift's; zero stays zero: all of the shift.
func within(s model.Shift, part model.Interval) model.Interval {
	if part == (model.Interval{}) {
		return part
	}
	if part.Start.IsZero() {
		part.Start = s.Start
	}
	if part.End.IsZero() {
		part.End = s.End
	}
	return part
}

func (f *askFlags) part(ctx context.Context, ws *workspace.Workspace) (i model.Interval, err error) {
	return partOf(ctx, ws, f.from, f.until)
}

// partOf reads the ends of a part in the team's zone; an end that is not given is zero.
func partOf(ctx context.Context, ws *workspace.Workspace, from, until string) (i model.Interval, err error) {
	if from == "" && until == "" {
		return i, nil
	}
	loc, err := teamZone(ctx, ws)
	if err != nil {
		return i, err
	}
	if from != "" {
		if i.Start, err = parseMoment("from", from, loc); err != nil {
			return i, err
		}
	}
	if until != "" {
		i.End, err = parseMoment("until", until, loc)
	}
	return i, err
}

// newSwapAskCmd makes “swap request” and “swap apply”, which take the same flags.
func newSwapAskCmd(a *app, now bool) *cobra.Command {
	var f askFlags
	request := ""
	use, short := "request [SHIFT...]", "Ask people to take shifts"
	if now {
		use, short = "apply [SHIFT...] [--request SWAP]", "Make a swap at once, as the manager"
	}
	c := a.leaf(use, short, needs("[SHIFT...]"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		if request != "" {
			return a.applyRequest(ctx, ws, request, args, f)
		}
		ask, err := f.ask(ctx, a, ws, args)
		if err != nil {
			return err
		}
		if now {
			return a.swapDone(ws.ApplySwap(ctx, ask))
		}
		return a.done(ws.RequestSwap(ctx, ask))
	}))
	fs := c.Flags()
	f.bind(fs)
	if now {
		fs.StringVar(&request, "request", "", "in place of SHIFT: the request with this number of a `SWAP`, without waiting for answers")
		for _, other := range []string{"by", "to", "for", "of", "from", "until"} {
			c.MarkFlagsMutuallyExclusive("request", other)
		}
		c.Long = "Make a swap at once, or apply a request without waiting for those who have not answered. It is refused where it breaks a rule that cannot be bent; --bend says that the others may be, which is written into its step."
		c.Example = "  watchbill swap apply 41 --for 43\n  watchbill swap apply 41 --to grace --from 2026-12-17T13:00 --until 2026-12-17T18:00\n" +
			"  watchbill swap apply --of ana --from 2026-12-17 --until 2026-12-18 --to grace --note \"take her off Thursday\"\n" +
			"  watchbill swap apply --request 3"
		return c
	}
	fs.StringVar(&f.offer, "offer", "", "a list of `PEOPLE` of whom one should take it (default everybody)")
	fs.BoolVar(&f.inReturn, "in-return", false, "whoever takes it gives a shift back")
	c.Long = "Ask people to take shifts. With --to or --for they are named; else it is for whoever takes it, of those in --offer or of all. Nothing changes hands before everybody has agreed."
	c.Example = "  watchbill swap request 41 --by ana --for 43 --note \"my sister's wedding\"\n  watchbill swap request 41 --by ana --offer ben,chidi\n" +
		"  watchbill swap request 41 --by ana --in-return\n  watchbill swap request 41 --for 43 --for 46"
	return c
}

// applyRequest applies a request that waits.
func (a *app) applyRequest(ctx context.Context, ws *workspace.Workspace, request string, args []string, f askFlags) error {
	if len(args) > 0 {
		return usagef("request", "--request names the swap, which knows its shifts. Leave the SHIFT out.")
	}
	id, err := parseID("swap", request)
	if err != nil {
		return err
	}
	return a.swapDone(ws.ApplyRequest(ctx, workspace.SwapAnswer{Swap: id, Note: f.note, Consent: f.bend}))
}

// interval writes both ends for machines.
func interval(i model.Interval) (from, until string) { return stamp(i.Start), stamp(i.End) }

// newSwapRuleCmd shows or sets whether swaps need approval.
func newSwapRuleCmd(a *app) *cobra.Command {
	var approval string
	c := a.leaf("rule [--approval manager|none]", "Whether swaps need the manager's approval", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		switch strings.ToLower(approval) {
		case "manager", "none":
			return a.done(ws.SetSwapApproval(ctx, strings.EqualFold(approval, "manager")))
		case "":
		default:
			return usagef("approval", "--approval: %q is not possible. Write manager or none.", approval)
		}
		need, err := ws.SwapApproval(ctx)
		if err != nil {
			return err
		}
		rule := swapRuleJSON{Approval: "none"}
		text := "Swaps apply as soon as everybody agreed."
		if need {
			rule.Approval, text = "manager", "Swaps need the manager's approval once everybody agreed."
		}
		return a.show(rule, line(text))
	}))
	c.Flags().StringVar(&approval, "approval", "", "`WHO` approves: manager or none")
	c.Example = "  watchbill swap rule\n  watchbill swap rule --approval manager"
	return c
}

type swapRuleJSON struct {
	Approval string `json:"approval"`
}
