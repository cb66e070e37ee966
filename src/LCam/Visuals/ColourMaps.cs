using LCam.Problems;

namespace LCam.Visuals;

/// <summary>The registered colour scales. A new one is one class and one line here.</summary>
public static class ColourMaps
{
    public static IReadOnlyList<ColourMap> All { get; } = [new("jet", Jet.At), new("viridis", Viridis.At)];

    /// <summary>The colour scale named <paramref name="id"/>.</summary>
    /// <exception cref="ProblemException">No scale has that name.</exception>
    public static ColourMap Find(string id) => All.FirstOrDefault(map => map.Id == id)
        ?? throw new ProblemException(ProblemKind.InvalidInput, new Problem(
            "", $"'{id}' is no known colour scale", $"known: {string.Join(", ", All.Select(map => map.Id))}"));
}
