using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Planning;

/// <summary>All that an experiment needs, and what is to be done for it.</summary>
/// <param name="Cells">In the matrix's order.</param>
/// <param name="Stages">Each once, after those that it needs.</param>
/// <param name="Problems">What is missing or wrong with the inputs.</param>
/// <param name="ProblemKind">What the problems amount to.</param>
public sealed record ExperimentPlan(
    ExperimentSpec Spec,
    IReadOnlyList<PlannedCell> Cells,
    IReadOnlyList<PlannedStage> Stages,
    IReadOnlyList<Problem> Problems,
    ProblemKind ProblemKind);
