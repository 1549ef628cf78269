// Package rostering finds the fairest on-call rota and proves that it is.
//
// An [Instance] says which duties there are (slot × role), who could take
// them, and which rules hold. [Solve] answers with a [Result]: a rota that
// keeps every rule, the load of each person, a lower bound that no rota can
// beat, and a [Certificate] that somebody else can check. The package
// rostering/verify is that somebody else.
//
//	inst, err := rostering.ReadInstance(file)
//	result, err := rostering.Solve(ctx, inst, rostering.Options{Limit: 10 * time.Second})
//	fmt.Print(result.Summary())
//
// The objective is the least Σ load², or Σ load²/share with part-time people.
// Further criteria follow in a fixed order: fewest changes to what is published
// (before the squares), then each category, then wishes. docs/rota-proof.md
// explains the mathematics in ten minutes.
//
// The files follow the ideas: instance and validate (what goes in), problem
// (the same in dense numbers), flow and cut (the first bound and its
// explanation), state, moves and anneal (the search), schedule, bundle and
// fixing (prices), dive and branch (the last gap), certificate and result (what comes
// out), witness and relax (why there is no rota), explain and whatif (why this
// one), swapclear and exchange (swaps).
//
// The package imports the standard library only, and no other package of ours.
// It reads no clock but the limit it is given and keeps no state between calls.
package rostering
