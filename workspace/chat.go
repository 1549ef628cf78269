package workspace

import (
	"fmt"
	"strings"
	"time"

	"watchbill/model"
)

// ChatText says who is on call now and next as plain lines, ready for a chat or a mail.
func ChatText(now []OnCall, at time.Time) string {
	var b strings.Builder
	for _, o := range now {
		fmt.Fprintf(&b, "%s\n", o.Rotation.Name)
		for _, r := range o.Roles {
			who := "nobody"
			if r.Person.ID != 0 {
				who = r.Person.Name + " until " + model.FormatTime(r.Shift.End, at)
			}
			for _, s := range r.Beside {
				who += ", with " + s.Person.Name + " until " + model.FormatTime(s.Shift.End, at)
			}
			next := ""
			if r.NextUp.ID != 0 {
				next = fmt.Sprintf(", then %s from %s", r.NextUp.Name, model.FormatTime(r.Next.Start, at))
			}
			fmt.Fprintf(&b, "  %s: %s%s\n", r.Role.Name, who, next)
		}
		fmt.Fprintf(&b, "  times in %s\n", o.Rotation.Zone)
	}
	return b.String()
}

// City returns the last part of an IANA zone name in words: "Sao Paulo" for America/Sao_Paulo.
func City(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}
