using System.Globalization;

namespace LCam.Images;

/// <summary>What a folder holds: its images, and what was passed over.</summary>
/// <param name="Images">The images; their labels and line numbers are 0.</param>
/// <param name="Skipped">Files that are no pictures that can be read, counted by their extension in lower case; empty text for none.</param>
/// <param name="NotRegular">Relative paths of pipes, sockets, devices and links to nothing, with what they are; none was opened.</param>
public sealed record ImageFolderContent(ImageSet Images, IReadOnlyDictionary<string, int> Skipped, IReadOnlyList<string> NotRegular)
{
    private const int MostNamed = 5;

    /// <summary>One line that tells what was passed over; null where nothing was.</summary>
    public string? SkippedText
    {
        get
        {
            var parts = Skipped
                .OrderByDescending(kind => kind.Value).ThenBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} {(kind.Key.Length == 0 ? "without an extension" : kind.Key)}"))
                .ToList();
            if (NotRegular.Count > 0)
            {
                var more = NotRegular.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {NotRegular.Count - MostNamed} more") : "";
                parts.Add($"not regular: {string.Join(", ", NotRegular.Take(MostNamed))}{more}");
            }

            return parts.Count == 0 ? null : "skipped " + string.Join(", ", parts);
        }
    }
}
