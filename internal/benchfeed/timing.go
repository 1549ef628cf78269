package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"watchbill/feed"
)

const (
	timedRequests = 30_000 // of each kind
	// barTold is how often the slower of two kinds of refusal may be told by its time, beside the half of the times that guessing tells.
	barTold = 0.04
)

// refusal is one kind of address that the server does not know.
type refusal struct{ name, path string }

// refusals differ in how near they are to the one address that exists.
func refusals() []refusal {
	half := secret[:len(secret)/2]
	return []refusal{
		{"a guess", feed.Path(strings.Repeat("z", len(secret)))},
		{"half of the secret right", feed.Path(half + strings.Repeat("z", len(secret)-len(half)))},
		{"all but the last letter right", feed.Path(secret[:len(secret)-1] + "z")},
		{"a revoked link", feed.Path(strings.ToLower(secret))},
		{"no link at all", "/" + strings.Repeat("x", len(feed.Path(secret))-1)},
	}
}

// measureRefusals times each kind many times, mixed by chance, within the server and without a network that would hide differences. For
// each it returns how often one is told from a mere guess by its time: 0 is never, 0.5 is always.
func measureRefusals() (names []string, told []float64, err error) {
	s := &feed.Server{Now: func() time.Time { return time.Unix(0, 0) }}
	var pages []feed.Page
	for i := range 40 {
		digest := sha256.Sum256([]byte(fmt.Sprint(secret, i)))
		if i == 20 {
			digest = sha256.Sum256([]byte(secret))
		}
		pages = append(pages, feed.Page{Digest: hex.EncodeToString(digest[:]), Calendar: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")})
	}
	if err := s.Show(pages); err != nil {
		return nil, nil, err
	}
	kinds := refusals()
	requests := make([]*http.Request, len(kinds))
	for i, k := range kinds {
		requests[i] = httptest.NewRequest(http.MethodGet, "http://localhost"+k.path, http.NoBody)
	}
	order := make([]int, 0, timedRequests*len(kinds))
	for i := range kinds {
		order = append(order, slices.Repeat([]int{i}, timedRequests)...)
	}
	chance := rand.New(rand.NewPCG(1, 2))
	chance.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	times := make([][]time.Duration, len(kinds))
	for _, i := range order {
		w := httptest.NewRecorder()
		begin := time.Now()
		s.ServeHTTP(w, requests[i])
		times[i] = append(times[i], time.Since(begin))
		if w.Code != http.StatusNotFound {
			return nil, nil, fmt.Errorf("%s is answered with %d", kinds[i].name, w.Code)
		}
	}
	for i, k := range kinds[1:] {
		names, told = append(names, k.name), append(told, math.Abs(slower(times[0], times[i+1])-0.5))
	}
	return names, told, nil
}

// slower returns how often a value of b is larger than one of a, ties by half: the Mann–Whitney statistic over all pairs.
func slower(a, b []time.Duration) float64 {
	type timed struct {
		d time.Duration
		b bool
	}
	all := make([]timed, 0, len(a)+len(b))
	for _, d := range a {
		all = append(all, timed{d, false})
	}
	for _, d := range b {
		all = append(all, timed{d, true})
	}
	slices.SortFunc(all, func(x, y timed) int { return cmp.Compare(x.d, y.d) })
	wins, below := 0.0, 0
	for i := 0; i < len(all); {
		j, ofA, ofB := i, 0, 0
		for ; j < len(all) && all[j].d == all[i].d; j++ {
			if all[j].b {
				ofB++
			} else {
				ofA++
			}
		}
		wins += float64(ofB) * (float64(below) + float64(ofA)/2)
		below += ofA
		i = j
	}
	return wins / float64(len(a)) / float64(len(b))
}
