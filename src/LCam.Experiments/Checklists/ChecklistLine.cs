namespace LCam.Experiments.Checklists;

/// <summary>One line of a checklist.</summary>
/// <param name="What">What a reader has to be told.</param>
/// <param name="Facts">What the store says to it, each in a sentence; may be empty.</param>
/// <param name="ForAuthor">What is left to say, which no store knows; null where nothing is.</param>
public sealed record ChecklistLine(string What, IReadOnlyList<string> Facts, string? ForAuthor)
{
    /// <summary>Whether the store answers all of it.</summary>
    public bool IsAnswered => ForAuthor is null && Facts.Count > 0;
}
