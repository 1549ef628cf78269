package workspace

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"html/template"
	"slices"
	"time"

	"watchbill/model"
	"watchbill/sources"
)

// RotaTable is the published rota of one rotation, turn by turn.
type RotaTable struct {
	Rotation model.Rotation
	Turns    []RotaTurn
}

// RotaTurn is one line of a rota: a time, and who has each role in it.
type RotaTurn struct {
	model.Interval // in the rotation's zone
	Who            []string
}

// RotaAhead returns who serves in all rotations, overrides counted in, in the duties that overlap the weeks from now on, by rotation and time.
func (w *Workspace) RotaAhead(ctx context.Context, weeks int) ([]RotaTable, error) {
	if weeks < 1 || weeks > 260 {
		return nil, model.Invalidf("weeks", "%d weeks cannot be shown: choose from 1 to 260.", weeks)
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return nil, err
	}
	people, err := w.byID(ctx)
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: w.Now(), End: w.Now().AddDate(0, 0, 7*weeks)}
	var out []RotaTable
	for _, r := range rotations {
		shifts, err := w.Reader().RotationDuties(ctx, r.ID, window)
		if err != nil {
			return nil, err
		}
		out = append(out, RotaTable{r, turnsOf(r, shifts, people)})
	}
	return out, nil
}

// turnsOf puts shifts of the same time into one line.
func turnsOf(r model.Rotation, shifts []model.Shift, people map[model.ID]model.Person) []RotaTurn {
	var out []RotaTurn
	for _, s := range shifts {
		column := slices.IndexFunc(r.Roles, func(role model.Role) bool { return role.ID == s.RoleID })
		if column < 0 {
			continue
		}
		i := slices.IndexFunc(out, func(t RotaTurn) bool { return t.Start.Equal(s.Start) && t.End.Equal(s.End) })
		if i < 0 {
			i = len(out)
			out = append(out, RotaTurn{s.Interval, make([]string, len(r.Roles))})
		}
		name := "unstaffed"
		if p, ok := people[s.PersonID]; ok {
			name = p.Name
		}
		if out[i].Who[column] != "" { // somebody was added for just this time
			name = out[i].Who[column] + ", " + name
		}
		out[i].Who[column] = name
	}
	return out
}

// RotaCSV returns the published rota ahead as a table for spreadsheets: rotation, role, person, start, end.
func (w *Workspace) RotaCSV(ctx context.Context, weeks int) ([]byte, error) {
	tables, err := w.RotaAhead(ctx, weeks)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	rows := [][]string{{"rotation", "role", "person", "start", "end"}}
	for _, t := range tables {
		for _, turn := range t.Turns {
			for i, role := range t.Rotation.Roles {
				if turn.Who[i] != "" {
					rows = append(rows, []string{
						sources.SafeCell(t.Rotation.Name), sources.SafeCell(role.Name), sources.SafeCell(turn.Who[i]),
						turn.Start.Format(time.RFC3339), turn.End.Format(time.RFC3339),
					})
				}
			}
		}
	}
	err = c.WriteAll(rows)
	return out.Bytes(), err
}

// rotaPage is one page without scripts, images or anything from elsewhere, so that it can lie beside a published calendar.
var rotaPage = template.Must(template.New("rota").Parse(`<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{.Team}}: on call</title>
<style>
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem } p { opacity: .75 }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
.now td { font-weight: 600 } .now td:first-child::before { content: "now · "; font-weight: 400 }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top }
</style>
<h1>{{.Team}}: on call</h1>
<p>Published shifts from {{.From}}. Written {{.Written}}.</p>
{{range .Tables}}<h2>{{.Name}}</h2>
<p>{{.About}}</p>
{{if .Turns}}<table>
<thead><tr><th scope="col">From</th><th scope="col">Until</th>{{range .Roles}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Turns}}<tr{{if .Now}} class="now" aria-current="true"{{end}}><td>{{.From}}</td><td>{{.Until}}</td>{{range .Who}}<td>{{.}}</td>{{end}}</tr>
{{end}}</tbody>
</table>
{{else}}<p>Nothing is published ahead.</p>
{{end}}{{end}}</html>
`))

type pageTable struct {
	Name, About string
	Roles       []string
	Turns       []pageTurn
}

type pageTurn struct {
	From, Until string
	Who         []string
	Now         bool // somebody is on call in it as the page is written
}

// RotaPage returns the published rota ahead as one page of HTML.
func (w *Workspace) RotaPage(ctx context.Context, weeks int) ([]byte, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return nil, err
	}
	tables, err := w.RotaAhead(ctx, weeks)
	if err != nil {
		return nil, err
	}
	now := w.Now().In(loc)
	const layout = "Mon 2 Jan 2006 15:04"
	page := struct {
		Team, From, Written string
		Tables              []pageTable
	}{Team: team.Name, From: now.Format("Mon 2 Jan 2006"), Written: fmt.Sprintf("%s %s", now.Format(layout), team.Zone)}
	for _, t := range tables {
		p := pageTable{Name: t.Rotation.Name, About: "Times in " + t.Rotation.Zone + "; " + t.Rotation.Describe(now) + "."}
		for _, role := range t.Rotation.Roles {
			p.Roles = append(p.Roles, role.Name)
		}
		for _, turn := range t.Turns {
			p.Turns = append(p.Turns, pageTurn{turn.Start.Format(layout), turn.End.Format(layout), turn.Who, turn.Contains(now)})
		}
		page.Tables = append(page.Tables, p)
	}
	var out bytes.Buffer
	err = rotaPage.Execute(&out, page)
	return out.Bytes(), err
}
