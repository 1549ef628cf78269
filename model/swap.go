package model

import (
	"slices"
	"time"
)

// SwapKind says how duties change hands.
type SwapKind string

const (
	SwapExchange SwapKind = "exchange" // two people change places
	SwapCover    SwapKind = "cover"    // somebody takes over and gives nothing back
	SwapChain    SwapKind = "chain"    // three people or more, each takes another's
)

// SwapState is where a swap stands in its life (docs/swaps.md).
type SwapState string

const (
	SwapOpen      SwapState = "open"       // waits for people's answers
	SwapAccepted  SwapState = "accepted"   // everybody agreed; waits for approval
	SwapApplied   SwapState = "applied"    // the shifts have changed hands
	SwapDeclined  SwapState = "declined"   // somebody it depends on said no
	SwapWithdrawn SwapState = "withdrawn"  // whoever asked took it back
	SwapExpired   SwapState = "expired"    // the shift began first
	SwapEnded     SwapState = "ended"      // what it was about is gone
	SwapReverted  SwapState = "taken back" // applied, and people changed back
)

// StepKind names a step in a swap's life.
type StepKind string

const (
	StepRequested StepKind = "requested"
	StepAccepted  StepKind = "accepted"
	StepDeclined  StepKind = "declined"
	StepUntaken   StepKind = "untaken"
	StepApproved  StepKind = "approved"
	StepApplied   StepKind = "applied"
	StepWithdrawn StepKind = "withdrawn"
	StepExpired   StepKind = "expired"
	StepEnded     StepKind = "ended"
	StepReverted  StepKind = "taken back"
)

// Swap is a request that shifts change hands, or what a manager did at once. It is anchored to shifts by their calendar UIDs, which they
// keep for life: a shift that moves takes its request along, and one that vanishes ends it.
type Swap struct {
	ID       ID
	TeamID   ID
	Kind     SwapKind
	State    SwapState
	Reason   string // why it ended
	PersonID ID     // who asked; zero: the manager
	Approval bool   // needs the manager's approval once everybody agreed
	InReturn bool   // whoever takes it gives a shift back
	Consent  bool   // rules may be bent
	Note     string
	Created  time.Time
	Closed   time.Time // zero while it waits
	Legs     []SwapLeg
	Parties  []SwapParty
	Steps    []SwapStep
}

// SwapLeg is one part of one shift that should change hands.
type SwapLeg struct {
	ID         ID
	UID        string
	RotationID ID
	RoleID     ID
	Slot       time.Time
	ShiftStart time.Time // where the shift began when the request was made: the part keeps its distance from there
	Interval             // the part
	Whole      bool      // all of the shift, however long it becomes
	From       ID        // who has it; zero: nobody
	To         ID        // who takes it; zero: nobody yet
	Open       bool      // it is for whoever takes it
	Return     bool      // it is given back by whoever took an open one
}

// SwapParty is somebody who is asked.
type SwapParty struct {
	PersonID ID
	Answer   Answer
}

// Answer is what somebody said to a request.
type Answer string

const (
	Asked    Answer = "asked"
	Accepted Answer = "accepted"
	Declined Answer = "declined"
)

// SwapStep is one step of a swap's life.
type SwapStep struct {
	ID       ID
	At       time.Time
	Kind     StepKind
	Who      string // who did it, as in the history
	PersonID ID     // for whom: who asked, accepted or declined; zero: the manager
	Note     string // what they said to it
	Words    string // what changed hands, which rules were bent, why it ended
}

// SwapBy says who takes a step.
type SwapBy struct {
	At       time.Time
	Who      string
	PersonID ID
	Note     string
}

// Live reports whether the swap still waits for something.
func (s Swap) Live() bool { return s.State == SwapOpen || s.State == SwapAccepted }

// Took returns who took an open swap, zero while nobody has.
func (s Swap) Took() ID {
	for _, l := range s.Legs {
		if l.Open {
			return l.To
		}
	}
	return 0
}

// forAnyone reports whether the swap is for whoever takes it.
func (s Swap) forAnyone() bool {
	return slices.ContainsFunc(s.Legs, func(l SwapLeg) bool { return l.Open })
}

// Waiting returns the people whose answer is missing.
func (s Swap) Waiting() []ID {
	var out []ID
	if s.State != SwapOpen {
		return out
	}
	for _, p := range s.Parties {
		if p.Answer == Asked {
			out = append(out, p.PersonID)
		}
	}
	return out
}

func (s *Swap) note(kind StepKind, by SwapBy, words string) {
	s.Steps = append(slices.Clone(s.Steps), SwapStep{At: by.At, Kind: kind, Who: by.Who, PersonID: by.PersonID, Note: by.Note, Words: words})
}

// NewSwap makes a request of handovers. Whoever asks (zero: the manager) agrees by asking. The takers are asked; where somebody's shift
// is asked for by another person, its holder is asked too. Handovers to nobody are for whoever takes them: for those in offer, or, when
// that is empty, for everybody.
func NewSwap(hs []Handover, offer []ID, by SwapBy) (Swap, error) {
	s := Swap{Kind: KindOf(hs), State: SwapOpen, PersonID: by.PersonID, Created: by.At, Note: by.Note}
	givers := map[ID]bool{}
	for _, h := range hs {
		s.Legs = append(s.Legs, SwapLeg{
			UID: h.Shift.UID, RotationID: h.Shift.RotationID, RoleID: h.Shift.RoleID, Slot: h.Shift.Slot, ShiftStart: h.Shift.Start,
			Interval: h.Part, Whole: h.Whole(), From: h.Shift.PersonID, To: h.To, Open: h.To == 0,
		})
		givers[h.Shift.PersonID] = true
	}
	ask := func(id ID) {
		if id != 0 && id != by.PersonID && !slices.ContainsFunc(s.Parties, func(p SwapParty) bool { return p.PersonID == id }) {
			s.Parties = append(s.Parties, SwapParty{id, Asked})
		}
	}
	switch {
	case !s.forAnyone():
		for _, h := range hs {
			ask(h.To)
			if by.PersonID != 0 {
				ask(h.Shift.PersonID)
			}
		}
		if len(offer) > 0 {
			return s, Invalidf("offer", "A swap is offered either to the people it names or to those who may take it. Leave one of the two out.")
		}
	case len(givers) > 1 || slices.ContainsFunc(s.Legs, func(l SwapLeg) bool { return !l.Open }):
		return s, Invalidf("to", "A swap that is for whoever takes it gives away one person's shifts only. Say who takes each shift, or ask for each person apart.")
	default:
		for _, id := range offer {
			if givers[id] {
				return s, Invalidf("offer", "A shift cannot be offered to whoever has it. Choose other people.")
			}
			ask(id)
		}
	}
	s.note(StepRequested, by, "")
	return s, nil
}

// standing says why a swap cannot take a step any more.
func (s Swap) standing(states ...SwapState) error {
	if slices.Contains(states, s.State) {
		return nil
	}
	why := map[SwapState]string{
		SwapOpen: "is still open: not everybody has agreed", SwapAccepted: "is accepted already and waits for approval", SwapApplied: "was applied already",
		SwapDeclined: "was declined", SwapWithdrawn: "was withdrawn", SwapExpired: "expired", SwapEnded: "ended", SwapReverted: "was taken back",
	}[s.State]
	reason := ""
	if s.Reason != "" {
		reason = " " + s.Reason
	}
	return Errorf(Conflict, "swap", "The swap %s.%s Look at the list of swaps again.", why, reason)
}

// Accept notes that somebody agrees, with what they give back where the swap asks for a shift in return. When nobody else has to agree,
// the swap is accepted.
func (s Swap) Accept(by SwapBy, back []SwapLeg) (Swap, error) {
	if err := s.standing(SwapOpen); err != nil {
		return s, err
	}
	i := slices.IndexFunc(s.Parties, func(p SwapParty) bool { return p.PersonID == by.PersonID })
	s.Parties, s.Legs = slices.Clone(s.Parties), slices.Clone(s.Legs)
	if s.forAnyone() {
		if i < 0 && len(s.Parties) > 0 {
			return s, Errorf(Conflict, "person", "The swap is offered to others only. Ask for one of your own.")
		}
		if err := s.take(by.PersonID, back); err != nil {
			return s, err
		}
	} else if i < 0 {
		return s, Errorf(Conflict, "person", "The swap does not wait for this person. Choose somebody it asks.")
	}
	if i < 0 {
		s.Parties = append(s.Parties, SwapParty{PersonID: by.PersonID})
		i = len(s.Parties) - 1
	} else if s.Parties[i].Answer == Accepted {
		return s, Errorf(Conflict, "person", "This person has accepted already.")
	}
	s.Parties[i].Answer = Accepted
	if s.forAnyone() || !slices.ContainsFunc(s.Parties, func(p SwapParty) bool { return p.Answer != Accepted }) {
		s.State = SwapAccepted
	}
	s.note(StepAccepted, by, "")
	return s, nil
}

// Decide is the manager's yes in place of everybody who was asked and has not answered; words name them. It is then accepted, and what
// they would have said stays unsaid.
func (s Swap) Decide(by SwapBy, words string) (Swap, error) {
	if err := s.standing(SwapOpen); err != nil {
		return s, err
	}
	if s.forAnyone() {
		return s, Errorf(Conflict, "person", "The swap is for whoever takes it, and nobody has. Say who accepts it instead.")
	}
	s.State = SwapAccepted
	s.note(StepAccepted, by, words)
	return s, nil
}

// take gives the open legs to a person and adds what they give back.
func (s *Swap) take(person ID, back []SwapLeg) error {
	if person == 0 {
		return Invalidf("person", "Say who takes it.")
	}
	giver := s.Legs[0].From
	switch {
	case person == giver || person == s.PersonID:
		return Errorf(Conflict, "person", "Nobody swaps with themselves. Somebody else has to take it.")
	case s.InReturn && len(back) == 0:
		return Invalidf("give", "This swap asks for a shift in return. Say which one is given back.")
	case !s.InReturn && len(back) > 0:
		return Invalidf("give", "This swap asks for nothing in return. Leave the shift that is given back out.")
	}
	for i := range s.Legs {
		if s.Legs[i].Open {
			s.Legs[i].To = person
		}
	}
	for _, l := range back {
		if l.From != person {
			return Errorf(Conflict, "give", "A shift that is given back has to be the taker's own. Choose one of theirs.")
		}
		l.To, l.Return = giver, true
		s.Legs = append(s.Legs, l)
	}
	return nil
}

// Decline notes that somebody says no. A swap that depends on them, or that everybody it was offered to declined, is over.
func (s Swap) Decline(by SwapBy) (Swap, error) {
	if err := s.standing(SwapOpen, SwapAccepted); err != nil {
		return s, err
	}
	if by.PersonID == 0 { // the manager does not approve it
		s.end(SwapDeclined, by.At, "It was not approved.")
		s.note(StepDeclined, by, "")
		return s, nil
	}
	i := slices.IndexFunc(s.Parties, func(p SwapParty) bool { return p.PersonID == by.PersonID })
	if i < 0 {
		return s, Errorf(Conflict, "person", "The swap does not wait for this person. Choose somebody it asks.")
	}
	if s.Parties[i].Answer != Asked {
		return s, Errorf(Conflict, "person", "This person has answered already. Take the acceptance back instead.")
	}
	s.Parties = slices.Clone(s.Parties)
	s.Parties[i].Answer = Declined
	if !s.forAnyone() || !slices.ContainsFunc(s.Parties, func(p SwapParty) bool { return p.Answer != Declined }) {
		s.end(SwapDeclined, by.At, "")
	}
	s.note(StepDeclined, by, "")
	return s, nil
}

// Untake takes somebody's acceptance back: the swap is open again.
func (s Swap) Untake(by SwapBy) (Swap, error) {
	if err := s.standing(SwapOpen, SwapAccepted); err != nil {
		return s, err
	}
	i := slices.IndexFunc(s.Parties, func(p SwapParty) bool { return p.PersonID == by.PersonID && p.Answer == Accepted })
	if i < 0 {
		return s, Errorf(Conflict, "person", "This person has not accepted the swap, so there is nothing to take back.")
	}
	s.Parties, s.Legs = slices.Clone(s.Parties), slices.Clone(s.Legs)
	s.Parties[i].Answer = Asked
	for k := range s.Legs {
		if s.Legs[k].Open {
			s.Legs[k].To = 0
		}
	}
	if s.forAnyone() {
		s.Legs = slices.DeleteFunc(s.Legs, func(l SwapLeg) bool { return l.Return })
		s.Kind = SwapCover // until somebody gives a shift back
	}
	s.State = SwapOpen
	s.note(StepUntaken, by, "")
	return s, nil
}

// Withdraw takes a request back.
func (s Swap) Withdraw(by SwapBy) (Swap, error) {
	if err := s.standing(SwapOpen, SwapAccepted); err != nil {
		return s, err
	}
	if by.PersonID != 0 && by.PersonID != s.PersonID {
		return s, Errorf(Conflict, "person", "Only whoever asked for a swap, or the manager, withdraws it. Decline it instead.")
	}
	s.end(SwapWithdrawn, by.At, "")
	s.note(StepWithdrawn, by, "")
	return s, nil
}

// Approve notes the manager's approval, after which the swap is applied.
func (s Swap) Approve(by SwapBy) (Swap, error) {
	if err := s.standing(SwapAccepted); err != nil {
		return s, err
	}
	s.note(StepApproved, by, "")
	return s, nil
}

// Serve notes that a request is served by a round of exchanges, which hands its shift over.
func (s Swap) Serve(by SwapBy) (Swap, error) {
	if err := s.standing(SwapOpen); err != nil {
		return s, err
	}
	if s.Took() != 0 {
		return s, Errorf(Conflict, "swap", "Somebody has taken the swap meanwhile. Look at the list of swaps again.")
	}
	reason := "It was served by a round of exchanges."
	s.end(SwapEnded, by.At, reason)
	s.note(StepEnded, by, reason)
	return s, nil
}

// Apply notes that the shifts changed hands. Words say what changed and which rules were bent.
func (s Swap) Apply(by SwapBy, words string) Swap {
	s.end(SwapApplied, by.At, "")
	s.note(StepApplied, by, words)
	return s
}

// Revert notes that people changed back after it was applied.
func (s Swap) Revert(by SwapBy, words string) (Swap, error) {
	if err := s.standing(SwapApplied); err != nil {
		return s, err
	}
	s.end(SwapReverted, by.At, "")
	s.note(StepReverted, by, words)
	return s, nil
}

func (s *Swap) end(state SwapState, at time.Time, reason string) {
	s.State, s.Closed, s.Reason = state, at, reason
}
