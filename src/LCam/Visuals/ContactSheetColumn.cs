namespace LCam.Visuals;

/// <summary>The words above a contact sheet's column.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Detail">What tells it from others of that title; may be empty.</param>
public sealed record ContactSheetColumn(string Title, string Detail);
