// Package widgets is the kit the window's pages are built from: layouts, text, controls, tables, fields, dialogues and the
// layers over a page. Values go in, On… callbacks come out. It must not import model, storage, workspace or any other
// package of ours but ui/theme: it knows no team, no rule and no SQL.
//
// # Layout
//
// [Row], [RowTop], [RowFill] and [Col] lay objects side by side or below each other with a gap; [Grow] takes the free room,
// [Grow]() alone is a spring; [Fixed] and [Pad] give sizes and room; [Grid] equal columns, [Columns] columns by share; [Scroll] what is too high;
// [Centre] and [Aside] (a details pane) whole pages. Gaps are theme.Gap1 to Gap4.
//
// # Text
//
// [Body], [Bold], [Caption], [Heading], [Title] are one line in the look's sizes; chain .In(theme.Warn), .Right(), .Cut().
// [Ellipsis] cuts and shows the whole on hover. [BodyPara] and [CaptionPara] wrap, with **bold** words. [NewFigure] is a
// number with its unit. [Note] and [Badge] carry a [Tone] with its icon and word, [NewTile] a person, [Counter] a count.
//
// # Controls
//
// [NewButton] (.Primary, .Danger, .Quiet, .Small, .WithIcon, .WithHint, .WithID), [NewIconButton], [NewLink],
// [NewSegments], [NewChip], [NewCheck], [NewSelect]. Each has a focus ring, Enter and Space, and DisableBecause(reason).
//
// # Fields and forms
//
// [NewEntry], [NewDateField], [NewSelect]; [NewForm] puts them under labels with hints, and ShowError(field,
// message) puts an error where it belongs.
//
// # Data
//
// [NewTable] (.Sortable by its titles, with a [Meter] in a column) and [NewList] (with [NewItemRow]) draw only what is in sight; [FigureRow], [NewBars], [NewSparkline], and [NewChart], an image
// drawn off the thread for the size, scale and theme in force.
//
// # Page parts
//
// [Panel] with a [Head], [Card], [Banner], [Problem], [EmptyState], [NewProgress], [NewStatusLine], [KeyValue], [Skeleton].
//
// # Over the page
//
// [Dialog], [Confirm], [ShowMenu], [ShowCard]; toasts and tooltips belong to the [Root] of the window.
//
// # Names for scripts
//
// WithID names a widget; [Locate] tells where every named widget is that a user could reach now.
package widgets
