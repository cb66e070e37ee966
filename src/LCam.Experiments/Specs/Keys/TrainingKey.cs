using LCam.Training;

namespace LCam.Experiments.Specs.Keys;

/// <summary>A key of <c>training</c> that moves numbers: it can also be given for one backbone alone, or be an axis.</summary>
/// <param name="Name">The way to it from <c>training</c>, with dots.</param>
/// <param name="Rule">What its value may be.</param>
/// <param name="Default">The default in words.</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Read">Its value: a long, double or bool.</param>
/// <param name="With">The options with another value.</param>
internal sealed record TrainingKey(
    string Name,
    ValueRule Rule,
    string Default,
    string Meaning,
    Func<TrainingOptions, object> Read,
    Func<TrainingOptions, object, TrainingOptions> With)
{
    public string Reference { get; init; } = "";

    /// <summary>The default is the protocol's.</summary>
    public bool DependsOnProtocol { get; init; }

    /// <summary>The default is the architecture's.</summary>
    public bool DependsOnArchitecture { get; init; }
}
