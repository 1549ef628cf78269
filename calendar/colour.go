package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"

	"watchbill/model"
)

// colourOf gives the two ways calendars name a colour: the CSS name of
// RFC 7986 (COLOR takes nothing else; the nearest one of a hex colour) and the
// "#RRGGBB" of Apple's property.
func colourOf(s string) (name, hex string, err error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if c, ok := colornames.Map[s]; ok {
		// A few colours have two names, of which one is written.
		return nearestColour(int(c.R), int(c.G), int(c.B)), fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B), nil
	}
	n, parseErr := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if parseErr != nil || len(s) != len("#rrggbb") || s[0] != '#' {
		return "", "", model.Invalidf("colour", "The colour %q is not known. Write it like #3366CC or as a CSS name such as teal.", s)
	}
	return nearestColour(int(n>>16), int(n>>8&0xFF), int(n&0xFF)), strings.ToUpper(s), nil
}

// nearestColour returns the CSS name with the least squared distance in RGB,
// the first one by name where several are as near.
func nearestColour(r, g, b int) string {
	best, bestDistance := "", 0
	for _, name := range colornames.Names {
		c := colornames.Map[name]
		dr, dg, db := int(c.R)-r, int(c.G)-g, int(c.B)-b
		if d := dr*dr + dg*dg + db*db; best == "" || d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}
