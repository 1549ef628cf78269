package shell

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// A page that was kept aside while the colours were changed is not shown in the old ones.
func TestAPageComesBackInTheNewColours(t *testing.T) {
	f := open(t, widgets.Inline{}, never, theme.Light)
	segments := widgets.NewSegments([]string{"Week", "Month"}, 0, nil) // a widget that is made of widgets
	f.pages["today"].content = segments
	ink := func() any {
		for _, part := range segments.Parts() {
			if word, ok := part.(*widgets.Text); ok {
				return test.WidgetRenderer(word).Objects()[0].(*canvas.Text).Color
			}
		}
		return nil
	}
	f.Go(Route{Page: "today"})
	if got := ink(); got != theme.C(theme.Text) {
		t.Errorf("at first the text is %v, want %v", got, theme.C(theme.Text))
	}
	f.Go(Route{Page: "settings"})
	fyne.CurrentApp().Settings().Theme().(*theme.Theme).Use(theme.Dark)
	f.Go(Route{Page: "today"})
	if got := ink(); got != theme.C(theme.Text) || !theme.Current().Dark {
		t.Errorf("after the change the text is %v, want %v", got, theme.C(theme.Text))
	}
}
