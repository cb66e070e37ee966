namespace LCam.Experiments.Checklists;

/// <summary>Lines of a checklist on one subject.</summary>
public sealed record ChecklistSection(string Title, IReadOnlyList<ChecklistLine> Lines);
