using System.Globalization;
using System.Text;
using LCam.Files;
using LCam.Problems;
using SkiaSharp;

namespace LCam.Visuals;

/// <summary>
/// The font of figures. The program brings one, so that a machine without any gives the same bytes as one with many. What
/// a font lacks is shown as a question mark, and noted.
/// </summary>
public sealed class FigureFont : IDisposable
{
    private const string Resource = "LCam.Visuals.Fonts.LiberationSans-Regular.ttf";
    private const int LargestFile = 64 << 20;
    private const int LongestText = 500;
    private const string Ellipsis = "…";

    private static readonly Rune Unknown = new('?');

    private readonly SortedSet<Rune> _missing = [];

    private FigureFont(SKTypeface typeface) => Typeface = typeface;

    /// <summary>Characters of texts so far that the font lacks.</summary>
    public IReadOnlyCollection<Rune> Missing => _missing;

    internal SKTypeface Typeface { get; }

    /// <summary>The program's own: Latin, Greek and Cyrillic letters, and common signs.</summary>
    public static FigureFont Standard()
    {
        using var stream = typeof(FigureFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the program lacks its font {Resource}");
        return new FigureFont(SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"{Resource} is no font"));
    }

    /// <summary>A user's, TrueType or OpenType.</summary>
    /// <exception cref="ProblemException">The file is missing, larger than 64 MiB, or no font.</exception>
    public static FigureFont Read(string path)
    {
        using var bytes = SKData.CreateCopy(Bytes(path));
        return SKTypeface.FromData(bytes) is { GlyphCount: > 0 } typeface
            ? new FigureFont(typeface)
            : throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, "this is no font", "give a TrueType or OpenType file (.ttf, .otf)"));
    }

    /// <summary>Width of a line, in the unit of its size.</summary>
    public double Measure(string text, double size)
    {
        using var font = Sized(size);
        return font.MeasureText(text);
    }

    /// <summary>A text in characters that the font has; control characters are spaces. What no figure has room for is left out.</summary>
    public string Known(string text)
    {
        var known = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(LongestText))
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                known.Append(' ');
            }
            else if (Typeface.GetGlyph(rune.Value) != 0)
            {
                known.Append(rune.ToString());
            }
            else
            {
                _missing.Add(rune);
                known.Append(Unknown.ToString());
            }
        }

        return known.ToString();
    }

    /// <summary>A text in lines no wider than a width: broken at spaces, and where lines or a word do not suffice cut with an ellipsis.</summary>
    public IReadOnlyList<string> Wrap(string text, double width, double size, int lines)
    {
        var words = Known(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var wrapped = new List<string>();
        for (var next = 0; next < words.Length;)
        {
            var line = words[next++];
            var isLast = wrapped.Count == lines - 1;
            while (next < words.Length && (isLast || Measure($"{line} {words[next]}", size) <= width))
            {
                line += " " + words[next++];
            }

            wrapped.Add(Fit(line, width, size));
        }

        return wrapped;
    }

    public void Dispose() => Typeface.Dispose();

    /// <summary>The typeface at a size. Sizes of print and of screen are set alike: nothing is moved to whole pixels.</summary>
    internal SKFont Sized(double size) => new(Typeface, (float)size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    private string Fit(string line, double width, double size)
    {
        if (Measure(line, size) <= width)
        {
            return line;
        }

        // Never within a letter and its accents.
        var starts = StringInfo.ParseCombiningCharacters(line);
        return starts.Reverse().Select(start => line[..start].TrimEnd() + Ellipsis).First(cut => cut == Ellipsis || Measure(cut, size) <= width);
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return DataFile.ReadBytes(path, LargestFile);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such font"), missing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"the font cannot be read: {failure.Message}"), failure);
        }
    }
}
