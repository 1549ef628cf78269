package calendars

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"watchbill/ui/widgets"
)

const (
	qrQuiet = 4   // light modules around the code, after ISO/IEC 18004
	qrSide  = 168 // units, the quiet zone included
)

// qrPicture draws a QR code, dark on light in both themes: cameras expect it so.
func qrPicture(code [][]bool) fyne.CanvasObject {
	picture := canvas.NewImageFromImage(qrImage(code))
	picture.ScaleMode, picture.FillMode = canvas.ImageScalePixels, canvas.ImageFillContain
	return widgets.Fixed(qrSide, qrSide, picture)
}

// qrImage has one pixel for each module.
func qrImage(code [][]bool) image.Image {
	side := len(code) + 2*qrQuiet
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	for y, row := range code {
		for x, dark := range row {
			if dark {
				img.SetGray(x+qrQuiet, y+qrQuiet, color.Gray{})
			}
		}
	}
	return img
}
