using LCam.Explainers.Cam;
using LCam.Explainers.Controls;
using LCam.Explainers.Perturbation;
using LCam.Explainers.Recorded;
using LCam.Problems;

namespace LCam.Explainers;

/// <summary>The registered explainers. A new one is one class and one line here.</summary>
public static class ExplainerRegistry
{
    /// <summary>In the order of tables: what is trained, what is compared with, controls.</summary>
    public static IReadOnlyList<ExplainerRegistration> All { get; } =
    [
        LCamExplainer.Registration,
        GradCam.Registration,
        GradCamPlusPlus.Registration,
        ScoreCam.Registration,
        Rise.Registration,
        LayerCam.Registration,
        AllOnes.Registration,
        CentredGaussian.Registration,
        RandomMap.Registration,
        InputGradient.Registration,
        UntrainedAttention.Registration,
    ];

    /// <summary>Maps that other programs made.</summary>
    public static ExplainerRegistration Recorded => RecordedExplainer.Registration;

    /// <summary>The explainer named <paramref name="id"/>.</summary>
    /// <exception cref="ProblemException">No explainer has that name; the nearest is suggested.</exception>
    public static ExplainerRegistration Find(string id)
    {
        if (All.Append(Recorded).FirstOrDefault(explainer => explainer.Id == id) is { } found)
        {
            return found;
        }

        var known = All.Select(explainer => explainer.Id).ToArray();
        var remedy = Suggestion.For(id, known) is { } suggestion ? $"did you mean {suggestion}?" : $"known: {string.Join(", ", known)}";
        throw new ProblemException(ProblemKind.InvalidInput, new Problem("", $"'{id}' is no known explainer", remedy));
    }
}
