package workspace

import (
	"rsc.io/qr"

	"watchbill/model"
)

// QRCode returns a text, such as a link's address, as the modules of a QR code, true for dark, without the quiet zone of four light
// modules that has to be around it.
func QRCode(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, model.Errorf(model.Invalid, "link", "The link is too long for a QR code.")
	}
	out := make([][]bool, code.Size)
	for y := range out {
		out[y] = make([]bool, code.Size)
		for x := range out[y] {
			out[y][x] = code.Black(x, y)
		}
	}
	return out, nil
}
