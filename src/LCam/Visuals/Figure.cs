using LCam.Images;

namespace LCam.Visuals;

/// <summary>Saliency maps side by side: images in rows, explainers in columns, beside them a bar of the maps' colours.</summary>
/// <param name="Columns">The words above the columns.</param>
/// <param name="Rows">A cell for each column. All images are square and of one size.</param>
/// <param name="Colours">Of the maps.</param>
/// <param name="Note">Below everything: what the numbers are.</param>
public sealed record Figure(IReadOnlyList<FigureColumn> Columns, IReadOnlyList<IReadOnlyList<FigureCell>> Rows, ColourMap Colours, string Note);

/// <summary>The words above a column.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Detail">What tells it from others of that title; may be empty.</param>
public sealed record FigureColumn(string Title, string Detail = "");

/// <summary>A picture with the words below it.</summary>
/// <param name="Image">Square.</param>
/// <param name="Captions">Each begins a line; long ones are wrapped once, then cut.</param>
public sealed record FigureCell(RgbImage Image, params IReadOnlyList<string> Captions);
