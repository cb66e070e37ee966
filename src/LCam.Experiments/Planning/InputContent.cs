using System.Text.Json.Nodes;
using LCam.Problems;

namespace LCam.Experiments.Planning;

/// <summary>What an input is by content, or why that is not known.</summary>
/// <param name="Identity">Hashes, as they go into stage keys; null when not known.</param>
/// <param name="StandIn">What is known without the content: groups equal stages while <paramref name="Identity"/> is null.</param>
/// <param name="Unknown">Why there is no identity, in a few words.</param>
/// <param name="Problems">What is missing or wrong.</param>
public sealed record InputContent(JsonNode? Identity, string StandIn, string Unknown, IReadOnlyList<Problem> Problems)
{
    private readonly CanonicalPart? _part = Identity is null ? null : CanonicalJson.Part(Identity);

    /// <summary><see cref="Identity"/> as a part of a larger value.</summary>
    internal JsonNode Node() => _part!.Node();

    /// <summary>How many images a list has; null where that is not known, and for what is no list.</summary>
    public int? Images { get; init; }

    /// <summary>What the problems amount to.</summary>
    public ProblemKind ProblemKind { get; init; } = ProblemKind.DataMissing;
}
