using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Files;
using LCam.Problems;

namespace LCam.Images;

/// <summary>The names of classes, the first being class 0: a text file with one a line, or a JSON list of texts.</summary>
public static class ClassNameFile
{
    private const int MaximumBytes = 16 << 20;
    private const int LongestName = 65_536;

    /// <param name="classes">How many there have to be; null for any number.</param>
    /// <exception cref="ProblemException">The file is missing, has empty names, or has not as many as there are classes.</exception>
    public static IReadOnlyList<string> Read(string path, int? classes)
    {
        var isJson = IsJson(path);
        string[] names = [.. (isJson ? Items(path) : Guarded(path, () => DataFile.ReadLines(path, MaximumBytes, LongestName).ToArray())).Select(name => name.Trim())];
        var problems = names.Index()
            .Where(entry => entry.Item.Length == 0)
            .Take(1)
            .Select(entry => isJson
                ? new Problem(path, FormattableString.Invariant($"the name of class {entry.Index} is empty"), "give each class a name")
                : new Problem(FormattableString.Invariant($"{path}:{entry.Index + 1}"), "the line is empty", "give each class a name"))
            .ToList();
        if (classes is { } count && names.Length != count)
        {
            problems.Add(new Problem(path, FormattableString.Invariant($"has {names.Length} names, the classifier has {count} classes")));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return names;
    }

    // No class is called [: a text file of names does not start so.
    private static bool IsJson(string path) => Guarded(path, () =>
    {
        var first = DataFile.ReadLines(path, MaximumBytes, MaximumBytes).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
        return first?.TrimStart().StartsWith('[') == true;
    });

    private static string[] Items(string path)
    {
        try
        {
            return JsonNode.Parse(Guarded(path, () => DataFile.ReadBytes(path, MaximumBytes))) is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.String)
                ? [.. items.Select(item => (string)item!)]
                : throw NoList(path, "has other items than texts");
        }
        catch (JsonException failure)
        {
            throw NoList(path, $"starts with [ and is no JSON: {failure.Message}");
        }
    }

    private static ProblemException NoList(string path, string what) =>
        new(ProblemKind.InvalidInput, new Problem(path, what, "write a JSON list of the classes' names, or one name a line"));

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file of class names"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"cannot be read: {failure.Message}"), failure);
        }
    }
}
