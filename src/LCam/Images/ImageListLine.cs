using System.Globalization;

namespace LCam.Images;

/// <summary>Parses and formats one line of an image list.</summary>
internal static class ImageListLine
{
    private const string DefaultExtension = ".jpg";

    /// <summary>Reads <c>path label...</c> or <c>path;label...</c>.</summary>
    /// <returns>What is wrong with the line; null when it is good.</returns>
    internal static string? Parse(ReadOnlySpan<char> line, int? classes, out string path, out int label)
    {
        path = "";
        label = 0;
        var separator = line.IndexOf(';');
        var splitAt = separator >= 0 ? separator : line.IndexOfAny(' ', '\t');
        if (splitAt < 0)
        {
            return "the label is missing: a line is 'path label' or 'path;label'";
        }

        if (ParseLabels(line[(splitAt + 1)..], classes, out label) is { } wrongLabel)
        {
            return wrongLabel;
        }

        var name = line[..splitAt].Trim();
        if (PathProblem(name) is { } wrongPath)
        {
            return wrongPath;
        }

        path = Normalise(name);
        return path.Length == 0 ? $"the path '{name}' names no file" : null;
    }

    /// <summary><c>path label</c>, or <c>path;label</c> where the path has a space.</summary>
    internal static string Format(string path, int label)
    {
        var separator = path.AsSpan().ContainsAny(' ', '\t') ? ';' : ' ';
        return FormattableString.Invariant($"{path}{separator}{label}");
    }

    // A line may carry several labels; the method trains and measures on one, the first. All must be valid.
    private static string? ParseLabels(ReadOnlySpan<char> text, int? classes, out int label)
    {
        // Nearly every line of a list of a million has one label: no need to look for more.
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out label))
        {
            return LabelProblem(label, classes);
        }

        label = -1;
        foreach (var range in text.SplitAny(' ', '\t', ','))
        {
            var word = text[range];
            if (word.IsEmpty)
            {
                continue;
            }

            if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return $"the label '{word}' is not a whole number (a path with spaces needs 'path;label')";
            }

            if (LabelProblem(value, classes) is { } wrong)
            {
                return wrong;
            }

            label = label < 0 ? value : label;
        }

        return label < 0 ? "the label is missing: a line is 'path label' or 'path;label'" : null;
    }

    private static string? LabelProblem(int label, int? classes)
    {
        if (label >= 0 && label < (classes ?? int.MaxValue))
        {
            return null;
        }

        return classes is { } count
            ? FormattableString.Invariant($"the label {label} is not in 0..{count - 1}")
            : FormattableString.Invariant($"the label {label} is negative or too large");
    }

    private static string? PathProblem(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "the path is empty";
        }

        if (path[0] is '/' or '\\' || (path.Length > 1 && path[1] == ':'))
        {
            return $"the path '{path}' is absolute: it must be relative to the image folder";
        }

        if (path.Contains('\0'))
        {
            return "the path has a zero character: this is no text file";
        }

        return path.Contains("..", StringComparison.Ordinal) && Escapes(path)
            ? $"the path '{path}' leaves the image folder"
            : null;
    }

    private static bool Escapes(ReadOnlySpan<char> path)
    {
        var depth = 0;
        foreach (var range in path.SplitAny('/', '\\'))
        {
            depth += path[range] switch { ".." => -1, "." or "" => 0, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string Normalise(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOfAny('/', '\\') + 1)..];
        if (name.IsEmpty)
        {
            return "";
        }

        var slashed = path.Contains('\\') ? path.ToString().Replace('\\', '/') : null;
        var complete = name.Contains('.') ? slashed ?? path.ToString() : string.Concat(slashed ?? path, DefaultExtension);
        return IsPlain(complete) ? complete : Shorten(complete);
    }

    // Nearly every path of a list of a million is: no need to take it apart.
    private static bool IsPlain(string path) => path[0] != '.'
        && !path.Contains("/.", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal);

    // The one name that an image has in lists, by its letters alone: links are not asked. Empty where it names a folder.
    private static string Shorten(string path)
    {
        var parts = new List<string>();
        var segments = path.Split('/');
        foreach (var segment in segments)
        {
            if (segment == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (segment is not ("" or "."))
            {
                parts.Add(segment);
            }
        }

        return segments[^1] is "." or ".." ? "" : string.Join('/', parts);
    }
}
