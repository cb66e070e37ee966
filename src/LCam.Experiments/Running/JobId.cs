using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace LCam.Experiments.Running;

/// <summary>An engine's own name for a job. It comes back from a store, and may become an argument of the engine's programs: so it is a word, and no option.</summary>
public readonly partial record struct JobId
{
    private const string Form = @"^[A-Za-z0-9][A-Za-z0-9_.+\[\]-]{0,99}\z";

    private JobId(string text) => Text = text;

    private string Text { get; }

    /// <exception cref="FormatException">It is none.</exception>
    public static JobId Parse(string text) => TryParse(text, out var job) ? job.Value : throw new FormatException("expected a job's id: at most 100 letters, digits and signs, a letter or digit first");

    public static bool TryParse(string? text, [NotNullWhen(true)] out JobId? job)
    {
        job = text is not null && Word().IsMatch(text) ? new JobId(text) : null;
        return job is not null;
    }

    public override string ToString() => Text;

    [GeneratedRegex(Form)]
    private static partial Regex Word();
}
