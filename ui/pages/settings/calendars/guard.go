package calendars

import (
	"reflect"

	"watchbill/model"
)

// unchanged refuses to write over what somebody else changed of a thing, or deleted, while its form was open.
func unchanged[T any](name string, opened T, id model.ID, now []T, idOf func(T) model.ID) error {
	if id == 0 {
		return nil
	}
	i := indexOf(now, id, idOf)
	switch {
	case i < 0:
		return model.Errorf(model.Conflict, "", "%s was deleted while this form was open. Close it; undo brings it back.", name)
	case !reflect.DeepEqual(now[i], opened):
		return model.Errorf(model.Conflict, "", "%s was changed while this form was open. Close it, look at the change, and make yours again.", name)
	}
	return nil
}
