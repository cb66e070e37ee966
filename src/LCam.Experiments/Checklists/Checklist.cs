namespace LCam.Experiments.Checklists;

/// <summary>
/// How reproducible an experiment is, line by line: the subjects of the machine learning reproducibility checklist,
/// version 2.0 (Pineau et al., Improving Reproducibility in Machine Learning Research, 2021), in words of our own.
/// </summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Sections">In the checklist's order.</param>
public sealed record Checklist(string Experiment, IReadOnlyList<ChecklistSection> Sections);
