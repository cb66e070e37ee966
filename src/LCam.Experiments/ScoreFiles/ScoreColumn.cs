namespace LCam.Experiments.ScoreFiles;

/// <summary>What a column of a scores file has.</summary>
public enum ScoreType
{
    Text,
    Whole,
    Number,
    Flag,
}

/// <summary>A column of a scores file; any of its values may be missing.</summary>
/// <param name="Name">Lower case with underscores.</param>
public sealed record ScoreColumn(string Name, ScoreType Type);

/// <summary>One value of a row. What it is, its column says.</summary>
/// <param name="Text">Of a text; null for none.</param>
/// <param name="Number">Of all others: whole numbers are below 2^53, a flag is 0 or 1; NaN where there is none.</param>
internal readonly record struct ScoreValue(string? Text, double Number)
{
    public static ScoreValue Of(string? text) => new(text, double.NaN);

    public static ScoreValue Of(double? number) => new(null, number ?? double.NaN);

    public static ScoreValue Of(bool flag) => new(null, flag ? 1 : 0);

    public double? NumberOrNull => double.IsNaN(Number) ? null : Number;
}

/// <summary>Writes rows to a scores file, and holds no more of them than it must.</summary>
internal interface IScoreWriter : IDisposable
{
    /// <summary>Adds a row, with a value for each column; the array is the caller's, who uses it again.</summary>
    void Add(ReadOnlySpan<ScoreValue> row);

    /// <summary>Writes what is still held.</summary>
    void Complete();
}
