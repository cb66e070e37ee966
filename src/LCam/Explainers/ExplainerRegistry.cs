using LCam.Problems;

namespace LCam.Explainers;

/// <summary>The registered explainers. A new one is one class and one line here.</summary>
public static class ExplainerRegistry
{
    public static IReadOnlyList<ExplainerRegistration> All { get; } =
    [
        new(LCamExplainer.Name, "L-CAM", NeedsModel: true, context => new LCamExplainer(
            context.Model ?? throw new ArgumentException("L-CAM explains with a trained model", nameof(context)))),
    ];

    /// <summary>The explainer named <paramref name="id"/>.</summary>
    /// <exception cref="ProblemException">No explainer has that name.</exception>
    public static ExplainerRegistration Find(string id)
    {
        var known = All.Select(explainer => explainer.Id).ToArray();
        return All.FirstOrDefault(explainer => explainer.Id == id)
            ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                "", $"'{id}' is no known explainer", $"known: {string.Join(", ", known)}"));
    }
}
