using LCam.Models;
using LCam.Problems;

namespace LCam.Weights;

/// <summary>What a weight file's header tells at a glance, without a network to compare with: how many classes, and whether it fits.</summary>
public static class WeightLandmarks
{
    /// <summary>The number of classes of the network in a file; null where it has no such layer.</summary>
    public static int? ClassesOf(WeightHeader header, string architecture)
    {
        var (name, _) = Backbones.Find(architecture).Landmarks(new BackboneOptions(architecture))[^1];
        return header.Entries.FirstOrDefault(entry => entry.Name == name) is { Shape: [var classes, _] } && classes is >= 1 and <= int.MaxValue ? (int)classes : null;
    }

    /// <summary>The first thing that does not fit, of the entries that are there; one that is not may stand under another name.</summary>
    /// <param name="place">What problems name as their place.</param>
    public static IReadOnlyList<Problem> Check(WeightHeader header, BackboneOptions options, string place)
    {
        var architecture = Backbones.Find(options.Architecture);
        if (ClassesOf(header, options.Architecture) is { } classes && classes != options.Classes)
        {
            return [new Problem(place, FormattableString.Invariant($"{header.File} has {classes} classes, the spec {options.Classes}"), FormattableString.Invariant($"write classes: {classes}, or name another file"))];
        }

        foreach (var (name, shape) in architecture.Landmarks(options))
        {
            if (header.Entries.FirstOrDefault(entry => entry.Name == name) is { } entry && !entry.Shape.SequenceEqual(shape))
            {
                return
                [
                    new Problem(
                        place,
                        FormattableString.Invariant($"{header.File} is of another network than {options.Architecture} of width {options.Width}: {name} has the shape ({string.Join(",", entry.Shape)}) instead of ({string.Join(",", shape)})"),
                        "'lcam weights inspect' says what it fits"),
                ];
            }
        }

        return [];
    }
}
