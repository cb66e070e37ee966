namespace LCam.Experiments.Journals;

/// <summary>A journal entry and the byte offset just behind its line.</summary>
public sealed record PlacedEntry(JournalEntry Entry, long End);
