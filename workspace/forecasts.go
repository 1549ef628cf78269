package workspace

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"time"

	"watchbill/model"
)

// forecasts keeps the forecasts that were made. Several pages ask for the same ones, again after every change, and one forecast
// costs more than all the reading for a page.
type forecasts struct {
	mu   sync.Mutex
	made map[[sha256.Size]byte]*made
}

// made is a forecast that was made or is being made.
type made struct {
	once sync.Once
	view CapacityView
	err  error
}

// mostForecasts is how many are kept, some hundred KiB each; beyond it, all are forgotten.
const mostForecasts = 128

// of returns the view with its forecast, whose slices must not be written to. Whoever asks while the same is being made waits
// for it.
func (f *forecasts) of(v CapacityView, samples []model.Sample, look Outlook, loc *time.Location) (CapacityView, error) {
	key := fingerprint(v, samples, look, loc)
	f.mu.Lock()
	m, ok := f.made[key]
	if !ok {
		if f.made == nil || len(f.made) >= mostForecasts {
			f.made = map[[sha256.Size]byte]*made{}
		}
		m = &made{}
		f.made[key] = m
	}
	f.mu.Unlock()
	m.once.Do(func() {
		m.view = v
		m.err = m.view.forecast(samples, look, loc)
	})
	return m.view, m.err
}

// fingerprint tells apart everything that a view and its forecast are made of.
func fingerprint(v CapacityView, samples []model.Sample, look Outlook, loc *time.Location) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%+v %+v %s\n", v, look, loc)
	for _, s := range samples {
		var b [16]byte
		binary.LittleEndian.PutUint64(b[:8], uint64(s.At.UnixMilli()))
		binary.LittleEndian.PutUint64(b[8:], math.Float64bits(s.Value))
		h.Write(b[:])
	}
	return [sha256.Size]byte(h.Sum(nil))
}
