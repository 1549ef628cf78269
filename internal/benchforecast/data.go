package main

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// series is one row of a data file.
type series struct {
	id, group string
	values    []float64 // NaN where missing
}

// readRows reads rows of skip columns and then values; the first column is the
// id and, when there are more, the second the group.
func readRows(path string, skip int) ([]series, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	scanner := bufio.NewScanner(unzipped)
	scanner.Buffer(make([]byte, 1<<20), 1<<24)
	var rows []series
	for scanner.Scan() {
		fields := strings.Split(scanner.Text(), ",")
		if len(fields) <= skip {
			return nil, fmt.Errorf("read %s: row %d has no values", path, len(rows)+1)
		}
		row := series{id: fields[0], values: make([]float64, 0, len(fields)-skip)}
		if skip > 1 {
			row.group = fields[1]
		}
		for _, field := range fields[skip:] {
			v := math.NaN()
			if field != "" {
				if v, err = strconv.ParseFloat(field, 64); err != nil {
					return nil, fmt.Errorf("read %s: row %s: %w", path, row.id, err)
				}
			}
			row.values = append(row.values, v)
		}
		rows = append(rows, row)
	}
	return rows, scanner.Err()
}

// m4Case is a past and what followed.
type m4Case struct {
	id           string
	past, future []float64
}

// readM4 pairs training and test parts. For training scores it cuts both from
// the training part, at several origins.
func readM4(folder, set string, horizon int, train bool, origins int) ([]m4Case, error) {
	rows, err := readRows(filepath.Join(folder, set+"-train.csv.gz"), 1)
	if err != nil {
		return nil, err
	}
	var cases []m4Case
	if train {
		for _, row := range rows {
			for j := 1; j <= origins; j++ {
				n := len(row.values) - j*horizon
				if n < 83 {
					break
				}
				cases = append(cases, m4Case{row.id, row.values[:n], row.values[n : n+horizon]})
			}
		}
		return cases, nil
	}
	tests, err := readRows(filepath.Join(folder, set+"-test.csv.gz"), 1)
	if err != nil {
		return nil, err
	}
	future := map[string][]float64{}
	for _, t := range tests {
		future[t.id] = t.values
	}
	for _, row := range rows {
		cases = append(cases, m4Case{row.id, row.values, future[row.id]})
	}
	return cases, nil
}

// window is 180 days of a capacity series and the 90 after.
type window struct {
	group        string
	past, future []float64
	weight       float64
}

func readWindows(folder string, train bool) ([]window, error) {
	rows, err := readRows(filepath.Join(folder, "capacity-daily.csv.gz"), 4)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(filepath.Join(folder, "capacity-windows.csv"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	listed, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	byID := map[string]series{}
	for _, row := range rows {
		byID[row.id] = row
	}
	var windows []window
	first := map[string]int{} // earliest scored origin
	for _, record := range listed[1:] {
		origin, _ := strconv.Atoi(record[1])
		history, _ := strconv.Atoi(record[2])
		horizon, _ := strconv.Atoi(record[3])
		if f, seen := first[record[0]]; !seen || origin < f {
			first[record[0]] = origin
		}
		row := byID[record[0]]
		if origin-history < 0 || origin+horizon > len(row.values) {
			return nil, fmt.Errorf("window %v does not lie inside its series", record)
		}
		windows = append(windows, window{group: row.group, past: row.values[origin-history : origin], future: row.values[origin : origin+horizon], weight: 1})
	}
	if train {
		windows = earlierWindows(rows, first)
	}
	return windows, nil
}

// earlierWindows end before the first value of any scored horizon. Groups
// weigh as they do, about, in the scored set.
func earlierWindows(rows []series, first map[string]int) []window {
	const horizon, history, most = 90, 180, 16
	share := map[string]float64{"nn5": .45, "grid": .15, "inodes": .14, "appendlog": .14, "wiki": .08, "ledger": .04}
	counts := map[string]float64{}
	var windows []window
	for _, row := range rows {
		start, ok := first[row.id]
		if !ok || share[row.group] == 0 {
			continue
		}
		origins := []int{161, 151, 141, 131, 121, 111, 101} // the shortest series leave no more room
		if row.group != "nn5" {
			origins = nil
			for o := start - horizon; o >= history && len(origins) < most; o -= horizon {
				origins = append(origins, o)
			}
		}
		for _, o := range origins {
			past, future := row.values[max(0, o-history):o], row.values[o:o+horizon]
			if missing(past) > 18 || missing(future) > 9 {
				continue
			}
			counts[row.group]++
			windows = append(windows, window{group: row.group, past: past, future: future})
		}
	}
	for i := range windows {
		windows[i].weight = share[windows[i].group] / counts[windows[i].group]
	}
	return windows
}

func missing(values []float64) int {
	count := 0
	for _, v := range values {
		if math.IsNaN(v) {
			count++
		}
	}
	return count
}

// inParallel calls work for 0 … n−1 on all cores.
func inParallel(n int, work func(i int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}
