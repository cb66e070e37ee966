namespace LCam.Experiments.Results.Layout;

/// <summary>A table laid out for people, before it is written in any format: every format says the same.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Grids">The tables proper, in order.</param>
/// <param name="Caption">What the numbers are, in sentences.</param>
/// <param name="Notes">What holds for all of it, a paragraph each.</param>
/// <param name="Footnotes">Texts that lines refer to by their 1-based place.</param>
public sealed record TableDocument(
    string Title, IReadOnlyList<Grid> Grids, string Caption, IReadOnlyList<string> Notes, IReadOnlyList<string> Footnotes);
