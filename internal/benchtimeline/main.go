//go:build linux && cgo && !ci && !headless

// Benchtimeline opens a real window with a timeline of 5,000 shifts, moves through it without a pause and prints what a
// frame costs in processor time, beside the bar of 20 ms. It needs a display; on a server, Xvfb:
//
//	xvfb-run -s '-screen 0 1280x800x24' go run ./internal/benchtimeline
//
// The exit status is 1 where a case is above the bar. It may import fyne.io/fyne/v2/app, since it is a program of its own.
package main

import (
	"flag"
	"fmt"
	"image"
	"os"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"watchbill/ui/theme"
	"watchbill/ui/timeline"
)

const (
	barMillis = 20.0
	rows      = 50
	weeks     = 100
)

func main() {
	seconds := flag.Float64("seconds", 4, "how long to scroll in each case")
	flag.Parse()

	a := app.NewWithID("watchbill.benchtimeline")
	a.Settings().SetTheme(theme.New(theme.Light))
	b := &bench{timeline: timeline.New()}
	b.timeline.SetModel(model())
	b.timeline.OnSwap = func(string, string) {} // without it, nothing is a target
	b.frameMark = canvas.NewRaster(func(w, h int) image.Image {
		b.frames++
		return image.NewRGBA(image.Rect(0, 0, w, h))
	})
	b.frameMark.SetMinSize(fyne.NewSize(1, 1))
	w := a.NewWindow("timeline benchmark")
	w.SetPadded(false)
	w.SetContent(container.NewBorder(b.frameMark, nil, nil, nil, b.timeline))
	w.Resize(fyne.NewSize(1200, 750))
	failed := false
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			failed = b.run(time.Duration(*seconds * float64(time.Second)))
			fyne.Do(a.Quit)
		}()
	})
	w.ShowAndRun()
	if failed {
		os.Exit(1)
	}
}

// start is the Monday on which the first shifts begin, in UTC.
var start = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

// model is 50 rotations of 100 weekly shifts each among twelve people.
func model() timeline.Model {
	names := []string{"Ana", "Ben", "Chidi", "Dana", "Eun-ji", "Farid", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lena"}
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

// scene is one case: a window and what each frame moves, the picture or a shift held by the mouse.
type scene struct {
	name   string
	zoom   timeline.Zoom
	dx, dy float32
	drag   bool
}

type bench struct {
	timeline  *timeline.Timeline
	frameMark *canvas.Raster
	frames    int           // painted, counted on the window's thread
	pointer   fyne.Position // of the mouse, in the timeline
}

// run measures every case and reports whether one is above the bar.
func (b *bench) run(d time.Duration) (failed bool) {
	time.Sleep(time.Second) // the first frames make fonts and shaders
	for _, s := range []scene{
		{"8 weeks, through time", timeline.EightWeeks, -6, 0, false},
		{"8 weeks, through rows", timeline.EightWeeks, 0, -4, false},
		{"year, through time", timeline.Year, -3, 0, false},
		{"8 weeks, a shift held", timeline.EightWeeks, 4, 1, true},
	} {
		frames, cpu, wall := b.measure(s, d)
		millis := cpu.Seconds() * 1000 / float64(max(1, frames))
		verdict := "within"
		if millis > barMillis {
			verdict, failed = "ABOVE", true
		}
		fmt.Printf("%-22s %d shifts  %5.1f frames/s  %5.1f ms CPU a frame  (bar %.0f ms: %s)\n",
			s.name, rows*weeks, float64(frames)/wall.Seconds(), millis, barMillis, verdict)
	}
	return failed
}

// measure scrolls for a while, turning round at the ends, and counts painted frames and processor time.
func (b *bench) measure(s scene, d time.Duration) (frames int, cpu, wall time.Duration) {
	fyne.DoAndWait(func() {
		b.timeline.SetWindow(s.zoom.Window(start.AddDate(0, 1, 0), time.UTC, 0))
		b.pointer = fyne.NewPos(300, 200)
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
		if step/150%2 == 1 {
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

// move is what happens before one frame.
func (b *bench) move(s scene, by fyne.Delta) {
	if !s.drag {
		b.timeline.Scrolled(&fyne.ScrollEvent{Scrolled: by})
		return
	}
	b.pointer = b.pointer.Add(by)
	b.timeline.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: b.pointer}, Dragged: by})
}

// processorTime is what all threads of the process have used so far, in user and system mode.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
