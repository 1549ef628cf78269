package cli

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// wanted says what a flag of a kind takes.
var wanted = map[string]string{
	"int": "a whole number", "int64": "a whole number", "uint64": "a whole number", "float64": "a number", "bool": "true or false",
	"duration": "a length of time, such as 15m or 2h",
}

// flagFault says what is wrong with a command's flags in the words of users, not of the library that reads them.
func flagFault(cmd *cobra.Command, err error) string {
	var (
		value   *pflag.InvalidValueError
		missing *pflag.ValueRequiredError
		unknown *pflag.NotExistError
	)
	switch {
	case errors.As(err, &value):
		f := value.GetFlag()
		if want, known := wanted[f.Value.Type()]; known {
			return fmt.Sprintf("--%s: %q is not %s.", f.Name, value.GetValue(), want)
		}
	case errors.As(err, &missing):
		return flagWithValue(missing.GetFlag()) + " needs a value."
	case errors.As(err, &unknown):
		if letters := unknown.GetSpecifiedShortnames(); letters != "" {
			return fmt.Sprintf("There is no flag -%s. What begins with a dash and is no flag goes after “--”.", letters)
		}
		return fmt.Sprintf("There is no flag --%s.", unknown.GetSpecifiedName())
	}
	return groupFault(cmd, err.Error())
}

var (
	quotedName = regexp.MustCompile(`"([^"]+)"`)
	groupNames = regexp.MustCompile(`\[([^\[\]]+)\] (is required|were all set)$`)
)

// groupFault says which flags are missing, or do not go together.
func groupFault(cmd *cobra.Command, text string) string {
	if strings.HasPrefix(text, "required flag(s)") {
		var names []string
		for _, m := range quotedName.FindAllStringSubmatch(text, -1) {
			names = append(names, flagWithValue(cmd.Flag(m[1])))
		}
		return fmt.Sprintf("“%s” needs %s.", cmd.CommandPath(), strings.Join(names, " and "))
	}
	m := groupNames.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	var names []string
	for _, name := range strings.Fields(m[1]) {
		names = append(names, "--"+name)
	}
	if m[2] == "is required" {
		last := len(names) - 1
		return fmt.Sprintf("“%s” needs %s or %s.", cmd.CommandPath(), strings.Join(names[:last], ", "), names[last])
	}
	return strings.Join(names, " and ") + " do not go together. Choose one."
}

// flagWithValue writes a flag as its help does: “--month MONTH”.
func flagWithValue(f *pflag.Flag) string {
	word, _ := pflag.UnquoteUsage(f)
	return strings.TrimSpace("--" + f.Name + " " + word)
}

// anyGiven reports whether any flag of the command's own was given.
func anyGiven(cmd *cobra.Command) bool {
	given := false
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { given = given || f.Changed })
	return given
}
