//go:build linux && cgo && !ci && !headless

package main

import (
	"fmt"
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"watchbill/ui/theme"
	"watchbill/ui/timeline"
)

const (
	rows  = 50
	weeks = 100
)

// start is the Monday on which the crowd's first shifts begin, in UTC.
var start = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

var names = []string{"Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lena"}

// crowd is 50 rotations of 100 weekly shifts each among twelve people.
func crowd() timeline.Model {
	m := timeline.Model{Zone: time.UTC, Now: start.AddDate(0, 6, 0), Groups: []timeline.Group{{Title: "Rotations"}}}
	g := &m.Groups[0]
	for r := range rows {
		row := timeline.Row{ID: fmt.Sprint("r", r), Label: fmt.Sprintf("rotation %d", r+1)}
		for i := range weeks {
			k := (r + i) % len(names)
			row.Blocks = append(row.Blocks, timeline.Block{
				ID: fmt.Sprintf("%d-%d", r, i), Start: start.AddDate(0, 0, 7*i), End: start.AddDate(0, 0, 7*i+7),
				Person: k + 1, Initials: names[k][:2], Name: names[k],
			})
		}
		g.Rows = append(g.Rows, row)
	}
	return m
}

// action is what happens before each frame.
type action int

const (
	scroll action = iota
	hold          // a shift is dragged
	rubber        // things are selected by a rubber band
)

// scene is one case: a picture, a window on it, and what each frame moves.
type scene struct {
	name   string
	model  timeline.Model
	at     time.Time
	zoom   timeline.Zoom
	dx, dy float32
	do     action
}

// scenes are the cases: a crowd of shifts, and the month of the file.
func scenes(month timeline.Model) []scene {
	c, at := crowd(), start.AddDate(0, 1, 0)
	return []scene{
		{"5,000 shifts, 8 weeks, through time", c, at, timeline.EightWeeks, -6, 0, scroll},
		{"5,000 shifts, 8 weeks, through rows", c, at, timeline.EightWeeks, 0, -4, scroll},
		{"5,000 shifts, year, through time", c, at, timeline.Year, -3, 0, scroll},
		{"5,000 shifts, 8 weeks, a shift held", c, at, timeline.EightWeeks, 4, 1, hold},
		{"60 people, month, through time", month, fileNow(), timeline.Month, -6, 0, scroll},
		{"60 people, month, a shift held", month, fileNow(), timeline.Month, 4, 1, hold},
		{"60 people, month, rubber band", month, fileNow(), timeline.Month, 4, 2, rubber},
		{"60 people, week by the hour", month, fileNow(), timeline.Week, -6, 0, scroll},
	}
}

// bench is the window in which frames are counted.
type bench struct {
	timeline  *timeline.Timeline
	frameMark *canvas.Raster
	frames    int           // painted, counted on the window's thread
	pointer   fyne.Position // of the mouse, in the timeline
}

// measureFrames opens the window, goes through the cases, and reports whether one is above the bar.
func measureFrames(list []scene, each time.Duration) (failed bool) {
	a := app.NewWithID("watchbill.benchtimeline")
	a.Settings().SetTheme(theme.New(theme.Light))
	b := &bench{timeline: timeline.New()}
	b.timeline.OnSwap = func(string, string) {} // without them, nothing is a target
	b.timeline.OnReassign = func(string, string) {}
	b.frameMark = canvas.NewRaster(func(w, h int) image.Image {
		b.frames++
		return image.NewRGBA(image.Rect(0, 0, w, h))
	})
	b.frameMark.SetMinSize(fyne.NewSize(1, 1))
	w := a.NewWindow("timeline benchmark")
	w.SetPadded(false)
	w.SetContent(container.NewBorder(b.frameMark, nil, nil, nil, b.timeline))
	w.Resize(fyne.NewSize(1200, 750))
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			failed = b.run(list, each)
			fyne.Do(a.Quit)
		}()
	})
	w.ShowAndRun()
	return failed
}

func (b *bench) run(list []scene, each time.Duration) (failed bool) {
	time.Sleep(time.Second) // the first frames make fonts and shaders
	for _, s := range list {
		frames, cpu, wall := b.measure(s, each)
		millis := cpu.Seconds() * 1000 / float64(max(1, frames))
		if !verdict(fmt.Sprintf("%-36s %5.1f frames/s", s.name, float64(frames)/wall.Seconds()), millis, barFrame, "ms CPU a frame") {
			failed = true
		}
	}
	return failed
}

// measure moves for a while, turning round at the ends, and counts painted frames and processor time.
func (b *bench) measure(s scene, d time.Duration) (frames int, cpu, wall time.Duration) {
	fyne.DoAndWait(func() {
		b.timeline.SetModel(s.model)
		b.timeline.SetWindow(s.zoom.Window(s.at, s.model.Zone, 0))
		b.pointer = b.place(s.do)
	})
	time.Sleep(300 * time.Millisecond)
	var first int
	fyne.DoAndWait(func() { first = b.frames })
	before, began := processorTime(), time.Now()
	tick := time.NewTicker(time.Second / 60)
	defer tick.Stop()
	for step := 0; time.Since(began) < d; step++ {
		<-tick.C
		dir := float32(1)
		if step/100%2 == 1 {
			dir = -1
		}
		fyne.DoAndWait(func() {
			b.move(s, fyne.NewDelta(dir*s.dx, dir*s.dy))
			b.frameMark.Refresh()
		})
	}
	fyne.DoAndWait(b.timeline.DragEnd)
	cpu, wall = processorTime()-before, time.Since(began)
	fyne.DoAndWait(func() { frames = b.frames - first })
	return frames, cpu, wall
}

// place is where a drag begins: on a shift in sight, or beside all of them.
func (b *bench) place(do action) fyne.Position {
	if do == hold {
		for _, id := range b.timeline.VisibleBlocks() {
			if at, ok := b.timeline.BlockCentre(id); ok && at.Y > 150 && at.Y < 400 && at.X > 300 && at.X < 600 {
				return at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(b.timeline))
			}
		}
	}
	return fyne.NewPos(300, 135)
}

// move is what happens before one frame.
func (b *bench) move(s scene, by fyne.Delta) {
	if s.do == scroll {
		b.timeline.Scrolled(&fyne.ScrollEvent{Scrolled: by})
		return
	}
	b.pointer = b.pointer.Add(by)
	b.timeline.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.pointer}, Dragged: by})
}
