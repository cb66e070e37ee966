using LCam.Images;

namespace LCam.Visuals;

/// <summary>One picture of a contact sheet.</summary>
/// <param name="Image">Square, of the sheet's tile size.</param>
/// <param name="Captions">At most <see cref="ContactSheetLayout.CaptionLines"/> lines below it.</param>
public sealed record ContactSheetTile(RgbImage Image, params IReadOnlyList<string> Captions);
