using LCam.Models.Scripted;
using LCam.Problems;

namespace LCam.Models;

/// <summary>The registered backbones.</summary>
public static class Backbones
{
    /// <summary>Those whose weights are files of named tensors.</summary>
    public static IReadOnlyList<IBackboneArchitecture> All { get; } = [.. Vgg.All, .. ResNet.All];

    /// <summary>All that a spec can name: <see cref="All"/>, and networks that are programs of their own.</summary>
    public static IReadOnlyList<IBackboneArchitecture> Named { get; } = [.. All, ScriptedArchitecture.Instance];

    /// <summary>What differs between architectures in one line: by family where its members agree, else by the value that several share.</summary>
    public static string Text(Func<IBackboneArchitecture, string> read)
    {
        var texts = Named.Select(architecture => (architecture.Id, architecture.Family, Text: read(architecture))).ToArray();
        return texts.Select(entry => entry.Text).Distinct().Count() == 1
            ? texts[0].Text
            : string.Join(", ", texts.GroupBy(entry => entry.Family).SelectMany(family => family.GroupBy(entry => entry.Text) switch
            {
                var groups when groups.Count() == 1 => [$"{family.Key}: {groups.First().Key}"],
                var groups => groups.Select(group => $"{string.Join("/", group.Select(entry => entry.Id))}: {group.Key}"),
            }));
    }

    /// <summary>The architecture named <paramref name="id"/>.</summary>
    /// <exception cref="ProblemException">No architecture has that name; the nearest is suggested.</exception>
    public static IBackboneArchitecture Find(string id)
    {
        var found = Named.FirstOrDefault(architecture => architecture.Id == id);
        if (found is not null)
        {
            return found;
        }

        var known = Named.Select(architecture => architecture.Id).ToArray();
        var suggestion = Suggestion.For(id, known);
        var remedy = suggestion is null ? $"known: {string.Join(", ", known)}" : $"did you mean {suggestion}?";
        throw new ProblemException(ProblemKind.InvalidInput, new Problem("", $"'{id}' is no known backbone", remedy));
    }

    /// <summary>A network of <paramref name="options"/>.</summary>
    /// <exception cref="ProblemException">Unknown architecture, or a class count or width that it cannot have.</exception>
    public static Backbone Create(BackboneOptions options)
    {
        var architecture = Find(options.Architecture);
        var problems = new List<Problem>();
        if (options.Classes < 1)
        {
            problems.Add(new Problem("", $"a classifier of {options.Classes} classes is impossible", "give 1 or more"));
        }

        if (!(options.Width > 0) || !double.IsFinite(options.Width))
        {
            problems.Add(new Problem("", "the width factor must be a positive number", "1 is the published network"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return architecture.Create(options);
    }
}
