package workspace

import (
	"fmt"
	"sync"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

// forecasts keeps the forecasts that were made. Several pages ask for the same ones, again after every change, and one forecast,
// with the reading of its samples, costs more than all else on a page.
type forecasts struct {
	mu   sync.Mutex
	made map[string]*made
}

// made is a forecast that was made or is being made.
type made struct {
	once sync.Once
	view CapacityView
	err  error
}

// mostForecasts is how many are kept, some hundred KiB each; beyond it, all are forgotten.
const mostForecasts = 128

// of returns the view that make makes, whose slices must not be written to. A question says everything that it is made of. Whoever
// asks while the same is being made waits for it; what failed is not kept.
func (f *forecasts) of(question string, make func() (CapacityView, error)) (CapacityView, error) {
	f.mu.Lock()
	m, ok := f.made[question]
	if !ok {
		if f.made == nil || len(f.made) >= mostForecasts {
			f.made = map[string]*made{}
		}
		m = &made{}
		f.made[question] = m
	}
	f.mu.Unlock()
	m.once.Do(func() { m.view, m.err = make() })
	if m.err != nil {
		f.mu.Lock()
		if f.made[question] == m {
			delete(f.made, question)
		}
		f.mu.Unlock()
	}
	return m.view, m.err
}

// question tells apart everything that a resource's forecast is made of. Imports are written once and never changed, so that
// their list stands for their samples.
func question(r model.Resource, batches []storage.Batch, look Outlook, loc *time.Location) string {
	return fmt.Sprintf("%+v %+v %+v %s", r, batches, look, loc)
}
