using LCam.Explainers;
using LCam.Losses;
using LCam.Models;

namespace LCam.Experiments.Explaining;

/// <summary>One explainer of all images: a column of the contact sheet.</summary>
/// <param name="Key">What its files' names have; no other column has it.</param>
/// <param name="Detail">What tells it from others of the same explainer; may be empty.</param>
/// <param name="Registration">The explainer.</param>
/// <param name="Settings">All its parameters.</param>
/// <param name="Run">The training that it explains with; null where it needs none.</param>
public sealed record ExplainColumn(
    string Key, string Detail, ExplainerRegistration Registration, ExplainerSettings Settings, TrainedRun? Run)
{
    /// <summary>The model in a file that it explains with; null where it needs none, or that of a run.</summary>
    public AttentionModel? Model { get; init; }

    /// <summary>Its name as tables have it.</summary>
    public string Title => (Run, Model) switch
    {
        ({ Order: var order }, _) => Name(order.Variant, order.Loss),
        (_, { } model) => Name(model.Variant, model.Loss),
        _ => Registration.DisplayName,
    };

    private static string Name(Variant variant, LossKind loss) => loss == LossKind.CrossEntropy ? $"{variant.DisplayName} (cross-entropy)" : variant.DisplayName;
}
