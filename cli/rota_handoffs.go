package cli

import (
	"github.com/spf13/cobra"

	"watchbill/model"
)

type handoffJSON struct {
	Local string `json:"local"`
	UTC   string `json:"utc"`
}

func newRotaHandoffsCmd(a *app) *cobra.Command {
	var f layerFlags
	var start string
	var count int
	c := a.leaf("handoffs --zone ZONE --start TIME --every 1w --count N", "Work out when a rotation hands over, clock changes included (needs no file)", needs(), func(cmd *cobra.Command, _ []string) error {
		loc, err := model.Zone(f.zone)
		if err != nil {
			return asUsage("zone", err)
		}
		var l model.Layer
		if l.First, err = model.ParseLocalTime(start); err != nil {
			return asUsage("start", err)
		}
		if err := f.applyTurns(cmd, &l); err != nil {
			return err
		}
		if err := model.CheckWindows(l.Windows); err != nil {
			return asUsage("window", err)
		}
		if count < 1 || count > 1_000_000 {
			return usagef("count", "--count: %d is not possible. Ask for 1 to 1,000,000 handoffs.", count)
		}
		h := model.NewHandoffs(l, loc)
		t := newTable("Local", "UTC")
		rows := make([]handoffJSON, count)
		for i := range rows {
			at := h.Next()
			rows[i] = handoffJSON{stamp(at), stamp(at.UTC())}
			t.add(at.Format("Mon 2006-01-02 15:04:05 -07:00"), at.UTC().Format("2006-01-02 15:04:05"))
		}
		return a.showTable(rows, t, "")
	})
	fs := c.Flags()
	fs.StringVar(&f.zone, "zone", "", "time `ZONE`, such as America/Chicago")
	fs.StringVar(&start, "start", "", "the first handoff, a local `TIME` such as 2020-10-31T01:30")
	f.registerTurns(c)
	fs.IntVar(&count, "count", 10, "how `MANY`, the start included")
	_ = c.MarkFlagRequired("zone")
	_ = c.MarkFlagRequired("start")
	c.Long = "Work out when a rotation hands over. A local time that a clock change skips becomes the first valid instant after the gap; one that happens twice is its first occurrence. " +
		"With --window a turn begins with its first active time."
	c.Example = "  watchbill rota handoffs --zone America/Chicago --start 2020-03-07T02:30 --every 1d --count 3 --json\n" +
		"  watchbill rota handoffs --zone America/Chicago --start 2024-08-05 --every 2d --window Mon-Fri --count 5"
	return c
}
