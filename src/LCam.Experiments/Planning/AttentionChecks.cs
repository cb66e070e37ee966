using LCam.Experiments.Specs;
using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Planning;

/// <summary>
/// What a run would refuse of attention mechanisms that were trained elsewhere, or measure though it is not what the spec
/// says: found before any work.
/// </summary>
internal sealed class AttentionChecks(InputCatalog inputs)
{
    /// <summary>All that is wrong with the files of cells, each told where the spec names it.</summary>
    public IReadOnlyList<Problem> Of(IReadOnlyList<Cell> cells) =>
    [
        .. cells.Where(cell => cell.Given is not null && File.Exists(cell.Given.File.Resolved))
            .DistinctBy(cell => (cell.Backbone.Name, cell.Given, cell.Variant))
            .SelectMany(cell => Told(cell.Given!.File, () => Check(cell.Backbone, cell.Variant, cell.Given!))),
    ];

    private static IReadOnlyList<Problem> Told(SpecPath file, Func<IEnumerable<Problem>> check)
    {
        try
        {
            return [.. check()];
        }
        catch (ProblemException failure)
        {
            return [.. failure.Problems.Select(problem => problem with { Where = file.Where, What = $"{problem.Where}: {problem.What}" })];
        }
    }

    private IEnumerable<Problem> Check(BackboneSpec backbone, Variant variant, GivenAttention given)
    {
        var path = given.File.Resolved!;
        var header = WeightFile.ReadHeader(path);
        var architecture = Backbones.Find(backbone.Architecture);
        var channels = architecture.Layer(variant.LayersOf(architecture).Single()).Channels(new BackboneOptions(backbone.Architecture, backbone.Classes, backbone.Width));
        var shape = header.Entries.FirstOrDefault(entry => entry.Name == AttentionEntries.Weight)?.Shape;
        if (shape is null || header.Entries.All(entry => entry.Name != AttentionEntries.Bias))
        {
            yield return new Problem(given.File.Where, $"{path} holds no trained attention ({AttentionEntries.Weight} and {AttentionEntries.Bias})", "'lcam weights inspect' says what it holds");
            yield break;
        }

        // The channels of a TorchScript network are known once it runs.
        long[] needed = [backbone.Classes, channels ?? shape[1], 1, 1];
        if (!shape.SequenceEqual(needed))
        {
            yield return new Problem(
                given.File.Where,
                FormattableString.Invariant($"the attention in {path} has the shape ({string.Join(",", shape)}); {backbone.Name} with {backbone.Classes} classes and {needed[1]} channels needs ({string.Join(",", needed)})"),
                "name the file of a model of this backbone");
        }

        if (!given.IsNamed && header.Metadata.GetValueOrDefault("arch") is { Length: > 0 } said && said != given.Model && IsModel(said))
        {
            yield return new Problem(given.File.Where, $"{path} says of itself that it is {said}, not {given.Model}", $"if it is, write {{ model: {given.Model}, file: PATH }}");
        }

        if (header.Entries.Any(NetworkHash.IsNetwork) && backbone is { Script: null, Weights.Resolved: { } weights } && File.Exists(weights) && weights != path && Differ(path, weights, backbone.Entry) is { } difference)
        {
            yield return new Problem(
                given.File.Where,
                $"the network inside {path} is not that of {weights}: {difference}",
                backbone.FromAttentions ? "all models of a backbone have the same network: give each backbone its own models" : "give the weights that it was trained with, or none: then its own network is used");
        }
    }

    private string? Differ(string path, string weights, string? entry)
    {
        if (inputs.Network(path, null) == inputs.Network(weights, entry))
        {
            return null;
        }

        using var one = WeightFile.Read(path);
        using var other = WeightFile.Read(weights, entry);
        return NetworkDifference.Of(one, other);
    }

    private static bool IsModel(string name) => Backbones.Named.Any(architecture =>
        architecture.Variants.Any(variant => Enum.GetValues<LossKind>().Any(loss => ModelNames.For(architecture, variant, loss) == name)));
}
