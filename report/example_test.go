package report_test

import (
	"fmt"
	"io"
	"math"
	"time"

	"watchbill/chart"
	"watchbill/report"
)

// A report is a struct that is filled, laid out and written.
func Example() {
	made := time.Date(2026, 11, 18, 9, 15, 0, 0, time.UTC)
	r := report.Toil{
		Scope: report.Scope{Team: "Payments SRE", Period: "October 2026", Zone: "UTC", Made: made},
		Cap:   50, Hours: 412, Worked: 1160, Previous: math.NaN(), Slope: math.NaN(),
		Weeks: []chart.Point{{Time: made.AddDate(0, 0, -14), Value: 38}, {Time: made.AddDate(0, 0, -7), Value: 34}},
		Tasks: []chart.Task{{Name: "Restarts", Hours: 300}, {Name: "Certificates", Hours: 112}},
	}
	pages := report.Build(r.Doc())
	if err := pages.WritePDF(io.Discard); err != nil {
		fmt.Println(err)
	}
	fmt.Println(pages.Count(), "page")
	// Output: 1 page
}
